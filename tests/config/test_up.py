"""`saphan up` says an address when its pages can be had, and not before."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from saphan.config import nodes
from saphan.config.nodes import Node
from saphan.config.processes import answers
from saphan.kernel.sides import Side

ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


class OtherNode(BaseHTTPRequestHandler):
    """Answers as the pages of the node `la` do."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"status": "ok", "node": "la"}).encode())

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


def node(name: str) -> Node:
    return Node(folder=Path("/nowhere") / name, side=Side.LA)


def test_a_port_where_nobody_listens_gives_no_answer() -> None:
    assert not answers(node("la"), port=free_port())


def test_another_node_at_the_port_is_not_ours() -> None:
    with HTTPServer(("127.0.0.1", 0), OtherNode) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()

        assert answers(node("la"), port=server.server_port)
        assert not answers(node("vn"), port=server.server_port)

        server.shutdown()


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Node]:
    monkeypatch.setenv("SAPHAN_HOME", str(tmp_path / "var"))
    for name in ("DATABASE_URL", "SAPHAN_NODE"):
        monkeypatch.delenv(name, raising=False)
    subprocess.run(
        [sys.executable, "-m", "saphan", "node", "init", "vn", "--side", "VN"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    made = nodes.load("vn")
    yield made
    assert made.cluster
    made.cluster.remove()


@pytest.mark.slow
def test_the_address_that_is_said_can_be_opened_at_once(made: Node) -> None:
    port = free_port()
    up = subprocess.Popen(
        [sys.executable, "-m", "saphan", "up", "--port", str(port)],
        cwd=ROOT,
        env=dict(os.environ),
        stderr=subprocess.PIPE,
        text=True,
    )
    assert up.stderr
    try:
        said = next(line for line in up.stderr if "http://" in line)
        asked = HTTPConnection("localhost", port, timeout=10)
        asked.request("GET", "/accounts/login/")

        assert said == f"vn: http://localhost:{port}\n"
        assert asked.getresponse().status == 200
        asked.close()
    finally:
        up.send_signal(signal.SIGTERM)
        up.communicate(timeout=60)
    assert up.returncode == 0

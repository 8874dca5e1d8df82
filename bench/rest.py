"""Memory of a node at rest: every process of `saphan up` and of its PostgreSQL."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from django.db import connections
from django.urls import reverse

from bench.measuring import Measure
from bench.stage import Stage

PATIENCE = 60.0
CALM = 10.0
"""Seconds without a request before the memory is read."""


def rest(stage: Stage) -> Iterator[Measure]:
    """Start the node, ask for a page until it answers, leave it alone, and add up."""
    connections.close_all()
    port = _free_port()
    node = subprocess.Popen(
        [sys.executable, "-m", "saphan", "up", "--node", stage.node.name, "--port", str(port)],
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://localhost:{port}{reverse('account_login')}", node)
        time.sleep(CALM)
        yield _memory(node.pid, stage)
    finally:
        node.terminate()
        node.wait(30)


def _memory(up: int, stage: Stage) -> Measure:
    ours = [up, *_below(up)]
    cluster = stage.node.cluster
    server = _servers(cluster.data) if cluster else []
    shares = {pid: _smaps(pid, "Pss") for pid in (*ours, *server)}
    detail: dict[str, float | int | str | None] = {}
    for pid in ours:
        name = _name(pid)
        detail[f"{name}, MB"] = shares[pid] + float(detail.get(f"{name}, MB") or 0)
    detail["postgresql, MB"] = sum(shares[pid] for pid in server)
    detail["processes"] = len(shares)
    detail["resident added up, MB"] = sum(_smaps(pid, "Rss") for pid in shares)
    return Measure(
        "a node's processes at rest", sum(shares.values()), "MB", target=700, detail=detail
    )


def _servers(data: Path) -> list[int]:
    """Return PostgreSQL's processes: they work inside the data folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "cwd").samefile(data):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def _below(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _below(int(child))


def _smaps(pid: int, field: str) -> float:
    """Megabytes of `Pss` (each shared page counted once among its holders) or `Rss`."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith(f"{field}:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _name(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    for word in ("granian", "signer", "worker"):
        if word in words:
            return {"granian": "web"}.get(word, word)
    return "supervisor" if "up" in words else "web"


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait_for(address: str, node: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and node.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:
                answer.read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.3)
        else:
            return
    raise RuntimeError("the node did not answer")

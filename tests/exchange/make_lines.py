"""A server with made answers, and servers that mean ill."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from saphan.exchange.carriers import tls
from saphan.exchange.carriers.client import Line, Remote
from saphan.exchange.carriers.server import Answers, Server
from saphan.exchange.ceremony.card import Card
from saphan.kernel.refusals import Refused
from torture.real.lines import Play, listening

EPOCH = "5" * 32


class Made:
    """Answers from a dictionary of sizes; remembers who asked for what."""

    def __init__(self, bundles: Mapping[int, bytes] | None = None) -> None:
        self.bundles = bundles or {}
        self.asked: list[tuple[str, str, int]] = []

    def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
        self.asked.append((peer, epoch, size))
        if epoch != EPOCH:
            raise Refused("other-epoch", "There is no such epoch.")
        return self.bundles.get(size)

    def held(self, peer: str, epoch: str, size: int) -> bytes | None:
        return f"held {epoch} {size}".encode() if size else None

    def chain(self, peer: str) -> bytes:
        return f"chain of {peer}".encode()


@contextmanager
def served(folder: Path, answers: Answers, *peers: Card) -> Iterator[int]:
    """Serve from the node whose keys lie in `folder`; yields the port."""
    known = {peer.id: peer.certificate for peer in peers}
    server = Server(("127.0.0.1", 0), folder=folder, peers=lambda: known, answers=answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def line(folder: Path, peer: Card, port: int) -> Line:
    """A line from the node in `folder` to a peer; its pauses take no time."""
    remote = Remote(peer.id, f"127.0.0.1:{port}", peer.certificate)
    return Line(remote, folder=folder, pause=lambda _seconds: None)


@contextmanager
def hostile(folder: Path, peer: Card, play: Play) -> Iterator[int]:
    """A server that shows a peer's true certificate and then plays as it likes."""
    context = tls.serving(folder, peers=[peer.certificate])

    def greet(arrived: socket.socket) -> None:
        with context.wrap_socket(arrived, server_side=True) as secured:
            secured.recv(64 << 10)
            play(secured)

    with listening(greet) as port:
        yield port


def stranger(port: int) -> ssl.SSLSocket:
    """A client without a certificate that believes whatever it is shown."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context.wrap_socket(socket.create_connection(("127.0.0.1", port), 5))

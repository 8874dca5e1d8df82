"""A server with made answers, a proxy that cuts lines, and servers that mean ill."""

from __future__ import annotations

import random
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from saphan.exchange.carriers import tls
from saphan.exchange.carriers.client import Line, Remote
from saphan.exchange.carriers.server import Answers, Server
from saphan.exchange.ceremony.card import Card
from saphan.kernel.refusals import Refused

EPOCH = "5" * 32
ENDLESS = 1 << 40


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


type Play = Callable[[socket.socket], None]


@contextmanager
def listening(play: Play) -> Iterator[int]:
    """Accept lines on loopback and play each in a thread; yields the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def accept() -> None:
            while True:
                try:
                    arrived, _address = listener.accept()
                except OSError:
                    return
                threading.Thread(target=_played, args=(play, arrived), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)


def _played(play: Play, arrived: socket.socket) -> None:
    with arrived:
        try:
            play(arrived)
        except OSError:
            return


@contextmanager
def cutting(port: int, *, share: float, seed: int, most: int, pause: float = 0) -> Iterator[int]:
    """A proxy before `port` that cuts a share of the lines after at most so many bytes back.

    It waits `pause` seconds after every 64 KiB.
    """
    chance = random.Random(seed)

    def play(arrived: socket.socket) -> None:
        left = chance.randrange(most) if chance.random() < share else ENDLESS
        with socket.create_connection(("127.0.0.1", port)) as onward:
            asked = threading.Thread(target=_forward, args=(arrived, onward), daemon=True)
            asked.start()
            _forward(onward, arrived, most=left, pause=pause)

    with listening(play) as own:
        yield own


def _forward(
    source: socket.socket, sink: socket.socket, *, most: int = ENDLESS, pause: float = 0
) -> None:
    """Copy at most so many bytes, then cut both ends."""
    try:
        while most > 0 and (data := source.recv(min(most, 64 << 10))):
            sink.sendall(data)
            most -= len(data)
            time.sleep(pause * len(data) / (64 << 10))
        for end in (source, sink):
            end.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


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

"""A proxy that cuts lines."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

ENDLESS = 1 << 40

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

"""Files on a stick: written whole or not at all, read bundle by bundle (EXCHANGE 4)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from saphan.protocol import stick


def write(path: Path, bundles: Iterable[bytes], *, to: bytes) -> None:
    """Write a file for the holder of the raw X25519 key `to`; it appears when it is on the disk.

    A stick that is full or pulled out raises OSError and leaves the file that was there before.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            stick.write(file, bundles, to=to)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        _flush_names(path.parent)
    finally:
        part.unlink(missing_ok=True)


def read(path: Path, *, key: X25519PrivateKey) -> Iterator[bytes]:
    """Yield the bundles of a file; `Refused` as `protocol.stick.read`, OSError as the disk says."""
    with path.open("rb") as file:
        yield from stick.read(file, key=key)


def _flush_names(folder: Path) -> None:
    """A rename is on the disk when its folder is."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""A file on a stick is there whole, or what was there before is (EXCHANGE 4)."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from saphan.exchange.carriers import sticks

KEY = X25519PrivateKey.generate()
TO = KEY.public_key().public_bytes_raw()


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_brings_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "la.saphan"

    sticks.write(path, [b"one", b"two"], to=TO)

    assert list(sticks.read(path, key=KEY)) == [b"one", b"two"]
    assert files(tmp_path) == ["la.saphan"]


def test_a_writer_that_breaks_off_leaves_the_file_before_it(tmp_path: Path) -> None:
    path = tmp_path / "la.saphan"
    sticks.write(path, [b"one"], to=TO)

    def breaks_off() -> Iterator[bytes]:
        yield b"two" * 100_000
        raise OSError(errno.EIO, "the stick was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        sticks.write(path, breaks_off(), to=TO)

    assert list(sticks.read(path, key=KEY)) == [b"one"]
    assert files(tmp_path) == ["la.saphan"]


def test_a_disk_that_cannot_flush_leaves_the_file_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "la.saphan"
    sticks.write(path, [b"one"], to=TO)

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space"):
        sticks.write(path, [b"two"], to=TO)

    assert list(sticks.read(path, key=KEY)) == [b"one"]


def test_a_name_says_nothing(tmp_path: Path) -> None:
    path = tmp_path / "la.saphan"
    sticks.write(path, [b"one"], to=TO)

    renamed = path.rename(tmp_path / "holiday.jpg")

    assert list(sticks.read(renamed, key=KEY)) == [b"one"]

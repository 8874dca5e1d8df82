"""What a file merely says stands apart from what it proves: a forger may have written it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from saphan.protocol import verifier
from tests.protocol.test_verifier import FILE, body, replaced, run, wrapped


def said_only(text: str) -> str:
    """What stands below the heading of what is not proven."""
    heading = verifier.TEXTS["en"]["unsigned"].partition("{")[0]
    proven, found, rest = text.partition(heading)
    assert proven.startswith(verifier.TEXTS["en"]["proven"])
    assert found
    return rest


@pytest.mark.parametrize(
    ("path", "forged"),
    [
        (("renderings", "en"), "Ninety-nine patrols"),
        (("about", "en"), "Signed by both presidents"),
        (("labels", 0, "en"), "Signed by both presidents"),
    ],
)
def test_what_nobody_signs_stands_under_nothing_that_is_proven(
    path: tuple[Any, ...], forged: str, tmp_path: Path
) -> None:
    file = tmp_path / "patrol.json"
    file.write_bytes(wrapped(replaced(body(), path, forged)))

    done = run(file, "--read", folder=tmp_path)

    assert done.returncode == 0
    below = said_only(done.stdout)
    assert below.startswith("about, labels, renderings\n")
    assert forged not in done.stdout.removesuffix(below)
    assert (forged in below) == (path[0] == "renderings")


def test_the_ground_of_an_absent_part_is_said_and_its_hash_proven() -> None:
    told = body()
    name = next(iter(told["documents"][0]["parts"]))
    told["documents"][0]["parts"][name] = {"absent": "erased", "ground": "Order 99/QD"}

    text = verifier.report(verifier.verify(wrapped(told)), "en")

    below = said_only(text)
    assert f"Part {name} is said to be erased. Ground given: Order 99/QD" in below
    assert f"Part {name} is not in the file; its hash is proven." in text.removesuffix(below)
    assert "Order 99/QD" not in text.removesuffix(below)


def test_without_its_words_it_says_the_same_in_codes(tmp_path: Path) -> None:
    file = tmp_path / "patrol.json"
    file.write_bytes(FILE)
    run(file, folder=tmp_path)
    (tmp_path / "verifier.json").unlink()

    bare = subprocess.run(
        [sys.executable, "-I", "-S", "verifier.py", file, "--lang", "vi"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert (bare.returncode, bare.stderr) == (0, b"")
    assert bare.stdout.startswith(b"PROVEN\nrecord vn-son-la ")
    assert b"ONLY SAID, NOT PROVEN: about, labels, renderings" in bare.stdout

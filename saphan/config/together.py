"""The demo's two banks in conversation: who does which step, and in which order.

A process has one node's database, keys and side, so each node takes its steps in a process of its
own; what passes between the nodes are files that nobody else can read.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from saphan.config import nodes, output
from saphan.exchange.ceremony import card, drafting, roots
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side

COUNTED_OTHERWISE: Final = ("crossings.entries",)
"""Figures of which the Lao node says that it counts single movements, not daily tallies."""
ROUNDS: Final = 8
"""Exchanges after which two honest nodes have nothing left to say."""


class Voice:
    """One node's process; calling it takes a step there."""

    def __init__(self, name: str, folder: Path) -> None:
        command = (sys.executable, "-m", "saphan", "demo", "--node", name, "--steps", str(folder))
        ours = {"SAPHAN_NODE", "DATABASE_URL"}
        environment = {key: value for key, value in os.environ.items() if key not in ours}
        self.name = name
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __call__(self, step: str, **args: Any) -> Any:
        """Take a step and return its answer; `Refused` as the node refuses it."""
        if self._process.stdin is None or self._process.stdout is None:
            raise RuntimeError(step)
        self._process.stdin.write(json.dumps({"step": step, "args": args}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise Refused("demo-node", f"The node {self.name} ended at {step}; it said why above.")
        said = json.loads(line)
        if "code" in said:
            raise Refused(said["code"], f"{self.name}, {step}: {said['sentence']}")
        return said["answer"]

    def end(self) -> None:
        """Let the process end by itself, and close both pipes."""
        with self._process as ending:
            if ending.stdin is not None:
                ending.stdin.close()


@contextmanager
def voices(names: Sequence[str], folder: Path) -> Iterator[list[Voice]]:
    """Have a process for each node while both talk."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [Voice(name, folder) for name in names]
    try:
        yield made
    finally:
        for voice in made:
            voice.end()


def exchange(one: Voice, two: Voice) -> None:
    """Carry sticks back and forth until neither has anything new."""
    for _round in range(ROUNDS):
        brought = two("take", file=one("send")) + one("take", file=two("send"))
        if not brought:
            return


def meet(one: Voice, two: Voice, folder: Path) -> None:
    """Begin: three root keys a side, a file that both sides' roots sign, journals both ways."""
    genesis = folder / "genesis.json"
    cards = [voice("show_card") for voice in (one, two)]
    if not genesis.exists():
        output.note("the two sides meet: root keys, cards, the genesis file")
        passphrase = secrets.token_urlsafe(16)
        paths = [folder / f"root-{side}-{n}.pem".lower() for side in Side for n in (1, 2, 3)]
        for path in paths:
            path.unlink(missing_ok=True)
        made = [
            roots.make(path, side=side, passphrase=passphrase)
            for path, side in zip(paths, [s for s in Side for _n in range(3)], strict=True)
        ]
        shown = [card.loads(Path(each).read_bytes()) for each in cards]
        genesis.write_bytes(drafting.draft(shown, made, schemas=one("schemas")))
        for path in (paths[0], paths[2], paths[3], paths[4]):
            drafting.sign(genesis, roots.load(path, passphrase=passphrase))
        (folder / "roots.txt").touch(mode=0o600)
        (folder / "roots.txt").write_text(passphrase + "\n")
    for voice, other in ((one, two), (two, one)):
        voice("join", genesis=str(genesis), cards=cards)
        voice("locate", address=nodes.load(other.name).listen)


def share(one: Voice, two: Voice) -> None:
    """Agree on what may be shared, then share it."""
    output.note("both agree on a sharing policy; what it allows is exchanged")
    one("propose_policy")
    for voice in (one, two):
        voice("announce", otherwise=COUNTED_OTHERWISE if voice.name == "la" else ())
    exchange(one, two)
    two("confirm", kind="exchange.policy")
    exchange(one, two)


def link(one: Voice, two: Voice, pairs: Sequence[dict[str, str]]) -> None:
    """Both say which records are one matter entered twice."""
    output.note("records of the same patrol or case are linked by both")
    for voice in (one, two):
        voice("link", pairs=pairs)
    exchange(one, two)


def settle(vn: Voice, la: Voice, planted: Sequence[dict[str, Any]]) -> None:
    """Amend, withdraw, agree; some differences stay, each side keeping its view."""
    output.note("differences are settled by amendment, by withdrawal, or stay contested")
    for one in planted:
        _amend(la, one)
    exchange(vn, la)
    la("confirm")
    exchange(vn, la)
    for one in planted:
        if one["settled"] == "contested":
            words = one["says"]["lo"]
            (number,) = one["vn"]
            la("object_to", kind=one["kind"], number=number, reason="value", words=words)
    exchange(vn, la)


def _amend(la: Voice, one: dict[str, Any]) -> None:
    """Have one difference put right by whoever was wrong."""
    if one["settled"] == "la-amends":
        la("amend", kind=one["kind"], number=one["la"][-1], like=one["vn"][0], fields=one["fields"])
    elif one["settled"] == "withdrawn":
        la("end", kind=one["kind"], number=one["la"][-1], reason=one["says"]["lo"])


def sign(one: Voice, two: Voice) -> None:
    """The first bank signs the minutes, the second agrees to them."""
    output.note("the minutes are signed by both")
    one("sign_minutes")
    exchange(one, two)
    two("countersign")
    exchange(one, two)


def named(
    planted: Sequence[dict[str, Any]], compared: Sequence[dict[str, Any]], voice: Voice
) -> list[str]:
    """Return the ids of the planted differences that a comparison names, with their documents."""
    by_code = {each["code"]: each for each in compared}
    return [
        one["id"]
        for one in planted
        if all(_names(by_code, code, one, voice) for code in one["figures"])
    ]


def _names(
    by_code: dict[str, dict[str, Any]], code: str, one: dict[str, Any], voice: Voice
) -> bool:
    """Whether the comparison of a figure has this difference, by its class and its records."""
    found = by_code.get(code)
    if found is None:
        return False
    if one["class"] == "definition":
        return not found["comparable"]
    numbers = [*one["vn"], *one["la"]]
    wanted = {voice("version", kind=one["kind"], number=number) for number in numbers}
    return any(
        each["class"] == one["class"] and wanted & set(each["documents"])
        for difference in found["differences"]
        for each in difference["classes"]
    )


def unexplained(compared: Sequence[dict[str, Any]]) -> list[str]:
    """Return the comparable figures with a difference that no cause explains; none is right."""
    return [
        each["code"]
        for each in compared
        if each["comparable"] and any(d["residual"] != "0" for d in each["differences"])
    ]

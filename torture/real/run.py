"""Runs worlds of real nodes, seed after seed, until so many faults were survived."""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torture.real.databases import TEMPLATE, Databases
from torture.real.faults import Faults
from torture.real.seat import Seat
from torture.real.world import Node, World

STEPS = 120
RESTS = 3
THREE_NODES_EVERY = 4
REPLAY = "python -m torture --steps 0 --faults 1 --first"
LAST_STEPS = 60
"""Of a world that failed; a replay tells them again."""

type Doing = Callable[[Node], Any]


def played(world: World, steps: int = STEPS) -> None:
    """Let people work and things go wrong, in turns with quiet in which the judge looks."""
    _begin(world)
    faults = Faults(world)
    doings = _doings(world, faults)
    names, weights = [doing for _w, doing in doings], [weight for weight, _d in doings]
    for _rest in range(RESTS):
        for _step in range(steps // RESTS):
            node = world.nodes[world.chance.choice(sorted(world.nodes))]
            world.chance.choices(names, weights)[0](node)
            world.look()
            world.done["steps"] += 1
        world.rest()


def _begin(world: World) -> None:
    """A policy is agreed, so that there is something to share."""
    for name in sorted(world.nodes):
        if name != "la":
            world.shares(world.nodes[name])
    world.rest()
    world.agrees_on_policy(world.nodes["la"])
    world.agrees_on_policy(world.nodes["la"])
    world.rest()


def _doings(world: World, faults: Faults) -> list[tuple[int, Doing]]:
    return [
        (14, world.seals), (12, world.answers), (14, world.sends), (16, world.receives),
        (2, world.shares), (3, world.agrees_on_policy), (2, world.links), (2, world.erases),
        (6, world.helps),
        (22, faults.killed), (16, faults.killed_at_a_statement), (2, faults.backend_killed),
        (6, faults.disk_full), (1, faults.server_killed), (1, faults.read_only),
        (1, faults.clock), (4, faults.keeps), (4, faults.goes_back), (5, faults.line),
        (3, faults.loses),
        (8, faults.doubles), (14, faults.damages), (5, faults.misdirects),
        (5, faults.equivocates),
    ]  # fmt: skip


@contextmanager
def stage() -> Iterator[tuple[Databases, dict[str, Seat], Path]]:
    """A server with the template, and a process for each of three nodes."""
    databases = Databases()
    seats: dict[str, Seat] = {}
    try:
        databases.migrated()
        seats = {name: Seat(databases.url(TEMPLATE)) for name in ("vn", "la", "nbc")}
        with tempfile.TemporaryDirectory(prefix="saphan-torture-") as folder:
            yield databases, seats, Path(folder)
    finally:
        for seat in seats.values():
            seat.end()
        databases.remove()


def main(*, faults: int, first: int) -> int:
    """Survive so many faults, world after world from a seed on; 1 when something was lost."""
    done: Counter[str] = Counter()
    started, seed = time.monotonic(), first
    with stage() as (databases, seats, folder):
        while _faults(done) < faults:
            chosen = ["vn", "la", *(["nbc"] if seed % THREE_NODES_EVERY == 0 else [])]
            world = None
            try:
                world = World(seed, databases, {n: seats[n] for n in chosen}, folder / "world")
                played(world)
            except Exception as error:  # noqa: BLE001 - whatever breaks, its seed is what is needed
                print(f"seed {seed} fails: {type(error).__name__}: {error}", file=sys.stderr)
                print(f"replay: {REPLAY} {seed}", file=sys.stderr)
                print("\n".join(world.told[-LAST_STEPS:] if world else ()), file=sys.stderr)
                return 1
            finally:
                if world is not None:
                    done += world.done
                    done["not fetched back"] += world.judge.not_fetched_back
            done["worlds"] += 1
            done["worlds of three nodes"] += len(chosen) == 3
            seed += 1
    _say(done, first, seed, time.monotonic() - started)
    return 0


def _faults(done: Counter[str]) -> int:
    return sum(count for name, count in done.items() if name.startswith("fault: "))


def _say(done: Counter[str], first: int, last: int, seconds: float) -> None:
    print(f"real nodes, seeds {first} to {last - 1}: {_faults(done):,} faults in {seconds:.0f} s")
    for name, count in sorted(done.items()):
        print(f"  {name} {count:,}")

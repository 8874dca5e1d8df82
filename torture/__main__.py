"""`python -m torture [--steps N] [--faults N] [--first S]`: a failing seed is printed and replays.

First so many steps of the simulation, then so many faults on real nodes with PostgreSQL.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter

from torture.real import run
from torture.world import World

STEPS_OF_A_RUN = 400


def main() -> int:
    args = _parser().parse_args()
    if args.seed is not None:
        world = World(args.seed, restores=args.seed % 2 == 0)
        print(world.played(args.steps or STEPS_OF_A_RUN))
        return 0
    first = args.first if args.first is not None else random.SystemRandom().randrange(1 << 32)
    failed = _simulate(first, args.steps) if args.steps else 0
    if args.faults:
        failed |= run.main(faults=args.faults, first=first)
    return failed


def _simulate(first: int, most: int) -> int:
    done: Counter[str] = Counter()
    started, steps, seed = time.monotonic(), 0, first
    while steps < most:
        world = World(seed, restores=seed % 2 == 0)
        try:
            world.run(STEPS_OF_A_RUN)
        except Exception as error:  # noqa: BLE001 - whatever breaks, its seed is what is needed
            print(f"seed {seed} fails: {type(error).__name__}: {error}", file=sys.stderr)
            print(f"replay: PYTHONHASHSEED=0 python -m torture --seed {seed}", file=sys.stderr)
            return 1
        done += world.done
        steps, seed = steps + STEPS_OF_A_RUN, seed + 1
    print(f"seeds {first} to {seed - 1}: {steps:,} steps in {time.monotonic() - started:.0f} s")
    print("  ".join(f"{name} {count:,}" for name, count in sorted(done.items())))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--steps", type=int, default=100_000, help="simulated (default 100,000)")
    parser.add_argument("--faults", type=int, default=0, help="on real nodes (default none)")
    parser.add_argument("--first", type=int, help="the first seed (default: any)")
    parser.add_argument("--seed", type=int, help="replay one seed of the simulation")
    return parser


if __name__ == "__main__":
    sys.exit(main())

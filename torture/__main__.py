"""`python -m torture [--steps N] [--seed S]`: seeds are printed, a failing one replays."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter

from torture.world import World

STEPS_OF_A_RUN = 400


def main() -> int:
    args = _parser().parse_args()
    if args.seed is not None:
        world = World(args.seed, restores=args.seed % 2 == 0)
        print(world.played(args.steps or STEPS_OF_A_RUN))
        return 0
    first = args.first if args.first is not None else random.SystemRandom().randrange(1 << 32)
    done: Counter[str] = Counter()
    started, steps, seed = time.monotonic(), 0, first
    while steps < (args.steps or 100_000):
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
    parser.add_argument("--steps", type=int, help="simulated steps (default 100,000)")
    parser.add_argument("--first", type=int, help="the first seed (default: any)")
    parser.add_argument("--seed", type=int, help="replay one seed")
    return parser


if __name__ == "__main__":
    sys.exit(main())

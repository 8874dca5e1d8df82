"""The security files besides patrols, in the order in which they are sent."""

from __future__ import annotations

from random import Random

from demo.cases import columns, handbacks, joint, one_cell, plan, rows
from demo.sheets import Book

FIRST_NUMBER = 2


def books(rng: Random) -> list[Book]:
    """Return thirteen files of own cases, one of coordinated cases, one of hand-backs."""
    made = plan.cases(rng)
    result: list[Book] = []
    for number, (key, listed) in enumerate(made.items(), FIRST_NUMBER):
        if key.startswith("pctp"):
            result.append(rows.book(number, key, listed, rng))
        elif key.startswith("ls"):
            result.append(one_cell.book(number, key, listed))
        else:
            result.append(columns.book(number, key, listed))
    number = FIRST_NUMBER + len(result)
    return [*result, joint.book(number, rng), handbacks.book(number + 1, rng)]

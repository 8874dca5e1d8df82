"""The simulated pair comes through its faults; a fault in the product does not come through."""

from __future__ import annotations

import pytest

from torture.bugs import BUGS, Bug
from torture.world import World

STEPS = 400
SEEDS_FOR_A_BUG = 60


@pytest.mark.parametrize("seed", range(6))
def test_two_nodes_come_through_faults_and_restores(seed: int) -> None:
    World(seed, restores=seed % 2 == 0).run(STEPS)


def test_a_seed_replays_step_by_step() -> None:
    first, again = World(8), World(8)

    first.run(STEPS)
    again.run(STEPS)

    assert first.done == again.done
    assert [party.now.root() for party in first.parties] == [
        party.now.root() for party in again.parties
    ]


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_a_planted_bug_is_caught_by_its_invariant(bug: Bug) -> None:
    judgements: list[str] = []

    with bug.planted():
        caught = any(_is_caught(bug, seed, judgements) for seed in range(SEEDS_FOR_A_BUG))

    assert caught, judgements


def _is_caught(bug: Bug, seed: int, judgements: list[str]) -> bool:
    """Run one seed; tell whether it is judged by the invariant that is meant to see the bug."""
    try:
        World(seed, restores=bug.restores).run(STEPS)
    except AssertionError as error:
        judgements.append(str(error))
    return any(words in judgement for judgement in judgements for words in bug.caught_by)

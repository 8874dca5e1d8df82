"""Figures over a million facts: one cell beside hand-written SQL, and the talks' whole table."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from bench.measuring import Measure, median, side_by_side
from bench.stage import Stage
from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.models import Fact
from saphan.figures.registry import CATALOGUE
from saphan.kernel.facts import DIMENSIONS
from saphan.kernel.periods import Period
from saphan.ledger import rows

FACTS = 1_000_000
AUTHORITY = "vn-dien-bien"
"""Not the authority of the records, so that its table can be filled and emptied alone."""
FIRST, LAST = date(2015, 1, 1), date(2024, 12, 31)
GATES = ("gate-a", "gate-b", "gate-c")
PAPERS = ("passport", "border_pass", "exit_entry_pass", "identity_card")
RIDES = ("motorbike", "car", "truck")

BY_HAND = """
    SELECT unit, sum(quantity)::bigint, count(DISTINCT seq_from)
    FROM figures_fact
    WHERE authority = %s AND kind = %s AND on_date BETWEEN %s AND %s AND seq_to IS NULL
    GROUP BY unit
"""
SUM_ALONE = """
    SELECT unit, sum(quantity)::bigint FROM figures_fact
    WHERE authority = %s AND kind = %s AND on_date BETWEEN %s AND %s AND seq_to IS NULL
    GROUP BY unit
"""

type Stated = tuple[str, str, int, dict[str, str]]
"""Kind, unit, quantity and dimensions of one fact."""


def facts(stage: Stage) -> Iterator[Measure]:
    """Ten years of one authority, all of them asked for at once and one year of them."""
    amount = _fill(stage)
    whole, year = Period(FIRST, LAST), Period(date(2024, 1, 1), LAST)
    question = Question(CATALOGUE["crossings.entries"], AUTHORITY, whole)
    asked = [AUTHORITY, question.figure.fact, FIRST, LAST]
    ours, peer = side_by_side(lambda: cells.compute(question), lambda: _ask(BY_HAND, asked))
    yield Measure(
        f"a figure over {amount:,} facts beside SQL by hand",
        ours / peer,
        "x",
        target=1.3,
        detail={
            "ours": ours,
            "by_hand": peer,
            "by_hand_the_sum_alone": median(lambda: _ask(SUM_ALONE, asked)),
            "facts_summed": len(cells.contributions(question)),
        },
    )
    yield Measure(
        f"the talks' figures over {amount:,} facts",
        median(lambda: cells.table(authority=AUTHORITY, period=whole), runs=3),
        "s",
        target=2,
        detail={
            "figures": len(CATALOGUE),
            "one_year_of_ten": median(lambda: cells.table(authority=AUTHORITY, period=year)),
        },
    )
    _ask("DELETE FROM figures_fact WHERE authority = %s", [AUTHORITY])


def _ask(statement: str, params: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return list(cursor.fetchall()) if cursor.description else []


def _fill(stage: Stage) -> int:
    """COPY the facts in and let the server take stock, as autovacuum would; return how many."""
    amount = stage.amount(FACTS)
    rows.copy(Fact, _rows(amount))
    _ask("VACUUM ANALYZE figures_fact", [])
    return amount


def _rows(amount: int) -> Iterator[dict[str, Any]]:
    chance = random.Random(11)
    empty = dict.fromkeys(DIMENSIONS, "")
    days = (LAST - FIRST).days + 1
    made = seq = 0
    while made < amount:
        seq += 1
        version = hashlib.sha256(seq.to_bytes(8, "big")).digest()
        common = {
            "uid": UUID(bytes=version[:16]),
            "version_hash": version,
            "authority": AUTHORITY,
            "on_date": min(LAST, FIRST + timedelta(made * days // amount + chance.randrange(7))),
            "place": "vn-dien-bien",
            "seq_from": seq,
            "seq_to": None,
        }
        for kind, unit, quantity, dims in _document(chance)[: amount - made]:
            made += 1
            yield empty | common | dims | {"kind": kind, "unit": unit, "quantity": quantity}


def _document(chance: random.Random) -> list[Stated]:
    """Eighteen tallies, then a patrol or a case: what the gates of a province state in a week."""
    draw = chance.random()
    if draw < 0.9:
        return _tally(chance)
    return _patrol(chance) if draw < 0.95 else _case(chance)


def _tally(chance: random.Random) -> list[Stated]:
    direction = chance.choice(("entry", "exit"))
    dims = {
        "gate": chance.choice(GATES),
        "direction": direction,
        "resident": chance.choice(("border", "other")),
    }
    counted: list[Stated] = [
        (
            f"crossing.{direction}",
            direction,
            chance.randrange(1, 80),
            {**dims, "travel_document": p},
        )
        for p in PAPERS
    ]
    return counted + [
        ("crossing.vehicle", "item", chance.randrange(1, 30), {**dims, "vehicle": ride})
        for ride in RIDES
    ]


def _patrol(chance: random.Random) -> list[Stated]:
    dims = {"joint": "yes", "office": "dien-bien/don"}
    return [
        ("patrol", "patrol", 1, dims),
        ("patrol.participant", "person", chance.randrange(5, 20), {**dims, "side": "VN"}),
        ("patrol.participant", "person", chance.randrange(5, 20), {**dims, "side": "LA"}),
    ]


def _case(chance: random.Random) -> list[Stated]:
    dims = {"coordinated": chance.choice(("yes", "no")), "office": "dien-bien/don"}
    exhibits = (
        ("heroin", "mg"),
        ("synthetic-drug", "pill"),
        ("motorbike", "item"),
        ("cash", "VND"),
    )
    return [
        ("case", "case", 1, dims),
        ("case.subject", "person", chance.randrange(1, 4), dims),
        *(
            ("case.exhibit", unit, chance.randrange(1, 100_000), {**dims, "item": item})
            for item, unit in chance.sample(exhibits, 2)
        ),
    ]

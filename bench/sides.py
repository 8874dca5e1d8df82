"""Both sides compared: every difference of 200 figures in 12 months, over 200,000 documents."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

from django.db import connection

from bench.measuring import Measure, timed
from bench.stage import AUTHORITY, Stage
from saphan.bilateral.models import Stand
from saphan.exchange.models import Genesis, Peer
from saphan.figures.models import Fact
from saphan.figures.reconciling import Compared, compare_figures
from saphan.figures.registry import CATALOGUE
from saphan.kernel import clock
from saphan.kernel.facts import DIMENSIONS
from saphan.kernel.figures import Figure
from saphan.kernel.periods import Period
from saphan.ledger import pairs, rows
from saphan.ledger.journals import Place

DOCUMENTS = 200_000
FIGURES = 200
PEER, THEIRS = "c0" * 16, "la-houaphanh"
YEAR = Period(date(2014, 1, 1), date(2014, 12, 31))
"""A year in which nothing else on the node happened."""
ITEMS = [f"item-{n:02}" for n in range(25)]
OFFENCES = [f"offence-{n}" for n in range(8)]
EMPTY = dict.fromkeys(DIMENSIONS, "")
DIFFER = 50
"""Of so many matters one differs: in its amount, its day or its thing, or one side has none."""

OF_PEER = {
    "bilateral_stand": "peer",
    "exchange_peer": "node",
    "ledger_pairepoch": "peer",
    "ledger_pair": "peer",
}

type Row = dict[str, Any]


def sides(stage: Stage) -> Iterator[Measure]:
    """Half of the documents are ours, each in a matter with one of theirs."""
    matters = stage.amount(DOCUMENTS) // 2
    _peer()
    rows.copy(Fact, (fact for n in range(matters) for fact in _facts(n)))
    rows.copy(Stand, (stand for n in range(matters) for stand in _stands(n)))
    _run("VACUUM ANALYZE figures_fact")
    _run("VACUUM ANALYZE bilateral_stand")
    runs = sorted((timed(_compare) for _ in range(3)), key=lambda taken: taken[0])
    seconds, found = runs[1]
    yield Measure(
        f"{FIGURES} figures x 12 months compared over {2 * matters:,} documents",
        seconds,
        "s",
        target=5,
        detail={
            "cells": len(found),
            "differences": sum(len(each.parts) for each in found),
            "left_over": sum(d.residual != 0 for each in found for d in each.differences),
        },
    )
    _run(f"DELETE FROM figures_fact WHERE on_date <= '{YEAR.until}'")
    for table, column in OF_PEER.items():
        _run(f"DELETE FROM {table} WHERE {column} = '{PEER}'")


def _compare() -> list[Compared]:
    return compare_figures(_figures(), authority=AUTHORITY, period=YEAR, monthly=True)


def _figures() -> list[Figure]:
    """Return one definition for each thing under each offence."""
    like = CATALOGUE["security.coordinated.seized.heroin"]
    return [
        replace(
            like,
            code=f"security.coordinated.{item}.{offence}",
            where={"coordinated": "yes", "item": item, "offence": offence},
        )
        for item, offence in product(ITEMS, OFFENCES)
    ][:FIGURES]


def _peer() -> None:
    genesis = Genesis.objects.create(hash=b"b" * 32, signatures=[], joined_at=clock.now())
    places = (Place(f"{n}" * 32, f"{n}" * 32) for n in (1, 2))
    ours, theirs = places
    pairs.begin(PEER, node="d0" * 16, genesis=b"b" * 32, ours=ours, theirs=theirs)
    Peer.objects.create(node=PEER, genesis=genesis, side="LA", authorities=[THEIRS], box=b"b" * 32)


def _facts(n: int) -> Iterator[Row]:
    """Yield what both sides state of the matter `n`: a case and two exhibits each."""
    chance = random.Random(n)
    on = YEAR.since + timedelta(chance.randrange(YEAR.days))
    offence, items = chance.choice(OFFENCES), chance.sample(ITEMS, 2)
    amounts = [chance.randrange(1, 900), chance.randrange(1, 900)]
    yield from _stated(n, AUTHORITY, on, offence, list(zip(items, amounts, strict=True)))
    match chance.randrange(4) if n % DIFFER == 0 else None:
        case 0:
            amounts[0] += 1
        case 1:
            on += timedelta(31)
        case 2:
            items[0] = next(item for item in ITEMS if item not in items)
        case 3:
            return
    yield from _stated(n, THEIRS, on, offence, list(zip(items, amounts, strict=True)))


def _stated(
    n: int, authority: str, on: date, offence: str, seized: list[tuple[str, int]]
) -> Iterator[Row]:
    common = EMPTY | {
        "uid": _uid(n, authority),
        "version_hash": _version(n, authority),
        "authority": authority,
        "on_date": on,
        "place": authority,
        "seq_from": 0,
        "seq_to": None,
        "coordinated": "yes",
        "offence": offence,
    }
    yield common | {"kind": "case", "unit": "case", "quantity": 1}
    for item, amount in seized:
        yield common | {"kind": "case.exhibit", "unit": "mg", "quantity": amount, "item": item}


def _stands(n: int) -> Iterator[Row]:
    alone = n % DIFFER == 0
    for view, authority in (("ours", AUTHORITY), ("theirs", THEIRS), ("joint", AUTHORITY)):
        if view == "joint" and alone:
            continue
        yield {
            "peer": PEER,
            "matter": f"{n:032x}",
            "view": view,
            "doc": _version(n, authority),
            "uid": _uid(n, authority),
            "at": n + 1,
            "late": False,
        }


def _version(n: int, authority: str) -> bytes:
    return hashlib.sha256(f"{authority} {n}".encode()).digest()


def _uid(n: int, authority: str) -> UUID:
    return UUID(bytes=_version(n, authority)[:16])


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)

"""The whole ledger read again, projections made anew, one figure opened: for the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Literal

from bench import sealing
from bench.lists import RECORDS
from bench.measuring import Measure, median, timed
from bench.stage import AUTHORITY, Stage
from saphan.figures import cells, evidence
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.kernel.periods import Period
from saphan.ledger import signer
from saphan.ledger.check import check
from saphan.ledger.rebuild import rebuild

PARTS: tuple[Literal["rows", "facts"], ...] = ("rows", "facts")


def ledger(stage: Stage) -> Iterator[Measure]:
    """Check and rebuild over at least 100,000 documents; nothing may be found or changed."""
    sealing.fill_patrols(stage, amount=stage.amount(RECORDS))
    signing, _head = timed(lambda: signer.sign(signer.load_key(stage.node.keys)))
    seconds, found = timed(check)
    if found.faults:
        raise RuntimeError(f"the ledger has faults: {found.faults[0]}")
    yield Measure(
        "ledger check",
        found.documents / seconds,
        "documents per second",
        detail={"documents": found.documents, "whole": seconds, "first_head_signed": signing},
    )
    for name in PARTS:
        seconds, tables = timed(partial(rebuild, name))
        if not all(table.unchanged for table in tables):
            raise RuntimeError(f"the rebuild changed the {name}")
        rows = sum(table.rows for table in tables)
        detail = {"rows": rows, "whole": seconds}
        yield Measure(f"rebuild {name}", rows / seconds, "rows per second", detail=detail)
    yield _opened()


def _opened() -> Measure:
    """Open the figure of one month down to its documents."""
    month = Period(date(2020, 1, 1), date(2020, 1, 31))
    cell = cells.compute(Question(CATALOGUE["security.patrols-joint"], AUTHORITY, month))
    return Measure(
        "a figure opened down to its documents",
        median(lambda: evidence.opened(cell.id)),
        "s",
        detail={"documents": cell.documents},
    )

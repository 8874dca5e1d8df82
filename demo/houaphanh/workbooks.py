"""Lay down what Houaphanh sends, which record is which of Sơn La's, and what differs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from demo.cases import books as cases
from demo.chance import SEED, stream
from demo.folder import as_json, lay_down
from demo.houaphanh import case_book, patrol_books
from demo.houaphanh.differences import planted
from demo.houaphanh.seized import Seized, seized
from demo.houaphanh.walked import Patrols, walked
from demo.patrols import patrols
from demo.sheets import Book

AUTHORITY = "la-houaphanh"


def write(folder: Path, seed: int = SEED) -> list[Book]:
    """Write the workbooks into `folder` as Sơn La's are, with `pairs.json` and `planted.json`."""
    walks, seizures, differences = other_bank(seed)
    made = books(walks, seizures)
    lay_down(folder, made, seed=seed, authority=AUTHORITY)
    as_json(folder / "pairs.json", list(pairs(walks, seizures)))
    as_json(folder / "planted.json", differences)
    return made


def other_bank(seed: int = SEED) -> tuple[Patrols, list[Seized], list[dict[str, Any]]]:
    """Return Houaphanh's patrols and cases of the demo that `seed` makes, and what is planted."""
    walks = walked(patrols(stream(seed, 0)), stream(seed, "la"))
    records = [record for book in cases.books(stream(seed, 1)) for record in book.records]
    together = [record for record in records if record["kind"] == "coordinated-case"]
    seizures, found = seized(together, seed)
    return walks, seizures, planted(walks.found | found)


def books(walks: Patrols, seizures: Sequence[Seized]) -> list[Book]:
    """Return every workbook in memory; the last one comes late."""
    sent = patrol_books.books([row.own for row in walks.staff], [row.own for row in walks.company])
    late = [patrol_books.late_book(4, row.own) for row in walks.late]
    return [*sent, case_book.book(3, [one.own for one in seizures]), *late]


def pairs(walks: Patrols, seizures: Sequence[Seized]) -> list[dict[str, str]]:
    """Which Lao record is which Vietnamese one, by the numbers that the records bear."""
    same = [("security.patrol", row.ours, row.own.number) for row in walks.every if row.ours]
    same += [("security.case", one.ours, one.own["number"]) for one in seizures]
    return [{"kind": kind, "vn": ours, "la": theirs} for kind, ours, theirs in same]

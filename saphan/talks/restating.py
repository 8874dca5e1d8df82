"""Signed values beside today's: which cells differ now, and by which documents (FIGURES 3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from saphan.bilateral.as_of import Standing
from saphan.figures import evidence
from saphan.figures.cells import Cell
from saphan.figures.evidence import Opened
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.talks import checking, signed
from saphan.talks.freezing import Frozen, Moment, Scope, freeze
from saphan.talks.models import Minutes, SignedCell


@dataclass(frozen=True, slots=True)
class Change:
    """One matter whose versions under a cell are others now: what counted, and what counts."""

    matter: str
    before: tuple[Opened, ...]
    after: tuple[Opened, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "matter": self.matter,
            "before": [each.as_json() for each in self.before],
            "after": [each.as_json() for each in self.after],
        }


@dataclass(frozen=True, slots=True)
class Restated:
    """A signed cell that is something else now; `changes` account for all of the difference.

    `now` is None where this node counts something else under the code today.
    """

    signed: SignedCell
    now: Frozen | None
    changes: tuple[Change, ...] = ()

    @property
    def as_cell(self) -> Cell | None:
        """The cell with its signed value; None for a figure not known here."""
        return signed.as_cell(self.signed)

    @property
    def components(self) -> list[dict[str, Any]]:
        """Today's value, as values are stored."""
        return self.now.components if self.now else []

    def as_json(self) -> dict[str, Any]:
        return {
            "cell": self.signed.cell,
            "code": self.signed.figure,
            "view": self.signed.view,
            "signed": self.signed.components,
            "now": self.components or None,
            "changes": [each.as_json() for each in self.changes],
        }


def restated(minutes: Minutes) -> list[Restated]:
    """Return the signed cells whose value differs today, in the order of the minutes.

    Cells of records that are the other side's alone cannot be told. Refused as
    `checking.then_and_now`.
    """
    scope = checking.scope_of(minutes)
    then, now = checking.then_and_now(minutes, scope)
    matters = _matters((*then.standings, *now.standings))
    return list(_restated(minutes, scope, (then, now), matters))


def _matters(standings: Iterable[Standing]) -> dict[bytes, str]:
    """Return the matter of each version that stands for anybody."""
    return {
        bytes.fromhex(doc): each.rec
        for each in standings
        for docs in each.docs.values()
        for doc in docs
    }


def _restated(
    minutes: Minutes, scope: Scope, moments: tuple[Moment, Moment], matters: Mapping[bytes, str]
) -> Iterator[Restated]:
    for cell in signed.cells_of(minutes):
        figure, view = CATALOGUE.get(cell.figure), View(cell.view)
        if figure is None or figure.hash != cell.definition:
            yield Restated(cell, None)
            continue
        then, today = (freeze(figure, view, scope, at, cell.within) for at in moments)
        told = scope.mine or then.says(cell.components)
        if told and not today.says(cell.components):
            yield Restated(cell, today, tuple(_changes(then, today, matters)))


def _changes(then: Frozen, today: Frozen, matters: Mapping[bytes, str]) -> Iterator[Change]:
    """Yield the matters of which other versions count now."""
    shows = then.cell.figure.shows
    kept = _versions(then) & _versions(today)
    sides: list[dict[str, list[Opened]]] = []
    for frozen in (then, today):
        others = [each for each in frozen.contributions if each.version_hash not in kept]
        by_matter: dict[str, list[Opened]] = {}
        for opened in evidence.describe(others, shows=shows):
            matter = matters.get(opened.version_hash, opened.uid.hex)
            by_matter.setdefault(matter, []).append(opened)
        sides.append(by_matter)
    before, after = sides
    for matter in sorted({*before, *after}):
        yield Change(matter, tuple(before.get(matter, ())), tuple(after.get(matter, ())))


def _versions(frozen: Frozen) -> set[bytes]:
    return {each.version_hash for each in frozen.contributions}

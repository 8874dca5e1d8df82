"""One workbook while it is composed: rows joined by the number of their case, questions, faults."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from saphan.intake.composing import Question, ask, refuse, text
from saphan.intake.kinds import Composed, Setting
from saphan.intake.offices import Directory
from saphan.intake.reading.outcome import Outcome, Reading, Row, letters
from saphan.kernel.sides import Side


@dataclass
class Book:
    """What every step of composing needs: the reading, its setting, and where findings go.

    `units` holds what was answered about names that no unit of the other side bears.
    """

    outcome: Outcome
    composed: Composed
    setting: Setting
    offices: Directory
    units: dict[str, Reading | None] = field(default_factory=dict)
    children: dict[tuple[str, str], list[Row]] = field(default_factory=dict)

    @property
    def side(self) -> Side:
        return Side(self.setting.authority[:2].upper())

    def rows(self, *sheets: str) -> list[Row]:
        return [row for row in self.outcome.rows if row.kind in sheets]

    def of(self, sheet: str, key: str) -> list[Row]:
        """The rows of another sheet that belong to a case."""
        return self.children.get((sheet, key), [])

    def has(self, sheet: str) -> bool:
        return any(head.kind == sheet for head in self.outcome.heads)

    @cached_property
    def cells_of_exhibits(self) -> Mapping[str, list[str]]:
        """What the cells that list exhibits say, by sheet: they show how it writes numbers."""
        found: dict[str, list[str]] = {}
        for row in self.outcome.rows:
            found.setdefault(row.sheet, []).append(text(row.values.get("exhibits")))
        return found

    def ask(self, question: Question) -> Reading | None:
        return ask(question, self.composed, self.setting)

    def refuse(self, row: Row, column: str, code: str, says: object) -> None:
        refuse(row, column, code, says, self.composed)

    def head(self, row: Row, column: str) -> str:
        """The lowest head that the office wrote over a column."""
        heads = self._heads.get(row.sheet, {})
        return heads.get(letters(row.positions[column]), "").rpartition(" / ")[2]

    @cached_property
    def _heads(self) -> Mapping[str, Mapping[str, str]]:
        return {head.sheet: head.heads for head in self.outcome.heads}

    def office(self, row: Row) -> str:
        """The office that sent the file, or else the one that its letterhead names."""
        if self.setting.office:
            return self.setting.office
        lines = (
            one for head in self.outcome.heads if head.sheet == row.sheet for one in head.above
        )
        found = (self.offices.find(line, side=self.side) for line in lines)
        return next((one.office for one in found if one and one.office), "")


def key_of(row: Row) -> str:
    """A case's number without regard to case and spaces: what joins the sheets."""
    written = text(row.values["number"])
    return unicodedata.normalize("NFC", " ".join(written.split())).casefold()

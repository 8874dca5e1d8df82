"""Where doubts are laid down and answers looked up."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.intake.reading.outcome import Doubt, Finding, Outcome, Reading, Settled


class Desk:
    """Collects what is said about one file; a doubt that has an answer never becomes one.

    Answers go by `Sheet!C14`, or by `Sheet!C:C` for all doubts of a column that share a way of
    reading. Each must meet a doubt, or a cell that was read as the same value: one that does not
    is refused, not dropped.
    """

    def __init__(self, answers: Mapping[str, str]) -> None:
        self.outcome = Outcome()
        self._answers = dict(answers)
        self._asked: dict[str, str] = {}
        self._used: set[str] = set()

    def ask(self, doubt: Doubt) -> Reading | None:
        """Return the reading that was answered; None when the doubt stands."""
        chosen = self._answered(doubt) if self._answers else None
        if chosen is None:
            self.outcome.doubts.append(doubt)
        else:
            self.settle(doubt.sheet, doubt.cell, doubt.text, chosen.label, "answer")
        return chosen

    def _answered(self, doubt: Doubt) -> Reading | None:
        column = doubt.cell.rstrip("0123456789")
        by_cell, by_column = f"{doubt.sheet}!{doubt.cell}", f"{doubt.sheet}!{column}:{column}"
        for key in (by_cell, by_column):
            if key not in self._answers:
                continue
            self._asked[key] = ", ".join(reading.label for reading in doubt.readings)
            answer = self._answers[key].strip()
            for reading in doubt.readings:
                if answer == reading.how or (key == by_cell and answer == reading.label):
                    self._used.add(key)
                    return reading
        return None

    def unmet(self, sheet: str) -> list[tuple[str, str]]:
        """The cells of `sheet` with an answer that no doubt asked for, and the answers."""
        open_ones = self._answers.keys() - self._used - self._asked.keys()
        places = ((key, *key.rpartition("!")[::2]) for key in open_ones)
        return [(cell, self._answers[key].strip()) for key, at, cell in places if at == sheet]

    def met(self, sheet: str, cell: str) -> None:
        self._used.add(f"{sheet}!{cell}")

    def refuse(self, finding: Finding) -> None:
        self.outcome.refused.append(finding)

    def note(self, finding: Finding) -> None:
        self.outcome.notes.append(finding)

    def settle(self, sheet: str, cell: str, text: str, label: str, why: str) -> None:
        self.outcome.settled.append(Settled(sheet, cell, text, label, why))

    def close(self) -> Outcome:
        """Refuse the answers that met no doubt, and hand over the outcome."""
        for key in self._answers.keys() - self._used:
            sheet, _, cell = key.rpartition("!")
            answer = self._answers[key]
            if key in self._asked:
                facts = {"answer": answer, "readings": self._asked[key]}
                self.refuse(Finding(sheet, cell, answer, "answer-unknown", facts))
            else:
                self.refuse(Finding(sheet, cell, answer, "answer-without-doubt"))
        return self.outcome

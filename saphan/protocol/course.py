"""Which lines of a journal are in force: its epochs in a row, each cut where the next began.

A restored, compromised or forked node goes on in a new epoch from a line that both sides hold
(EXCHANGE 6). Positions count the lines in force from 1 through all epochs, so that "earlier" has
one meaning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saphan.kernel.refusals import Refused


@dataclass(frozen=True, slots=True)
class Span:
    """An epoch's lines in force: `limit` of them (None: all), after `offset` of earlier epochs."""

    epoch: str
    offset: int
    limit: int | None = None


class Course:
    """The epochs of one journal in their order."""

    __slots__ = ("_gone", "_spans", "journal")

    def __init__(self, journal: str, epoch: str) -> None:
        self.journal = journal
        self._spans = [Span(epoch, 0)]
        self._gone: frozenset[str] = frozenset()

    def open(self, epoch: str, *, base: int) -> None:
        """Begin `epoch` after line `base` of the present one; what came later is evidence only.

        Raises `Refused` with `epoch-again` when the journal had this epoch before.
        """
        if any(span.epoch == epoch for span in self._spans):
            raise Refused("epoch-again", "The journal has had this epoch before.")
        last = self._spans[-1]
        self._spans[-1] = Span(last.epoch, last.offset, base)
        self._spans.append(Span(epoch, last.offset + base))

    def lost(self, epochs: Iterable[str]) -> None:
        """Note epochs that even the journal's owner knows no more: nothing of them is in force."""
        self._gone |= frozenset(epochs)

    def position(self, epoch: str, seq: int) -> int | None:
        """Return the position of a line; None for one that is not in force."""
        span = self._span(epoch)
        if span is None or seq < 1 or (span.limit is not None and seq > span.limit):
            return None
        return span.offset + seq

    def reach(self, epoch: str, size: int) -> int | None:
        """Return the last position that somebody who holds `size` lines of `epoch` holds.

        None when the epoch is not known; 0 for one that is lost.
        """
        span = self._span(epoch)
        if span is None:
            return 0 if epoch in self._gone else None
        return span.offset + (size if span.limit is None else min(size, span.limit))

    def _span(self, epoch: str) -> Span | None:
        return next((span for span in self._spans if span.epoch == epoch), None)

"""Signed cells worked out again as of the journals that they name: the check before signing too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import msgspec
from django.utils.translation import gettext as _

from saphan.bilateral import as_of
from saphan.bilateral.as_of import Positions
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View, is_exchanged
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, reading
from saphan.ledger.models import Document, PairEpoch
from saphan.talks import heads, signed
from saphan.talks.documents import Minutes as Said
from saphan.talks.freezing import Frozen, Moment, Scope, freeze
from saphan.talks.models import Minutes, SignedCell


class Verdict(StrEnum):
    """What working a cell out again says: the same, something else, or that it cannot be told.

    `redefined`: this node counts something else under the code. `not-held`: the records behind it
    are the other side's alone.
    """

    EQUAL = "equal"
    DIFFERS = "differs"
    REDEFINED = "redefined"
    NOT_HELD = "not-held"


@dataclass(frozen=True, slots=True)
class Checked:
    """A signed cell and what is found here; `binding` ones must be equal to be signed by both."""

    signed: SignedCell
    verdict: Verdict
    found: Frozen | None = None

    @property
    def is_binding(self) -> bool:
        return self.signed.view == View.JOINT

    @property
    def objects(self) -> bool:
        return self.is_binding and self.verdict is not Verdict.EQUAL

    @property
    def components(self) -> list[dict[str, Any]]:
        """What is found here, as values are stored; nothing where it cannot be told."""
        return self.found.components if self.found else []

    def as_json(self) -> dict[str, Any]:
        return {
            "cell": self.signed.cell,
            "verdict": str(self.verdict),
            "signed": self.signed.components,
            "found": self.components or None,
        }


def check(minutes: Minutes) -> list[Checked]:
    """Work every cell of the minutes out again, ours or the other side's.

    Refused with `other-lines` when the journals that the minutes name are not those held here.
    """
    scope = scope_of(minutes)
    return list(_checked(minutes, scope, moment_of(minutes, scope)))


def scope_of(minutes: Minutes) -> Scope:
    """Return whose cells the minutes hold; without a peer where one side alone signed."""
    sender = _sender(minutes)
    peer = sender or _addressee(minutes)
    return Scope(minutes.authority, Period(minutes.since, minutes.until), peer, mine=not sender)


def moment_of(minutes: Minutes, scope: Scope) -> Moment:
    """Return the moment of signing; Refused with `other-lines`."""
    positions = _positions(minutes, scope)
    if positions is None:
        return Moment(minutes.own)
    (standings,) = as_of.standings(scope.peer, positions)
    return Moment(minutes.own, minutes.ours, minutes.theirs, standings)


def then_and_now(minutes: Minutes, scope: Scope) -> tuple[Moment, Moment]:
    """Return the moment of signing and the present one; Refused with `other-lines`."""
    positions = _positions(minutes, scope)
    if positions is None:
        return Moment(minutes.own), Moment(journals.size())
    now = as_of.now(scope.peer)
    before, after = as_of.standings(scope.peer, positions, now)
    return (
        Moment(minutes.own, minutes.ours, minutes.theirs, before),
        Moment(journals.size(), now.ours, now.theirs, after),
    )


def _positions(minutes: Minutes, scope: Scope) -> Positions | None:
    """Return the signed positions as this node counts, our journal first; None without a peer."""
    if minutes.ours is None or minutes.theirs is None:
        return None
    if not all(heads.holds(head) for head in _heads(minutes)):
        raise Refused(
            "other-lines",
            _("The journals that these minutes name are not those that are held here."),
        )
    pair = (minutes.ours, minutes.theirs)
    return Positions(*(pair if scope.mine else pair[::-1]))


def require_equal(held: Document) -> None:
    """Refuse minutes of the other side unless every joint value is what is found here too.

    Refused with `other-values` and as `check`.
    """
    minutes = Minutes.objects.filter(version_hash=held.hash).first()
    if minutes is None:  # its end, which says no value
        return
    objections = [each for each in check(minutes) if each.objects]
    if objections:
        names = ", ".join(sorted({each.signed.figure for each in objections}))
        raise Refused(
            "other-values",
            _("These joint values are not what this node finds: %(names)s.") % {"names": names},
            where={"figures": names},
        )


def said(minutes: Minutes) -> Said:
    """Return what the sealed document says."""
    stored = reading.version(bytes(minutes.version_hash))
    if stored is None:
        raise Refused("not-signed", _("These talks are not signed yet."))
    return msgspec.convert(stored.record.core, Said)


def _checked(minutes: Minutes, scope: Scope, moment: Moment) -> Iterator[Checked]:
    for cell in signed.cells_of(minutes):
        figure, view = CATALOGUE.get(cell.figure), View(cell.view)
        if figure is None or figure.hash != cell.definition:
            yield Checked(cell, Verdict.REDEFINED)
            continue
        if view is View.OWN and not scope.mine and not is_exchanged(figure):
            yield Checked(cell, Verdict.NOT_HELD)
            continue
        found = freeze(figure, view, scope, moment, cell.within)
        yield Checked(cell, _verdict(cell, found), found)


def _verdict(cell: SignedCell, found: Frozen) -> Verdict:
    same = found.says(cell.components) and found.root == cell.root
    return Verdict.EQUAL if same else Verdict.DIFFERS


def _heads(minutes: Minutes) -> Sequence[Any]:
    document = said(minutes)
    return [head for head in (document.ours, document.theirs) if head]


def _sender(minutes: Minutes) -> str:
    """Return the node that the minutes came from; empty for our own."""
    return Document.objects.get(hash=minutes.version_hash).peer


def _addressee(minutes: Minutes) -> str:
    """Return the node to which our own minutes were put, by the journal that they name."""
    head = said(minutes).ours
    if head is None:
        return ""
    return PairEpoch.objects.get(journal=head.journal, epoch=head.epoch).peer

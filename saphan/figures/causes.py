"""How causes of differences read, and which side is to do what about each."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from saphan.figures.comparing import Cause, Part
from saphan.figures.showing import FIXED
from saphan.kernel.sides import Side

type Text = str | Promise

NAMES: Mapping[Cause, Text] = {
    Cause.LATE: pgettext_lazy("difference", "not seen yet"),
    Cause.MISSING_THERE: pgettext_lazy("difference", "missing on their side"),
    Cause.MISSING_HERE: pgettext_lazy("difference", "missing on our side"),
    Cause.DUPLICATE: pgettext_lazy("difference", "entered twice"),
    Cause.DATE: pgettext_lazy("difference", "another day"),
    Cause.CLASS: pgettext_lazy("difference", "classed otherwise"),
    Cause.UNIT: pgettext_lazy("difference", "another unit"),
    Cause.VALUE: pgettext_lazy("difference", "another amount"),
}

SAYS: Mapping[Cause, Text] = {
    Cause.LATE: gettext_lazy("One side has a version that the other cannot have received yet."),
    Cause.MISSING_THERE: gettext_lazy("Our bank states it; their bank states nothing of it."),
    Cause.MISSING_HERE: gettext_lazy("Their bank states it; our bank states nothing of it."),
    Cause.DUPLICATE: gettext_lazy("One side states the same matter by more than one record."),
    Cause.DATE: gettext_lazy("The day that one side states is outside of the period."),
    Cause.CLASS: gettext_lazy("One side states another thing, gate or flag."),
    Cause.UNIT: gettext_lazy("The sides counted in different units. Nothing is converted."),
    Cause.VALUE: gettext_lazy("Both sides count it, with different amounts."),
}

DUTIES: Mapping[Cause, Text] = {
    Cause.LATE: gettext_lazy("take in the newest version"),
    Cause.MISSING_THERE: gettext_lazy("state the matter, or say why there is none"),
    Cause.MISSING_HERE: gettext_lazy("state the matter, or say why there is none"),
    Cause.DUPLICATE: gettext_lazy("link or end the second record"),
    Cause.DATE: gettext_lazy("compare the days with the signed papers; one side amends"),
    Cause.CLASS: gettext_lazy("compare the classes with the signed papers; one side amends"),
    Cause.UNIT: gettext_lazy("agree on the unit; one side amends"),
    Cause.VALUE: gettext_lazy("compare the amounts with the signed papers; one side amends"),
}


def on_paper(part: Part, *, ours: Side, language: str) -> str:
    """Name a cause for readers of both sides: who states nothing is said by name."""
    if part.cause not in (Cause.MISSING_HERE, Cause.MISSING_THERE):
        return str(NAMES[part.cause])
    silent = ours if part.cause is Cause.MISSING_HERE else ours.other
    return _("not stated by the %(side)s") % {"side": FIXED["side"][silent].in_(language)}


def debtor(part: Part, *, ours: Side) -> Side | None:
    """Return the side that is to act, None for both."""
    if part.cause in (Cause.LATE, Cause.MISSING_THERE):
        return ours.other
    if part.cause is Cause.MISSING_HERE:
        return ours
    if part.cause is Cause.DUPLICATE:
        return ours if len(part.ours) > len(part.theirs) else ours.other
    return None


def owes(part: Part, *, ours: Side, language: str) -> str:
    """Say who is to do what, such as `Lao side: link or end the second record`."""
    side = debtor(part, ours=ours)
    who = FIXED["side"][side].in_(language) if side else _("Both sides")
    return f"{who}: {DUTIES[part.cause]}"

"""What was signed of talks: which minutes, by whom, and how they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from saphan.bilateral.models import Matter
from saphan.figures.cells import Amount, Cell
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.kernel.units import Quantity
from saphan.talks.models import Minutes, SignedCell
from saphan.talks.queries import Talks


class Status(StrEnum):
    """How far talks are: nothing signed, one side's signature, both, what came after."""

    DRAFT = "draft"
    BY_US = "signed-by-us"
    BY_THEM = "signed-by-them"
    BY_BOTH = "signed-by-both"
    RESTATED = "restated"
    ON_PAPER = "signed-on-paper"


@dataclass(frozen=True, slots=True)
class Standing:
    """The newest minutes and their matter; `agreed` are those that both sides signed, if any."""

    status: Status
    side: Side
    newest: Minutes | None = None
    agreed: Minutes | None = None
    matter: Matter | None = None

    @property
    def in_force(self) -> Minutes | None:
        """The minutes whose values count as signed: the agreed ones, else the newest."""
        return self.agreed or self.newest

    @property
    def awaits_us(self) -> bool:
        """Whether the newest minutes are the other side's and open to our signature."""
        if self.newest is None or self.matter is None or self.newest.side == self.side:
            return False
        return self.newest.hash in self.matter.open

    def as_json(self) -> dict[str, Any]:
        """The newest minutes with their cells and how they stand."""
        minutes = self.newest
        return {
            "status": str(self.status),
            "matter": self.matter.status if self.matter else None,
            "document": minutes.hash if minutes else None,
            "record": str(minutes.uid) if minutes else None,
            "version": minutes.version if minutes else None,
            "code": minutes.code if minutes else None,
            "restates": (minutes.restates or None) if minutes else None,
            "cells": [cell.as_json() for cell in cells_of(minutes)] if minutes else [],
        }


def standing(talks: str, *, by: Actor) -> Standing:
    """Return how the minutes of the talks stand for the actor's authority."""
    versions = list(Minutes.objects.all().visible_to(by).of(talks))
    if not versions:
        return Standing(Status.DRAFT, by.side)
    newest = versions[-1]
    matter = Matter.objects.filter(uid=newest.uid, main="").first()
    agreed = next((v for v in reversed(versions) if matter and v.hash in matter.agreed), None)
    return Standing(_status(newest, agreed, by=by), by.side, newest, agreed, matter)


def _status(newest: Minutes, agreed: Minutes | None, *, by: Actor) -> Status:
    if newest.paper:
        return Status.ON_PAPER
    if newest.restates:
        return Status.RESTATED
    if agreed is not None and agreed.pk == newest.pk:
        return Status.BY_BOTH
    return Status.BY_US if newest.side == by.side else Status.BY_THEM


def require(talks: str, *, by: Actor) -> Minutes:
    """Return the minutes in force; Refused with `not-signed`."""
    return _given(standing(talks, by=by).in_force)


def require_newest(talks: str, *, by: Actor) -> Minutes:
    """Return the newest version of the minutes; Refused with `not-signed`."""
    return _given(standing(talks, by=by).newest)


def _given(minutes: Minutes | None) -> Minutes:
    if minutes is None:
        raise Refused("not-signed", _("These talks are not signed yet."))
    return minutes


def require_waiting(talks: str, *, by: Actor) -> Minutes:
    """Return the other side's minutes that we may counter-sign; Refused with `nothing-waits`."""
    found = standing(talks, by=by)
    if found.newest is None or not found.awaits_us:
        raise Refused("nothing-waits", _("No minutes of the other side wait for your signature."))
    return found.newest


def cells_of(minutes: Minutes) -> Sequence[SignedCell]:
    """Return the cells as signed, in the order of the minutes."""
    return list(SignedCell.objects.filter(version_hash=minutes.version_hash))


def as_cell(signed: SignedCell) -> Cell | None:
    """Return a signed cell with its signed value, for papers; None for a figure not known here."""
    figure = CATALOGUE.get(signed.figure)
    if figure is None:
        return None
    return Cell(
        figure=figure,
        authority=signed.authority,
        period=Period(signed.since, signed.until),
        components=tuple(_amount(each) for each in signed.components),
        status=signed.status,
        documents=signed.documents,
        as_of=signed.own,
        within=signed.within,
        view=View(signed.view),
        pair=(signed.ours, signed.theirs),
    )


def _amount(said: dict[str, str | None]) -> Amount:
    unit, value = str(said["unit"]), said["value"]
    quantity = None if value is None else Quantity.of(value, unit)
    return Amount(unit, quantity, str(said["qualifier"]))


def told(talks: Talks, minutes: Minutes) -> Talks:
    """Return the talks as the signed minutes tell them: their values, by who signed first."""
    known = [cell for each in cells_of(minutes) if (cell := as_cell(each)) is not None]
    both = {one.code: one for one in (talks.authority, talks.other) if one is not None}
    author = both.pop(minutes.authority, talks.authority)
    return replace(
        talks,
        minutes=minutes,
        authority=author,
        other=next(iter(both.values()), None),
        cells=[cell for cell in known if cell.view is View.OWN],
        signed_cells=known,
    )

"""Levels of confidentiality: what may be handed to whom (EXCHANGE 3). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from saphan.kernel.languages import T
from saphan.protocol.document import Level

NAMES: Final = {
    "public": T(en="Public", vi="Công khai", lo="ເປີດເຜີຍ"),
    "shared": T(en="Shared", vi="Dùng chung", lo="ໃຊ້ຮ່ວມກັນ"),
    "internal": T(en="Internal", vi="Nội bộ", lo="ພາຍໃນ"),
    "confidential": T(en="Confidential", vi="Mật", lo="ລັບ"),
    "secret": T(en="Secret", vi="Tối mật", lo="ລັບສຸດ"),
}
ORDER: Final = tuple(NAMES)
"""From the lowest up."""

PUBLIC: Final = "public"
SHARED: Final = "shared"
"""What the counterpart may receive, and where a record stands that names no other level."""

OBJECTIONS: Final = {
    "unknown-level": _("This level of confidentiality is not known."),
    "no-basis": _("A level above shared names the rule or decision it rests on."),
    "above-level": _("The record is at a higher level than the receiver may see."),
}


def why_not_state(level: Level) -> str | None:
    """Return why a record cannot be sealed at this level, or None."""
    if level.code not in ORDER:
        return "unknown-level"
    if rank(level.code) > rank(SHARED) and not level.basis.strip():
        return "no-basis"
    return None


def why_not_hand_out(levels: Iterable[str], *, receiver: str) -> str | None:
    """Return why somebody cleared for `receiver` may not have what stands at these levels.

    Whatever combines several things is at the highest of their levels; a level that is not known
    is above all others.
    """
    return "above-level" if rank(highest(levels)) > rank(receiver, unknown=-1) else None


def up_to(receiver: str) -> tuple[str, ...]:
    """Return the levels of what somebody cleared for `receiver` may have."""
    return ORDER[: rank(receiver, unknown=-1) + 1]


def highest(levels: Iterable[str]) -> str:
    """Return the highest of the levels; `public` when there are none."""
    return max(levels, key=rank, default=PUBLIC)


def in_force(level: Level, *, on: date) -> str:
    """Return the code that counts on a day: after its last day a record is `shared`."""
    ended = level.until is not None and date.fromisoformat(level.until) < on
    return min(level.code, SHARED, key=rank) if ended else level.code


def rank(code: str, *, unknown: int = len(ORDER)) -> int:
    """Return the place of a level in the order; one that is not known stands at `unknown`."""
    return ORDER.index(code) if code in ORDER else unknown

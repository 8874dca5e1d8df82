"""Who sent a file: an authority that is known, and one of its offices."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from saphan.accounts.models import Authority, Office
from saphan.intake.kinds import Setting
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused


def office_of(code: str, *, by: Actor) -> str:
    """Return the office that sent a file, the actor's own when none is named.

    `unknown-office` for one that the actor's authority does not have.
    """
    if not code:
        return by.office
    known = sorted(Office.objects.of(by.authority).values_list("code", flat=True))
    if code not in known:
        says = _("No office of this authority has the code %(code)s. Its offices: %(known)s.")
        listed = ", ".join(known) or "-"
        raise Refused("unknown-office", says % {"code": code, "known": listed})
    return code


def setting_of(
    sha256: str,
    *,
    authority: str,
    office: str,
    on: date,
    answers: Mapping[str, str],
    answered_by: Mapping[str, str],
) -> Setting:
    """Return what the reader knows besides the file; `unknown-authority` when there is none."""
    found = Authority.objects.filter(code=authority).first()
    if found is None:
        raise Refused(
            "unknown-authority", _("No authority has the code %(code)s.") % {"code": authority}
        )
    area = found.place or authority
    return Setting(sha256, authority, area, office, on, answers, answered_by)

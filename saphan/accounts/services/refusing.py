"""From a reason code to a refusal with its sentence."""

from __future__ import annotations

from collections.abc import Mapping

from saphan.accounts.rules import OBJECTIONS
from saphan.kernel.refusals import Refused


def refusal(code: str, *, where: Mapping[str, str] | None = None) -> Refused:
    return Refused(code, str(OBJECTIONS[code]), where=where)


def refuse_if(code: str | None) -> None:
    """Raise `Refused` when a rule gave a reason."""
    if code is not None:
        raise refusal(code)

"""Keeps what each look at the whole ledger found, and who looked."""

from __future__ import annotations

from saphan.accounts.roles import AUDIT_LEDGER
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.ledger.check import Checked, check
from saphan.ledger.models import Audit

MOST_FAULTS = 200
"""Faults kept with an audit; the answer itself names them all."""


def audit(*, by: Actor) -> Checked:
    """Check the ledger for somebody who may, and keep the finding."""
    by.require(AUDIT_LEDGER)
    return keep(check(), by=by.login)


def keep(found: Checked, *, by: str) -> Checked:
    """Note what a check found; the operator's command has no actor."""
    Audit.objects.create(
        at=clock.now(),
        by=by,
        documents=found.documents,
        parts=found.parts,
        lines=found.lines,
        heads=found.heads,
        unsigned=found.unsigned,
        faults=[
            {"kind": fault.kind, "name": fault.name, "code": fault.code}
            for fault in found.faults[:MOST_FAULTS]
        ],
    )
    return found

"""A record's proof as a file: the version, its line, the signed head above it (EXCHANGE 7)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.ledger import reading
from saphan.ledger.models import JournalLine, NodeKey, SignedHead
from saphan.ledger.reading import Stored
from saphan.protocol import document, evidence, merkle

PERSONAL = "person_"
WITHHELD = "personal data: opened only for those entitled"


def file_of(
    uid: UUID, *, rendering: T, labels: Sequence[evidence.Label] = (), personal: bool = False
) -> bytes:
    """Return the evidence file of a record's newest version, with its earlier versions.

    `personal` opens the parts about persons. Refused with `no-record` when nothing is sealed under
    `uid` and `not-signed-yet` while no signed head covers its line.
    """
    stored = reading.versions(uid)
    if not stored:
        raise Refused("no-record", _("Nothing is sealed under this number."))
    newest, *earlier = reversed(stored)
    return evidence.build(
        [_version(newest, personal=personal), *(_version(s, personal=False) for s in earlier)],
        [_extract(newest)],
        rendering=rendering,
        labels=labels,
    )


def _version(stored: Stored, *, personal: bool) -> evidence.Version:
    opened, absent = [], []
    for name in stored.commitments:
        part = stored.opened.get(name)
        if part is None:
            absent.append(evidence.Absent(name, evidence.Absence.ERASED, ""))
        elif name.startswith(PERSONAL) and not personal:
            absent.append(evidence.Absent(name, evidence.Absence.WITHHELD, WITHHELD))
        else:
            opened.append(document.Part(name, bytes(part.payload), bytes(part.salt)))
    return evidence.Version(stored.data, opened, absent)


def _extract(stored: Stored) -> evidence.Extract:
    line = JournalLine.objects.get(doc=stored.record.hash)
    head = (
        SignedHead.objects.filter(journal=line.journal, epoch=line.epoch, size__gte=line.seq)
        .order_by("size")
        .first()
    )
    if head is None:
        raise Refused(
            "not-signed-yet", _("The journal's head is not signed yet. Try again in a moment.")
        )
    leaves = JournalLine.objects.filter(
        journal=line.journal, epoch=line.epoch, seq__lte=head.size
    ).order_by("seq")
    hashes = [bytes(leaf) for leaf in leaves.values_list("leaf", flat=True)]
    key = NodeKey.objects.get(fingerprint=head.key)
    return evidence.Extract(
        head=bytes(head.bytes),
        signature=bytes(head.signature),
        key=bytes(key.public),
        entries=[evidence.Entry(bytes(line.bytes), merkle.inclusion_proof(hashes, line.seq - 1))],
    )

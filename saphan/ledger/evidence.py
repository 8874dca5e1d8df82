"""A record's proof as a file: the version, its line, the signed head above it (EXCHANGE 7)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.ledger import levels, reading
from saphan.ledger.models import JournalLine, NodeKey, SignedHead
from saphan.ledger.reading import Stored
from saphan.protocol import document, evidence, merkle
from saphan.protocol.evidence import Label

PERSONAL = "person_"
WITHHELD = (
    "Personal data: opened only for those entitled. · Dữ liệu cá nhân: chỉ mở cho người có quyền. "
    "· ຂໍ້ມູນສ່ວນບຸກຄົນ: ເປີດໃຫ້ສະເພາະຜູ້ທີ່ມີສິດ."
)
NOT_RECEIVED = (
    "A part that the other side did not disclose. · Phần mà phía bạn không cung cấp. · "
    "ສ່ວນທີ່ຝ່າຍເພື່ອນບໍ່ໄດ້ເປີດເຜີຍ."
)
ABOVE = (
    "An earlier version at a level above the receiver's. · Phiên bản trước ở mức cao hơn mức của "
    "người nhận. · ສະບັບກ່ອນຢູ່ໃນລະດັບສູງກວ່າລະດັບຂອງຜູ້ຮັບ."
)


@dataclass(frozen=True, slots=True)
class Words:
    """A record in plain words in three languages, and what its values are called."""

    rendering: T
    labels: Sequence[Label] = ()


@dataclass(frozen=True, slots=True)
class Receiver:
    """For whom a file is made and on what day: his level, and whether he may see persons."""

    on: date
    level: str = levels.SHARED
    personal: bool = False


def file_of(record: UUID | bytes, *, words: Callable[[Stored], Words], receiver: Receiver) -> bytes:
    """Return the evidence file of a version, with the versions before it.

    `record` is a record's number, for its newest version, or the hash of one version. Equal
    questions give equal bytes. Refused with `no-record`, with `above-level`, and with
    `not-signed-yet` while no signed head covers the version's line.
    """
    newest = find(record)
    versions = versions_of(record, receiver=receiver)
    said = words(newest)
    return evidence.build(
        versions, [_extract(newest)], rendering=said.rendering, labels=said.labels
    )


def versions_of(record: UUID | bytes, *, receiver: Receiver) -> list[evidence.Version]:
    """Return the version to prove and those before it, as the receiver may see them.

    Refused with `no-record` and `above-level`.
    """
    newest, *earlier = _chain(record)
    objection = levels.why_not_hand_out([_level(newest, receiver)], receiver=receiver.level)
    if objection:
        raise Refused(objection, str(levels.OBJECTIONS[objection]))
    return [_version(newest, receiver), *(_earlier(stored, receiver) for stored in earlier)]


def find(record: UUID | bytes) -> Stored:
    """Return the version that `file_of` would prove; Refused with `no-record`."""
    return _chain(record)[0]


def _chain(record: UUID | bytes) -> list[Stored]:
    """The version to prove, then those before it, newest first."""
    if isinstance(record, bytes):
        chosen = reading.version(record)
        stored = reading.versions(chosen.record.uid) if chosen else []
        stored = [s for s in stored if chosen and s.record.version <= chosen.record.version]
    else:
        stored = reading.versions(record)
    if not stored:
        raise Refused("no-record", _("Nothing is sealed under this number."))
    return stored[::-1]


def _level(stored: Stored, receiver: Receiver) -> str:
    return levels.in_force(document.read(stored.data).header.level, on=receiver.on)


def _earlier(stored: Stored, receiver: Receiver) -> evidence.Version:
    """Persons of earlier versions stay closed, and all of a version above the receiver's level."""
    if levels.why_not_hand_out([_level(stored, receiver)], receiver=receiver.level):
        closed = [
            evidence.Absent(name, evidence.Absence.WITHHELD, ABOVE) for name in stored.commitments
        ]
        return evidence.Version(stored.data, (), closed)
    return _version(stored, Receiver(receiver.on, receiver.level))


def _version(stored: Stored, receiver: Receiver) -> evidence.Version:
    opened, absent = [], []
    for name in stored.commitments:
        part = stored.opened.get(name)
        if name.startswith(PERSONAL) and not receiver.personal and part is not None:
            absent.append(evidence.Absent(name, evidence.Absence.WITHHELD, WITHHELD))
        elif part is None and stored.record.peer:
            absent.append(evidence.Absent(name, evidence.Absence.WITHHELD, NOT_RECEIVED))
        elif part is None:
            absent.append(evidence.Absent(name, evidence.Absence.ERASED, ""))
        else:
            opened.append(document.Part(name, bytes(part.payload), bytes(part.salt)))
    return evidence.Version(stored.data, opened, absent)


def _extract(stored: Stored) -> evidence.Extract:
    line = JournalLine.objects.get(doc=stored.record.hash, rec=None)
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
    hashes = [bytes(leaf) for leaf in leaves.values_list("leaf", flat=True).iterator()]
    key = NodeKey.objects.get(fingerprint=head.key)
    return evidence.Extract(
        head=bytes(head.bytes),
        signature=bytes(head.signature),
        key=bytes(key.public),
        entries=[evidence.Entry(bytes(line.bytes), merkle.inclusion_proof(hashes, line.seq - 1))],
    )

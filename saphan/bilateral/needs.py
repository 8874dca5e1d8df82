"""What must be here before a version is agreed to."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from saphan.bilateral import kinds
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.ledger.models import Document, JournalLine, Part
from saphan.protocol import document, statements
from saphan.protocol.journal import Kind


def opened(peer: str, held: Document) -> frozenset[str]:
    """Return the parts of a version that are here.

    Refused with `cannot-be-read` and with `parts-missing` when one that the proposal asks to open
    is not among them.
    """
    if held.schema not in kinds.schemas():
        raise Refused("cannot-be-read", _("This node does not know this kind of record yet."))
    parts = document.read(bytes(held.bytes)).parts
    commitments = {bytes.fromhex(c): name for name, c in parts.items()}
    here = Part.objects.filter(commitment__any=list(commitments)).values_list(
        "commitment", flat=True
    )
    names = frozenset(commitments[bytes(c)] for c in here)
    proposal = _proposal(peer, bytes(held.hash))
    wanted = {document.CORE, *(proposal.needs if proposal else ())}
    if not wanted <= names:
        raise Refused(
            "parts-missing",
            _("Parts of this version have not arrived: it cannot be agreed to yet."),
        )
    return names


def put_under(peer: str, doc: str) -> str | None:
    """Return the matter under which a version was put forward, by its name in the journals."""
    line = _lines(peer, bytes.fromhex(doc)).first()
    return line.rec if line else None


def _proposal(peer: str, doc: bytes) -> statements.Proposed | None:
    line = _lines(peer, doc).first()
    said = statements.read_bytes(bytes(line.bytes)) if line else None
    return said if isinstance(said, statements.Proposed) else None


def _lines(peer: str, doc: bytes) -> QuerySet[JournalLine]:
    epochs = [e.epoch for way in (pairs.TO, pairs.FROM) for e in pairs.epochs(peer, way)]
    return JournalLine.objects.filter(doc=doc, epoch__in=epochs, kind=Kind.PROPOSE).order_by("pk")

"""Documents that come as bytes, from a peer or back from one: read, and as rows of the table."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from saphan.kernel.refusals import Refused
from saphan.ledger.rows import Row
from saphan.protocol import document


def read(data: bytes) -> document.Document | None:
    """Return the document that the bytes are; None when they are none."""
    try:
        return document.read(data)
    except Refused:
        return None


def row(found: document.Document, data: bytes, *, at: datetime, peer: str = "") -> Row:
    """Return the row of a document as it came; `peer` is the node that sealed it, if not this."""
    header = found.header
    return {
        "hash": found.hash,
        "uid": UUID(header.id),
        "authority": header.authority,
        "side": header.authority[:2].upper(),
        "schema": header.schema,
        "version": header.version,
        "level": header.level.code,
        "bytes": data,
        "is_void": header.void,
        "sealed_at": at,
        "peer": peer,
    }

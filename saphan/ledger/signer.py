"""The process that holds the node's key and signs heads, and nothing else (EXCHANGE 2)."""

from __future__ import annotations

import os
import time
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import connection, transaction
from django.utils.translation import gettext as _

from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger import journals
from saphan.ledger.models import JournalLine, NodeKey, SignedHead
from saphan.protocol import journal, merkle

KEY_FILE = "node.pem"
EVERY = 0.5
SIGNING_LOCK = 0x5A9B


def make_key(folder: Path) -> Path:
    """Write a new Ed25519 key, readable by its owner alone; FileExistsError when there is one."""
    path = folder / KEY_FILE
    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return path


def load_key(folder: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key((folder / KEY_FILE).read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("the node key is not an Ed25519 key")
    return key


@transaction.atomic
def sign(key: Ed25519PrivateKey) -> SignedHead | None:
    """Sign the own journal's head when it has grown since the last one; else return None.

    Two signers take turns. Refused with `bad-frontier` or `gap` when what is stored does not
    follow from the last head: a damaged journal gets no new signature.
    """
    _take_turns()
    place = journals.own()
    signed = SignedHead.objects.filter(journal=place.journal, epoch=place.epoch)
    last = signed.order_by("-size").first()
    frontier = _grown(place, _frontier_of(last))
    if frontier.size == (last.size if last else 0):
        return None
    root = frontier.root()
    head = journal.Head(place.journal, place.epoch, frontier.size, root, root)
    return SignedHead.objects.create(
        journal=place.journal,
        epoch=place.epoch,
        size=frontier.size,
        bytes=journal.head_bytes(head),
        signature=journal.sign_head(head, key),
        key=_known(key, since=frontier.size),
        frontier=frontier.to_bytes(),
        signed_at=clock.now(),
    )


def _frontier_of(last: SignedHead | None) -> merkle.Frontier:
    if last is None:
        return merkle.Frontier()
    kept = merkle.Frontier.from_bytes(bytes(last.frontier))
    if kept.root() != journal.read_head(bytes(last.bytes)).root:
        raise Refused("bad-frontier", _("The journal does not follow from its last signed head."))
    return kept


def _grown(place: journals.Place, frontier: merkle.Frontier) -> merkle.Frontier:
    new = JournalLine.objects.filter(
        journal=place.journal, epoch=place.epoch, seq__gt=frontier.size
    ).order_by("seq")
    for seq, data in new.values_list("seq", "bytes").iterator(chunk_size=10_000):
        if seq != frontier.size + 1:
            raise Refused("gap", _("A line is missing in the journal before line %s.") % seq)
        frontier.append(merkle.leaf_hash(bytes(data)))
    return frontier


def _take_turns() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SIGNING_LOCK])


def _known(key: Ed25519PrivateKey, *, since: int) -> str:
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    fingerprint = journal.fingerprint(public)
    NodeKey.objects.get_or_create(
        fingerprint=fingerprint,
        defaults={"public": public, "since_size": since, "added_at": clock.now()},
    )
    return fingerprint


def run(node_dir: Path) -> None:
    """Sign for ever, twice a second while there is something new; ends with the process."""
    key = load_key(node_dir / "keys")
    while True:
        sign(key)
        connection.close_if_unusable_or_obsolete()
        time.sleep(EVERY)

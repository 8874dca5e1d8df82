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

from saphan.kernel import clock
from saphan.ledger import journals
from saphan.ledger.models import JournalLine, NodeKey, SignedHead
from saphan.protocol import journal, merkle

KEY_FILE = "node.pem"
EVERY = 0.5


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
    """Sign the own journal's head when it has grown since the last one; else return None."""
    place = journals.own()
    last = (
        SignedHead.objects.filter(journal=place.journal, epoch=place.epoch)
        .order_by("-size")
        .first()
    )
    frontier = merkle.Frontier.from_bytes(bytes(last.frontier)) if last else merkle.Frontier()
    new = JournalLine.objects.filter(
        journal=place.journal, epoch=place.epoch, seq__gt=frontier.size
    ).order_by("seq")
    for leaf in new.values_list("leaf", flat=True).iterator(chunk_size=10_000):
        frontier.append(bytes(leaf))
    if last is not None and frontier.size == last.size:
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

"""The process that holds the node's key and signs heads, and nothing else (EXCHANGE 2)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
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
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs, tellings
from saphan.ledger.models import JournalLine, NodeKey, SignedHead
from saphan.protocol import journal, merkle

KEY_FILE = "node.pem"
EVERY = 0.5
SIGNING_LOCK = 0x5A9B
LINES_A_HEAD = 1_000
"""A bundle ends with a head: many lines and their documents must fit in one."""


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


def sign(key: Ed25519PrivateKey) -> SignedHead | None:
    """Sign the heads of the own journal and of those to peers, as far as they have grown.

    Two signers take turns. Refused with `bad-frontier` or `gap` when what is stored does not
    follow from the last head: a damaged journal gets no new signature. Returns the own journal's
    new head.
    """
    own = sign_own(key)
    failpoint("sign:between")
    for peer in pairs.peers():
        while sign_pair(peer, key):
            pass
    return own


@transaction.atomic
def sign_own(key: Ed25519PrivateKey) -> SignedHead | None:
    """Sign the own journal's head when it has grown since the last one; else return None."""
    _take_turns()
    place = journals.own()
    frontier = _grown(place, _last(place))
    if frontier is None:
        return None
    root = frontier.root()
    head = journal.Head(place.journal, place.epoch, frontier.size, root, root)
    return _signed(head, frontier, key)


@transaction.atomic
def sign_pair(peer: str, key: Ed25519PrivateKey) -> SignedHead | None:
    """Sign the next head to a peer, over at most `LINES_A_HEAD` new lines; None without any.

    A head tells the state of all matters. A node that does not hold yet what its own lines saw
    cannot know it: after a restore it says so, else it waits.
    """
    _take_turns()
    *before, present = pairs.epochs(peer, pairs.TO)
    place = pairs.place(present)
    frontier = _grown(place, _last(place), most=LINES_A_HEAD)
    if frontier is None:
        return None
    telling = tellings.follow(peer, pairs.TO).telling
    if telling.lacks and not pairs.quarantined(peer):
        return None
    position = sum(each.base or 0 for each in before) + frontier.size
    state = journal.UNKNOWN_STATE if telling.lacks else telling.roots[position]
    own = _last(journals.own())
    head = journal.Head(
        place.journal,
        place.epoch,
        frontier.size,
        frontier.root(),
        journal.read_head(bytes(own.bytes)).root if own else merkle.EMPTY_ROOT,
        state,
    )
    return _signed(head, frontier, key)


def _last(place: journals.Place) -> SignedHead | None:
    signed = SignedHead.objects.filter(journal=place.journal, epoch=place.epoch)
    return signed.order_by("-size").first()


def _signed(head: journal.Head, frontier: merkle.Frontier, key: Ed25519PrivateKey) -> SignedHead:
    failpoint("sign:before-commit")
    return SignedHead.objects.create(
        journal=head.journal,
        epoch=head.epoch,
        size=head.size,
        bytes=journal.head_bytes(head),
        signature=journal.sign_head(head, key),
        key=_known(key, since=head.size),
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


def _grown(
    place: journals.Place, last: SignedHead | None, *, most: int | None = None
) -> merkle.Frontier | None:
    """Return the frontier after the lines that no head covers yet; None when there are none."""
    frontier = _frontier_of(last)
    start = frontier.size
    new = JournalLine.objects.filter(journal=place.journal, epoch=place.epoch, seq__gt=start)
    for seq, data in (
        new.order_by("seq").values_list("seq", "bytes")[:most].iterator(chunk_size=10_000)
    ):
        if seq != frontier.size + 1:
            raise Refused("gap", _("A line is missing in the journal before line %s.") % seq)
        frontier.append(merkle.leaf_hash(bytes(data)))
    return frontier if frontier.size > start else None


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


def run(node_dir: Path, *, after: Callable[[], None] = lambda: None) -> None:
    """Sign for ever, twice a second while there is something new; ends with the process.

    `after` is called after each signing.
    """
    key = load_key(node_dir / "keys")
    while True:
        sign(key)
        after()
        connection.close_if_unusable_or_obsolete()
        time.sleep(EVERY)

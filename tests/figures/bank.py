"""Makers for two banks: records of both sides in the tables, and what stands for whom."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from saphan.bilateral.models import Matter, Stand, View
from saphan.exchange.models import Genesis, Peer
from saphan.figures.models import Fact
from saphan.kernel import clock
from saphan.kernel.facts import DIMENSIONS
from saphan.ledger import journals, pairs
from saphan.ledger.journals import Place, Statement
from saphan.ledger.models import Document

OURS, THEIRS = "vn-son-la", "la-houaphanh"
NODE = "b" * 32


def peer(node: str = NODE, *, authorities: tuple[str, ...] = (THEIRS,)) -> Peer:
    genesis, _made = Genesis.objects.get_or_create(
        hash=b"g" * 32, defaults={"signatures": [], "joined_at": clock.now()}
    )
    ours, theirs = (Place(secrets.token_hex(16), secrets.token_hex(16)) for _way in range(2))
    pairs.begin(node, node="a" * 32, genesis=b"g" * 32, ours=ours, theirs=theirs)
    return Peer.objects.create(
        node=node, genesis=genesis, side="LA", authorities=list(authorities), box=b"x" * 32
    )


@dataclass(frozen=True, slots=True)
class Counted:
    """A fact to be stated: `amount` base units of `unit`."""

    kind: str
    on: date
    unit: str
    amount: int
    dims: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doc:
    """A stored version."""

    uid: UUID
    hash: bytes


def state(*facts: Counted, authority: str = OURS, uid: UUID | None = None, **more: Any) -> Doc:
    """Store a version, its line and its facts; with `uid` it is the second of its record."""
    doc = Doc(uid or uuid4(), secrets.token_bytes(32))
    number = journals.append([Statement(secrets.token_hex(16), doc.hash, authority)])
    Document.objects.create(
        hash=doc.hash,
        uid=doc.uid,
        authority=authority,
        side=authority[:2].upper(),
        schema="security.patrol/1",
        version=2 if uid else 1,
        level="shared",
        bytes=b"",
        sealed_at=clock.now(),
    )
    Fact.objects.bulk_create(
        Fact(
            uid=doc.uid,
            version_hash=doc.hash,
            authority=authority,
            kind=fact.kind,
            on=fact.on,
            place=authority,
            unit=fact.unit,
            quantity=fact.amount,
            seq_from=number,
            **{**dict.fromkeys(DIMENSIONS, ""), **fact.dims, **more},
        )
        for fact in facts
    )
    return doc


def stand(view: View, *docs: Doc, matter: str, peer_node: str = NODE, late: bool = False) -> None:
    Stand.objects.bulk_create(
        Stand(peer=peer_node, matter=matter, view=view, doc=doc.hash, uid=doc.uid, at=1, late=late)
        for doc in docs
    )


def contest(matter: str, *docs: Doc, peer_node: str = NODE) -> None:
    Matter.objects.create(
        peer=peer_node,
        rec=matter,
        kind="security.patrol",
        status="contested",
        contested=[doc.hash.hex() for doc in docs],
        since=clock.now(),
    )


def end(doc: Doc) -> None:
    """Let a newer version take the place of this one."""
    Fact.objects.filter(version_hash=doc.hash).update(seq_to=journals.size() + 1)

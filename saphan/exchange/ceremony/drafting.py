"""From cards and roots to the genesis file, and the roots' signatures beside it (EXCHANGE 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from itertools import product
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.utils.translation import gettext as _

from saphan.exchange.ceremony import files
from saphan.exchange.ceremony.card import Card
from saphan.exchange.ceremony.roots import Root
from saphan.kernel.refusals import Refused
from saphan.protocol import document, genesis
from saphan.protocol.genesis import Genesis, Journal, Node, Side

FORMAT = "saphan-signatures/1"
SUFFIX = ".signatures.json"
NEED = 2
"""How many of a side's roots sign."""

type Signature = tuple[str, str]
"""A root's raw public key and its signature, hexadecimal."""


def draft(cards: Sequence[Card], roots: Sequence[Root], *, schemas: Mapping[str, str]) -> bytes:
    """Return the genesis bytes: nodes of different sides get a journal each way, all new.

    Refused with `authority-twice`, or `bad-genesis` and the rule that cards and roots break.
    """
    refuse_doubled((code, card.name) for card in cards for code in card.authorities)
    sides = sorted({root.side for root in roots} | {card.side for card in cards})
    named = {side: tuple(sorted(r.key for r in roots if r.side == side)) for side in sides}
    pairs = [(a, b) for a, b in product(cards, cards) if a.side != b.side]
    return genesis.dumps(
        Genesis(
            sides=tuple(Side(side, named[side], NEED) for side in sides),
            nodes=tuple(_node(card) for card in cards),
            journals=tuple(
                Journal(document.new_id(), document.new_id(), owner.id, reader.id)
                for owner, reader in pairs
            ),
            schemas=schemas,
        )
    )


def refuse_doubled(claims: Iterable[tuple[str, str]]) -> None:
    """Refuse with `authority-twice` when two of the named nodes claim one authority."""
    speaks: dict[str, str] = {}
    for code, node in claims:
        if speaks.setdefault(code, node) != node:
            words = {"code": code, "one": speaks[code], "two": node}
            raise Refused(
                "authority-twice",
                _("%(code)s is claimed by %(one)s and %(two)s; one node speaks for it.") % words,
            )


def sign(path: Path, root: Ed25519PrivateKey) -> list[Signature]:
    """Add a root's signature to those beside the genesis file `path`, and return all of them.

    Refused with `unknown-root` when the file does not name the key.
    """
    data = path.read_bytes()
    signature = genesis.sign(data, root)
    if signature[0] not in {key for side in genesis.loads(data).sides for key in side.roots}:
        raise Refused(
            "unknown-root", _("%(file)s does not name this root key.") % {"file": path.name}
        )
    signatures = sorted({*signatures_of(path), signature})
    members = {
        "genesis": sha256(data).hexdigest(),
        "signatures": [{"root": root, "signature": signed} for root, signed in signatures],
    }
    files.write(path.with_suffix(SUFFIX), files.dumps(FORMAT, members))
    return signatures


def signatures_of(path: Path, *others: Path) -> list[Signature]:
    """Return the signatures beside a genesis file and in other files; Refused `other-genesis`."""
    beside = [path.with_suffix(SUFFIX)] if path.with_suffix(SUFFIX).exists() else []
    hash_ = sha256(path.read_bytes()).hexdigest()
    found: set[Signature] = set()
    for each in (*beside, *others):
        said = files.loads(each.read_bytes(), FORMAT, _RULES, code="bad-signatures")
        if said["genesis"] != hash_:
            raise Refused(
                "other-genesis", _("%(file)s signs another genesis file.") % {"file": each.name}
            )
        found |= {(one["root"], one["signature"]) for one in said["signatures"]}
    return sorted(found)


def _node(card: Card) -> Node:
    return Node(
        id=card.id,
        side=card.side,
        key=card.key,
        box=card.box,
        tls=card.tls,
        authorities=tuple(sorted(card.authorities)),
    )


_RULES: files.Rules = {"genesis": document.is_hash, "signatures": files.are_signatures}

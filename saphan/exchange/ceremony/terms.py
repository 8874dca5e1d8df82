"""Which authorities a node speaks for from now on, decided by its side's roots (EXCHANGE 6).

An authority moves in two such lines: the node that had it gives it up, the other one takes it. Each
is signed for its place in a journal, so it is drafted, signed and written before other lines come.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction
from django.utils.translation import gettext as _

from saphan.exchange.ceremony import files
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.ledger.pairs import Say
from saphan.protocol import document, genesis
from saphan.protocol.journal import Kind, Line

FORMAT: Final = "saphan-terms/1"
MOMENT: Final = "2000-01-01T00:00:00Z"
"""Roots sign a line's place and what it says there, not when."""


def draft(peer: Peer, authorities: Sequence[str]) -> bytes:
    """Return what the roots of our side are to sign; Refused with `no-authority`."""
    if not authorities or not all(document.is_authority(code) for code in authorities):
        raise Refused(
            "no-authority", _("Name the authorities that the node speaks for from then on.")
        )
    place = pairs.place(pairs.epochs(peer.node, pairs.TO)[-1])
    members = {
        "authorities": sorted(set(authorities)),
        "epoch": place.epoch,
        "journal": place.journal,
        "node": pairs.me(peer.node),
        "peer": peer.node,
        "seq": pairs.size(place) + 1,
        "signatures": [],
    }
    return files.dumps(FORMAT, members)


def sign(path: Path, root: Ed25519PrivateKey) -> int:
    """Add a root's signature to the file; return how many it bears now."""
    said = _read(path.read_bytes())
    key, signature = genesis.sign(_statement(said), root, context=genesis.KEY_CONTEXT)
    others = [each for each in said["signatures"] if each["root"] != key]
    said["signatures"] = sorted(
        [*others, {"root": key, "signature": signature}], key=lambda each: each["root"]
    )
    files.write(path, files.dumps(FORMAT, said))
    return len(said["signatures"])


@transaction.atomic
def write(data: bytes) -> Peer:
    """Write the line that the roots signed; return the peer to which it goes.

    Refused with `no-such-peer`, `unsigned-XX`, and `other-place` when other lines came meanwhile:
    then it is drafted and signed again.
    """
    said = _read(data)
    peer = Peer.objects.filter(node=said["peer"]).first()
    if peer is None:
        raise Refused("no-such-peer", _("This node shares no journal with that peer."))
    args = {"authorities": said["authorities"], "signatures": said["signatures"]}
    line = Line(
        journal=said["journal"],
        epoch=said["epoch"],
        seq=said["seq"],
        kind=Kind.KEY,
        rec=None,
        doc=None,
        authority=pairs.speaker(peer.node),
        at=MOMENT,
        args=args,
    )
    if not pairs.trust(peer.node, pairs.TO).signed(line):
        side = pairs.genesis(peer.node).side_of(pairs.me(peer.node)).code
        raise Refused(f"unsigned-{side}", _("Not enough roots of our side signed this."))
    present = pairs.place(pairs.epochs(peer.node, pairs.TO)[-1])
    number = pairs.write(peer.node, [Say(Kind.KEY, line.authority, args=args)])
    if (present.journal, present.epoch, number) != (line.journal, line.epoch, line.seq):
        raise Refused("other-place", _("Other lines came meanwhile: draft it and sign it again."))
    return peer


def _statement(said: dict[str, Any]) -> bytes:
    return genesis.root_statement(
        node=said["node"],
        journal=said["journal"],
        epoch=said["epoch"],
        seq=said["seq"],
        args={"authorities": said["authorities"]},
    )


def _read(data: bytes) -> dict[str, Any]:
    return files.loads(data, FORMAT, _RULES, code="bad-terms")


def _are_codes(value: Any) -> bool:
    return type(value) is list and all(document.is_authority(each) for each in value)


_RULES: Final[files.Rules] = {
    "authorities": _are_codes,
    "epoch": document.is_id,
    "journal": document.is_id,
    "node": document.is_id,
    "peer": document.is_id,
    "seq": lambda value: type(value) is int and value > 0,
    "signatures": files.are_signatures,
}

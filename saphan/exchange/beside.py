"""Two small files beside the database, which putting a backup of it back does not touch.

sizes.json    how far each journal to a peer was signed, and the root there
erased.json   the parts that are to stay away

By them a node notices by itself that it comes from a backup, before it says anything, and erases
again what the backup still held (EXCHANGE 6).
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from django.db import transaction

from saphan.exchange import arrivals, recovery
from saphan.exchange.models import Erasure, Peer
from saphan.ledger import pairs
from saphan.ledger.models import PairEpoch, SignedHead
from saphan.protocol import journal, merkle, statements

SIZES: Final = "sizes.json"
ERASED: Final = "erased.json"

type Sizes = dict[str, dict[str, Any]]
"""For each peer the epoch, the size and the root (hexadecimal) of the last signed head to it."""


def look(folder: Path) -> list[str]:
    """Return the peers for which this node finds itself behind; with them it listens only.

    What was erased and is here again is erased again. OSError where a file cannot be read.
    """
    said: Sizes = _read(folder / SIZES, {})
    behind = [peer.node for peer in Peer.objects.all() if _is_behind(peer, said.get(peer.node))]
    for peer in behind:
        recovery.restored(peer)
    _erase_again(_read(folder / ERASED, []))
    return behind


def keep(folder: Path) -> None:
    """Write what is signed and erased by now; a file changes whole or not at all, and on the disk.

    Looks first: a node that is behind does not forget how far it once was.
    """
    look(folder)
    sizes: Sizes = _read(folder / SIZES, {})
    for peer in Peer.objects.filter(restored=False):
        sizes[peer.node] = _signed(peer.node)
    _write(folder / SIZES, sizes)
    erased = {each["commitment"]: each for each in _read(folder / ERASED, [])}
    for each in Erasure.objects.order_by("commitment"):
        commitment = bytes(each.commitment).hex()
        doc = bytes(each.doc).hex()
        erased[commitment] = {
            "commitment": commitment,
            "doc": doc,
            "part": each.part,
            "ground": each.ground,
        }
    _write(folder / ERASED, [erased[commitment] for commitment in sorted(erased)])


def _signed(peer: str) -> dict[str, Any]:
    last = pairs.epochs(peer, pairs.TO)[-1]
    signed = SignedHead.objects.filter(journal=last.journal, epoch=last.epoch)
    head = signed.order_by("-size").first()
    if head is None:
        return {"epoch": last.epoch, "size": 0, "root": merkle.EMPTY_ROOT.hex()}
    root = journal.read_head(bytes(head.bytes)).root.hex()
    return {"epoch": last.epoch, "size": head.size, "root": root}


def _is_behind(peer: Peer, said: dict[str, Any] | None) -> bool:
    """Whether fewer or other lines are here than were signed once, in an epoch that counts."""
    if said is None or peer.restored:
        return False
    known = PairEpoch.objects.filter(peer=peer.node, way=pairs.TO, epoch=said["epoch"]).first()
    if known is None:
        return True
    if known.gone or known.base is not None or not said["size"]:
        return False
    head = SignedHead.objects.filter(
        journal=known.journal, epoch=known.epoch, size=said["size"]
    ).first()
    return head is None or journal.read_head(bytes(head.bytes)).root.hex() != said["root"]


@transaction.atomic
def _erase_again(said: list[dict[str, str]]) -> None:
    known = arrivals.erased()
    for each in said:
        commitment = bytes.fromhex(each["commitment"])
        if commitment not in known:
            erased = statements.Erased(each["doc"], each["part"], each["ground"])
            arrivals.erase(commitment, erased)


def _read(path: Path, nothing: Any) -> Any:
    return json.loads(path.read_bytes()) if path.exists() else nothing


def _write(path: Path, value: object) -> None:
    data = json.dumps(value, indent=1, sort_keys=True).encode() + b"\n"
    if path.exists() and path.read_bytes() == data:
        return
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)

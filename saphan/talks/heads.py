"""The journals as they are when something is signed, each with the root over its lines."""

from __future__ import annotations

from saphan.ledger import journals, pairs
from saphan.ledger.journals import Place
from saphan.ledger.models import JournalLine, SignedHead
from saphan.protocol import merkle
from saphan.talks.documents import Head


def own() -> Head:
    """Return the own journal's present head."""
    place, size = journals.own(), journals.size()
    return _head(place, size, position=size)


def of_pair(peer: str, way: str) -> Head:
    """Return the present head of one journal of a pair."""
    place = pairs.place(pairs.epochs(peer, way)[-1])
    return _head(place, pairs.size(place), position=pairs.reach(peer, way))


def holds(head: Head) -> bool:
    """Whether the lines that are held here lead to the head's root."""
    place = Place(head.journal, head.epoch)
    return pairs.size(place) >= head.size and _root(place, head.size).hex() == head.root


def _head(place: Place, size: int, *, position: int) -> Head:
    return Head(
        journal=place.journal,
        epoch=place.epoch,
        size=size,
        position=position,
        root=_root(place, size).hex(),
    )


def _root(place: Place, size: int) -> bytes:
    """Go on from the nearest signed head, whose frontier spares the leaves before it."""
    held = SignedHead.objects.filter(journal=place.journal, epoch=place.epoch, size__lte=size)
    nearest = held.order_by("-size").first()
    tree = merkle.Frontier.from_bytes(bytes(nearest.frontier)) if nearest else merkle.Frontier()
    leaves = JournalLine.objects.filter(
        journal=place.journal, epoch=place.epoch, seq__gt=tree.size, seq__lte=size
    ).order_by("seq")
    tree.extend(bytes(leaf) for leaf in leaves.values_list("leaf", flat=True).iterator(10_000))
    return tree.root()

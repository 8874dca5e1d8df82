"""Whose versions the other views sum over: those that stand for the other side, or for both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection
from django.utils.translation import gettext as _

from saphan.accounts.models import Authority
from saphan.exchange.models import Peer
from saphan.figures.models import Fact
from saphan.kernel.figures import Figure
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger import pairs


class View(StrEnum):
    """Whose record a cell tells."""

    OWN = "own"
    COUNTERPART = "counterpart"
    JOINT = "joint"


STANDS: Mapping[str, str] = {View.COUNTERPART: "theirs", View.JOINT: "joint"}
"""For whom the versions of a view stand in the table of the joint state."""

TWO_OWNERS: Mapping[str, Mapping[str, str]] = {
    "patrol": {"joint": "yes"},
    "case": {"coordinated": "yes"},
    "meeting": {},
    "content": {},
    "instrument": {},
}
"""Facts of records that two sides own, by the first word of their kind, and which of them."""


def is_exchanged(figure: Figure) -> bool:
    """Whether the figure counts only what both sides have a record of."""
    which = TWO_OWNERS.get(figure.fact.split(".", 1)[0])
    return which is not None and which.items() <= figure.where.items()


@dataclass(frozen=True, slots=True)
class Circle:
    """With whom an authority shares: `peers` are nodes of the other side.

    Where this node speaks for `others` too, a matter is the authority's when its own document
    stands in it, or when one of its `partners` alone has said something of it. `ours` and `theirs`
    are how many lines of the pair journals are in force, None without a peer.
    """

    authority: str
    peers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    ours: int | None = None
    theirs: int | None = None


def circle(authority: str) -> Circle:
    """Return the circle of one of our authorities; without peers for one that shares nothing."""
    side = Side(authority.split("-", 1)[0].upper())
    peers = tuple(Peer.objects.exclude(side=side).order_by("node").values_list("node", flat=True))
    if not peers:
        return Circle(authority)
    others = _others(authority, side)
    partners = _partners(authority, side, peers) if others else ()
    ours, theirs = (sum(pairs.reach(peer, way) for peer in peers) for way in (pairs.TO, pairs.FROM))
    return Circle(authority, peers, others, partners, ours, theirs)


def circle_of_peers(authority: str) -> Circle:
    """Return the circle of an authority that has peers; Refused `no-peer`."""
    found = circle(authority)
    if not found.peers:
        raise Refused("no-peer", _("This authority shares its record with no peer yet."))
    return found


def versions(within: Circle, view: str) -> tuple[str, tuple[object, ...]]:
    """Return FROM and WHERE of the rows `s` of this circle: `ours`, `theirs` or `joint`."""
    standing = "FROM bilateral_stand AS s WHERE s.view = %s AND s.peer = ANY(%s)"
    params = (view, list(within.peers))
    if not within.others:
        return standing, params
    stated = (
        "EXISTS (SELECT 1 FROM bilateral_stand AS o JOIN ledger_document AS d ON d.hash = o.doc "
        "WHERE o.peer = s.peer AND o.matter = s.matter AND d.authority = ANY(%s))"
    )
    ours = [within.authority, *within.partners]
    return f"{standing} AND {stated} AND NOT {stated}", (*params, ours, list(within.others))


def _others(authority: str, side: Side) -> tuple[str, ...]:
    """Return our other authorities that state what two sides own."""
    codes = Authority.objects.filter(side=side).exclude(code=authority)
    held = Fact.objects.filter(kind__in=list(TWO_OWNERS))
    return tuple(
        code
        for code in codes.order_by("code").values_list("code", flat=True)
        if held.filter(authority=code).exists()
    )


PAIRS = """
    SELECT DISTINCT t.authority, o.authority
    FROM bilateral_stand AS s
    JOIN ledger_document AS t ON t.hash = s.doc AND t.side <> %s
    LEFT JOIN (
        bilateral_stand AS r JOIN ledger_document AS o ON o.hash = r.doc AND o.side = %s
    ) ON r.peer = s.peer AND r.matter = s.matter
    WHERE s.peer = ANY(%s)
"""


def _partners(authority: str, side: Side, peers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the authorities of theirs that share a matter with this one, or with none of ours."""
    with connection.cursor() as cursor:
        cursor.execute(PAIRS, [side, side, list(peers)])
        found: dict[str, set[str]] = {}
        for theirs, ours in cursor.fetchall():
            found.setdefault(theirs, set()).update({ours} - {None})
    return tuple(sorted(code for code, ours in found.items() if not ours or authority in ours))

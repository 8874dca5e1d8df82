"""Signing minutes: what the leader of an authority does, each verb a document or a line."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from msgspec import structs

from saphan.bilateral import as_of
from saphan.bilateral import services as bilateral
from saphan.bilateral.models import Matter
from saphan.exchange.models import Peer
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import seal
from saphan.talks import (
    checking,
    documents,
    heads,
    permissions,
    queries,
    restating,
    scans,
    services,
    signed,
)
from saphan.talks.documents import AgreedContent, Minutes
from saphan.talks.freezing import Frozen, Moment, Scope, freeze_all
from saphan.talks.models import Minutes as MinutesRow
from saphan.talks.models import Pack, PackState
from saphan.talks.papers import minutes as minutes_paper
from saphan.talks.queries import Talks
from saphan.talks.signed import Status


@transaction.atomic
def sign(talks: str, *, by: Actor, drafted_by: Hand | None = None) -> DocumentRef:
    """Freeze the cells of the talks and put them to the other side as our signed minutes.

    `drafted_by` defaults to who asked for the newest pack. Refused: `signed-already`,
    `theirs-first` when the other side's minutes wait to be counter-signed, `no-pack`,
    `nothing-to-sign`, `above-level`, and as `queries.gather` and `seal` refuse.
    """
    by.require(permissions.SIGN)
    found = signed.standing(talks, by=by)
    if found.status is Status.BY_THEM:
        raise Refused("theirs-first", _("The other side has signed: check and counter-sign."))
    if found.newest is not None:
        raise Refused("signed-already", _("These talks are signed; what changed is restated."))
    return _seal(talks, _Place(uuid4()), by=by, drafted_by=drafted_by)


@transaction.atomic
def countersign(talks: str, *, by: Actor) -> MinutesRow:
    """Agree to the other side's minutes once every joint value is found here as well.

    Refused: `nothing-waits`, and as `checking.require_equal` and `bilateral.confirm` refuse.
    """
    by.require(permissions.SIGN)
    waiting = signed.require_waiting(talks, by=by)
    matter = Matter.objects.get(uid=waiting.uid, main="")
    bilateral.confirm(matter, waiting.hash, by=by)
    return waiting


@transaction.atomic
def restate(talks: str, *, by: Actor, drafted_by: Hand | None = None) -> DocumentRef:
    """Put minutes with today's values to the other side; the signed ones stay beside them.

    Refused: `not-signed`, `nothing-changed`, and as `sign`.
    """
    by.require(permissions.SIGN)
    before = signed.require(talks, by=by)
    if not restating.restated(signed.require_newest(talks, by=by)):
        raise Refused("nothing-changed", _("Every signed value is still what is found today."))
    place = _Place(before.uid, _own_version(before, by=by), restates=before.hash)
    return _seal(talks, place, by=by, drafted_by=drafted_by)


@dataclass(frozen=True, slots=True)
class Paper:
    """What was signed by hand: when, where, by whom for each side (`vn`, `la`), and its scans.

    `code` is what was typed or read from a page.
    """

    code: str
    signed_on: date
    place: str
    signers: Mapping[str, str]
    pages: int
    scans: Sequence[bytes]


@transaction.atomic
def keep_paper(
    talks: str, paper: Paper, *, by: Actor, drafted_by: Hand | None = None
) -> DocumentRef:
    """Tie the scan of the signed paper to our minutes by its code, as a version of them.

    Refused: `not-signed`, `not-ours` for minutes that the other side put forward, `other-code`
    when the pages carry another code, `in-the-future`, and as `scans.pieces`.
    """
    by.require(permissions.SIGN)
    before = signed.require_newest(talks, by=by)
    _require_tied(before, paper, by=by)
    kept, parts = scans.pieces(paper.scans)
    said = documents.Paper(
        document=before.printed,
        signed_on=paper.signed_on,
        place=paper.place,
        pages=paper.pages,
        scans=kept,
    )
    entry = Entry(
        before.uid,
        structs.replace(checking.said(before), paper=said),
        persons={side: documents.Signer(name=name) for side, name in paper.signers.items() if name},
        prev=_own_version(before, by=by),
        files=parts,
    )
    drafter = drafted_by or _drafter(talks, by=by)
    return seal(entry, clearance=Clearance(drafted_by=drafter, cleared_by=by))


def _require_tied(minutes: MinutesRow, paper: Paper, *, by: Actor) -> None:
    if minutes.side != by.side:
        raise Refused("not-ours", _("The side that put these minutes forward keeps their paper."))
    if scans.code_of(paper.code) != minutes.code:
        raise Refused(
            "other-code",
            _("The pages of these minutes carry the code %(code)s.") % {"code": minutes.code},
            where={"field": "code"},
        )
    if paper.signed_on > clock.today():
        raise Refused(
            "in-the-future", _("This day has not come yet."), where={"field": "signed_on"}
        )


@dataclass(frozen=True, slots=True)
class _Place:
    """Where minutes stand: their record, our version that they replace, what they restate."""

    uid: UUID
    prev: tuple[bytes, ...] = ()
    restates: str = ""


def _seal(talks: str, place: _Place, *, by: Actor, drafted_by: Hand | None) -> DocumentRef:
    """Hold the numbering, so that every cell speaks for one moment, and seal."""
    drafter = drafted_by or _drafter(talks, by=by)
    journals.lock()
    gathered = queries.gather(talks, by=by)
    services.require_shareable(gathered)
    scope = Scope(by.authority, gathered.period, _peer(gathered))
    cells = freeze_all(scope, _now(scope), gathered.cells)
    if not cells:
        raise Refused("nothing-to-sign", _("No figure of the period says anything yet."))
    core = _core(gathered, scope, cells, restates=place.restates)
    clearance = Clearance(drafted_by=drafter, cleared_by=by)
    return seal(Entry(place.uid, core, prev=place.prev), clearance=clearance)


def _core(talks: Talks, scope: Scope, cells: list[Frozen], *, restates: str) -> Minutes:
    meeting = talks.meeting
    own = [each.cell for each in cells if each.cell.view == "own"]
    said = minutes_paper.words_of(replace(talks, cells=own))
    return Minutes(
        talks=meeting.code,
        since=talks.period.since,
        until=talks.period.until,
        authorities={
            side: code
            for side, code in (("vn", meeting.authority_vn), ("la", meeting.authority_la))
            if code
        },
        cells=[each.as_signed() for each in cells],
        own=heads.own(),
        ours=heads.of_pair(scope.peer, pairs.TO) if scope.peer else None,
        theirs=heads.of_pair(scope.peer, pairs.FROM) if scope.peer else None,
        contents=[
            AgreedContent(number=each.number, document=bytes(each.version_hash).hex())
            for each in talks.contents
        ],
        texts={str(at): hashlib.sha256(text.encode()).hexdigest() for at, text in said.items()},
        restates=restates,
    )


def _now(scope: Scope) -> Moment:
    if not scope.peer:
        return Moment(journals.size())
    positions = as_of.now(scope.peer)
    (standings,) = as_of.standings(scope.peer, positions)
    return Moment(journals.size(), positions.ours, positions.theirs, standings)


def _peer(talks: Talks) -> str:
    """Return the node that speaks for the other authority; empty when none does yet."""
    if talks.other is None:
        return ""
    found = Peer.objects.filter(authorities__contains=[talks.other.code]).first()
    return found.node if found else ""


def _own_version(minutes: MinutesRow, *, by: Actor) -> tuple[bytes, ...]:
    """Return our newest version of the record, if it is not the other side's alone."""
    own = MinutesRow.objects.filter(uid=minutes.uid, side=by.side).order_by("-version").first()
    return (bytes(own.version_hash),) if own else ()


def _drafter(talks: str, *, by: Actor) -> Hand:
    """Return who prepared the newest pack: the leader signs what somebody else made ready."""
    ready = Pack.objects.visible_to(by).of(talks).filter(state=PackState.READY)
    pack = ready.without_files().first()
    if pack is None:
        raise Refused("no-pack", _("Have the secretary make the pack first."))
    return Hand(pack.asked_by, pack.asked_name)

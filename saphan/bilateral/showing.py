"""A matter as two banks with the river between them: field by field, parts, whose turn it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from saphan.bilateral import dossier, faces, history
from saphan.bilateral.dossier import Dossier, Said
from saphan.bilateral.models import Matter, Stand, View
from saphan.kernel.actors import Actor
from saphan.ledger import pairs, reading
from saphan.ledger.models import Document
from saphan.ledger.reading import Stored
from saphan.ledger.records import Core
from saphan.protocol import document
from saphan.protocol.journal import Kind
from saphan.protocol.statements import Disclosed, Erased
from saphan.protocol.states import Status
from saphan.web.components import Across, Bank, Banks, River, Row, Text
from saphan.web.display import plain
from saphan.web.states import STATES


@dataclass(frozen=True, slots=True)
class Side:
    """One bank's version; `core` is None where it cannot be read or has none."""

    stored: Stored | None
    core: Core | None


NOBODY: Final = Side(None, None)


def river(told: Dossier) -> River:
    """Return both banks' versions with every field of them, and the state between."""
    ours, theirs = _side(told, ours=True), _side(told, ours=False)
    return River(
        ours=_bank(told, ours, ours=True),
        theirs=_bank(told, theirs, ours=False),
        state=told.matter.status,
        note=turn_in_words(told.matter),
        fields=[*_fields(told.matter.kind, ours, theirs), *_parts(told, ours, theirs)],
    )


def banks(matter: Matter) -> Banks:
    """Return the matter beside a record: whose versions stand, and only what differs in them."""
    told = dossier.gather(matter)
    ours, theirs = _side(told, ours=True), _side(told, ours=False)
    apart = [one for one in _fields(told.matter.kind, ours, theirs) if one.differs]
    shown = _bank(told, ours, ours=True), _bank(told, theirs, ours=False)
    return Banks(
        ours=Bank(
            [Row(o.label, o.ours, differs=True) for o in apart], shown[0].note, why=shown[0].why
        ),
        theirs=Bank(
            [Row(o.label, o.theirs, differs=True) for o in apart], shown[1].note, why=shown[1].why
        ),
        state=told.matter.status,
        note=turn_in_words(told.matter),
        href=href(told.matter),
        silence=_("No field differs.") if ours.core and theirs.core else "",
    )


def of_record(uid: UUID, *, by: Actor) -> list[Matter]:
    """Return the matters in which a record stands, one for each peer that was told of it."""
    return list(Matter.objects.visible_to(by).filter(uid=uid).exclude(status=Status.STATED))


def href(matter: Matter) -> str:
    return reverse("bilateral:matter", args=[matter.peer, matter.main or matter.rec])


def agreed_text(told: Dossier) -> list[Row]:
    """Return the agreed version field by field where it stands on neither bank."""
    shown = [told.shown(ours=True), told.shown(ours=False)]
    joint = [one for one in told.standing(View.JOINT) if one not in shown]
    return [row for each in joint for row in rows_of(each)]


def rows_of(stored: Stored) -> list[Row]:
    """Return one version field by field."""
    side = Side(stored, faces.core_of(stored))
    return [Row(one.label, one.ours) for one in _fields(stored.record.kind, side, NOBODY)]


def turn_in_words(matter: Matter) -> str:
    if matter.turn == View.OURS:
        return _("It is for us to answer.")
    return _("It is for them to answer.") if matter.turn else ""


def name_all(matters: Iterable[Matter]) -> Iterator[Matter]:
    """Give each matter the title of its record and the name of the other side's authority."""
    listed = list(matters)
    if not listed:
        return
    stored: dict[UUID, list[Stored]] = {}
    own = _own_records(listed)
    held = Document.objects.filter(uid__in=[m.uid for m in listed if m.uid] + list(own.values()))
    for each in reading.of_hashes([bytes(doc) for doc in held.values_list("hash", flat=True)]):
        stored.setdefault(each.record.uid, []).append(each)
    speakers = {peer: _speaker(peer) for peer in {m.peer for m in listed}}
    theirs = {m.rec: _their_authority(m, stored, speakers) for m in listed}
    names = history.authorities(theirs.values())
    for matter in listed:
        uid = own.get(matter.rec, matter.uid)
        versions = stored.get(uid, []) if uid else []
        matter.title = faces.title_of(versions) or faces.name_of(matter.kind)
        matter.other_side = names.get(theirs[matter.rec], theirs[matter.rec])
        yield matter


def _own_records(matters: Sequence[Matter]) -> dict[str, UUID]:
    """Return the record of ours in each matter that has one, by the matter."""
    stands = Stand.objects.filter(view=View.OURS, matter__in=[m.rec for m in matters])
    own = stands.filter(doc__in=Document.objects.filter(peer="").values("hash"))
    return dict(own.values_list("matter", "uid"))


def _their_authority(
    matter: Matter, stored: Mapping[UUID, list[Stored]], speakers: Mapping[str, str]
) -> str:
    versions = stored.get(matter.uid, []) if matter.uid else []
    named = [each.record.authority for each in versions if each.record.peer]
    return named[0] if named else speakers[matter.peer]


def _speaker(peer: str) -> str:
    """Return the first authority of a peer, by the genesis file."""
    nodes = {node.id: node for node in pairs.genesis(peer).nodes}
    return min(nodes[peer].authorities, default="") if peer in nodes else ""


def _side(told: Dossier, *, ours: bool) -> Side:
    stored = told.shown(ours=ours)
    return Side(stored, faces.core_of(stored) if stored else None)


def _bank(told: Dossier, side: Side, *, ours: bool) -> Bank:
    stored = side.stored
    if stored is None:
        return _answers(told, ours=ours)
    record = stored.record
    names = history.authorities([record.authority])
    says = [
        names.get(record.authority, record.authority),
        _("version %(n)s") % {"n": record.version},
        plain(stored.sealed_at.date()),
        *_marks(told, stored, ours=ours),
    ]
    face = faces.of(record.kind)
    page = face.href(record.uid) if face and side.core else ""
    return Bank(note=" · ".join(filter(None, says)), href=page, why=_why(stored, side.core))


def _answers(told: Dossier, *, ours: bool) -> Bank:
    """What a side without a version of its own has said of the other's, if anything."""
    said = [each for each in told.said if each.ours is ours and _is_objection(each, told)]
    if not said:
        return Bank()
    names = history.authorities([said[-1].line.authority])
    return Bank(
        note=names.get(said[-1].line.authority, said[-1].line.authority),
        why=history.in_words(said[-1], told),
    )


def _is_objection(said: Said, told: Dossier) -> bool:
    return said.line.kind is Kind.DISPUTE and said.line.doc in told.matter.contested


def _marks(told: Dossier, stored: Stored, *, ours: bool) -> Iterator[str]:
    doc, matter = stored.record.hash.hex(), told.matter
    if ours is bool(stored.record.peer):
        yield _("the other bank's version, which was confirmed")
    if doc in matter.agreed:
        yield str(STATES[Status.AGREED].word)
    if doc in matter.accepted:
        yield str(STATES[Status.ACCEPTED].word)
    if doc in matter.contested:
        yield str(STATES[Status.CONTESTED].word)
    if doc in told.withdrawn():
        yield _("taken back")
    if told.is_late(stored):
        yield _("the other side cannot have seen it yet")


def _why(stored: Stored, core: Core | None) -> Text:
    """Say why a version that was put forward shows no field."""
    record = stored.record
    if core is not None:
        return ""
    if record.is_void:
        return _("The record ends: %(reason)s") % {"reason": record.core.get("reason", "")}
    if document.CORE not in stored.opened:
        return _("The record itself has not arrived yet.")
    return _("This version cannot be read here: it was written by a newer or another program.")


def _fields(kind: str, ours: Side, theirs: Side) -> Iterator[Across]:
    """Yield each field that either bank states; it differs where both do and not alike."""
    face = faces.of(kind)
    if face is None:
        return
    for name, label in face.labels.items():
        one = face.read(ours.core, name) if ours.core else None
        two = face.read(theirs.core, name) if theirs.core else None
        if not (_said(one) or _said(two)):
            continue
        both = ours.core is not None and theirs.core is not None
        yield Across(label, one, two, both and name not in face.apart and one != two)


def _said(value: Any) -> bool:
    return value is False or value == 0 or bool(value)


def _parts(told: Dossier, *sides: Side) -> Iterator[Across]:
    """Yield which parts were handed over, are on their way, are kept back, were erased."""
    one, two = (_standing_parts(told, side) for side in sides)
    labels = {
        "handed-over": _("Parts handed over"),
        "missing": _("Parts that have not arrived"),
        "withheld": _("Parts withheld"),
        "erased": _("Parts erased"),
    }
    for code, label in labels.items():
        if one.get(code) or two.get(code):
            ours, theirs = (history.parts_in_words(each.get(code, ())) for each in (one, two))
            yield Across(label, ours or None, theirs or None, apart=True)


def _standing_parts(told: Dossier, side: Side) -> dict[str, list[str]]:
    """Return the names of a version's parts by how each stands between the two nodes."""
    if side.stored is None:
        return {}
    doc, theirs = side.stored.record.hash.hex(), bool(side.stored.record.peer)
    statements = [each.statement for each in told.said]
    disclosed = {
        name
        for each in statements
        if isinstance(each, Disclosed) and each.doc == doc
        for name in each.parts
    }
    gone = {each.part for each in statements if isinstance(each, Erased) and each.doc == doc}
    found: dict[str, list[str]] = {"handed-over": [], "missing": [], "withheld": [], "erased": []}
    for name in side.stored.commitments:
        held = name in side.stored.opened
        if name in gone and not held:
            found["erased"].append(name)
        elif name not in disclosed:
            found["withheld"].append(name)
        else:
            found["handed-over" if held or not theirs else "missing"].append(name)
    return found

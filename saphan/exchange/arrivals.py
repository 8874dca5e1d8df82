"""What a peer's lines bring with them: documents, parts that may be kept, rows that show them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from saphan.exchange import refusals, sharing, showing
from saphan.exchange.models import Erasure, Peer, Wanted
from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.ledger import copies, pairs, rows, tellings
from saphan.ledger.models import Document, Part
from saphan.ledger.pairs import Say
from saphan.protocol import canon, document, policy, statements
from saphan.protocol.bundle import Payload
from saphan.protocol.journal import Kind, Line
from saphan.protocol.policy import Policy

_OBJECTS: Final = frozenset({document.CORE, "person"})
MOST_VERSIONS: Final = 2**31 - 1
"""What the table's column holds."""


def documents(peer: Peer, given: Iterable[bytes], lines: Iterable[Line | None]) -> int:
    """Store documents that some line of the bundle names; whatever else came along is dropped.

    One that no node of the peer's side may state is set aside with the reason.
    """
    named = {line.doc for line in lines if line and line.doc}
    new = {}
    for data in given:
        found = copies.read(data)
        if found is not None and found.hash.hex() in named:
            new[found.hash] = (found, data)
    held = Document.objects.filter(hash__any=list(new)).values_list("hash", flat=True)
    for digest in held:
        new.pop(bytes(digest), None)
    for found, code in _unlawful(peer, [each for each, _data in new.values()]):
        new.pop(found.hash)
        showing.set_aside(found.hash, peer=peer.node, schema=found.header.schema, code=code)
    at = clock.now()
    return rows.copy(
        Document,
        (copies.row(found, data, at=at, peer=peer.node) for found, data in new.values()),
    )


def _unlawful(
    peer: Peer, given: Sequence[document.Document]
) -> Iterator[tuple[document.Document, str]]:
    """Yield what may not be stored, and why: a held part belongs to the record that brought it."""
    named = {bytes.fromhex(c) for each in given for c in each.parts.values()}
    held = Part.objects.filter(commitment__any=list(named)).values_list("commitment", flat=True)
    known = {bytes(commitment).hex() for commitment in held}
    for each in given:
        if each.header.authority[:2].upper() != peer.side:
            yield each, showing.NOT_THEIRS
        elif each.header.version > MOST_VERSIONS:
            yield each, showing.UNREADABLE
        elif not known.intersection(each.parts.values()) <= _own_parts(peer, each.header.id):
            yield each, showing.NOT_THEIRS


def _own_parts(peer: Peer, uid: str) -> set[str]:
    """Return the commitments that the versions of a peer's record name."""
    versions = Document.objects.filter(uid=UUID(uid), peer=peer.node)
    read = (document.read(bytes(data)) for data in versions.values_list("bytes", flat=True))
    return {commitment for each in read for commitment in each.parts.values()}


def follow(peer: str, lines: Sequence[Line | None]) -> list[Wanted]:
    """Follow new lines of a peer that are about to be stored; return the parts they promise.

    A part is wanted when the policy that its line names was in force there, by what its author
    had seen: all other payload is dropped.
    """
    followed = tellings.follow(peer, pairs.FROM)
    wanted = _promised(peer, lines, followed.telling.tell, followed.telling.stands)
    followed.told += len(lines)
    return wanted


def follow_again(peer: str) -> list[Wanted]:
    """Work out anew what all stored lines of a peer promise: other ones are in force now."""
    tellings.forget(peer)
    Wanted.objects.filter(peer=peer).delete()
    followed = tellings.begin(peer, pairs.FROM)
    lines = list(pairs.lines(peer, pairs.FROM))
    return _promised(peer, lines, followed.tell, followed.stands)


def _promised(
    peer: str,
    lines: Sequence[Line | None],
    tell: Callable[[Line | None], bytes],
    stands: Callable[[str], bool],
) -> list[Wanted]:
    said = [(line, statements.read(line) if line else None) for line in lines]
    disclosed = [s.doc for _line, s in said if isinstance(s, statements.Disclosed)]
    held = sharing.read_all(set(disclosed))
    policies: dict[str, Policy | None] = {}

    def named(doc: str) -> Policy | None:
        if doc not in policies:
            policies[doc] = sharing.read_policy(doc)
        return policies[doc]

    wanted, now = [], clock.now()
    for line, each in said:
        tell(line)
        if isinstance(each, statements.Disclosed):
            allowed = policy.lawful(each, stands, read=held.get, policies=named)
            wanted += [
                Wanted(
                    peer=peer,
                    commitment=bytes.fromhex(held[each.doc].parts[name]),
                    doc=bytes.fromhex(each.doc),
                    part=name,
                    since=now,
                )
                for name in sorted(allowed)
            ]
    return wanted


def want(peer: str, wanted: Sequence[Wanted]) -> bool:
    """Note which parts are awaited and not held or erased; return whether there are new ones."""
    by_commitment = {bytes(each.commitment): each for each in wanted}
    names = list(by_commitment)
    here = [
        *Part.objects.filter(commitment__any=names).values_list("commitment", flat=True),
        *Erasure.objects.filter(commitment__any=names).values_list("commitment", flat=True),
        *Wanted.objects.filter(peer=peer, commitment__any=names).values_list(
            "commitment", flat=True
        ),
    ]
    for commitment in here:
        by_commitment.pop(bytes(commitment), None)
    Wanted.objects.bulk_create(by_commitment.values())
    return bool(by_commitment)


def parts(peer: str, given: Iterable[Payload]) -> dict[bytes, set[str]]:
    """Keep the payloads that are awaited; return the names of those that came, by document.

    One that no record can hold never will be another: it is awaited no more, and that is told.
    """
    by_commitment = {part.commitment: part for part in given}
    awaited = Wanted.objects.filter(peer=peer, commitment__in=list(by_commitment))
    came: dict[bytes, set[str]] = {}
    commitments = []
    for each in awaited:
        if not _is_sound(each.part, by_commitment[bytes(each.commitment)].payload):
            _refuse(each)
            continue
        came.setdefault(bytes(each.doc), set()).add(each.part)
        commitments.append(bytes(each.commitment))
    rows.copy(
        Part,
        (
            {
                "commitment": commitment,
                "salt": by_commitment[commitment].salt,
                "payload": by_commitment[commitment].payload,
            }
            for commitment in commitments
        ),
    )
    awaited.delete()
    return came


def _is_sound(part: str, payload: bytes) -> bool:
    """Whether a payload is what its part must be: of core and persons an object."""
    if policy.kind_of_part(part) not in _OBJECTS:
        return True
    try:
        return type(canon.loads(payload)) is dict
    except Refused:
        return False


def _refuse(wanted: Wanted) -> None:
    """Tell of a part that was refused; a record without its core cannot be shown."""
    doc = bytes(wanted.doc)
    refusals.remember(
        wanted.peer,
        Refused(
            "bad-part",
            _("A part of a record is not what such a part must be."),
            where={"doc": doc.hex(), "part": wanted.part},
        ),
    )
    if wanted.part == document.CORE:
        schema = Document.objects.values_list("schema", flat=True).get(hash=doc)
        showing.set_aside(doc, peer=wanted.peer, schema=schema, code=showing.UNREADABLE)


def touched(lines: Iterable[Line]) -> set[str]:
    """Return the matters whose state the lines may change."""
    found: set[str] = set()
    for line in lines:
        if line.rec is not None:
            found.add(line.rec)
            said = statements.read(line)
            found |= {said.other} if isinstance(said, statements.Linked) else set()
    return found


def erase_as_asked(peer: str, lines: Iterable[Line], *, speaker: str) -> list[Say]:
    """Delete what a peer (empty: this node) asks to erase of its own documents; return answers.

    A core is not erased, for no figure may change, nor is a part of anybody else's document.
    """
    answers = []
    for line in lines:
        said = statements.read(line)
        if line.kind is not Kind.ERASE or not isinstance(said, statements.Erased):
            continue
        commitment, kind = _erasable(peer, line, said), Kind.REFUSED
        if commitment is not None:
            erase(commitment, said)
            kind = Kind.ERASED
        args = statements.erased(part=said.part, ground=said.ground)
        answers.append(Say(kind, speaker, line.rec, line.doc, args))
    return answers


def _erasable(peer: str, line: Line, said: statements.Erased) -> bytes | None:
    """Return the commitment of the part that is to go, if the peer may ask that."""
    held = Document.objects.filter(
        hash=bytes.fromhex(said.doc), peer=peer, authority=line.authority
    ).first()
    parts = document.read(bytes(held.bytes)).parts if held else {}
    if said.part == document.CORE or said.part not in parts:
        return None
    return bytes.fromhex(parts[said.part])


def erase(commitment: bytes, said: statements.Erased) -> None:
    """Delete a payload with its salt and keep it away: no bundle and no backup brings it back."""
    Part.objects.filter(commitment=commitment).delete()
    Wanted.objects.filter(commitment=commitment).delete()
    Erasure.objects.get_or_create(
        commitment=commitment,
        defaults={
            "doc": bytes.fromhex(said.doc),
            "part": said.part,
            "ground": said.ground.replace("\0", "\ufffd"),
            "ordered_at": clock.now(),
        },
    )
    showing.show_again(bytes.fromhex(said.doc))


def erased() -> set[bytes]:
    """Return the raw commitments of all parts that are to stay away."""
    return {bytes(each) for each in Erasure.objects.values_list("commitment", flat=True)}

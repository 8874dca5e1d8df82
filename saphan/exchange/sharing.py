"""What a peer is told of a sealed record: what a policy in force allows, and nothing else.

Nothing is said of a record whose core no policy allows. The lines are written in the sealing
transaction; what an agreement allows later is told then (`share`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from saphan.bilateral import joint, kinds
from saphan.bilateral.models import Matter
from saphan.exchange.models import Peer
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, pairs, reading
from saphan.ledger.models import Document, JournalLine, Part
from saphan.ledger.pairs import Say
from saphan.ledger.records import SealedRecord
from saphan.protocol import document, policy, statements
from saphan.protocol.journal import Kind
from saphan.protocol.policy import Policy
from saphan.protocol.states import Status

BATCH: Final = 2_000
IN_FORCE: Final = (Status.AGREED, Status.PENDING)


def tell(records: Sequence[SealedRecord]) -> None:
    """Tell each peer of records that were sealed just now, as far as it is entitled to.

    Refused with `quarantine` while lines of this node are still to be fetched back.
    """
    peers = list(Peer.objects.all())
    if any(peer.restored for peer in peers):
        raise Refused("quarantine", _("This node was restored and reads only until it is whole."))
    for peer in peers:
        if not pairs.quarantined(peer.node):  # else told once the peer took note of the restore
            _tell(peer.node, records, in_force(peer.node))


def share(peer: str) -> int:
    """Tell a peer of every current record that it is entitled to and was not told of.

    Returns how many lines were written. Each batch is a transaction of its own. The records are
    listed under the numbering lock: what is sealed later knows the same policies. A node that was
    restored tells nothing yet, and will once the peer has taken note.
    """
    if pairs.quarantined(peer) or Peer.objects.filter(node=peer, restored=True).exists():
        return 0
    written = 0
    with transaction.atomic():
        journals.lock()
        policies = in_force(peer)
        candidates = _candidates(policies)
    for batch in batched(candidates, BATCH):
        with transaction.atomic():
            records = [stored.record for stored in reading.of_hashes(batch)]
            written += _tell(peer, records, policies)
    if in_force(peer).keys() == policies.keys():
        Peer.objects.filter(node=peer).update(untold=False)
    return written


def _tell(peer: str, records: Sequence[SealedRecord], policies: Mapping[str, Policy]) -> int:
    chosen = [record for record in records if _concerns(record, policies.values())]
    says = list(_says(peer, chosen, policies)) if chosen else []
    if says:
        pairs.write(peer, says)
        joint.refresh(peer, {say.rec for say in says if say.rec})
    return len(says)


def in_force(peer: str) -> dict[str, Policy]:
    """Return the policies between this node and a peer that are agreed and uncontested."""
    agreed = Matter.objects.filter(peer=peer, kind=policy.SCHEMA, status__in=IN_FORCE)
    docs = [doc for row in agreed.values_list("agreed", flat=True) for doc in row]
    return {doc: found for doc in docs if (found := read_policy(doc)) is not None}


def read_policy(doc: str) -> Policy | None:
    """Return the policy that a document states; None when it states none or is not held."""
    held = read(doc)
    if held is None or not held.header.schema.startswith(policy.SCHEMA + "/"):
        return None
    core = Part.objects.filter(commitment=bytes.fromhex(held.parts[document.CORE])).first()
    try:
        return policy.loads(bytes(core.payload)) if core else None
    except Refused:
        return None


def read(doc: str) -> document.Document | None:
    """Return a document that is held, by its hexadecimal hash."""
    found = Document.objects.filter(hash=bytes.fromhex(doc)).first()
    return document.read(bytes(found.bytes)) if found else None


def read_all(docs: Iterable[str]) -> dict[str, document.Document]:
    """Return those of these documents that are held, by their hexadecimal hash."""
    found = Document.objects.filter(hash__any=[bytes.fromhex(doc) for doc in docs])
    return {bytes(d.hash).hex(): document.read(bytes(d.bytes)) for d in found}


def _concerns(record: SealedRecord, policies: Iterable[Policy]) -> bool:
    """Whether a record may be of interest to a peer at all, by its kind."""
    if record.kind in kinds.known():
        return kinds.is_of_two(record)
    if record.kind in policy.CONTROL:
        return True
    return any(article.schema == record.kind for each in policies for article in each.articles)


def _says(
    peer: str, records: Sequence[SealedRecord], policies: Mapping[str, Policy]
) -> Iterator[Say]:
    """Yield for each record what is disclosed of it, then that it is stated or proposed."""
    held = Document.objects.filter(hash__any=[record.hash for record in records])
    read_back = {bytes(d.hash): document.read(bytes(d.bytes)) for d in held}
    matters = {
        m.uid: m for m in Matter.objects.filter(peer=peer, uid__any=[r.uid for r in records])
    }
    told = _told_parts(peer, [record.hash for record in records])
    begun: dict[str, str] = {}
    for record in records:
        matter = matters.get(record.uid)
        rec = matter.rec if matter else begun.setdefault(record.uid.hex, document.new_id())
        before = told.get(record.hash)
        disclosed = _disclosures(read_back[record.hash], policies, before or frozenset())
        if before is None and not any(document.CORE in parts for parts in disclosed.values()):
            continue
        for ground, parts in sorted(disclosed.items()):
            args = statements.disclosed(parts=tuple(sorted(parts)), policy=ground or None)
            yield Say(Kind.DISCLOSE, record.authority, rec, record.hash.hex(), args)
        if before is None:
            yield _statement(record, rec, read_back[record.hash], _agreed(matter))


def _agreed(matter: Matter | None) -> Sequence[str]:
    """Return the agreed versions that a new one of the matter comes after."""
    if matter is None:
        return ()
    if not matter.main:
        return matter.agreed
    main = Matter.objects.filter(peer=matter.peer, rec=matter.main).first()
    return main.agreed if main else ()


def _statement(
    record: SealedRecord, rec: str, held: document.Document, agreed: Sequence[str]
) -> Say:
    kind = Kind.PROPOSE if kinds.is_of_two(record) else Kind.STATE
    prev = tuple(sorted({*held.header.prev, *agreed}))
    args = statements.proposed(prev=prev, void=record.is_void)
    return Say(kind, record.authority, rec, record.hash.hex(), args)


def _disclosures(
    held: document.Document, policies: Mapping[str, Policy], told: frozenset[str]
) -> dict[str, list[str]]:
    """Return the parts that may be disclosed and were not, by the policy that allows them."""
    allowed: dict[str, list[str]] = {}
    for part in held.parts:
        ground = None if part in told else policy.basis(held, part, policies=policies)
        if ground is not None:
            allowed.setdefault(ground, []).append(part)
    return allowed


def _told_parts(peer: str, hashes: Sequence[bytes]) -> dict[bytes, frozenset[str]]:
    """Return the parts that were disclosed of each of these documents that the peer was told of."""
    epochs = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    lines = JournalLine.objects.filter(
        doc__any=list(hashes), epoch__in=epochs, kind__in=[Kind.DISCLOSE, Kind.PROPOSE, Kind.STATE]
    )
    told: dict[bytes, frozenset[str]] = {}
    for line in lines:
        doc, said = bytes(line.doc or b""), statements.read_bytes(bytes(line.bytes))
        parts = said.parts if isinstance(said, statements.Disclosed) else ()
        told[doc] = told.get(doc, frozenset()) | frozenset(parts)
    return told


CANDIDATES = """
    SELECT d.hash FROM ledger_document d
    WHERE d.peer = '' AND d.superseded_by IS NULL AND split_part(d.schema, '/', 1) = ANY(%s)
    ORDER BY d.sealed_at, d.hash
"""


def _candidates(policies: Mapping[str, Policy]) -> list[bytes]:
    """Return the current records of the kinds that policies name, oldest first."""
    names = {article.schema for each in policies.values() for article in each.articles}
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES, [sorted(names | policy.CONTROL)])
        return [bytes(digest) for (digest,) in cursor.fetchall()]

"""The one door by which anything enters the registers (EXCHANGE 3).

One transaction: store bytes and parts -> project the rows -> lock, number the lines -> project
the facts, which carry the numbers -> number the lines to peers. Bulk goes the same way by COPY;
this is a hot path and leaves the ORM where it writes many rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import connection, transaction
from django.utils.translation import gettext as _
from psycopg.errors import UniqueViolation

from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused
from saphan.ledger import journals, levels, pairs, projectors, rows
from saphan.ledger.clearance import Clearance, require_clearance
from saphan.ledger.models import Document, Part
from saphan.ledger.records import DocumentRef, Entry, SealedRecord, Void
from saphan.protocol import canon, document
from saphan.protocol.document import Header, Level

CLEARANCE_PART = "person_clearance"
BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Replaced:
    """What comes before a version: its number (0 for nothing) and the level it stood at."""

    version: int
    level: Level


NONE = Replaced(0, Level(levels.SHARED))


def seal(entry: Entry | Void, *, clearance: Clearance) -> DocumentRef:
    """Seal one version; see `seal_many`."""
    return seal_many([entry], clearance=clearance)[0]


@transaction.atomic
def seal_many(entries: Iterable[Entry | Void], *, clearance: Clearance) -> list[DocumentRef]:
    """Seal every entry or none, in order, for the authority of the clearing officer.

    Raises `Refused`: `own-draft` and its kin from the clearance, `changed-meanwhile` when a
    version to be replaced is not the current one, `other-authority` when it is not one's own,
    `exists` when a first version is not first, `unknown-level` and `no-basis`, and the codes of
    the canonical bytes.
    """
    require_clearance(clearance, on=clock.today())
    signature = document.Part(CLEARANCE_PART, canon.dumps(clearance.payload), document.new_salt())
    refs: list[DocumentRef] = []
    for batch in _batches(entries):
        refs += _seal_batch(batch, clearance=clearance, signature=signature)
    failpoint("seal:before-commit")
    return refs


def lawful(
    entries: Iterable[Entry],
    why_not: Callable[..., str | None],
    objections: Mapping[str, Any],
    *,
    on: date,
) -> Iterator[Entry]:
    """Yield the entries to which a register's rule has no objection; `Refused` at the first."""
    for entry in entries:
        code = why_not(entry.core, on=on)
        if code:
            raise Refused(code, str(objections[code]), where={"record": str(entry.uid)})
        yield entry


def _batches(entries: Iterable[Entry | Void]) -> Iterator[list[Entry | Void]]:
    batch: list[Entry | Void] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _seal_batch(
    batch: Sequence[Entry | Void], *, clearance: Clearance, signature: document.Part
) -> list[DocumentRef]:
    before = _replaced([e for e in batch if e.prev], by=clearance.cleared_by)
    sealed = [
        _build(entry, clearance=clearance, signature=signature, before=before.get(entry.uid, NONE))
        for entry in batch
    ]
    _supersede([(e, r) for e, (r, _d) in zip(batch, sealed, strict=True) if e.prev])
    try:
        _store(sealed, at=clock.now())
    except UniqueViolation as error:
        raise Refused("exists", _("A record with this number is sealed already.")) from error
    records = [record for record, _document in sealed]
    projectors.run("stored", records)
    first = journals.append([journals.Statement(r.uid.hex, r.hash, r.authority) for r in records])
    failpoint("seal:numbered")
    wanted = projectors.kinds_of("numbered")
    projectors.run(
        "numbered",
        [replace(r, seq=seq) for seq, r in enumerate(records, start=first) if r.kind in wanted],
    )
    pairs.tell(records)
    return [
        DocumentRef(r.uid, r.hash, r.version, seq) for seq, r in enumerate(records, start=first)
    ]


def _build(
    entry: Entry | Void, *, clearance: Clearance, signature: document.Part, before: Replaced
) -> tuple[SealedRecord, document.Sealed]:
    actor = clearance.cleared_by
    core, persons = _payload(entry)
    void = isinstance(entry, Void)
    schema = entry.schema if isinstance(entry, Void) else entry.core.schema
    level = before.level if isinstance(entry, Void) else _level(entry)
    version = before.version + 1
    sealed = document.build(
        Header(
            id=entry.uid.hex,
            authority=actor.authority,
            schema=schema,
            level=level,
            version=version,
            prev=tuple(sorted(h.hex() for h in entry.prev)),
            void=void,
        ),
        [*_parts(entry, core, persons), signature],
    )
    record = SealedRecord(
        hash=sealed.hash,
        uid=entry.uid,
        authority=actor.authority,
        side=actor.side,
        schema=schema,
        version=version,
        core=core,
        persons=persons,
        level=level.code,
        is_void=void,
    )
    return record, sealed


def _parts(
    entry: Entry | Void, core: Mapping[str, Any], persons: Mapping[str, Any]
) -> Iterator[document.Part]:
    """Yield the parts of a version, each with a salt of its own."""
    files = {} if isinstance(entry, Void) else entry.files
    payloads = {
        document.CORE: canon.dumps(core),
        **{f"person_{key}": canon.dumps(person) for key, person in persons.items()},
        **{f"file_{key}": data for key, data in files.items()},
    }
    for name, payload in payloads.items():
        yield document.Part(name, payload, document.new_salt())


def _level(entry: Entry) -> Level:
    level = Level(entry.level, entry.basis, entry.until.isoformat() if entry.until else None)
    objection = levels.why_not_state(level)
    if objection:
        raise Refused(
            objection, str(levels.OBJECTIONS[objection]), where={"record": str(entry.uid)}
        )
    return level


def _payload(entry: Entry | Void) -> tuple[dict[str, Any], dict[str, Any]]:
    if isinstance(entry, Void):
        return {"reason": entry.reason}, {}
    core: dict[str, Any] = msgspec.to_builtins(entry.core)
    if entry.source:
        core["source"] = {
            "file": entry.source.file,
            "sheet": entry.source.sheet,
            "place": entry.source.place,
        }
    return core, {key: msgspec.to_builtins(value) for key, value in entry.persons.items()}


def _replaced(entries: Sequence[Entry | Void], *, by: Actor) -> Mapping[UUID, Replaced]:
    """Lock the versions about to be replaced; each is current, of the same record, and `by`'s."""
    wanted = [h for entry in entries for h in entry.prev]
    if not wanted:
        return {}
    locked = Document.objects.select_for_update().filter(hash__in=wanted).order_by("hash")
    held = {bytes(d.hash): d for d in locked}
    replaced: dict[UUID, Replaced] = {}
    for entry in entries:
        found = [d for d in (held.pop(h, None) for h in entry.prev) if d is not None]
        current = all(d.superseded_by is None and d.uid == entry.uid for d in found)
        if len(found) != len(entry.prev) or not current:
            raise Refused(
                "changed-meanwhile",
                _("Somebody changed this record after you opened it. Look at the new version."),
                where={"record": str(entry.uid)},
            )
        if any(d.authority != by.authority for d in found):
            raise Refused(
                "other-authority",
                _("This record belongs to another authority."),
                where={"record": str(entry.uid)},
            )
        replaced[entry.uid] = Replaced(
            version=max(d.version for d in found),
            level=max(
                (document.read(bytes(d.bytes)).header.level for d in found),
                key=lambda level: levels.rank(level.code),
            ),
        )
    return replaced


def _supersede(replacing: Sequence[tuple[Entry | Void, SealedRecord]]) -> None:
    pairs = [(before, record.hash) for entry, record in replacing for before in entry.prev]
    if not pairs:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_document AS held SET superseded_by = pair.after "
            "FROM unnest(%s::bytea[], %s::bytea[]) AS pair (before, after) "
            "WHERE held.hash = pair.before",
            [[before for before, _after in pairs], [after for _before, after in pairs]],
        )


def _store(sealed: Sequence[tuple[SealedRecord, document.Sealed]], *, at: datetime) -> None:
    rows.copy(
        Document,
        (
            {
                "hash": record.hash,
                "uid": record.uid,
                "authority": record.authority,
                "side": record.side,
                "schema": record.schema,
                "version": record.version,
                "level": record.level,
                "bytes": made.data,
                "is_void": record.is_void,
                "sealed_at": at,
                "peer": "",
            }
            for record, made in sealed
        ),
    )
    _store_parts({p.commitment: p for _record, made in sealed for p in made.parts})


def _store_parts(parts: Mapping[bytes, document.Part]) -> None:
    """The clearance part is shared by a whole batch and may be held already."""
    known = Part.objects.filter(
        commitment__in=[c for c, p in parts.items() if p.name == CLEARANCE_PART]
    ).values_list("commitment", flat=True)
    held = {bytes(c) for c in known}
    rows.copy(
        Part,
        (
            {"commitment": c, "salt": part.salt, "payload": part.payload}
            for c, part in parts.items()
            if c not in held
        ),
    )

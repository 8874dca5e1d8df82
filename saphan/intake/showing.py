"""What pages show of records and drafts alike: values by their labels, and the history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from saphan.intake.kinds import Kind
from saphan.kernel.languages import T
from saphan.ledger import reading
from saphan.ledger.reading import Stored
from saphan.ledger.records import Core, Entry
from saphan.protocol.evidence import Label
from saphan.web.components import Change, Difference, Row


def rows_of(core: Core, kind: Kind) -> list[Row]:
    """Return each field that has a value, under its label."""
    values = msgspec.structs.asdict(core)
    return [
        Row(label, shown) for name, label in kind.labels.items() if (shown := _plain(values[name]))
    ]


def persons_of(entry: Entry, *, visible: bool) -> list[Row]:
    """Return one row for each person of an entry; only how many when names may not be read."""
    if not entry.persons:
        return []
    if not visible:
        return [Row(_("Persons"), len(entry.persons))]
    return [
        Row(_("Person %(n)s") % {"n": n}, _plain(person))
        for n, person in enumerate(entry.persons.values(), start=1)
    ]


def history(uid: UUID, kind: Kind) -> list[Change]:
    """Return the versions of a record, newest first, each with what it changed."""
    stored = reading.versions(uid)
    before: list[Stored | None] = [None, *stored]
    return [
        _change(version, previous, kind)
        for version, previous in reversed(list(zip(stored, before, strict=False)))
    ]


def rendering(core: Core, kind: Kind) -> T:
    """Return the record in plain words in three languages, for its evidence file."""
    lines = "; ".join(f"{row.label}: {row.value}" for row in rows_of(core, kind))
    return T(
        en=f"{kind.names.en}. {lines}",
        vi=f"{kind.names.vi}. {lines}",
        lo=f"{kind.names.lo}. {lines}",
    )


def labels(kind: Kind) -> list[Label]:
    return [
        Label(f"core.{name}", T(en=str(label), vi=str(label), lo=str(label)))
        for name, label in kind.labels.items()
    ]


def _change(version: Stored, previous: Stored | None, kind: Kind) -> Change:
    record = version.record
    hands: Mapping[str, str] = record.persons.get("clearance", {})
    what = _("first version") if previous is None else _("version %(n)s") % {"n": record.version}
    if record.is_void:
        what = _("ended: %(reason)s") % {"reason": record.core.get("reason", "")}
    return Change(
        when=version.sealed_at,
        who=_who(hands),
        what=what,
        changed=list(_differences(version, previous, kind)) if previous else (),
        sealed=record.hash.hex(),
    )


def _who(hands: Mapping[str, str]) -> str:
    if not hands:
        return _("withheld")
    said = _("%(drafted)s, cleared by %(cleared)s") % {
        "drafted": hands["drafted_by"],
        "cleared": hands["cleared_by"],
    }
    return f"{said} ({hands['decision']})" if hands.get("decision") else said


def _differences(version: Stored, previous: Stored, kind: Kind) -> Iterator[Difference]:
    now, then = version.record.core, previous.record.core
    for name, label in kind.labels.items():
        if now.get(name) != then.get(name):
            yield Difference(label, _plain(then.get(name)), _plain(now.get(name)))


def _plain(value: Any) -> Any:
    """Mappings and lists as one line of text; other values as they are."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key.upper()} {item}" for key, item in value.items() if item)
    if isinstance(value, list):
        return ", ".join(str(_plain(item)) for item in value)
    if isinstance(value, msgspec.Struct):
        return _plain(msgspec.structs.asdict(value))
    return value

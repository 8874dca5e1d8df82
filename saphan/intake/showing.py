"""What pages show of records and drafts alike: values by their labels, and the history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
from django.utils import translation
from django.utils.translation import gettext as _

from saphan.bilateral.faces import Face
from saphan.intake import kinds
from saphan.intake.kinds import Kind
from saphan.intake.offices import names_of_offices
from saphan.intake.reading.columns import SheetSpec, in_language
from saphan.kernel.languages import Language, T
from saphan.ledger import reading
from saphan.ledger.evidence import Words
from saphan.ledger.reading import Stored
from saphan.ledger.records import Core, Entry
from saphan.places.lookup import names_in
from saphan.protocol.evidence import Label
from saphan.web.components import Change, Difference, Row
from saphan.web.display import language, plain


def _place(code: str) -> str:
    return names_in([code], language()).get(code, code)


def _office(code: str) -> str:
    return names_of_offices(language()).get(code, code)


NAMED: Mapping[str, Callable[[Any], Any]] = {"area": _place, "gate": _place, "office": _office}
"""Fields that hold the code of a place or an office, whatever the kind."""
EACH_HAS_ITS_OWN = ("area", "office")
"""Fields in which two banks' records of one matter never say the same."""


def preview_of(preview: Sequence[Mapping[str, Any]], register: str) -> list[dict[str, Any]]:
    """Return a file's first rows as pages show them: tables and columns named in its language."""
    named = []
    for shown in preview:
        sheet, _dot, name = shown["title"].rpartition(" · ")
        spec = kinds.sheet(register, name)
        title = in_language(spec.titles, language()) if spec else name
        heads = [head_of(spec, cell["name"]) for cell in shown["rows"][0]["cells"]]
        named.append({"title": f"{sheet} · {title}", "heads": heads, "rows": shown["rows"]})
    return named


def head_of(spec: SheetSpec | None, name: str) -> str:
    """Return what the table's template writes over a column, its group's head before its own."""
    column = spec.column(name) if spec else None
    if column is None:
        return name
    group = in_language(column.group, language())
    return f"{group}: {column.head(language())}" if group else column.head(language())


def rows_of(core: Core, kind: Kind) -> list[Row]:
    """Return each field that has a value, under its label."""
    return [
        Row(label, shown)
        for name, label in kind.labels.items()
        if (shown := _reads(core, name, kind)) or shown is False
    ]


def face_of(name: str) -> Face | None:
    """Return how a kind reads, for the pages that show it beside the other bank's version."""
    known = kinds.known(name)
    if known is None:
        return None
    return Face(
        names=known.names,
        core=known.core,
        title=known.title,
        labels=known.labels,
        read=lambda core, field: _reads(core, field, known),
        route=known.route,
        apart=frozenset(EACH_HAS_ITS_OWN),
    )


def _reads(core: Core, name: str, kind: Kind) -> Any:
    """A field's value in the kind's own words, in those that all kinds share, or plainly."""
    value = getattr(core, name)
    read = kind.reads.get(name) or NAMED.get(name)
    return read(value) if read and value else _plain(value)


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


def history(uid: UUID, kind: Kind, *, side: str) -> list[Change]:
    """Return a side's versions of a record, newest first, each with what it changed."""
    stored = [version for version in reading.versions(uid) if version.record.side == side]
    before: list[Stored | None] = [None, *stored]
    return [
        _change(version, previous, kind)
        for version, previous in reversed(list(zip(stored, before, strict=False)))
    ]


def words(version: Stored) -> Words:
    """Return a sealed version in plain words, said in each language, for its evidence file."""
    kind = kinds.kind(version.record.kind)
    said, labels = {}, {}
    for code in Language:
        with translation.override(code):
            said[code.value] = _said(version, kind, code)
            labels[code.value] = [str(label) for label in kind.labels.values()]
    named = zip(kind.labels, labels["en"], labels["vi"], labels["lo"], strict=True)
    return Words(
        T(**said), [Label(f"core.{name}", T(en=en, vi=vi, lo=lo)) for name, en, vi, lo in named]
    )


def _said(version: Stored, kind: Kind, code: Language) -> str:
    record, name = version.record, kind.names.in_(code)
    if record.is_void:
        return f"{name}. " + _("ended: %(reason)s") % {"reason": record.core.get("reason", "")}
    core = msgspec.convert(record.core, kind.core)
    lines = [f"{row.label}: {_in_words(row.value)}" for row in rows_of(core, kind)]
    return f"{name} {kind.title(core)}. " + "; ".join(lines)


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return plain(Decimal(value) if isinstance(value, int) else value)


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
    if hands["drafted_login"].startswith("file:") and hands["cleared_login"] == "operator":
        return _(
            "%(file)s, at the command line: the file's author stands for the first pair of eyes, "
            "the node's operator for the second"
        ) % {"file": hands["drafted_by"]}
    said = _("%(drafted)s, cleared by %(cleared)s") % {
        "drafted": hands["drafted_by"],
        "cleared": hands["cleared_by"],
    }
    return f"{said} ({hands['decision']})" if hands.get("decision") else said


def _differences(version: Stored, previous: Stored, kind: Kind) -> Iterator[Difference]:
    if version.record.is_void or previous.record.is_void:
        return
    now, then = (msgspec.convert(one.record.core, kind.core) for one in (version, previous))
    for name, label in kind.labels.items():
        if getattr(now, name) != getattr(then, name):
            yield Difference(label, _reads(then, name, kind), _reads(now, name, kind))


def _plain(value: Any) -> Any:
    """Mappings and lists as one line of text; other values as they are."""
    if isinstance(value, Mapping):
        return ", ".join(f"{key.upper()} {item}" for key, item in value.items() if item)
    if isinstance(value, list):
        return ", ".join(str(_plain(item)) for item in value)
    if isinstance(value, msgspec.Struct):
        return _plain(msgspec.structs.asdict(value))
    return value

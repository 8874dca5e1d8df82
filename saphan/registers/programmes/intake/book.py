"""What one file and the register know together while a file is composed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

import msgspec
from django.utils.functional import Promise

from saphan.intake import kinds
from saphan.intake.composing import text
from saphan.intake.kinds import Asked, Composed, Objected, Setting
from saphan.intake.offices import Directory, directory
from saphan.intake.reading.columns import SheetSpec, fold
from saphan.intake.reading.outcome import Outcome, Reading, Row
from saphan.ledger import reading
from saphan.ledger.records import Entry, Source
from saphan.names.romanise import is_lao, romanise
from saphan.registers.programmes import models
from saphan.registers.programmes.documents import Beneficiary, Names, Pupil, Rate, Support

QUOTED = re.compile(r"[“„«\"]([^”“»\"]{3,200})[”“»\"]")
NATIONWIDE = (
    Names(
        vi="Nâng bước em tới trường",
        lo="ສົ່ງເສີມນ້ອງໄປໂຮງຮຽນ",
        en="Helping children go to school",
    ),
)
"""Programmes known by one name in each language; a file names them in one."""


@dataclass(slots=True)
class Programme:
    """A programme as it stands after the rows read so far; `recorded` is the sealed version."""

    uid: UUID
    authority: str
    names: Names
    code: str
    area: str
    office: str
    rates: list[Rate] = field(default_factory=list)
    pupils: dict[str, Beneficiary] = field(default_factory=dict)
    persons: dict[str, Pupil] = field(default_factory=dict)
    recorded: Support | None = None
    recorded_persons: dict[str, Pupil] = field(default_factory=dict)
    prev: tuple[bytes, ...] = ()
    first_row: Row | None = None

    @property
    def core(self) -> Support:
        kept = self.recorded or Support(
            code=self.code, names=self.names, area=self.area, office=self.office, rates=[]
        )
        return msgspec.structs.replace(
            kept, rates=list(self.rates), beneficiaries=list(self.pupils.values())
        )

    @property
    def changed(self) -> bool:
        return self.core != self.recorded or self.persons != self.recorded_persons

    def named(self, name: str) -> list[str]:
        """Return the ids of pupils of this name, in whichever script it is written."""
        wanted = fold(name)
        return [
            key
            for key, person in self.persons.items()
            if wanted and wanted in {fold(person.name), fold(person.name_lo)}
        ]

    def next_id(self) -> str:
        numbers = [int(key[1:]) for key in self.pupils if key[1:].isdigit()]
        return f"p{max(numbers, default=0) + 1}"


@dataclass(slots=True)
class Book:
    """One file being composed, with the authority's programmes by each folded name."""

    outcome: Outcome
    setting: Setting
    composed: Composed = field(default_factory=Composed)
    programmes: dict[str, Programme] = field(default_factory=dict)
    offices: Directory = field(default_factory=directory)

    def __post_init__(self) -> None:
        for programme in on_record(self.setting.authority):
            self.keep(programme)

    def rows(self, spec: SheetSpec) -> Iterator[Row]:
        return (r for r in self.outcome.rows if r.kind == spec.name and not r.waiting)

    def keep(self, programme: Programme) -> None:
        names = programme.names
        for name in (names.vi, names.lo, names.en, programme.code):
            if name:
                self.programmes[fold(name)] = programme

    def each_programme(self) -> list[Programme]:
        return list({p.uid: p for p in self.programmes.values()}.values())

    def office_of(self, written: str) -> str:
        """Return the code of the office that an office's own short name means, else the name."""
        found = self.offices.find(written)
        return found.office if found and found.office else written

    def name_for(self, row: Row) -> str:
        """Return the programme's name: the row's, its sheet's title, the file's, the only one."""
        written = text(row.values.get("programme"))
        sheets = sorted(self.outcome.heads, key=lambda head: head.sheet != row.sheet)
        quoted = (found for head in sheets for found in _quoted(head.above))
        only = [p.code for p in self.each_programme()]
        return written or next(quoted, "") or (only[0] if len(only) == 1 else "")

    def found(self, row: Row) -> Programme | None:
        return self.programmes.get(fold(self.name_for(row)))

    def refuse(self, row: Row, column: str, code: str, says: str | Promise) -> None:
        place = row.cell(column), row.text(column)
        self.composed.refused.append(Objected(row.sheet, *place, code, says=says))

    def answer(
        self, row: Row, column: str, code: str, readings: Sequence[Reading], says: str | Promise
    ) -> Reading | None:
        """Return the reading that a person chose; otherwise lay the doubt down."""
        place = f"{row.sheet}!{row.cell(column)}"
        chosen = self.setting.answers.get(place)
        for reading_ in readings:
            if reading_.label == chosen:
                self.composed.answered.add(place)
                return reading_
        asked = row.sheet, row.cell(column), row.text(column), code
        self.composed.doubts.append(Asked(*asked, readings=tuple(readings), says=says))
        return None

    def offer(self, kind: str, row: Row, entry: Entry) -> None:
        """Add an entry that the register's rule lets pass, else the rule's objection."""
        rule = kinds.kind(kind)
        code = rule.why_not(entry.core, on=self.setting.on)
        if code:
            self.refuse(row, next(iter(row.positions)), code, rule.objections[code])
        else:
            self.composed.entries.setdefault(kind, []).append(entry)

    def source(self, row: Row) -> Source:
        return Source(self.setting.file, row.sheet, str(row.number))


def _quoted(lines: Sequence[str]) -> Iterator[str]:
    return (found[1].strip() for line in lines for found in QUOTED.finditer(line))


def on_record(authority: str) -> Iterator[Programme]:
    """Yield the authority's programmes with the pupils and the personal parts that are held."""
    for row in models.Support.objects.of(authority).order_by("code"):
        stored = reading.version(bytes(row.version_hash))
        if stored is None:
            continue
        core = msgspec.convert(stored.record.core, Support)
        ids = {pupil.id for pupil in core.beneficiaries}
        held = {k: v for k, v in stored.record.persons.items() if k in ids}
        persons = {k: msgspec.convert(v, Pupil) for k, v in held.items()}
        yield Programme(
            uid=row.uid,
            authority=authority,
            names=core.names,
            code=core.code,
            area=core.area,
            office=core.office,
            rates=list(core.rates),
            pupils={pupil.id: pupil for pupil in core.beneficiaries},
            persons=dict(persons),
            recorded=core,
            recorded_persons=persons,
            prev=(stored.record.hash,),
        )


def begun(name: str, setting: Setting) -> Programme:
    """Return a programme that the register does not have yet."""
    plain = name.capitalize() if name.isupper() else name
    known = {fold(w): n for n in NATIONWIDE for w in (n.vi, n.lo, n.en)}
    own = Names(lo=plain) if any(map(is_lao, plain)) else Names(vi=plain)
    names = known.get(fold(plain), own)
    own_code = code_of(names)
    return Programme(uuid4(), setting.authority, names, own_code, setting.area, setting.office)


def code_of(names: Names) -> str:
    """Return small Latin letters and hyphens that people recognise the name by."""
    words = romanise(names.vi or names.lo or names.en).split()
    return "-".join(filter(None, (re.sub(r"[^a-z0-9]", "", fold(word)) for word in words)))

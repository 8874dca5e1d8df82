"""The workbook of a meeting: seven tables -> the meeting, its contents and its instruments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from saphan.intake.composing import Offer, Question, ask, take, text
from saphan.intake.kinds import Asked, Composed, Objected, Setting
from saphan.intake.reading.columns import fold
from saphan.intake.reading.outcome import Outcome, Reading, Row
from saphan.kernel.dates import Doubt, read_date
from saphan.registers.agreements import models
from saphan.registers.agreements.choices import (
    ContentKind,
    InstrumentKind,
    MeetingKind,
    Role,
)
from saphan.registers.agreements.choices import Outcome as Result
from saphan.registers.agreements.documents import (
    Content,
    Delegate,
    Instrument,
    Item,
    Meeting,
    Person,
    Proposal,
    Wording,
)
from saphan.registers.agreements.intake import sheets
from saphan.registers.agreements.intake.titles import kinds_named

BOTH = "both"
RECURRING = ("hằng tháng", "hằng quý", "hằng năm", "monthly", "quarterly", "ປະຈຳເດືອນ", "ປະຈຳໄຕມາດ")
QUARTER = re.compile(r"(?:quý|ໄຕມາດ|quarter)\s*(IV|III|II|I|[1-4])\s*/\s*(\d{4})", re.IGNORECASE)
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
YEAR_AT_END = re.compile(r"-\d{4}$")

ASKS_DAY = _("This deadline is no plain day. Choose the day that is meant, or none.")
ASKS_KIND = _("The title does not say for certain what kind of instrument this is. Choose one.")
NO_MEETING = _("The workbook does not say which meeting it is: code and day are missing.")
NO_DAY = _("The sheet does not say on which day these contents were agreed.")


@dataclass(slots=True)
class Book:
    """The rows of one workbook by table, and what its general sheet says."""

    outcome: Outcome
    setting: Setting
    composed: Composed
    said: dict[str, Wording] = field(default_factory=dict)
    places: dict[str, Row] = field(default_factory=dict)

    def rows(self, spec: str) -> Iterator[Row]:
        return (r for r in self.outcome.rows if r.kind == spec and not r.waiting)


def compose(outcome: Outcome, setting: Setting) -> Composed:
    """Turn a meeting's workbook into one meeting, its contents and its instruments."""
    book = Book(outcome, setting, Composed())
    for row in book.rows(sheets.GENERAL.name):
        key = sheets.key_of(text(row.values["key"]))
        if key:
            book.said[key], book.places[key] = _wording(row, "text"), row
    held_on = _day(book.said.get("held_on", Wording()).vi)
    code = fold_code(book.said.get("code", Wording()).vi)
    if outcome.rows and (held_on is None or not code):
        row = next(iter(outcome.rows))
        book.composed.refused.append(
            Objected(row.sheet, f"A{row.number}", "", "no-meeting", says=NO_MEETING)
        )
        return book.composed
    if held_on:
        _meeting(book, code, held_on)
        _contents(book, code, held_on)
        _instruments(book, code)
    return book.composed


def fold_code(written: str) -> str:
    return written.strip().lower()


def _wording(row: Row, name: str) -> Wording:
    value = row.values
    return Wording(
        vi=text(value.get(f"{name}_vi")),
        lo=text(value.get(f"{name}_lo")),
        en=text(value.get(f"{name}_en")),
    )


def _day(written: str) -> date | None:
    """A plain day, or None for anything doubtful."""
    readings = read_date(written[:10] if written[:4].isdigit() else written)
    if len(readings) != 1 or readings[0].doubts:
        return None
    return readings[0].value if isinstance(readings[0].value, date) else None


def _meeting(book: Book, code: str, held_on: date) -> None:
    said, persons, delegates = book.said, {}, []
    for number, row in enumerate(book.rows(sheets.DELEGATES.name), start=1):
        seat = f"d{number}"
        delegates.append(
            Delegate(
                id=seat,
                side=text(row.values["side"]),
                position=_wording(row, "post"),
                role=Role(text(row.values.get("role")) or Role.MEMBER),
            )
        )
        person = Person(name=text(row.values.get("name")), rank=text(row.values.get("rank")))
        if person.name or person.rank:
            persons[seat] = person
    meeting = Meeting(
        code=code,
        kind=MeetingKind.TALKS,
        title=said.get("title", Wording()),
        held_on=held_on,
        place=said.get("place", Wording()),
        host=sheets.side_of(said.get("host", Wording()).vi),
        authorities=_authorities(book.setting.authority, code),
        since=_day(said.get("since", Wording()).vi),
        until=_day(said.get("until", Wording()).vi),
        agenda=[_item(row) for row in book.rows(sheets.AGENDA.name)],
        delegates=delegates,
        proposals=[
            Proposal(side=text(row.values["side"]), text=_wording(row, "text"))
            for row in book.rows(sheets.PROPOSALS.name)
        ],
    )
    recorded = models.Meeting.objects.of(book.setting.authority).coded(code).exists()
    offer = Offer("agreements.meeting", book.places["code"], meeting, "text_vi", recorded, persons)
    take(offer, book.composed, book.setting)


def _item(row: Row) -> Item:
    """A workbook names no figures: which belong to a point, the secretary says in the form."""
    return Item(
        title=_wording(row, "text"),
        time=row.text("time")[:5] if row.values.get("time") else "",
        led_by=text(row.values.get("side")),
    )


def _authorities(authority: str, code: str) -> dict[str, str]:
    """Our authority, and the other side's when the meeting's code names its province."""
    ours = {authority[:2]: authority}
    names = YEAR_AT_END.sub("", code)
    other = names.replace(authority[3:], "", 1).strip("-")
    return ours | ({"la" if authority[:2] == "vn" else "vn": _other(authority, other)})


def _other(authority: str, name: str) -> str:
    side = "la" if authority.startswith("vn") else "vn"
    return f"{side}-{name}" if name else ""


def _contents(book: Book, code: str, held_on: date) -> None:
    earlier = {row.sheet for row in book.rows(sheets.CONTENTS.name) if row.values.get("outcome")}
    known = set(models.Content.objects.of(book.setting.authority).values_list("meeting", "number"))
    numbers: dict[str, int] = {}
    for row in book.rows(sheets.CONTENTS.name):
        numbers[row.sheet] = numbers.get(row.sheet, 0) + 1
        past = row.sheet in earlier
        agreed_on = _agreed_on(book, row.sheet) if past else held_on
        if agreed_on is None:
            book.composed.refused.append(
                Objected(row.sheet, row.cell("text_vi"), "", "no-meeting-day", says=NO_DAY)
            )
            return
        meeting = YEAR_AT_END.sub(f"-{agreed_on.year}", code) if past else code
        content = _content(book, row, meeting, numbers[row.sheet], agreed_on)
        if content:
            recorded = (content.meeting, content.number) in known
            offer = Offer("agreements.content", row, content, "text_vi", recorded)
            take(offer, book.composed, book.setting)


def _agreed_on(book: Book, sheet: str) -> date | None:
    """The day that a line above the table names."""
    lines = (line for head in book.outcome.heads if head.sheet == sheet for line in head.above)
    words = (word.strip(".,;)") for line in lines for word in line.split())
    return next(filter(None, map(_day, words)), None)


def _content(book: Book, row: Row, meeting: str, number: int, agreed_on: date) -> Content | None:
    term = row.text("term") if row.values.get("term") else ""
    settled, due = _due(book, row, term)
    if not settled:
        return None
    side = text(row.values["side"])
    outcome = text(row.values.get("outcome"))
    return Content(
        meeting=meeting,
        number=number,
        agreed_on=agreed_on,
        text=_wording(row, "text"),
        debtors=["vn", "la"] if side == BOTH else [side],
        kind=_kind(term, due),
        due=due,
        term="" if term[:4].isdigit() else term,
        office=text(row.values.get("office")),
        outcome=Result(outcome) if outcome else None,
        report=_wording(row, "report"),
    )


def _kind(term: str, due: date | None) -> ContentKind:
    if due:
        return ContentKind.ONE_OFF
    recurring = {fold(word) for word in RECURRING}
    return ContentKind.RECURRING if fold(term) in recurring else ContentKind.STANDING


def _due(book: Book, row: Row, term: str) -> tuple[bool, date | None]:
    """Whether the deadline is settled, and its day; a doubtful one asks."""
    plain = _day(term)
    readings = _readings(term)
    if plain or not readings:
        return True, plain
    place = f"{row.sheet}!{row.cell('term')}"
    labels = {reading.label: reading.value for reading in readings}
    answer = book.setting.answers.get(place, "")
    if answer in labels:
        book.composed.answered.add(place)
        value = labels[answer]
        return True, value if isinstance(value, date) else None
    book.composed.doubts.append(
        Asked(
            row.sheet,
            row.cell("term"),
            term,
            "deadline-two-readings",
            readings=readings,
            says=ASKS_DAY,
        )
    )
    return False, None


NO_DAY_MEANT = Reading("none", None)


def _readings(term: str) -> tuple[Reading, ...]:
    quarter = QUARTER.search(term)
    if quarter:
        number = ROMAN.get(quarter[1].upper()) or int(quarter[1])
        last = date(int(quarter[2]), 3 * number, 31 if number in {1, 4} else 30)
        return (Reading(last.isoformat(), last), NO_DAY_MEANT)
    found = [r.value for r in read_date(term) if isinstance(r.value, date)]
    doubtful = any(r.doubts & {Doubt.BUDDHIST, Doubt.SHORT_YEAR} for r in read_date(term))
    days = tuple(Reading(day.isoformat(), day) for day in dict.fromkeys(found))
    return (*days, NO_DAY_MEANT) if days and (doubtful or len(days) > 1) else ()


def _instruments(book: Book, code: str) -> None:
    known = set(
        models.Instrument.objects.of(book.setting.authority).values_list("title_vi", "signed_on")
    )
    for row in book.rows(sheets.INSTRUMENTS.name):
        signed_on = row.values["signed_on"]
        if not isinstance(signed_on, date):
            continue
        title = _wording(row, "text")
        kind = _instrument_kind(book, row, title)
        if kind is None:
            continue
        instrument = Instrument(
            title=title,
            kind=kind,
            signed_on=signed_on,
            place=Wording(vi=text(row.values.get("place"))),
            parties=[a for a in _authorities(book.setting.authority, code).values() if a],
            languages=_languages(text(row.values.get("languages"))),
            copies=_copies(row.values),
            meeting=code,
        )
        recorded = (instrument.title.vi, signed_on) in known
        offer = Offer("agreements.instrument", row, instrument, "text_vi", recorded)
        take(offer, book.composed, book.setting)


def _instrument_kind(book: Book, row: Row, title: Wording) -> InstrumentKind | None:
    """The kind that the title names; without a name, or with several, somebody says which."""
    named = kinds_named(title)
    if len(named) == 1:
        return named[0]
    readings = tuple(Reading(kind, kind) for kind in named or InstrumentKind)
    asked = Question(row, "text_vi", "instrument-kind", ASKS_KIND, readings)
    chosen = ask(asked, book.composed, book.setting)
    return InstrumentKind(chosen.label) if chosen else None


def _copies(values: Mapping[str, object]) -> int:
    copies = values.get("copies")
    return int(copies) if isinstance(copies, Decimal) else 0


def _languages(written: str) -> list[str]:
    words = {"viet": "vi", "lao": "lo", "anh": "en", "english": "en"}
    return [code for word, code in words.items() if word in fold(written)]

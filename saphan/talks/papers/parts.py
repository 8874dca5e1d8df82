"""Parts that the papers share: numbers that know their cell, heads, signatures, the page code."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace

from saphan.figures.cells import Amount, Cell
from saphan.kernel.clock import BORDER_TIME
from saphan.kernel.dates import format_date
from saphan.kernel.figures import Kind
from saphan.kernel.languages import Language, T
from saphan.kernel.numbers import format_number
from saphan.kernel.sides import Side
from saphan.kernel.units import UNITS
from saphan.ledger import levels
from saphan.render.paper import Head, Number, Runs, Signature, Text
from saphan.talks import sayings
from saphan.talks import words as fixed
from saphan.talks.queries import Talks


def number(cell: Cell, amount: Amount, language: Language) -> Number:
    """Return one component of a cell as it is printed; a missing one says so in words."""
    if amount.quantity is None:
        shown = fixed.MISSING.in_(language)
        return Number(cell.id, cell.figure.code, None, shown)
    return Number(
        cell=cell.id,
        figure=cell.figure.code,
        value=amount.quantity.decimal,
        printed=format_number(amount.quantity.decimal, language),
        unit=counter(cell.figure.code, amount, language),
        qualifier=fixed.QUALIFIERS[amount.qualifier].in_(language),
    )


def counter(figure: str, amount: Amount, language: Language) -> str:
    """Return the counter of the figure's own field, else the unit's name."""
    names = sayings.COUNTERS.get((figure, amount.unit), UNITS[amount.unit].names)
    name = names.in_(language)
    is_one = amount.quantity is not None and amount.quantity.decimal == 1
    return sayings.ONE.get(name, name) if is_one and language is Language.EN else name


def value(cell: Cell, language: Language, *, between: str = "; ") -> Runs:
    """Return all components of a cell that say something, parted by `between`."""
    said = [a for a in cell.components if a.quantity is None or a.quantity.amount]
    runs: list[Text | Number] = []
    for amount in said or cell.components[:1]:
        if runs:
            runs.append(Text(between))
        runs.append(number(cell, amount, language))
    return tuple(runs)


def words(cell: Cell, language: Language) -> str:
    """Return the cell's value as it reads in a text."""
    return plain(value(cell, language))


def plain(runs: Runs) -> str:
    return "".join(run.shown if isinstance(run, Number) else run.text for run in runs)


def bare(cell: Cell, language: Language) -> Runs:
    """Return the first component without its unit, for a column whose head says the unit."""
    return (replace(number(cell, cell.components[0], language), unit=""),)


def name(cell: Cell, language: Language) -> str:
    """Return the figure's name; a stock says the day on which it stands."""
    long = cell.figure.names.long.in_(language)
    if cell.figure.kind is not Kind.STOCK:
        return long
    day = format_date(cell.period.until, language)
    return fixed.LAST_DAY.in_(language).format(figure=long, day=day)


def rank(written: str, language: Language) -> str:
    """Return a military rank in `language`, as written where it is none that we know."""
    known = next(
        (each for each in sayings.RANKS if written in {text for _code, text in each}), None
    )
    return known.in_(language) if known else written


def term(written: str, language: Language) -> str:
    """Return the deadline's words in `language`, as written where they are none that we know."""
    known = next(
        (each for each in sayings.TERMS if written in {text for _code, text in each}), None
    )
    return known.in_(language) if known else written


def page_code(talks: Talks) -> str:
    """Return the code that ties a printed page to its cells: the talks and a digest of them.

    Once the minutes are signed it is theirs.
    """
    if talks.minutes is not None:
        return talks.minutes.code
    said = [cell.as_json() for cell in talks.every_cell()]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode())
    return f"{talks.meeting.code}-{digest.hexdigest()[:10]}"


def level(talks: Talks, language: Language) -> str:
    """Return the level of the paper: the highest of what it combines."""
    return levels.NAMES[levels.highest(levels_of(talks))].in_(language)


def levels_of(talks: Talks) -> set[str]:
    """Return the codes of the levels of all that the papers say."""
    return {cell.figure.level for cell in talks.cells} | {talks.meeting.level}


def head(talks: Talks, language: Language, *, title: T, about: str, side: Side) -> Head:
    """Return the head of a paper as the officials of `side` lay it out."""
    authority = talks.authority if talks.authority.side == side else talks.other
    lines = (authority or talks.authority).heading(language, on=talks.meeting.held_on)
    day = format_date(talks.meeting.held_on, language, long=True)
    return Head(
        language=language,
        side=side,
        title=title.in_(language),
        about=about,
        authority=tuple(filter(None, (lines.superior, lines.own))),
        number=fixed.NUMBER.in_(language).format(symbol=lines.symbol),
        place_date=f"{_seat(talks, language) or lines.place}, {day}",
    )


def _seat(talks: Talks, language: Language) -> str:
    """Return the seat of the authority where the talks are held."""
    known = [each for each in (talks.authority, talks.other) if each]
    hosts = [each for each in known if str(each.side) == talks.meeting.host.upper()]
    return hosts[0].heading(language, on=talks.meeting.held_on).place if hosts else ""


def signatures(talks: Talks, languages: Sequence[Language]) -> tuple[Signature, ...]:
    """Return the two heads of delegation, our bank left; a seat without a name stays a line."""
    ours = str(talks.authority.side).lower()
    theirs = "la" if ours == "vn" else "vn"
    left, right = languages[0], languages[-1]
    return (_signature(talks, ours, left), _signature(talks, theirs, right))


def _signature(talks: Talks, side: str, language: Language) -> Signature:
    heads = [d for d in talks.delegates if d.of_side == side and d.role == "head"]
    seat = heads[0] if heads else None
    name = " ".join(filter(None, (rank(seat.rank, language), seat.name))) if seat else ""
    office = (getattr(seat, f"post_{language}") or seat.post_vi) if seat else ""
    return Signature(
        capacity=fixed.CAPACITY[side].in_(language),
        name=name,
        office=office,
        hint=fixed.SIGN_HERE.in_(language),
        language=language,
    )


def period_words(talks: Talks, text: T, language: Language) -> str:
    """Fill `{since}` and `{until}` with the talks' period."""
    return text.in_(language).format(
        since=format_date(talks.period.since, language),
        until=format_date(talks.period.until, language),
    )


def signed_at(talks: Talks) -> str:
    head_ = talks.head
    return head_.signed_at.astimezone(BORDER_TIME).isoformat(timespec="seconds") if head_ else ""


def by_section(cells: Iterable[Cell]) -> list[tuple[T, list[Cell]]]:
    """Group cells under the headings of `sayings.SECTIONS`, longest matching code first."""
    keys = sorted(sayings.SECTIONS, key=len, reverse=True)
    found: dict[str, list[Cell]] = {key: [] for key in sayings.SECTIONS}
    for cell in cells:
        key = next(k for k in keys if cell.figure.code.startswith(k))
        found[key].append(cell)
    return [(sayings.SECTIONS[key], group) for key, group in found.items() if group]


def in_groups(digest: str, size: int = 16) -> str:
    """Part the digits of a digest, so that eyes can compare them and lines can break."""
    return " ".join("".join(group) for group in itertools.batched(digest, size))

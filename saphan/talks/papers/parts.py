"""Parts that the papers share: numbers that know their cell, heads, signatures, the page code."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from saphan.figures.cells import Amount, Cell
from saphan.kernel.clock import BORDER_TIME
from saphan.kernel.dates import format_date
from saphan.kernel.languages import Language, T
from saphan.kernel.numbers import format_number
from saphan.kernel.sides import Side
from saphan.kernel.units import UNITS
from saphan.render.paper import Head, Number, Runs, Signature, Text
from saphan.talks import words
from saphan.talks.queries import Talks


def number(cell: Cell, amount: Amount, language: Language) -> Number:
    """Return one component of a cell as it is printed; a missing one says so in words."""
    if amount.quantity is None:
        shown = words.MISSING.in_(language)
        return Number(cell.id, cell.figure.code, None, shown)
    return Number(
        cell=cell.id,
        figure=cell.figure.code,
        value=amount.quantity.decimal,
        printed=format_number(amount.quantity.decimal, language),
        unit=UNITS[amount.unit].names.in_(language),
        qualifier=words.QUALIFIERS[amount.qualifier].in_(language),
    )


def value(cell: Cell, language: Language) -> Runs:
    """Return all components of a cell, parted by semicolons."""
    runs: list[Text | Number] = []
    for amount in cell.components:
        if runs:
            runs.append(Text("; "))
        runs.append(number(cell, amount, language))
    return tuple(runs)


def page_code(talks: Talks) -> str:
    """Return the code that ties a printed page to its cells: the talks and a digest of them."""
    said = [cell.as_json() for cell in talks.cells]
    digest = hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode())
    return f"{talks.meeting.code}-{digest.hexdigest()[:10]}"


def level(talks: Talks, language: Language) -> str:
    """Return the highest confidentiality level on the paper: all cells are shared so far."""
    codes = {cell.figure.level for cell in talks.cells} | {talks.meeting.level}
    return ", ".join(words.LEVELS[code].in_(language) for code in sorted(codes))


def head(talks: Talks, language: Language, *, title: T, about: str, side: Side) -> Head:
    """Return the head of a paper as the officials of `side` lay it out."""
    authority = talks.authority if talks.authority.side == side else talks.other
    lines = (authority or talks.authority).heading(language)
    day = format_date(talks.meeting.held_on, language, long=True)
    return Head(
        language=language,
        side=side,
        title=title.in_(language),
        about=about,
        authority=tuple(filter(None, (lines.superior, lines.own))),
        number=words.NUMBER.in_(language).format(symbol=lines.symbol),
        place_date=f"{lines.place}, {day}",
    )


def signatures(talks: Talks, languages: Sequence[Language]) -> tuple[Signature, ...]:
    """Return the two heads of delegation, our bank left; a seat without a name stays a line."""
    ours = str(talks.authority.side).lower()
    theirs = "la" if ours == "vn" else "vn"
    left, right = languages[0], languages[-1]
    return (_signature(talks, ours, left), _signature(talks, theirs, right))


def _signature(talks: Talks, side: str, language: Language) -> Signature:
    heads = [d for d in talks.delegates if d.of_side == side and d.role == "head"]
    name = " ".join(filter(None, (heads[0].rank, heads[0].name))) if heads else ""
    office = getattr(heads[0], f"post_{language}") or heads[0].post_vi if heads else ""
    return Signature(
        capacity=words.CAPACITY[side].in_(language),
        name=name,
        office=office,
        hint=words.SIGN_HERE.in_(language),
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
    """Group cells under the headings of `words.SECTIONS`, longest matching code first."""
    keys = sorted(words.SECTIONS, key=len, reverse=True)
    found: dict[str, list[Cell]] = {key: [] for key in words.SECTIONS}
    for cell in cells:
        key = next(k for k in keys if cell.figure.code.startswith(k))
        found[key].append(cell)
    return [(words.SECTIONS[key], group) for key, group in found.items() if group]

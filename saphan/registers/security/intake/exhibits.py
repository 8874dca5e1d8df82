"""What was seized, out of one cell such as `2 bánh; 111,22g heroin`; pure, nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice, product

from saphan.intake.reading.amounts import decimals_of, unit_of
from saphan.intake.reading.parsed import plain
from saphan.kernel.numbers import FROM_LAO, Convention, NumberReading, read_number
from saphan.kernel.units import UNITS
from saphan.registers.security.choices import UNITS_OF, Item
from saphan.registers.security.documents import Amount
from saphan.registers.security.intake.words import (
    item_of,
    items_within,
    spelled_words,
    unit_for,
)

MOST_WAYS = 24
ENOUGH = 3
HEADS_OF_ANIMALS = frozenset(map(spelled_words, ("cá thể", "ໂຕ")))
MONEY = {"VND", "USD", "LAK"}

_BETWEEN = re.compile(r"[;\n+]|,\s+(?=\S)|\s+(?:và|and|ແລະ)\s+")
_BULLET = re.compile(r"^\s*[-–•*]\s*(?=\S)")
_NUMBER = re.compile(r"(?<![\w.,])\d[\d.,\u00a0\u202f]*(?: \d{3})*(?<![.,])")
_BRACKETS = re.compile(r"\([^)]*\)")
_WORDS_OF_A_UNIT = (3, 2, 1)


@dataclass(frozen=True, slots=True)
class Seized:
    """One thing of the text: `amounts` is empty when the text does not count it."""

    item: Item
    amounts: tuple[Amount, ...]
    written: str
    species: str = ""

    @property
    def label(self) -> str:
        """How an answer names it: the item, then its quantities without separators."""
        return " ".join((self.item, *(f"{one.value} {one.unit}" for one in self.amounts)))


type Way = tuple[Seized, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """Each way to read a whole cell; when `sure`, there is one and nothing needs asking."""

    ways: tuple[Way, ...]
    sure: bool


def label_of(way: Way) -> str:
    return "; ".join(one.label for one in way)


def proven(texts: Iterable[str]) -> Convention | None:
    """The way of writing numbers that a whole column shows: three times at least, none against."""
    shown = [
        found.proves
        for text in texts
        for piece in _pieces(text)
        for found in _sure_numbers(piece)
        if found.proves
    ]
    return shown[0] if len(shown) >= ENOUGH and len(set(shown)) == 1 else None


def _sure_numbers(piece: str) -> Iterator[NumberReading]:
    """The number of a piece, when its unit or its digits leave one reading."""
    number = _NUMBER.search(piece)
    unit = _unit_first(piece[number.end() :].strip())[0] if number else ""
    fitting = _fitting(number[0], unit or "item") if number else []
    if len(fitting) == 1:
        yield fitting[0]


def read_exhibits(text: str, *, convention: Convention | None = None) -> Written:
    """Return the ways to read a cell that lists exhibits; what is unknown stays, as `other`.

    `convention`, proven by the rest of the column, settles counts such as `1.000 viên`, never a
    mass such as `2.001 kg`. No way at all means that two quantities run into each other.
    """
    pieces = [_read_piece(piece, convention) for piece in _pieces(text)]
    ways = [_joined(way) for way in islice(product(*(ways for ways, _ in pieces)), MOST_WAYS)]
    sure = len(ways) == 1 and all(known for _, known in pieces)
    return Written(tuple(dict.fromkeys(ways)), sure)


def readings_of(what: str, *, unit: str) -> tuple[Item, ...]:
    """The kinds that an unknown thing counted in `unit` may be; `other` first."""
    return (Item.OTHER, *(i for i in UNITS_OF if i is not Item.OTHER and _may_be(i, unit, what)))


def _may_be(item: Item, unit: str, what: str) -> bool:
    named = set(items_within(spelled_words(what)))
    return unit_for(item, unit) in UNITS_OF[item] and (not named or item in named)


def _pieces(text: str) -> Iterator[str]:
    for piece in _BETWEEN.split(text.translate(FROM_LAO)):
        plain = _BULLET.sub("", piece).strip(" .")
        if plain:
            yield plain


def _read_piece(written: str, convention: Convention | None) -> tuple[list[Seized], bool]:
    """Each reading of one piece, and whether its thing is known."""
    plain = " ".join(_BRACKETS.sub(" ", written).split())
    number = _NUMBER.search(plain)
    if number is None:
        return [Seized(Item.OTHER, (), written)], False
    before, after = plain[: number.start()].strip(" :-"), plain[number.end() :].strip()
    unit, rest = _unit_first(after)
    described = before or rest
    item = _item(described, unit) if not (before and rest) else None
    if _counts_again(rest):
        return [], False
    if item is None:
        return _unknown(written, number[0], unit or "item", described), False
    units = _units(item, unit)
    amounts = [one for each in units for one in _amounts(number[0], each, convention)]
    if not amounts:
        return _unknown(written, number[0], unit or "item", described), False
    species = _without_head(described) if item in (Item.TIMBER, Item.WILDLIFE) else ""
    return [Seized(item, (one,), written, species) for one in amounts], len(units) == 1


def _units(item: Item, unit: str) -> tuple[str, ...]:
    """The units that may be meant: a bare number is sure only of things counted one by one."""
    fits = UNITS_OF[item]
    if unit:
        return (unit_for(item, unit),) if unit_for(item, unit) in fits else ()
    return fits[:1] if fits[0] == "item" else fits


def _unit_first(after: str) -> tuple[str, str]:
    """The unit that the text begins with, and the rest; `01 xe máy` begins with none."""
    words = after.split()
    for length in _WORDS_OF_A_UNIT:
        first = " ".join(words[:length])
        if len(words) >= length and spelled_words(first) in HEADS_OF_ANIMALS:
            return "item", after
        unit = unit_of(first) if len(words) >= length else None
        if unit in UNITS:
            return unit, " ".join(words[length:])
    return "", after


def _item(described: str, unit: str) -> Item | None:
    if not described:
        return Item.HEROIN if unit == "cake" else Item.CASH if unit in MONEY else None
    return Item.WILDLIFE if _without_head(described) != described else item_of(described)


def _without_head(described: str) -> str:
    """An animal without its counter: `rùa đầu to` of `cá thể rùa đầu to`."""
    words = described.split()
    for head in HEADS_OF_ANIMALS:
        if spelled_words(" ".join(words[: len(head)])) == head:
            return " ".join(words[len(head) :])
    return described


def _counts_again(rest: str) -> bool:
    """Whether what follows holds another quantity: a separator was forgotten."""
    return any(_unit_first(rest[found.end() :].strip())[0] for found in _NUMBER.finditer(rest))


def _fitting(number: str, unit: str) -> list[NumberReading]:
    most = UNITS[unit].decimals
    return [one for one in read_number(number) if one.value > 0 and decimals_of(one.value) <= most]


def _amounts(number: str, unit: str, convention: Convention | None = None) -> list[Amount]:
    found = _fitting(number, unit)
    if len(found) > 1 and convention and not UNITS[unit].decimals:
        found = [one for one in found if one.proves is convention]
    return [Amount(value=f"{plain(one.value):f}", unit=unit) for one in found]


def _unknown(written: str, number: str, unit: str, described: str) -> list[Seized]:
    """The piece as `other`, then as each kind that its unit and words allow."""
    found = []
    for item in readings_of(described, unit=unit):
        fitting = unit_for(item, unit)
        if fitting in UNITS_OF[item]:
            found += [Seized(item, (one,), written) for one in _amounts(number, fitting)]
    return found or [Seized(Item.OTHER, (), written)]


def _joined(way: tuple[Seized, ...]) -> Way:
    """Cakes and the grams beside them are one exhibit of two amounts: `2 bánh; 5,34g heroin`."""
    joined: list[Seized] = []
    for one in way:
        last = joined[-1] if joined else None
        if last and last.item is one.item and _is_cake(last) and one.amounts[0].unit != "cake":
            both, written = (*last.amounts, *one.amounts), f"{last.written}; {one.written}"
            joined[-1] = replace(last, amounts=both, written=written)
        else:
            joined.append(one)
    return tuple(joined)


def _is_cake(one: Seized) -> bool:
    return len(one.amounts) == 1 and one.amounts[0].unit == "cake"

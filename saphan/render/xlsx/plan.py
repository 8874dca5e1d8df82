"""Which sheets a paper's tables and pictures get, and what each is called."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from saphan.kernel.languages import Language
from saphan.render.official import TABLE, printable
from saphan.render.paper import Block, Heading, Picture, Table

NAME_LIMIT = 31
"""What Excel takes."""
_TAKEN_OUT = str.maketrans({"/": "-", **dict.fromkeys("[]:*?\\'", " ")})


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table with the pictures of its numbers below it, or pictures that no table follows."""

    title: str
    table: Table | None
    pictures: Sequence[Picture]


@dataclass(frozen=True, slots=True)
class Plan:
    """Sheets by name, in the paper's order; `of_block` tells on which a block of it stands."""

    sheets: Mapping[str, Sheet]
    of_block: Mapping[int, str]


def planned(blocks: Sequence[Block], language: Language, *, taken: Collection[str]) -> Plan:
    """Give each table a sheet named by its caption, else by the heading above it.

    A picture without numbers of its own stands with the table that follows: no sheet is without
    a number to read.
    """
    sheets: dict[str, Sheet] = {}
    of_block: dict[int, str] = {}
    for places, sheet in _grouped(blocks):
        title = sheet.title or f"{TABLE.in_(language)} {len(sheets) + 1}"
        name = unused(title, taken={*taken, *sheets})
        sheets[name] = sheet
        of_block |= dict.fromkeys(places, name)
    return Plan(sheets, of_block)


def _grouped(blocks: Sequence[Block]) -> Iterator[tuple[list[int], Sheet]]:
    places: list[int] = []
    pictures: list[Picture] = []
    heading = ""
    for place, block in enumerate(blocks):
        match block:
            case Heading():
                heading = block.text
                continue
            case Picture():
                pictures.append(block)
                table = block.data
            case Table():
                table = block
            case _:
                continue
        places.append(place)
        if table is not None:
            yield places, Sheet(block.caption or heading, table, pictures)
            places, pictures = [], []
    if pictures:
        yield places, Sheet(pictures[0].caption or heading, None, pictures)


def unused(title: str, *, taken: Collection[str]) -> str:
    """Return a name of a sheet: at most 31 characters that Excel takes, and no other's.

    Excel does not tell upper from lower case, and counts a character beyond U+FFFF twice.
    """
    said = "".join(letter for letter in printable(title) if letter <= "\uffff")
    plain = " ".join(said.translate(_TAKEN_OUT).split())
    others = {name.casefold() for name in taken}
    name, number = _cut(plain, NAME_LIMIT), 1
    while not name or name.casefold() in others:
        number += 1
        end = f" ({number})"
        name = (_cut(plain, NAME_LIMIT - len(end)) + end).strip()
    return name


def _cut(text: str, limit: int) -> str:
    """Cut between words where one ends late enough, else never between a letter and its marks."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end > 1 and unicodedata.category(text[end]) in ("Mn", "Mc"):
        end -= 1
    word = text.rfind(" ", limit // 2, end + 1)
    return text[: word if word > 0 else end].rstrip() + "…"

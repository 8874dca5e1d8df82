"""How a written name is matched with places: pure, and without ever choosing between two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from saphan.names.romanise import is_lao
from saphan.names.searchkeys import fold, loose, spelling
from saphan.places.choices import Kind, Match

_BEFORE: Mapping[str, frozenset[Kind]] = {
    word: frozenset(kinds)
    for words, kinds in (
        ("tinh", {Kind.PROVINCE}),
        ("thanh pho|tp", {Kind.PROVINCE, Kind.DISTRICT}),
        ("thu do", {Kind.PROVINCE}),
        ("huyen|h|quan|q|thi xa|tx", {Kind.DISTRICT}),
        ("xa|x|phuong|p|thi tran|tt|dac khu", {Kind.COMMUNE}),
        ("ban|thon|lang", {Kind.VILLAGE}),
        ("cua khau|ck|ckqt|cua khau quoc te|cua khau chinh|cua khau phu|loi mo", {Kind.GATE}),
        ("moc|moc quoc gioi|moc so", {Kind.MARKER}),
        ("ແຂວງ", {Kind.PROVINCE}),
        ("ເມືອງ", {Kind.DISTRICT}),
        ("ບ້ານ", {Kind.VILLAGE}),
        ("ດ່ານ|ດ່ານສາກົນ|ດ່ານຊາຍແດນ|ດ່ານປະເພນີ|ດ່ານທ້ອງຖິ່ນ", {Kind.GATE}),
        ("ຫຼັກໝາຍ|ຫຼັກໝາຍຊາຍແດນ", {Kind.MARKER}),
    )
    for word in map(fold, words.split("|"))
}

_AFTER: Mapping[str, frozenset[Kind]] = {
    word: frozenset(kinds)
    for words, kinds in (
        ("province", {Kind.PROVINCE}),
        ("city", {Kind.PROVINCE, Kind.DISTRICT}),
        ("district|town", {Kind.DISTRICT}),
        ("commune|ward", {Kind.COMMUNE}),
        ("village", {Kind.VILLAGE}),
        ("border gate|international border gate|gate|checkpoint", {Kind.GATE}),
    )
    for word in words.split("|")
}

_LONGEST_LAO = max(len(word) for word in _BEFORE if is_lao(word[0])) + 4
"""Folded words are shorter than written ones by their tone marks, here at most four."""
_LONGEST = max(len(word.split()) for word in (*_BEFORE, *_AFTER))
_ABBREVIATED = re.compile(r"\.(?=\S)")


class Spoken(NamedTuple):
    """A name without its designation, and the kinds that the designation allows (none: any)."""

    text: str
    kinds: frozenset[Kind]


class Entry(NamedTuple):
    """One name of one place, with what deciding about it needs."""

    place: str
    kind: Kind
    side: str
    text: str
    official: bool
    search_key: str
    loose_key: str
    valid_from: date | None
    valid_until: date | None

    def on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a text may mean, the name it matched and how."""

    code: str
    kind: Kind
    side: str
    text: str
    match: Match

    @property
    def sure(self) -> bool:
        """False when only the sound matches: a person decides."""
        return self.match is not Match.LOOSE


def _without_prefix(words: list[str]) -> Spoken | None:
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        if kinds := _BEFORE.get(fold(" ".join(words[:count]))):
            return Spoken(" ".join(words[count:]), kinds)
    return None


def _without_suffix(words: list[str]) -> Spoken | None:
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        if kinds := _AFTER.get(fold(" ".join(words[-count:]))):
            return Spoken(" ".join(words[:-count]), kinds)
    return None


def _without_lao_prefix(text: str) -> Spoken | None:
    """Lao sets no space after a designation: the longest beginning that is one is taken off."""
    if not is_lao(text[0]):
        return None
    for length in range(min(_LONGEST_LAO, len(text) - 1), 1, -1):
        kinds, rest = _BEFORE.get(fold(text[:length])), text[length:].strip()
        if kinds and rest and unicodedata.category(rest[0]) != "Mn":
            return Spoken(rest, kinds)
    return None


def strip_designation(text: str) -> Spoken:
    """Return `text` without `huyện`, `tỉnh`, `H.`, `ແຂວງ`, `province`, and the kinds these mean."""
    words = _ABBREVIATED.sub(". ", text).split()
    if not words:
        return Spoken("", frozenset())
    found = _without_prefix(words) or _without_suffix(words) or _without_lao_prefix(" ".join(words))
    return found or Spoken(" ".join(words), frozenset())


def _match(entry: Entry, *, spelt: str, folded: str) -> Match:
    """Return how surely this entry, known to sound alike, is what was written."""
    if spelling(entry.text) == spelt:
        return Match.OFFICIAL if entry.official else Match.ALIAS
    return Match.FOLDED if entry.search_key == folded else Match.LOOSE


_STEPS = {Match.OFFICIAL: 0, Match.ALIAS: 0, Match.FOLDED: 1, Match.LOOSE: 2}
"""An alias is as good as the official name: `Viengthong` is a district and was another."""


def _surest(found: Iterable[tuple[int, Candidate]]) -> list[Candidate]:
    """Return one candidate a place, all of the lowest step that has any."""
    steps: dict[int, dict[str, Candidate]] = {}
    for step, one in found:
        places = steps.setdefault(step, {})
        if one.code not in places or one.match is Match.OFFICIAL:
            places[one.code] = one
    return [one for _, one in sorted(steps[min(steps)].items())] if steps else []


def _weighed(
    entries: Iterable[Entry], spoken: Spoken, *, late: int
) -> Iterator[tuple[int, Candidate]]:
    spelt, folded, sounded = spelling(spoken.text), fold(spoken.text), loose(spoken.text)
    for one in entries:
        if one.loose_key == sounded and (not spoken.kinds or one.kind in spoken.kinds):
            match = _match(one, spelt=spelt, folded=folded)
            yield (
                2 * _STEPS[match] + late,
                Candidate(one.place, one.kind, one.side, one.text, match),
            )


def candidates(entries: Iterable[Entry], text: str, *, kind: Kind | None) -> list[Candidate]:
    """Return every place that `text` may mean among `entries`, never a choice between them.

    Spelt alike goes before folded alike, folded alike before sounding alike; in each step the
    whole text goes before the text without its designation, which restricts the kind. All places
    of the first step that has any are returned, by code.
    """
    fitting = [one for one in entries if kind is None or one.kind is kind]
    whole, bare = Spoken(text, frozenset()), strip_designation(text)
    return _surest(chain(_weighed(fitting, whole, late=0), _weighed(fitting, bare, late=1)))

"""Which office a text such as `Đồn BPCK Chiềng Khương` means, where only one can be meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language

from saphan.accounts.models import Authority, Office
from saphan.intake.reading.columns import fold
from saphan.kernel.sides import Side

WRITTEN_SHORT = {
    "bp": "biên phòng",
    "bpck": "biên phòng cửa khẩu",
    "bpckqt": "biên phòng cửa khẩu quốc tế",
    "bđbp": "bộ đội biên phòng",
    "bch": "bộ chỉ huy",
    "ca": "công an",
    "ck": "cửa khẩu",
    "ckqt": "cửa khẩu quốc tế",
    "ks": "kiểm soát",
    "ksbp": "kiểm soát biên phòng",
    "pcmt": "phòng chống ma túy",
    "pcmt&tp": "phòng chống ma túy và tội phạm",
    "qs": "quân sự",
    "qt": "quốc tế",
}
"""How offices shorten their own names; the long form reads like the register's."""


@dataclass(frozen=True, slots=True)
class Known:
    """An office or an authority (`office` empty) and the names it goes by."""

    office: str
    authority: str
    side: Side
    place: str
    names: tuple[str, ...]


class Directory:
    """Finds offices by what was written; None where nothing or more than one fits."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._known = [(one, [words_of(name) for name in one.names if name]) for one in known]

    def find(self, written: str, *, side: Side | None = None) -> Known | None:
        """Return the one office, of `side` if given, whose name this is or shortens.

        A shortened name holds at least two words, all of them of the office's name.
        """
        wanted = words_of(written)
        ours = [(one, names) for one, names in self._known if side in (None, one.side)]
        exact = [one for one, names in ours if wanted in names]
        if exact or len(wanted) < 2:
            return exact[0] if len(exact) == 1 else None
        part = [one for one, names in ours if any(set(wanted) <= set(name) for name in names)]
        return part[0] if len(part) == 1 else None

    def of(self, authority: str) -> list[str]:
        """Return the codes of an authority's own offices."""
        return [one.office for one, _ in self._known if one.office and one.authority == authority]

    def of_side(self, side: Side) -> dict[str, str]:
        """Return code -> first name of every office of `side`."""
        return {
            one.office: one.names[0] for one, _ in self._known if one.office and one.side is side
        }

    def authorities(self, side: Side) -> list[str]:
        """Return the codes of every authority of `side`."""
        return [one.authority for one, _ in self._known if not one.office and one.side is side]

    def counterpart(self, place: str, *, side: Side) -> str:
        """Return the authority of `side` that works for `place`; empty when none is known."""
        return place if place in self.authorities(side) else ""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a name, abbreviations in full, without case, accents and punctuation."""
    written = unicodedata.normalize("NFC", text).casefold().replace("-", " ").split()
    full = (WRITTEN_SHORT.get(word.strip(".,()"), word) for word in written)
    return tuple(filter(None, (fold(word) for words in full for word in words.split())))


def directory() -> Directory:
    """Return every office and authority this node knows."""
    offices = Office.objects.select_related("authority")
    return Directory(
        [
            *(_office(one) for one in offices),
            *(_authority(one) for one in Authority.objects.all()),
        ]
    )


def _office(one: Office) -> Known:
    names = (one.name_vi, one.name_lo, one.name_en)
    return Known(one.code, one.authority.code, Side(one.authority.side), one.place, names)


def _authority(one: Authority) -> Known:
    names = (one.name_vi, one.name_lo, one.name_en, one.short_vi, one.short_lo, one.short_en)
    return Known("", one.code, Side(one.side), one.place, names)


def names_of_offices(language: str) -> dict[str, str]:
    """Return the names of all offices by code, as `language` writes them."""
    return {one.code: one.names.in_(language) for one in Office.objects.all()}


def offices_of(authority: str) -> list[tuple[str, str]]:
    """Return code and name of an authority's offices, in the language of the moment."""
    language = (get_language() or "en")[:2]
    own = Office.objects.of(authority).order_by("code")
    return [(one.code, one.names.in_(language)) for one in own]


def own_offices() -> list[tuple[str, str]]:
    """Return code and name of every office, in the language of the moment: choices of a list."""
    return list(names_of_offices((get_language() or "en")[:2]).items())

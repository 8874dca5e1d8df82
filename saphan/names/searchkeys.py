"""Keys under which a name is found again: two of them, the second coarser than the first."""

from __future__ import annotations

import re
import unicodedata

from saphan.names.romanise import LIGATURES, is_lao, romanise, unify

VERSION = 1
"""Rebuild stored keys when this changes: it counts every change of `fold` and `loose`."""

_APART = re.compile(r"[^0-9a-z\u0e81-\u0eff]+")
_OPEN = re.compile(r"[òóỏõọ][ae]\b|[ùúủũụ]y\b")
_STROKES = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ø": "o", "ı": "i"})

_LOOSE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"([a-z])\1+", r"\1"),
        (r"ou|oo|eu|ue|w", "u"),
        (r"([ptkc])h", r"\1"),
        (r"(?<=[aeiou])nh\b", "n"),
        (r"ie|ia|ea", "ia"),
        (r"uo|oa", "ua"),
        (r"ae", "e"),
        (r"(?<=[aeu])[yi](?![aeou])", "i"),
        (r"y", "i"),
        (r"x|z", "s"),
        (r"p[rl]", "p"),
        (r"r", "l"),
        (r"(?<=[aeiou][nkltm])e\b", ""),
        (r"([a-z])\1+", r"\1"),
    )
)


def _tone_last(found: re.Match[str]) -> str:
    """Move the tone of an open oa, oe or uy to its second vowel."""
    toned = unicodedata.normalize("NFD", found[0][0])
    return toned[0] + unicodedata.normalize("NFC", found[0][1] + toned[1:])


def spelling(text: str) -> str:
    """Return `text` as compared letter by letter: case, spaces and two equal spellings aside.

    `Hòa` and `Hoà` (older and newer place of the tone) and `ໜອງ` and `ຫນອງ` are spelt alike.
    """
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    plain = _OPEN.sub(_tone_last, plain)
    return plain.translate(LIGATURES).replace("ໍາ", "ຳ")


def fold(text: str) -> str:
    """Return `text` without case, accents (đ too), Lao tone marks and punctuation.

    Words stay apart by one space; Lao letters stay Lao. `Hòa Bình` and `Hoà Bình`, `ຫຼວງ` and
    `ຫລວງ` fold alike. Folding twice changes nothing.
    """
    if text.isascii():
        return _APART.sub(" ", text.lower()).strip()
    plain = unify(unicodedata.normalize("NFC", text)).casefold().translate(_STROKES)
    bare = "".join(
        character
        for character in unicodedata.normalize("NFD", plain)
        if is_lao(character) or not unicodedata.combining(character)
    )
    return _APART.sub(" ", bare).strip()


def loose(text: str) -> str:
    """Return the sound skeleton of a name, blind to how Lao was written in Latin letters.

    `Huaphanh`, `Houaphanh`, `Hua Phan`, `Hủa Phăn` and `ຫົວພັນ` share one. It is a function of
    `fold(text)`, so names that fold alike are loosely alike too; it also joins names that differ
    (a match by it is a proposal, never an answer).
    """
    key = romanise(fold(text)).replace(" ", "")
    for pattern, by in _LOOSE:
        key = pattern.sub(by, key)
    return key

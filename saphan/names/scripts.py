"""Which script a text is written in, and which texts Saphan refuses to store."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

import icu

from saphan.kernel.refusals import Refused

BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
"""Unicode's explicit directional formatting characters (UAX 9): no language here needs them."""

LOOKALIKES = frozenset({"latin", "cyrillic", "greek", "armenian", "cherokee"})
"""Scripts whose letters pass for each other in print; two of them never meet in one text."""

_WORD = re.compile(r"\w+")

_SENTENCES = {
    "not-nfc": "The text is not in Unicode normal form C: type it again or paste it as plain text.",
    "bidi-control": "The text holds a right-to-left mark that nobody can see: type it again.",
    "invisible-character": "The text holds a character that nobody can see: type it again.",
    "mixed-scripts": "The text mixes letters of scripts that look alike: type it in one script.",
}


class Script(StrEnum):
    """`COMMON` has no letter at all (a number, a dash); `MIXED` has letters of several scripts."""

    LATIN = "latin"
    LAO = "lao"
    OTHER = "other"
    MIXED = "mixed"
    COMMON = "common"


@lru_cache(maxsize=4096)
def _script(character: str) -> str | None:
    """Return the ICU name of the script, None for a character that every script shares."""
    name = str(icu.Script.getScript(character).getName()).lower()
    return None if name in {"common", "inherited"} else name


def scripts_in(text: str) -> frozenset[str]:
    """Return the ICU names of all scripts used, in lower case."""
    return frozenset(script for character in text if (script := _script(character)))


def script_of(text: str) -> Script:
    """Return the one script of the letters in `text`."""
    found = scripts_in(text)
    if not found:
        return Script.COMMON
    if len(found) > 1:
        return Script.MIXED
    (only,) = found
    return Script(only) if only in {Script.LATIN, Script.LAO} else Script.OTHER


def _mixes(text: str) -> bool:
    if len(scripts_in(text) & LOOKALIKES) > 1:
        return True
    return any(len(scripts_in(word)) > 1 for word in _WORD.findall(text))


def why_not_text(text: str) -> str | None:
    """Return the code of the first objection to storing `text`, or None.

    Codes: `bidi-control`, `invisible-character` (any other format or control character but tab
    and line ends), `not-nfc`, `mixed-scripts` (two scripts in one word, or Latin beside Cyrillic
    or Greek anywhere: Unicode TR 39, restriction "highly restrictive" for the scripts used here).
    """
    if any(character in BIDI_CONTROLS for character in text):
        return "bidi-control"
    if any(unicodedata.category(c) in {"Cf", "Cc", "Co", "Cs"} and c not in "\t\r\n" for c in text):
        return "invisible-character"
    if not unicodedata.is_normalized("NFC", text):
        return "not-nfc"
    return "mixed-scripts" if _mixes(text) else None


def require_text(text: str, *, where: Mapping[str, str] | None = None) -> str:
    """Return `text` unchanged, or raise `Refused` with a code of `why_not_text`."""
    if objection := why_not_text(text):
        raise Refused(objection, _SENTENCES[objection], where=where)
    return text

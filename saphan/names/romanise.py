"""Lao script to Latin letters, near enough for search keys.

It follows the French-style system of Lao road signs and passports (`x` for ຊ, `ou` for u) and
ignores tones. A romanisation made here is never stored or shown as anybody's name: each name keeps
the Latin spelling of its own document.
"""

from __future__ import annotations

import re

_LAO = re.compile("[\u0e80-\u0eff]+")
_TONES = re.compile("[\u0ec8-\u0ecc]")

LIGATURES = str.maketrans(
    {"ໜ": "ຫນ", "ໝ": "ຫມ", "ຼ": "ລ"} | {chr(0x0ED0 + digit): str(digit) for digit in range(10)}
)

INITIALS = {
    "ກ": "k", "ຂ": "kh", "ຄ": "kh", "ງ": "ng", "ຈ": "ch", "ສ": "s", "ຊ": "x", "ຍ": "gn",
    "ດ": "d", "ຕ": "t", "ຖ": "th", "ທ": "th", "ນ": "n", "ບ": "b", "ປ": "p", "ຜ": "ph",
    "ຝ": "f", "ພ": "ph", "ຟ": "f", "ມ": "m", "ຢ": "y", "ຣ": "r", "ລ": "l", "ວ": "v",
    "ຫ": "h", "ອ": "", "ຮ": "h", "ໞ": "k", "ໟ": "gn",
}  # fmt: skip

FINALS = {
    "ກ": "k", "ງ": "ng", "ຍ": "y", "ດ": "t", "ນ": "n", "ບ": "p", "ມ": "m", "ວ": "o",
    "ຽ": "y", "ຣ": "r", "ລ": "l",
}  # fmt: skip

_ONSET = f"(?P<onset>ຫ[ງຍນມລວຣ]|[ກຂຄປຜພຕ][ລຣ](?=[ະ-ູົໍຽ])|[{''.join(INITIALS)}])"
_GLIDE = "(?P<glide>ວ(?=[າັະິີແ]))?"
_CODA = "(?P<coda>[ກງຍດນບມວຽ](?![ະ-ູົຽໍ]|[ວອ](?![ະ-ູົຽໍ])))"

_RIMES: tuple[tuple[str, str, str], ...] = (
    ("ເ", "ົາ", "ao"),
    ("ເ", "ັ?[ຽຍ](?![ະ-ູົ])", "ia"),
    ("ເ", "[ຶື]ອ", "eua"),
    ("ເ", "[ິີ]", "eu"),
    ("ເ", "[ະັ]?", "e"),
    ("ແ", "[ະັ]?", "e"),
    ("ໂ", "[ະັ]?", "o"),
    ("[ໄໃ]", "ຍ?", "ai"),
    ("", "ັຍ", "ai"),
    ("", "[ັົ]ວະ?", "oua"),
    ("", "ຽ", "ia"),
    ("", "ວ(?=[ກງດນບມຍ](?![ະ-ູົຽໍ]))", "oua"),
    ("", "ໍາ|ຳ", "am"),
    ("", "ົ", "o"),
    ("", "[ໍອ]", "o"),
    ("", "[ະັາ]", "a"),
    ("", "[ິີ]", "i"),
    ("", "[ຶື]", "ue"),
    ("", "[ຸູ]", "ou"),
    ("", "", "a"),
)

_SYLLABLES = tuple(
    (re.compile(f"{before}{_ONSET}{_GLIDE}(?:{after}){_CODA}?"), vowel)
    for before, after, vowel in _RIMES
)


def is_lao(character: str) -> bool:
    return "\u0e80" <= character <= "\u0eff"


def unify(text: str) -> str:
    """Return Lao text without tone marks, ligatures and Lao digits, spelt one way."""
    bare = _TONES.sub("", text).translate(LIGATURES)
    return bare.replace("ໍາ", "ຳ").replace("ຣ", "ລ")


def _onset(letters: str) -> str:
    if len(letters) == 1:
        return INITIALS[letters]
    if letters[0] == "ຫ":
        return INITIALS[letters[1]]
    return INITIALS[letters[0]] + INITIALS[letters[1]]


def _syllable(text: str, at: int) -> tuple[str, int]:
    """Return the Latin letters of the syllable at `at` and where the next one begins."""
    for pattern, vowel in _SYLLABLES:
        if found := pattern.match(text, at):
            glide = "ou" if found["glide"] else ""
            coda = FINALS.get(found["coda"] or "", "")
            return _onset(found["onset"]) + glide + vowel + coda, found.end()
    return FINALS.get(text[at], ""), at + 1


def _read(found: re.Match[str]) -> str:
    text, at, parts = found[0], 0, list[str]()
    while at < len(text):
        part, at = _syllable(text, at)
        parts.append(part)
    return "".join(parts)


def romanise(text: str) -> str:
    """Return `text` with its Lao parts in Latin letters; other characters stay as they are."""
    return _LAO.sub(_read, unify(text))

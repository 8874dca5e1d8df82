"""Text that a record may hold: what is wrong with its characters, and with which of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from saphan.intake.reading.characters import objection_to_text
from saphan.intake.reading.sentences import sentence
from saphan.kernel.refusals import Refused
from saphan.protocol import canon

HIDING = frozenset({"control-character", "direction-mark", "not-nfc"})


def fault_in(text: str) -> Refused | None:
    """Return what hides or turns what is read, or has no canonical bytes; None for sound text.

    `where` names the first such character by its place, counted from 1, and its code point.
    """
    found = _objection(text)
    if found and found.code != "too-large":
        at = _place(text, found.code)
        found.where |= {"character": str(at + 1), "point": f"U+{ord(text[at]):04X}"}
    return found


def _objection(text: str) -> Refused | None:
    code = objection_to_text(text)
    if code in HIDING:
        return Refused(code, sentence(code, {}))
    try:
        canon.dumps(text)
    except Refused as refused:
        return refused
    return None


def _place(text: str, code: str) -> int:
    """An accent apart from its letter is no fault alone: the composed text differs before it."""
    if code != "not-nfc":
        faults = (_objection(character) for character in text)
        return next(at for at, fault in enumerate(faults) if fault and fault.code == code)
    pairs = zip(text, unicodedata.normalize("NFC", text), strict=False)
    letter = next((at for at, (one, other) in enumerate(pairs) if one != other), len(text) - 1)
    accent = text[letter + 1 : letter + 2]
    return letter + bool(accent and unicodedata.combining(accent))


def texts_in(said: Any) -> Iterator[str]:
    """Yield every text of a payload, however deep."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, list | dict):
        for each in said.values() if isinstance(said, dict) else said:
            yield from texts_in(each)

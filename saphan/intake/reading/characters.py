"""Characters that make a text doubtful: invisible ones, NFD, old non-Unicode codings."""

from __future__ import annotations

import re
import unicodedata

from saphan.intake.reading import legacy

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060]")
_LAO = re.compile("[\u0e80-\u0eff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffd]")


def objection_to_text(text: str) -> str:
    """The code of what is wrong with the characters of `text`; empty when nothing is."""
    if not text.isprintable() or "\ufffd" in text:
        if _CONTROL.search(text):
            return "control-character"
        if _DIRECTION.search(text):
            return "direction-mark"
        if _INVISIBLE.search(text) and not _LAO.search(text):
            return "control-character"  # in Lao a zero-width space parts words, and is welcome
    if text.isascii():
        return ""
    if not unicodedata.is_normalized("NFC", text):
        return "not-nfc"
    old = legacy.looks_like_tcvn3(text) or legacy.looks_like_vni(text)
    return "legacy-letters" if old else ""

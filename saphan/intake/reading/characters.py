"""Characters that make a text doubtful: invisible ones, NFD, old non-Unicode codings."""

from __future__ import annotations

import re
import unicodedata

from saphan.intake.reading import legacy

_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffd]")


def objection_to_text(text: str) -> str:
    """The code of what is wrong with the characters of `text`; empty when nothing is."""
    if not text.isprintable() or "\ufffd" in text:
        if _CONTROL.search(text):
            return "control-character"
        if _DIRECTION.search(text):
            return "direction-mark"
    if text.isascii():
        return ""
    if not unicodedata.is_normalized("NFC", text):
        return "not-nfc"
    return "legacy-letters" if legacy.looks_like_tcvn3(text) else ""

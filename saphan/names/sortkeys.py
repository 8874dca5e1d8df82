"""Sort keys from ICU: PostgreSQL without ICU sorts Vietnamese and Lao by code point, wrongly."""

from __future__ import annotations

from functools import lru_cache

import icu

ICU_VERSION = f"{icu.ICU_VERSION}/{icu.UNICODE_VERSION}"
"""Stored beside each key; keys of two versions do not compare, so a new one means a rebuild."""


@lru_cache(maxsize=8)
def _collator(language: str) -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale(language))


def sort_key(text: str, language: str) -> bytes:
    """Return the collation key of `text` in `language` (BCP 47); compare keys as bytes."""
    return bytes(_collator(language).getSortKey(text))

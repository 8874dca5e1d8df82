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


def person_sort_key(*, family: str, middle: str, given: str, language: str) -> bytes:
    """Return the key by which people are listed in `language`.

    Vietnamese and Lao list by given name (then Vietnamese by family and middle name); English
    lists by family name. A person without a family name sorts by the given name everywhere.
    """
    orders = {"vi": (given, family, middle), "lo": (given, family, middle)}
    parts = orders.get(language, (family or given, given, middle))
    return b"\x00\x00".join(sort_key(part, language) for part in parts)

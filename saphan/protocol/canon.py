"""Restricted JSON and its one spelling in bytes (EXCHANGE 1).

Equal values have equal bytes on every node, so bytes can be hashed, stored and sent verbatim.
Nothing is normalised here: what would need it is refused.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final
from unicodedata import is_normalized

import orjson

from saphan.kernel.refusals import Refused
from saphan.protocol import unicode15

MAX_INTEGER: Final = 2**53 - 1
MAX_DEPTH: Final = 32
LIMIT: Final = 1 << 20
"""Bytes of one value unless the caller sets another limit."""

type Value = Any
"""None, bool, int, str (or a StrEnum), and lists, tuples and dicts of these."""

_is_key = lru_cache(maxsize=4096)(re.compile(r"[a-z][a-z0-9_]*").fullmatch)
"""Documents of one schema have the same few keys."""

_is_assigned = re.compile(
    "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in unicode15.assigned()) + "]*"
).fullmatch


def dumps(value: Value, *, limit: int = LIMIT) -> bytes:
    """Return the canonical bytes of `value`; `Refused` where the value has none.

    Keys ascend by code point, no space, UTF-8; the bytes are those of RFC 8785 for the same value.
    """
    _check(value, 0)
    data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    if len(data) > limit:
        raise _too_large(len(data), limit)
    return data


def loads(data: bytes, *, limit: int = LIMIT) -> Value:
    """Return the value that `data` spells; `Refused` unless `dumps(value) == data`."""
    if len(data) > limit:
        raise _too_large(len(data), limit)
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise _unreadable(data, error) from error
    if dumps(value, limit=limit) != data:
        raise Refused(
            "not-canonical",
            "The text is not in its canonical spelling: keys sorted and named once, no spaces, "
            "no needless escapes.",
        )
    return value


def _check(value: Value, depth: int) -> None:
    kind = type(value)
    if kind is dict:
        _check_object(value, depth + 1)
    elif kind is list or kind is tuple:
        _check_array(value, depth + 1)
    else:
        _check_scalar(value, kind)


def _check_object(members: dict[str, Value], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _too_deep()
    step = ""
    try:
        for step, item in members.items():
            if type(step) is not str or _is_key(step) is None:
                raise _bad_key(step)
            if type(item) is not str or not item.isascii():
                _check(item, depth)
    except Refused as refused:
        raise _located(refused, step) from None


def _check_array(items: list[Value], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _too_deep()
    for index, item in enumerate(items):
        if type(item) is not str or not item.isascii():
            try:
                _check(item, depth)
            except Refused as refused:
                raise _located(refused, index) from None


def _check_scalar(value: Value, kind: type) -> None:
    if kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:
            raise _big_integer()
    elif kind is str or isinstance(value, StrEnum):
        if not value.isascii():
            _check_text(value)
    elif kind is float:
        raise _float(value)
    elif value is not None and kind is not bool:
        raise Refused("not-json", f"A value of type {kind.__name__} has no place in a document.")


def _check_text(text: str) -> None:
    """Assigned characters first: only they have one normal form in every version of Unicode."""
    if _is_assigned(text) is None:
        raise _bad_character(text)
    if not is_normalized("NFC", text):
        raise Refused(
            "not-nfc", "The text writes an accented letter as several characters; compose it (NFC)."
        )


def _bad_character(text: str) -> Refused:
    bad = next(char for char in text if _is_assigned(char) is None)
    if "\ud800" <= bad <= "\udfff":
        return Refused("surrogate", "The text holds half of a character (a lone surrogate).")
    return Refused(
        "unassigned-character",
        f"The text holds U+{ord(bad):04X}, which is no character of Unicode {unicode15.VERSION}.",
    )


def _bad_key(key: object) -> Refused:
    return Refused(
        "key", f"The key {key!r:.60} is not lower-case letters, digits and _ after a letter."
    )


def _big_integer() -> Refused:
    return Refused(
        "big-integer", "A whole number beyond 9007199254740991 either way is written as text."
    )


def _float(value: float) -> Refused:
    if value.is_integer() and abs(value) > MAX_INTEGER:
        return _big_integer()
    return Refused("float", "A number with a fraction or an exponent is written as text.")


def _too_deep() -> Refused:
    return Refused("too-deep", f"The value is nested deeper than {MAX_DEPTH} levels.")


def _too_large(size: int, limit: int) -> Refused:
    return Refused("too-large", f"The text has {size} bytes; {limit} are allowed.")


def _unreadable(data: bytes, error: orjson.JSONDecodeError) -> Refused:
    """Only valid UTF-8 can hold a surrogate, as an escape; the parser stops at its own depth."""
    try:
        data.decode()
    except UnicodeDecodeError as fault:
        return Refused("not-json", f"The text is not UTF-8 at byte {fault.start}.")
    if "surrogate" in error.msg:
        return Refused("surrogate", "The text holds half of a character (a lone surrogate).")
    if "depth" in error.msg or "recursion" in error.msg:
        return _too_deep()
    return Refused("not-json", f"The text is not JSON at character {error.pos}.")


def _located(refused: Refused, step: str | int) -> Refused:
    """Name the place of the fault from outside in, as `parts.core` or `prev.0`.

    A key that is none may hold a NUL, which no database keeps.
    """
    inner = refused.where.get("path")
    name = f"{step!s:.60}".replace("\0", "\\0")
    refused.where["path"] = name + (f".{inner}" if inner else "")
    return refused

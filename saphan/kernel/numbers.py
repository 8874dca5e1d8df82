"""Numbers as people write them: every reading of a text, and one exact text for a value.

Vietnamese and Lao write 683.013 for what English writes 683,013. A separator alone decides
nothing, so reading returns each distinct value that the text can mean and never chooses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum

LAO_DIGITS = "໐໑໒໓໔໕໖໗໘໙"
FROM_LAO = str.maketrans(LAO_DIGITS, "0123456789")
TO_LAO = str.maketrans("0123456789", LAO_DIGITS)

MOST_DIGITS = 40
"""A longer text is not a number that anyone wrote."""

_EXACT = Context(prec=2 * MOST_DIGITS)


class Convention(StrEnum):
    """Which sign stands before the decimals."""

    COMMA = "decimal-comma"
    POINT = "decimal-point"


BOTH = frozenset(Convention)

CONVENTION_OF: dict[str, Convention] = {
    "vi": Convention.COMMA,
    "lo": Convention.COMMA,
    "en": Convention.POINT,
}


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One value that a text can mean, under these conventions of writing."""

    value: Decimal
    conventions: frozenset[Convention]

    @property
    def proves(self) -> Convention | None:
        """The convention the writer must have used when this is the value, if it is only one."""
        return next(iter(self.conventions)) if len(self.conventions) == 1 else None


_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_SHAPES = {
    Convention.COMMA: re.compile(r"(\d+|[1-9]\d{0,2}(?:\.\d{3})+|[1-9]\d{0,2}(?: \d{3})+)?(,\d+)?"),
    Convention.POINT: re.compile(r"(\d+|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+)?(\.\d+)?"),
}
_SIGNED = re.compile(r"'?(?P<open>\()?(?P<sign>[-+\u2212\u2013]?) ?(?P<body>[\d., ]*\d)\)?")
_TIMES = {
    "nghìn": 3, "ngàn": 3, "triệu": 6, "tỷ": 9, "tỉ": 9,
    "ພັນ": 3, "ລ້ານ": 6, "ຕື້": 9,
    "thousand": 3, "million": 6, "billion": 9,
}  # fmt: skip
_TIMES_WORD = re.compile(rf"(?<=\d) ?({'|'.join(_TIMES)})$")


def read_number(text: str) -> tuple[NumberReading, ...]:
    """Return each distinct value of `text`, decimal comma first; empty when it is no number.

    Takes Lao digits, spaces of any width between thousands, signs, accounting brackets and a word
    for thousand, million or billion in the three languages. `1.234` has two readings; `0,360`,
    `1.234.567` and `1.234,5` have one.
    """
    plain = text.strip()
    if not plain.isascii() or " " in plain:
        plain = _SPACES.sub(" ", plain).translate(FROM_LAO).casefold()
    word = None if plain[-1:].isdigit() else _TIMES_WORD.search(plain.casefold())
    if word:
        plain = plain[: word.start()]
    written = _SIGNED.fullmatch(plain)
    if written is None or (written["open"] is not None) != plain.endswith(")"):
        return ()
    body = written["body"]
    if len(body) > MOST_DIGITS:
        return ()
    negative = written["open"] is not None or written["sign"] not in ("", "+")
    values: dict[Decimal, set[Convention]] = {}
    for convention in Convention:
        value = _value(body, convention)
        if value is not None:
            value = _scaled(value, places=_TIMES[word[1]] if word else 0, negative=negative)
            values.setdefault(value, set()).add(convention)
    return tuple(NumberReading(value, frozenset(under)) for value, under in values.items())


def _value(body: str, convention: Convention) -> Decimal | None:
    shape = _SHAPES[convention].fullmatch(body)
    if shape is None:
        return None
    whole = re.sub(r"[., ]", "", shape[1] or "0")
    decimals = (shape[2] or "")[1:]
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _scaled(value: Decimal, *, places: int, negative: bool) -> Decimal:
    if places:
        value = value.scaleb(places, _EXACT)
        value = value.quantize(Decimal(1), context=_EXACT) if value == int(value) else value
    return value.copy_negate() if negative and value else value


def format_number(value: Decimal | int, language: str, *, lao_digits: bool = False) -> str:
    """Write `value` exactly, with all of its own decimals, as officials of `language` write it.

    vi and lo: `683.013` and `2,001`; en: `683,013` and `2.001`. Lao digits are put in after the
    separators, since locale data loses the Lao separators together with the Latin digits.
    """
    sign = "-" if value < 0 else ""
    whole, _, decimals = f"{Decimal(value).copy_abs():f}".partition(".")
    text = f"{int(whole):,}"
    if CONVENTION_OF.get(language, Convention.POINT) is Convention.COMMA:
        text = text.replace(",", ".") + (f",{decimals}" if decimals else "")
    elif decimals:
        text = f"{text}.{decimals}"
    return sign + (text.translate(TO_LAO) if lao_digits else text)

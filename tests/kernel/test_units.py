from __future__ import annotations

from decimal import Decimal

import pytest

from saphan.kernel.units import _SINGULAR, UNITS


@pytest.mark.parametrize(
    ("code", "value", "language", "said"),
    [
        ("patrol", 1, "en", "patrol"),
        ("patrol", 21, "en", "patrols"),
        ("patrol", 0, "en", "patrols"),
        ("commitment", 1, "en", "content"),
        ("kg", 1, "en", "kg"),
        ("patrol", 1, "vi", "lần"),
        ("patrol", 1, "lo", "ຄັ້ງ"),
    ],
)
def test_english_has_one_word_for_one(code: str, value: int, language: str, said: str) -> None:
    assert UNITS[code].after(Decimal(value), language) == said


def test_every_english_plural_has_its_one() -> None:
    plurals = {code for code, unit in UNITS.items() if unit.names.en.endswith(("s", "people"))}

    assert plurals == set(_SINGULAR)

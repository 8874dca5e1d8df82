"""Charts are the same each time, speak the reader's language and fit a dark page."""

from __future__ import annotations

from decimal import Decimal

import pytest

from saphan.kernel.languages import Language
from saphan.render.charts import Bar, bars, png, ratio, stacked, svg
from tests.render.paper_samples import FONTS, HAVE_FONTS

pytestmark = pytest.mark.skipif(not HAVE_FONTS, reason="the fonts are built by make setup")
ROWS = [
    Bar(month, value, part)
    for month, value in (("ກໍລະກົດ", 38385), ("ສິງຫາ", 34814))
    for part in ("ຄົນຊາຍແດນ", "ຜູ້ອື່ນ")
]


def test_the_same_rows_give_the_same_picture() -> None:
    spec = stacked(ROWS, language=Language.LO, unit="ເທື່ອ")

    assert svg(spec, fonts=FONTS) == svg(spec, fonts=FONTS)


@pytest.mark.parametrize(("language", "shown"), [("vi", "38.385"), ("en", "38,385")])
def test_values_are_written_as_the_language_does(language: str, shown: str) -> None:
    picture = svg(bars([Bar("x", 38385)], language=Language(language)), fonts=FONTS)

    assert f">{shown}<" in picture


def test_words_take_the_colour_of_the_page_and_lao_its_font() -> None:
    picture = svg(ratio(ROWS[:2], language=Language.LO), fonts=FONTS)

    assert 'fill="currentColor"' in picture
    assert '<tspan font-family="Noto Sans Lao">ກໍລະກົດ</tspan>' in picture


def test_a_label_stays_a_label() -> None:
    rows = [Bar("<script>alert(1)</script>", Decimal("0.5"))]

    assert "<script" not in svg(bars(rows, language=Language.EN), fonts=FONTS)


def test_a_picture_becomes_png_for_word() -> None:
    picture = svg(bars(ROWS[:1], language=Language.LO), fonts=FONTS)

    assert png(picture).startswith(b"\x89PNG")

"""The PDF copies out as written, keeps within its margins and carries its code on each page."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from saphan.kernel.languages import Language
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.render import pdf
from saphan.render.charts import Bar, bars, svg
from saphan.render.paper import Paper, Paragraph, Picture, Text
from tests.render.paper_samples import (
    ABOUT,
    CAPTION,
    CONTENTS,
    FONTS,
    HAVE_FONTS,
    INTRODUCTION,
    NOTE,
    bilingual,
    minutes,
)

pytestmark = pytest.mark.skipif(not HAVE_FONTS, reason="the fonts are built by make setup")
LEFT, RIGHT = 30 / 25.4 * 72, (210 - 20) / 25.4 * 72


def packed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages(paper: Paper) -> list[Any]:
    return list(PdfReader(io.BytesIO(pdf.write(paper, fonts=FONTS))).pages)


def copied(paper: Paper) -> str:
    return packed("".join(page.extract_text() for page in pages(paper)))


@pytest.mark.parametrize("language", Language)
def test_copied_text_equals_the_source(language: Language) -> None:
    text = copied(minutes(language))

    for words in (INTRODUCTION, ABOUT, *CONTENTS, CAPTION, NOTE):
        assert packed(words.in_(language)) in text


def test_both_columns_copy_out() -> None:
    text = copied(bilingual())

    for words in CONTENTS:
        assert packed(words.vi) in text
        assert packed(words.lo) in text


@pytest.mark.parametrize(
    "words",
    [
        "ນ້ຳ ຄ້ຳ ຕ່ຳ ປະຈຳປີ ທຳມະດາ ເຂົ້າ ຫຼັກໝາຍ ຫຼື ເພື່ອ ໃຊ້ ໄປ ສັ້ນສັ້ນ ກິກິກິ ຊື່ສັດ ຜູ້ຮູ້ ໆ",
        "Thượng tá Lò Văn Xôm ở xã Mường Lói, huyện Điện Biên; ụ ụụ ị ẹ ọ ỵ ẩ ẫ ễ ỗ ữ ự office fi",
    ],
)
def test_stacked_letters_copy_out_one_by_one(words: str) -> None:
    paper = replace(minutes(Language.LO), blocks=(Paragraph((Text(words),)),))

    assert packed(words) in copied(paper)


@pytest.mark.parametrize(
    "paper",
    [
        *(minutes(language) for language in Language),
        bilingual(),
        minutes(Language.LO, side=Side.LA),
    ],
    ids=["en", "lo", "vi", "both", "lao-form"],
)
def test_no_line_leaves_its_box(paper: Paper) -> None:
    places: list[float] = []

    def note(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
        if text.strip():
            places.append(tm[4] + _cm[4])

    for page in pages(paper):
        page.extract_text(visitor_text=note)

    assert min(places) >= LEFT - 1
    assert max(places) <= RIGHT + 1


def test_each_page_carries_level_code_and_number() -> None:
    paper = minutes(Language.VI, pages=3)

    texts = [page.extract_text() for page in pages(paper)]

    for place, text in enumerate(texts, start=1):
        assert f"SLHP-7K3F-{place}" in packed(text)
        assert packed(f"Trang {place}/{len(texts)}") in packed(text)
        assert "Dùng chung" in text


def test_it_is_tagged_and_archivable() -> None:
    content = pdf.write(minutes(Language.VI), fonts=FONTS)

    root: Any = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "vi"
    assert b"pdfaid:part>2<" in content


def test_the_same_paper_gives_the_same_pdf() -> None:
    paper = minutes(Language.LO)

    assert pdf.write(paper, fonts=FONTS) == pdf.write(paper, fonts=FONTS)


def test_a_chart_is_described_for_those_who_cannot_see_it() -> None:
    rows = [Bar("T7/2024", 1021), Bar("T8/2024", Decimal("2.5"))]
    picture = Picture(svg(bars(rows, language=Language.VI), fonts=FONTS), alt="Monthly patrols")
    paper = minutes(Language.VI, picture=picture)

    content = pdf.write(paper, fonts=FONTS)

    assert b"/Alt(Monthly patrols)" in content
    assert "1.021" in copied(paper)


def test_without_fonts_it_refuses(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="fonts-missing"):
        pdf.write(minutes(Language.LO), fonts=[tmp_path])

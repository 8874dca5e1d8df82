"""A workbook's sheets: each holds something to read and is called what it shows."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from saphan.kernel.languages import Language
from saphan.render import xlsx
from saphan.render.paper import Block, Column, Heading, Picture, Row, Table, Text
from saphan.render.xlsx.plan import unused
from tests.render.paper_samples import minutes

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"></svg>'
PICTURE = Picture(SVG, alt="Patrols", caption="Patrols by month")


def table(caption: str = "") -> Table:
    return Table((Column("Month"),), (Row(((Text("7/2024"),),)),), caption=caption)


def names(*blocks: Block) -> list[str]:
    """The sheets of a paper after its text and its numbers."""
    paper = replace(minutes(Language.EN), blocks=blocks)
    return openpyxl.load_workbook(io.BytesIO(xlsx.write(paper))).sheetnames[2:]


def test_a_table_names_its_sheet_by_its_caption_or_else_by_the_heading_above_it() -> None:
    found = names(Heading("I. Delegations"), table(), table("Figures by month"))

    assert found == ["I. Delegations", "Figures by month"]


def test_a_table_under_nothing_is_numbered() -> None:
    assert names(table()) == ["Table 1"]


def test_pictures_stand_with_the_table_that_tells_their_numbers() -> None:
    paper = replace(minutes(Language.EN), blocks=(PICTURE, PICTURE, table("Figures by month")))

    content = xlsx.write(paper)

    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames[2:] == ["Figures by month"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
    first, second = (int(row) for row in re.findall(r"<xdr:from>.*?<xdr:row>(\d+)<", drawing))
    assert 4 < first < second


def test_a_picture_that_no_table_follows_is_named_and_not_alone_on_a_blank_sheet() -> None:
    paper = replace(minutes(Language.EN), blocks=(table("Cases"), PICTURE))

    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(paper)))

    assert book.sheetnames[2:] == ["Cases", "Patrols by month"]
    assert book.worksheets[3]["A1"].value == "Patrols by month"


@pytest.mark.parametrize("language", Language)
def test_no_sheet_is_empty(language: Language) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.write(minutes(language))))

    for sheet in book.worksheets:
        assert any(cell.value for row in sheet.iter_rows() for cell in row), sheet.title


@pytest.mark.parametrize(
    ("title", "taken", "name"),
    [
        ("Cases", (), "Cases"),
        ("Cases", ("cases",), "Cases (2)"),
        ("Cases", ("Cases", "CASES (2)"), "Cases (3)"),
        ("Contents of 12/8/2025: [all]?", (), "Contents of 12-8-2025 all"),
        ("'quoted'", (), "quoted"),
        ("Table of figures, 1 July 2024 – 12 August 2025", (), "Table of figures, 1 July 2024…"),
        ("Table of figures, 1 July 2024 – now", ("Table of figures, 1 July 2024…",),
         "Table of figures, 1 July… (2)"),
        ("a" * 40, (), "a" * 30 + "…"),
        ("ກ" * 29 + "ກິ່" + "ກ", (), "ກ" * 29 + "…"),
        ("::", (), "(2)"),
    ],
)  # fmt: skip
def test_a_name_is_one_that_excel_takes(title: str, taken: tuple[str, ...], name: str) -> None:
    found = unused(title, taken=taken)

    assert found == name
    assert len(found) <= 31

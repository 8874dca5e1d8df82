"""What a paper says in numbers can be read back from each file, exactly."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from saphan.kernel.languages import Language
from saphan.kernel.refusals import Refused
from saphan.render import docx, html, xlsx
from saphan.render.paper import Paper, Paragraph, Text
from saphan.render.readback import (
    Numbers,
    numbers_in_docx,
    numbers_in_html,
    numbers_in_xlsx,
)
from tests.render.paper_samples import bilingual, minutes, number

FORMATS = {
    "docx": (docx.write, numbers_in_docx),
    "html": (html.write, numbers_in_html),
    "xlsx": (xlsx.write, numbers_in_xlsx),
}
PAPERS = [minutes(language) for language in Language]
PAPERS += [bilingual(), bilingual(Language.LO, Language.EN)]

type Format = tuple[Callable[[Paper], bytes], Callable[[bytes], Numbers]]


def values(paper: Paper) -> dict[str, list[Decimal | None]]:
    found: dict[str, list[Decimal | None]] = {}
    for one in paper.numbers():
        found.setdefault(one.cell, []).append(one.value)
    return found


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("paper", PAPERS, ids=lambda p: "-".join(h.language for h in p.heads))
def test_every_number_reads_back(paper: Paper, name: str) -> None:
    write, read = FORMATS[name]

    numbers = read(write(paper))

    for cell, expected in values(paper).items():
        found = [one.value for one in numbers[cell]]
        assert found[: len(expected)] == expected
        assert set(found) == set(expected)
    assert set(numbers) == set(values(paper))


def test_an_edited_number_reads_as_edited() -> None:
    content = docx.write(minutes(Language.VI))

    edited = rewritten(content, b">470<", b">1.470<")

    cell = "security.patrol-participants@vn-son-la"
    assert [one.value for one in numbers_in_docx(edited)[cell]] == [Decimal(1470)]


def test_a_number_edited_into_words_has_no_value() -> None:
    content = docx.write(minutes(Language.VI))

    edited = rewritten(content, b">470<", "> khoảng bốn trăm <".encode())

    (found,) = numbers_in_docx(edited)["security.patrol-participants@vn-son-la"]
    assert found.value is None
    assert found.text == " khoảng bốn trăm "


@pytest.mark.parametrize("name", FORMATS)
def test_a_long_cell_id_survives(name: str) -> None:
    cell = "security.patrols-joint~vn-son-la~own~2024-07-01~2025-08-12~month=2025-08~gate=long-sap"
    runs = (number(cell, "2.001", Language.LO),)
    write, read = FORMATS[name]

    numbers = read(write(replace(minutes(Language.LO), blocks=(Paragraph(runs),))))

    assert [one.value for one in numbers[cell]] == [Decimal("2.001")]


@pytest.mark.parametrize("value", ["0.1", "12345678901234567890", "9007199254740993", "-3.50"])
def test_a_workbook_changes_no_value(value: str) -> None:
    runs = (number("cell@own", value, Language.EN),)

    numbers = numbers_in_xlsx(xlsx.write(replace(minutes(Language.EN), blocks=(Paragraph(runs),))))

    assert [one.value for one in numbers["cell@own"]] == [Decimal(value)]


def test_the_page_states_plain_decimals_beside_the_printed_number() -> None:
    page = html.write(minutes(Language.LO)).decode()

    assert '<data value="683013" data-cell="security.pills@own"' in page
    assert ">683.013</data>" in page


@pytest.mark.parametrize("name", ["docx", "xlsx"])
@pytest.mark.parametrize("content", [b"", b"no archive", b"PK\x03\x04 broken"])
def test_another_kind_of_file_is_refused(name: str, content: bytes) -> None:
    _, read = FORMATS[name]

    with pytest.raises(Refused):
        read(content)


@pytest.mark.parametrize(
    ("name", "part"), [("docx", "word/document.xml"), ("xlsx", "xl/worksheets/sheet1.xml")]
)
def test_a_file_that_swells_is_refused(name: str, part: str) -> None:
    _, read = FORMATS[name]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b" " * (65 * 1024 * 1024))

    with pytest.raises(Refused, match="file-too-large"):
        read(bomb.getvalue())


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_paper_gives_the_same_bytes(name: str) -> None:
    write, _ = FORMATS[name]

    assert write(minutes(Language.VI)) == write(minutes(Language.VI))


def test_word_joins_no_two_tables() -> None:
    with zipfile.ZipFile(io.BytesIO(docx.write(bilingual()))) as archive:
        body = archive.read("word/document.xml")

    assert b"</w:tbl><w:tbl>" not in body


def test_an_unfitting_row_is_an_error_of_the_caller() -> None:
    table = next(minutes(Language.VI).tables())

    with pytest.raises(ValueError, match="cells for"):
        replace(table, rows=(replace(table.rows[1], cells=((Text("alone"),),)),))


def rewritten(content: bytes, before: bytes, after: bytes) -> bytes:
    """Return the Word document after an officer typed over a text."""
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(result, "w") as target,
    ):
        for name in source.namelist():
            part = source.read(name)
            if name == "word/document.xml":
                assert before in part
                part = part.replace(before, after)
            target.writestr(name, part)
    return result.getvalue()

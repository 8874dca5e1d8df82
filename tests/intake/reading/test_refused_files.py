"""A file that is not to be opened is refused whole, with a code and a sentence."""

from __future__ import annotations

import contextlib
import io
import random
import tracemalloc

import pytest
import xlsxwriter
import xlwt

from saphan.intake.reading.plain import read_plain
from saphan.intake.reading.safety import Limits, examine
from saphan.intake.reading.workbook import open_book
from saphan.kernel.refusals import Refused
from tests.intake.reading.workbook_maker import found, outcome_of, part, patrols, saved, with_parts

MAIN = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet_of(cells: bytes) -> bytes:
    old = saved(patrols())
    xml = part(old, MAIN)
    start, end = xml.index(b"<sheetData>") + 11, xml.index(b"</sheetData>")
    return with_parts(old, {MAIN: xml[:start] + cells + xml[end:]})


def xls() -> bytes:
    target = io.BytesIO()
    book = xlwt.Workbook()
    book.add_sheet("a").write(0, 0, "x")
    book.save(target)
    return target.getvalue()


def locked_xls() -> bytes:
    """The record after the first one becomes FILEPASS, as in a locked workbook."""
    data = xls()
    second = data.index(b"\x09\x08\x10\x00") + 20
    return data[:second] + b"\x2f\x00" + data[second + 2 :]


def cut() -> bytes:
    data = saved(patrols())
    return data[: len(data) // 2]


def flipped() -> bytes:
    data = bytearray(saved(patrols()))
    middle = data.index(MAIN.encode()) + 200
    data[middle : middle + 40] = bytes(40)
    return bytes(data)


FILES: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.xlsx", b"", "file-empty"),
    "blank text": ("a.csv", b" \r\n ", "file-empty"),
    "PDF": ("a.xlsx", b"%PDF-1.7 ...", "file-type"),
    "PDF called CSV": ("a.csv", b"%PDF-1.7 ...", "file-type"),
    "web page called xls": ("a.xls", b"<html><table></table>", "file-type"),
    "document": ("a.docx", with_parts(saved(patrols()), {}).replace(b"workbook", b"document"),
                 "file-type"),
    "encrypted": ("a.xlsx", OLE + bytes(900) + "EncryptedPackage".encode("utf-16-le"),
                  "workbook-encrypted"),
    "locked xls": ("a.xls", locked_xls(), "workbook-encrypted"),
    "Word document": ("a.xls", OLE + bytes(900) + "WordDocument".encode("utf-16-le"), "file-type"),
    "macros": ("a.xlsx", with_parts(saved(patrols()), {"xl/vbaProject.bin": b"x"}),
               "workbook-macros"),
    "macros in xls": ("a.xls", xls() + "_VBA_PROJECT_CUR".encode("utf-16-le"), "workbook-macros"),
    "cut off": ("a.xlsx", cut(), "file-damaged"),
    "bytes changed": ("a.xlsx", flipped(), "file-damaged"),
    "sectors of xls lost": ("a.xls", xls()[:76] + b"\xff" * 436 + xls()[512:], "file-damaged"),
    "entities": ("a.xlsx", with_parts(saved(patrols()), {MAIN: b"<!DOCTYPE x []><worksheet/>"}),
                 "file-damaged"),
    "zip bomb": ("a.xlsx", with_parts(saved(patrols()), {"xl/x.xml": bytes(60_000_000)}),
                 "workbook-bomb"),
    "four million cells": ("a.xlsx", sheet_of(b"<c><v>1</v></c>" * 4_100_000), "workbook-bomb"),
    "two cells far apart": (
        "a.xlsx",
        sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row>'
                 b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "too-many-cells",
    ),
    "Windows letters": ("a.csv", "Đồn;Số\nSơn La;5".encode("cp1258", "replace") + b"\xe0",
                        "text-encoding"),
    "open quotation mark": ("a.csv", b'So;Ghi chu\n1;"Moc 242\n2;\n3;\n', "quote-open"),
    "cell without end": ("a.csv", b'So;Ghi chu\n1;"' + b"2;\n" * 20_000, "quote-open"),
    "endless first cell": ("a.csv", b"x" * 200_000 + b"\n1;2\n", "quote-open"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_file_not_to_be_opened_is_refused_with_its_code(name: str) -> None:
    filename, data, code = FILES[name]

    with pytest.raises(Refused) as refusal:
        open_book(data, filename=filename)

    assert refusal.value.code == code
    assert "{" not in refusal.value.sentence


def test_a_file_past_the_limit_is_refused_before_it_is_opened() -> None:
    with pytest.raises(Refused) as refusal:
        examine(saved(patrols()), filename="a.xlsx", limits=Limits(sent=1000))

    assert refusal.value.code == "file-too-large"


def test_a_styled_blank_cell_far_away_does_no_harm() -> None:
    data = sheet_of(
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576" s="0"/></row>'
    )

    (grid,) = open_book(data, filename="a.xlsx").grids

    assert grid.cells == [[1.0]]


@pytest.mark.parametrize("seed", range(60))
def test_a_file_with_changed_bytes_never_breaks_the_reader(seed: int) -> None:
    chance = random.Random(seed)
    whole = bytearray(xls() if seed % 4 == 0 else saved(patrols()))
    for _ in range(chance.randrange(1, 12)):
        whole[chance.randrange(len(whole))] = chance.randrange(256)

    with contextlib.suppress(Refused):
        outcome_of(bytes(whole), filename="a.xlsx")


def test_a_nought_that_was_never_computed_is_no_nought() -> None:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Ngày bắt đầu", "Đồn biên phòng", "Việt Nam", "Lào"])
    sheet.write_row(1, 0, ["20/7/2024", "Lóng Sập"])
    sheet.write_formula(1, 2, "=6+6")
    sheet.write_formula(1, 3, "=6+6", None, 12)
    book.close()

    assert found(outcome_of(target.getvalue())) == {("C2", "formula-not-computed")}


def test_links_to_other_files_are_noted_and_not_followed() -> None:
    data = with_parts(saved(patrols()), {"xl/externalLinks/externalLink1.xml": b"<x/>"})

    outcome = outcome_of(data)

    assert outcome.clean
    assert "external-links" in {note.code for note in outcome.notes}


def test_a_workbook_without_a_known_table_says_so() -> None:
    data = sheet_of(b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kinh</t></is></c></row>')

    outcome = outcome_of(data)

    assert [told.code for told in outcome.refused] == ["no-table"]


def test_a_text_table_without_end_is_refused_before_it_is_read_whole() -> None:
    data = b"a,b\n" * 2_500_000

    with pytest.raises(Refused) as refused:
        read_plain(data)

    assert (refused.value.code, refused.value.where["cells"]) == ("too-many-cells", "4000002")


def test_an_open_quotation_mark_is_named_by_its_line() -> None:
    with pytest.raises(Refused) as refused:
        read_plain(b'So;Ghi chu\n1;"hai\ndong"\n2;"Moc 242\n3;\n')

    assert refused.value.where == {"line": "4"}
    assert "line 4" in refused.value.sentence


def test_a_quotation_mark_that_is_closed_may_span_lines() -> None:
    assert read_plain(b'So;Ghi chu\n1;"hai\ndong"\n2') == [
        ["So", "Ghi chu"],
        ["1", "hai\ndong"],
        ["2", ""],
    ]


def test_what_an_open_quotation_mark_swallows_is_never_held() -> None:
    before = "Lò Văn Hặc;1\n".encode() * 20_000
    data = before + b'"' + b"x\n" * 19_000_000
    tracemalloc.start()
    try:
        with pytest.raises(Refused):
            read_plain(data)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert peak < len(data) // 2

"""Files that must be refused as a whole, and how each is made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import xlwt

from demo.faulty.bases import BASES
from demo.writers import write, write_csv

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
EPOCH = (2025, 8, 10, 8, 0, 0)
BOMB_ROWS, BOMB_COLUMNS = 100_000, 100
SHEET = "xl/worksheets/sheet1.xml"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def sound(folder: Path) -> bytes:
    """Return the bytes of a sound patrol workbook."""
    path = write(BASES["patrols"].book(".sound.xlsx", {}), folder)
    content = path.read_bytes()
    path.unlink()
    return content


def not_a_workbook(folder: Path) -> bytes:
    del folder
    return PDF


def empty(folder: Path) -> bytes:
    del folder
    return b""


def truncated(folder: Path) -> bytes:
    content = sound(folder)
    return content[: len(content) * 2 // 3]


def macros(folder: Path) -> bytes:
    """Carry a macro project under the ending of a plain workbook."""
    parts = dict(_parts(sound(folder)))
    types = parts["[Content_Types].xml"].replace(PLAIN.encode(), MACRO.encode())
    parts["[Content_Types].xml"] = types
    parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    return _zip(parts)


def encrypted(folder: Path) -> bytes:
    """Stand as a password does: an OLE container whose stream is named EncryptedPackage."""
    path = folder / ".container.xls"
    workbook = xlwt.Workbook()
    workbook.add_sheet("Sheet1")
    workbook.save(str(path))
    content = path.read_bytes()
    path.unlink()
    old, new = (name.encode("utf-16-le") for name in ("Workbook", "EncryptedPackage"))
    at = content.index(old + bytes(2))
    entry = new.ljust(64, b"\0") + (len(new) + 2).to_bytes(2, "little")
    return content[:at] + entry + content[at + len(entry) :]


def bomb(folder: Path) -> bytes:
    """Hold ten million cells in some hundred kilobytes."""
    row = b"<c><v>1</v></c>" * BOMB_COLUMNS
    return _with_sheet(folder, (b"<row>" + row + b"</row>" for _ in range(BOMB_ROWS)))


def far_cell(folder: Path) -> bytes:
    """Hold two cells at opposite corners: whoever reserves the rectangle between them is lost."""
    near = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return _with_sheet(folder, iter((near, far)))


def entity(folder: Path) -> bytes:
    """Declare entities that grow a billionfold when they are expanded."""
    parts = dict(_parts(sound(folder)))
    tens = ["ha", *(f"&a{level};" * 10 for level in range(9))]
    levels = "".join(f'<!ENTITY a{level} "{text}">' for level, text in enumerate(tens))
    text = f'<?xml version="1.0"?><!DOCTYPE sst [{levels}]><sst><si><t>&a9;</t></si></sst>'
    parts["xl/sharedStrings.xml"] = text.encode()
    return _zip(parts)


def no_table(folder: Path) -> bytes:
    """Hold prose and no head."""
    book = BASES["patrols"].book(".prose.xlsx", {})
    book.sheets[0].cells.clear()
    book.sheets[0].merges.clear()
    book.sheets[0].put(0, 0, "Kính gửi: Bộ Chỉ huy. Đơn vị báo cáo không có vụ việc.", "plain")
    path = write(book, folder)
    content = path.read_bytes()
    path.unlink()
    return content


def no_rows(folder: Path) -> bytes:
    """Hold the head of a table and nothing under it."""
    cells = {f"{letter}{row}": None for letter in "ABCDEFGHIJKLMN" for row in (5, 6, 7)}
    path = write(BASES["patrols"].book(".rows.xlsx", cells), folder)
    content = path.read_bytes()
    path.unlink()
    return content


def column_missing(folder: Path) -> bytes:
    """Lack the date of every patrol."""
    changes = dict.fromkeys(("C3", "C4", "D4", "C5", "D5", "C6", "D6", "C7", "D7"))
    path = write(BASES["patrols"].book(".column.xlsx", changes), folder)
    content = path.read_bytes()
    path.unlink()
    return content


def csv_bytes(folder: Path) -> bytes:
    path = folder / ".movements.csv"
    write_csv(BASES["movements"].book(path.name, {}), path)
    content = path.read_bytes()
    path.unlink()
    return content


def csv_old_encoding(folder: Path) -> bytes:
    """Save as an old Windows does: every accented letter a guess."""
    return csv_bytes(folder).decode("utf-8-sig").encode("cp1258", errors="replace")


def csv_binary(folder: Path) -> bytes:
    return csv_bytes(folder).replace(b";", b"\0;", 3)


def _with_sheet(folder: Path, rows: Iterator[bytes]) -> bytes:
    parts = dict(_parts(sound(folder)))
    target = io.BytesIO()
    before, _, _ = parts[SHEET].partition(b"<sheetData>")
    after = b"</sheetData></worksheet>"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != SHEET:
                archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
        info = zipfile.ZipInfo(SHEET, EPOCH)
        info.compress_type = zipfile.ZIP_DEFLATED
        with archive.open(info, "w") as sheet:
            sheet.write(before + b"<sheetData>")
            for row in rows:
                sheet.write(row)
            sheet.write(after)
    return target.getvalue()


def _parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def _zip(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


type Maker = Callable[[Path], bytes]
WHOLE: tuple[tuple[str, str, Maker], ...] = (
    ("not-a-workbook.xlsx", "not-a-workbook", not_a_workbook),
    ("empty-file.xlsx", "empty", empty),
    ("cut-short.xlsx", "truncated", truncated),
    ("macros.xlsx", "macros", macros),
    ("password.xlsx", "encrypted", encrypted),
    ("ten-million-cells.xlsx", "too-large", bomb),
    ("two-far-cells.xlsx", "too-large", far_cell),
    ("entities.xlsx", "unsafe-xml", entity),
    ("no-table.xlsx", "no-table", no_table),
    ("no-rows.xlsx", "no-rows", no_rows),
    ("column-missing.xlsx", "missing-column", column_missing),
    ("old-encoding.csv", "wrong-encoding", csv_old_encoding),
    ("binary.csv", "wrong-encoding", csv_binary),
)

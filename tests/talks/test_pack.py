"""Every number of every paper is its cell, in each format and language."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

import pypdf
import pytest

from saphan.figures import cells
from saphan.figures.cells import Cell
from saphan.kernel.languages import Language, T
from saphan.kernel.refusals import Forbidden, Refused
from saphan.ledger.seal import seal_many
from saphan.render import readback
from saphan.render.paper import Number
from saphan.talks import queries, services
from saphan.talks.papers import parts
from saphan.talks.services import File
from tests import make
from tests.talks import make_talks

READERS: dict[str, Callable[[bytes], readback.Numbers]] = {
    "docx": readback.numbers_in_docx,
    "xlsx": readback.numbers_in_xlsx,
    "html": readback.numbers_in_html,
}
MISSING = "crossings.goods"


def pack(code: str, *languages: Language) -> dict[str, bytes]:
    files = services.make_pack(
        code, by=make.actor(), setting=services.of_this_node(), languages=languages
    )
    return {file.place: file.data for file in files}


def expected(cell: Cell) -> set[Decimal | None]:
    """What may stand at a cell: its components, or nothing where it is missing."""
    return {part.quantity.decimal if part.quantity else None for part in cell.components}


def by_id(found: Iterable[Cell]) -> Mapping[str, Cell]:
    return {cell.id: cell for cell in found}


@pytest.mark.parametrize("language", Language)
def test_each_number_of_the_report_is_its_cell(talks: str, language: Language) -> None:
    told = by_id(queries.gather(talks, by=make.actor()).every_cell())
    files = pack(talks, language)

    for ending, read in READERS.items():
        numbers = read(files[f"{language}/{talks}.{ending}"])

        assert numbers.keys() == told.keys()
        for cell, found in numbers.items():
            assert {each.value for each in found} == expected(told[cell]), (ending, cell)


def test_each_number_of_the_minutes_is_its_cell(talks: str) -> None:
    told = by_id(queries.gather(talks, by=make.actor()).cells)
    files = pack(talks)

    for ending, read in READERS.items():
        numbers = read(files[f"bilingual/{talks}-minutes.{ending}"])

        assert len(numbers) == 29
        assert all({f.value for f in found} == expected(told[c]) for c, found in numbers.items())


@pytest.mark.parametrize("language", Language)
def test_the_pdf_prints_each_number(talks: str, language: Language) -> None:
    gathered = queries.gather(talks, by=make.actor())
    content = pack(talks, language)[f"{language}/{talks}.pdf"]

    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]

    text = re.sub(r"\s+", "", "".join(pages))
    for cell in gathered.cells:
        for run in parts.value(cell, language):
            if isinstance(run, Number):
                assert re.sub(r"\s+", "", run.shown) in text, cell.id
    code = parts.page_code(gathered)
    assert all(code in page for page in pages)


def test_the_published_figures_stand_in_the_sentences(talks: str) -> None:
    page = pack(talks, Language.VI)[f"vi/{talks}.html"].decode()

    text = re.sub(r"<[^>]+>", "", page).replace("\u00a0", " ")

    assert "đã xử lý 58 vụ, bắt giữ 71 đối tượng; thu giữ 8 bánh và 111,22 g heroin" in text
    assert "683.013 viên ma túy tổng hợp, 2,001 kg ma túy đá" in text
    assert "38.385 lượt nhập cảnh và 38.608 lượt xuất cảnh" in text
    assert "Tính đến ngày 12/8/2025, đang hỗ trợ 12 em học sinh Lào" in text
    assert "chưa có số liệu" in text


def test_a_missing_figure_is_told_as_missing_and_an_unreported_one_not_at_all(talks: str) -> None:
    told = queries.gather(talks, by=make.actor()).cells

    assert [cell.figure.code for cell in told if cell.is_missing] == [MISSING]


def test_each_cell_of_a_paper_is_one_that_can_be_asked_for(talks: str) -> None:
    told = queries.gather(talks, by=make.actor())
    printed: dict[tuple[str, ...], dict[str, set[str]]] = {}
    for cell in told.every_cell():
        by = tuple(sorted(cell.within))
        printed.setdefault(by, {}).setdefault(cell.figure.code, set()).add(cell.id)

    assert printed.keys() == {(), ("month",), ("resident",), ("month", "resident")}
    for by, figures in printed.items():
        for code, ids in figures.items():
            asked = cells.table(authority="vn-son-la", period=told.period, codes=[code], by=by)
            assert {cell.id for cell in asked} == ids, (code, by)


def test_the_months_of_a_figure_add_up_to_it(talks: str) -> None:
    gathered = queries.gather(talks, by=make.actor())

    for series in gathered.series:
        whole = sum(_amount(cell) for cell in series.wholes)
        months = sum(_amount(cell) for monthly in series.classes.values() for cell in monthly)
        assert months == whole == _amount(_cell(gathered.cells, series.figure)) > 0
        assert {len(monthly) for monthly in series.classes.values()} == {14}


def _cell(told: Iterable[Cell], figure: str) -> Cell:
    return next(cell for cell in told if cell.figure.code == figure)


def _amount(cell: Cell) -> int:
    quantity = cell.components[0].quantity
    return quantity.amount if quantity else 0


def test_the_page_code_changes_with_any_number(talks: str) -> None:
    before = parts.page_code(queries.gather(talks, by=make.actor()))

    day = make_talks.LAST
    seal_many([make.patrol_entry(started_on=day, ended_on=day)], clearance=make.clearance())

    assert parts.page_code(queries.gather(talks, by=make.actor())) != before


def test_papers_of_talks_without_a_figure_say_so(bare_talks: str) -> None:
    files = pack(bare_talks, *Language)

    assert len(files) == 16
    for place, data in files.items():
        ending = place.rpartition(".")[2]
        if ending in READERS:
            assert READERS[ending](data) == {}, place
    assert "Không có." in files[f"vi/{bare_talks}.html"].decode()


def test_no_paper_without_the_ability(talks: str) -> None:
    reader = make.actor("reader", abilities=frozenset({"figures.read", "agreements.read"}))

    with pytest.raises(Forbidden):
        next(services.make_pack(talks, by=reader, setting=services.of_this_node()))


def test_no_paper_for_whom_the_meeting_is_not_visible(talks: str) -> None:
    stranger = make.actor(abilities=frozenset({"talks.prepare"}))

    with pytest.raises(Refused) as refused:
        next(services.make_pack(talks, by=stranger, setting=services.of_this_node()))

    assert refused.value.code == "no-such-talks"


GENERATED = T(en="A demonstration", vi="Bản trình diễn", lo="ສະບັບສາທິດ")


def test_a_node_with_generated_records_says_so_in_each_file(talks: str) -> None:
    setting = services.Setting(services.of_this_node().fonts, generated=GENERATED)
    files = services.make_pack(talks, by=make.actor(), setting=setting, languages=(Language.VI,))

    said = {file.place: _says(file) for file in files if not file.place.endswith("xlsx")}

    assert all(said.values()), said


def _says(file: File) -> bool:
    if file.place.endswith("pdf"):
        pages = pypdf.PdfReader(io.BytesIO(file.data)).pages
        return all("Bản trình diễn" in page.extract_text() for page in pages)
    if file.place.endswith("html"):
        return "Bản trình diễn" in file.data.decode()
    return "Bản trình diễn" in str(foot(file.data))


def foot(content: bytes) -> list[str]:
    """The texts of the foot of a Word document."""
    import docx

    return [one.text for one in docx.Document(io.BytesIO(content)).sections[0].footer.paragraphs]


def test_cells_name_themselves(talks: str) -> None:
    for cell in queries.gather(talks, by=make.actor()).every_cell():
        assert cells.compute(cells.question_of(cell.id)).components == cell.components

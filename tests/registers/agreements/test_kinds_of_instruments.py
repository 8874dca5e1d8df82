"""The kind of an instrument is read from its title in any of three languages, else asked."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from demo import talks
from demo.writers import write
from saphan.intake import services
from saphan.intake.services import File, Read
from saphan.registers.agreements.choices import InstrumentKind
from saphan.registers.agreements.documents import Instrument, Wording
from saphan.registers.agreements.intake.titles import kinds_named
from tests import make
from tests.registers.agreements.make_agreements import TODAY

PLACE = "Văn kiện!B4"


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        (Wording(vi="Hiệp ước hoạch định biên giới quốc gia"), ["treaty"]),
        (Wording(vi="Nghị định thư về đường biên giới"), ["protocol"]),
        (Wording(vi="Biên bản ghi nhớ Hội đàm"), ["memorandum"]),
        (Wording(vi="Kế hoạch thực hiện Nghị định thư"), ["plan"]),
        (Wording(lo="ສົນທິສັນຍາ ວ່າດ້ວຍການກຳນົດເສັ້ນຊາຍແດນ"), ["treaty"]),
        (Wording(lo="ອະນຸສັນຍາວ່າດ້ວຍເສັ້ນຊາຍແດນ"), ["protocol"]),
        (Wording(lo="ສັນຍາວ່າດ້ວຍລະບຽບການຊາຍແດນ"), ["agreement"]),
        (Wording(lo="ບົດບັນທຶກຄວາມເຂົ້າໃຈ ກອງປະຊຸມ"), ["memorandum"]),
        (Wording(lo="ບົດບັນທຶກ ກອງປະຊຸມ"), ["minutes"]),
        (Wording(en="Minutes of the talks on the plan"), ["minutes"]),
        (Wording(en="Agreed planning of patrols"), []),
        (Wording(vi="Thông cáo chung"), []),
        (Wording(vi="Bản ghi nhớ", lo="ບົດບັນທຶກ"), ["memorandum", "minutes"]),
        (Wording(vi="Thông cáo", en="Protocol"), ["protocol"]),
    ],
    ids=str,
)
def test_the_first_name_in_a_title_is_its_kind(title: Wording, kinds: list[str]) -> None:
    assert kinds_named(title) == kinds


def read(folder: Path, titles: tuple[str, str, str], **answers: str) -> Read:
    """The talks' workbook with another title of its instrument."""
    book = talks.book(Random(38))
    path = write(book, folder)
    workbook = load_workbook(path)
    for cell, title in zip("BCD", titles, strict=True):
        workbook["Văn kiện"][f"{cell}4"] = title
    workbook.save(path)
    known = {doubt.address: doubt.truth for doubt in book.doubts}
    file = File(path.read_bytes(), book.file, "agreements", "", {**known, **answers})
    return services.try_out(file, by=make.actor(), on=TODAY)


def doubts(found: Read) -> list[tuple[object, object]]:
    return [(one["code"], one["readings"]) for one in found.doubts]


@pytest.mark.django_db
@pytest.mark.usefixtures("authorities")
def test_titles_that_disagree_ask_between_what_they_name(tmp_path: Path) -> None:
    found = read(tmp_path, ("Bản ghi nhớ Hội đàm", "ບົດບັນທຶກ ກອງປະຊຸມ", ""))

    assert doubts(found) == [("instrument-kind", ["memorandum", "minutes"])]


@pytest.mark.django_db
@pytest.mark.usefixtures("authorities")
def test_a_title_that_names_no_kind_asks_and_an_answer_settles_it(tmp_path: Path) -> None:
    titles = ("Thông cáo chung", "ຖະແຫຼງການຮ່ວມ", "")

    asked = read(tmp_path, titles)
    settled = read(tmp_path, titles, **{PLACE: "agreement"})

    assert doubts(asked) == [("instrument-kind", list(InstrumentKind))]
    assert "agreements.instrument" not in asked.composed.entries
    (entry,) = settled.composed.entries["agreements.instrument"]
    assert isinstance(entry.core, Instrument)
    assert (settled.clean, entry.core.kind) == (True, "agreement")

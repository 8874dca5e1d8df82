"""What a workbook leaves open is asked at its cell; nothing half known is recorded."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from saphan.intake import services
from saphan.intake.offices import directory
from saphan.intake.services import File
from saphan.intake.services.uploads import Read
from saphan.kernel.refusals import Forbidden
from saphan.kernel.sides import Side
from saphan.registers.security.documents import Case, Patrol
from tests import make
from tests.registers.security.offices_files import TALKS, file_of, manifest

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("authorities")]

CASE_HEAD = ["Số vụ", "Ngày bắt giữ", "Hành vi vi phạm", "Số đối tượng", "Tang vật thu giữ"]
ONE_CASE = ["01/2025", "12/2/2025", "Vận chuyển ma túy", "01", "2 bánh; 5,34g heroin"]
SUBJECT_HEAD = ["Số vụ", "Họ và tên", "Giới tính", "Năm sinh", "Quốc tịch"]
EXHIBIT_HEAD = ["Số vụ", "Tên tang vật", "Số lượng", "ĐVT", "Khối lượng cân (g)"]


def book(**sheets: list[list[Any]]) -> bytes:
    made, target = Workbook(), io.BytesIO()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(target)
    return target.getvalue()


def read(answers: dict[str, str] | None = None, /, **sheets: Any) -> Read:
    file = File(book(**sheets), "a.xlsx", "security", "son-la/don-long-sap", answers or {})
    return services.try_out(file, by=make.actor(), on=TALKS)


def told(found: Read) -> set[tuple[str, str, str]]:
    every = [*found.doubts, *found.refusals]
    return {(str(one["sheet"]), str(one["cell"]), str(one["code"])) for one in every}


def case(found: Read) -> Case:
    (entry,) = found.composed.entries["security.case"]
    assert isinstance(entry.core, Case)
    return entry.core


def test_without_answers_exactly_the_planted_doubts_are_open(demo_folder: Path) -> None:
    for one in manifest(demo_folder):
        found = services.try_out(
            file_of(demo_folder, one, answered=False), by=make.actor(), on=TALKS
        )

        asked = {(each["sheet"], each["cell"]) for each in found.doubts}
        assert asked == {(each["sheet"], each["cell"]) for each in one["doubts"]}, one["file"]
        assert not found.refusals, one["file"]
        truths = {(each["sheet"], each["cell"]): each["truth"] for each in one["doubts"]}
        for each in found.doubts:
            readings: Any = each["readings"]
            assert truths[each["sheet"], each["cell"]] in readings, each


def test_a_file_with_an_open_doubt_records_nothing(demo_folder: Path) -> None:
    one = next(each for each in manifest(demo_folder) if each["doubts"])

    held, found = services.receive(
        file_of(demo_folder, one, answered=False), by=make.actor("officer"), on=TALKS
    )

    assert not found.clean
    with pytest.raises(Exception, match="has-doubts"):
        services.clear_upload(held, by=make.actor("clearer"), on=TALKS)


def test_who_may_not_import_does_not(demo_folder: Path) -> None:
    one = manifest(demo_folder)[0]

    with pytest.raises(Forbidden):
        services.receive(
            file_of(demo_folder, one), by=make.actor("reader", abilities=frozenset()), on=TALKS
        )


def test_people_stated_and_listed_must_agree() -> None:
    sheets: dict[str, Any] = {
        "Vụ": [CASE_HEAD, [*ONE_CASE[:3], "03", ONE_CASE[4]]],
        "Người": [SUBJECT_HEAD, ["01/2025", "Lý Pao", "Nam", 1970, "Lào"]],
    }

    open_one = read(**sheets)
    listed = read({"Vụ!D2": "listed"}, **sheets)
    stated = read({"Vụ!D2": "stated"}, **sheets)

    assert told(open_one) == {("Vụ", "D2", "subjects-differ")}
    assert len(case(listed).subjects) == 1
    assert len(case(stated).subjects) == 3


def test_people_listed_beyond_the_stated_number_are_not_dropped() -> None:
    people = [["01/2025", f"Lý Pao {n}", "Nam", 1970, "Lào"] for n in range(2)]

    found = read(Vụ=[CASE_HEAD, ONE_CASE], Người=[SUBJECT_HEAD, *people])

    (doubt,) = found.doubts
    assert doubt["readings"] == ["listed"]


def test_a_stated_number_counts_where_nobody_is_listed() -> None:
    found = read(Vụ=[CASE_HEAD, [*ONE_CASE[:3], "02", ONE_CASE[4]]])

    assert [one.id for one in case(found).subjects] == ["s1", "s2"]
    assert not found.composed.entries["security.case"][0].persons


def test_what_has_no_owner_has_no_subject() -> None:
    found = read(Vụ=[CASE_HEAD, [*ONE_CASE[:3], "Vô chủ", ONE_CASE[4]]])

    assert case(found).subjects == []


def test_a_row_without_its_case_is_named_and_not_dropped() -> None:
    people = [["01/2025", "Lý Pao", "Nam", 1970, "Lào"], ["02/2025", "Lý Xa", "Nam", 1971, "Lào"]]

    found = read(Vụ=[CASE_HEAD, ONE_CASE], Người=[SUBJECT_HEAD, *people])

    assert told(found) == {("Người", "A3", "no-such-case")}


def test_two_cases_of_one_number_are_refused() -> None:
    found = read(
        {"Vụ!A3": "both"}, Vụ=[CASE_HEAD, ONE_CASE, [*ONE_CASE[:2], "Khác", *ONE_CASE[3:]]]
    )

    assert ("Vụ", "A3", "case-number-twice") in told(found)


def test_an_unknown_exhibit_is_asked_and_keeps_its_words() -> None:
    sheets: dict[str, Any] = {"Vụ": [CASE_HEAD, [*ONE_CASE[:4], "01 con dao; 3.150.000 đồng"]]}

    open_one = read(**sheets)
    other = read({"Vụ!E2": "other 1 item; cash 3150000 VND"}, **sheets)

    assert told(open_one) == {("Vụ", "E2", "exhibits-unclear")}
    assert [one.written for one in case(other).exhibits] == ["01 con dao", "3.150.000 đồng"]


def test_an_unknown_exhibit_on_a_row_is_asked_about() -> None:
    sheets: dict[str, Any] = {
        "Vụ": [CASE_HEAD[:4], ONE_CASE[:4]],
        "Tang": [EXHIBIT_HEAD, ["01/2025", "Con dao", 1, "chiếc", None]],
    }

    open_one = read(**sheets)
    other = read({"Tang!B2": "other"}, **sheets)

    assert told(open_one) == {("Tang", "B2", "exhibit-unknown")}
    assert case(other).exhibits[0].written == "Con dao: 1 chiếc"


def test_a_weighed_mass_is_added_to_nothing() -> None:
    found = read(
        Vụ=[CASE_HEAD[:4], ONE_CASE[:4]],
        Tang=[EXHIBIT_HEAD, ["01/2025", "Heroin", 2, "bánh", 704.8]],
    )

    (exhibit,) = case(found).exhibits
    assert [(one.value, one.unit) for one in exhibit.amounts] == [("2", "cake")]
    assert exhibit.weighed
    assert (exhibit.weighed.value, exhibit.weighed.unit) == ("704.8", "g")


@pytest.mark.parametrize(
    "row, code",
    [
        (["01/2025", "Heroin", 2, "gói", None], ("Tang", "D2", "unit-unknown")),
        (["01/2025", "Xe máy", 2, "kg", None], ("Tang", "C2", "unit-does-not-fit")),
        (["01/2025", "Heroin", 0, "g", None], ("Tang", "C2", "negative")),
        (["01/2025", "Đạn", 1.5, "viên", None], ("Tang", "C2", "typed-fraction")),
    ],
)
def test_an_exhibit_that_cannot_be_is_named_at_its_cell(
    row: list[Any], code: tuple[str, str, str]
) -> None:
    found = read(Vụ=[CASE_HEAD[:4], ONE_CASE[:4]], Tang=[EXHIBIT_HEAD, row])

    assert code in told(found)


@pytest.mark.parametrize(
    "head, value",
    [("Tiền (nghìn đồng)", "12500000"), ("Tiền (đồng)", "12500"), ("Tiền", "12500")],
)
def test_thousands_are_thousands_only_where_the_head_says_so(head: str, value: str) -> None:
    found = read(Vụ=[[*CASE_HEAD[:4], head], [*ONE_CASE[:4], 12500]])

    assert case(found).exhibits[0].amounts[0].value == value


def test_millions_that_the_register_does_not_know_are_refused() -> None:
    found = read(Vụ=[[*CASE_HEAD[:4], "Tiền (triệu đồng)"], [*ONE_CASE[:4], 12]])

    assert ("Vụ", "E1", "head-unit") in told(found)


def test_a_record_that_is_there_already_is_asked_about(demo_folder: Path) -> None:
    one = manifest(demo_folder)[1]
    held, _ = services.receive(file_of(demo_folder, one), by=make.actor("officer"), on=TALKS)
    services.clear_upload(held, by=make.actor("clearer"), on=TALKS)

    again = services.try_out(file_of(demo_folder, one), by=make.actor(), on=TALKS)

    assert {code for _, _, code in told(again)} == {"already-recorded"}


def test_a_partner_that_nobody_knows_is_asked_about() -> None:
    head = [*CASE_HEAD, "Đơn vị phối hợp phía Lào"]
    sheets: dict[str, Any] = {"PH": [head, [*ONE_CASE, "Đội đặc nhiệm 5"]]}

    open_one = read(**sheets)
    answered = read({"PH!F2": "la-houaphanh"}, **sheets)

    assert told(open_one) == {("PH", "F2", "partner-unknown")}
    assert case(answered).coordinated_with == ["la-houaphanh"]


def test_a_total_of_both_sides_is_held_to_them() -> None:
    head = ["Số BB", "Từ ngày", "Đến ngày", "QS phía VN", "QS phía Lào", "Tổng QS"]
    head[3], head[4] = "people_vn", "people_la"
    sheets: dict[str, Any] = {"TT": [head, ["01/BB", "1/2/2025", "2/2/2025", 10, 12, 23]]}

    open_one = read(**sheets)
    answered = read({"TT!F2": "parts"}, **sheets)

    assert told(open_one) == {("TT", "F2", "total-of-sides-differs")}
    (entry,) = answered.composed.entries["security.patrol"]
    assert isinstance(entry.core, Patrol)
    assert entry.core.participants == {"vn": 10, "la": 12}


@pytest.mark.parametrize(
    "written, side, office",
    [
        ("Đồn BPCK Chiềng Khương", Side.VN, "son-la/don-chieng-khuong"),
        ("ĐỒN BIÊN PHÒNG CKQT LÓNG SẬP", Side.VN, "son-la/don-long-sap"),
        ("Đồn Nậm Lạnh", Side.VN, "son-la/don-nam-lanh"),
        ("PHÒNG PCMT VÀ TỘI PHẠM", Side.VN, "son-la/phong-pctp"),
        ("Đại đội BP Xốp Bâu", None, "houaphanh/dai-doi-sop-bau"),
        ("ກອງຮ້ອຍຊາຍແດນ ປາຮ່າງ", None, "houaphanh/dai-doi-pa-hang"),
        ("Phòng Tham mưu", Side.VN, "son-la/phong-tham-muu"),
    ],
)
def test_an_office_is_found_by_what_officers_write(
    written: str, side: Side | None, office: str
) -> None:
    found = directory().find(written, side=side)

    assert found
    assert found.office == office


@pytest.mark.parametrize("written", ["Phòng Tham mưu", "Đồn", "Nậm Lạnh", "Tổ công tác", ""])
def test_an_office_that_may_be_several_is_none(written: str) -> None:
    assert directory().find(written) is None


def patrols(*, answers: dict[str, str] | None = None, **changes: Any) -> Read:
    """One patrol in row 3 under a two-row head; `changes` by column letter."""
    head = [
        ["Số biên bản", "Thời gian", "Thời gian", "Đoạn biên giới", "Đoạn biên giới",
         "Phía Việt Nam", "Phía Việt Nam", "Phía Lào", "Phía Lào"],
        ["Số biên bản", "Từ ngày", "Đến ngày", "Từ mốc", "Đến mốc",
         "Đơn vị", "Quân số", "Đơn vị", "Quân số"],
    ]  # fmt: skip
    row = ["91/BB-TTSP", "4/2/2025", "5/2/2025", 251, 255, "Đồn BPCK QT Lóng Sập", 11,
           "Đại đội BP Pa Háng", 10]  # fmt: skip
    for letter, value in changes.items():
        row["ABCDEFGHI".index(letter)] = value
    return read(answers or {}, **{"Tuần tra": [*head, row]})


def patrol(found: Read) -> Patrol:
    (entry,) = found.composed.entries["security.patrol"]
    assert isinstance(entry.core, Patrol)
    return entry.core


def test_a_marker_that_became_a_date_is_asked_in_the_forms_of_a_marker() -> None:
    asked = patrols(D=date(2025, 5, 2))
    answered = patrols(D=date(2025, 5, 2), answers={"Tuần tra!D3": "5/2"})

    (doubt,) = asked.doubts
    assert (doubt["cell"], doubt["code"]) == ("D3", "date-in-text")
    assert doubt["readings"] == ["2/5", "5/2"]
    assert patrol(answered).section_from == "5/2"


@pytest.mark.parametrize("written", [-5, 99999, 252.5, "252,5", 0, "5/12", date(2025, 11, 30)])
def test_a_marker_that_the_line_does_not_have_is_refused_at_its_cell(written: Any) -> None:
    assert told(patrols(E=written)) == {("Tuần tra", "E3", "wrong-form")}


@pytest.mark.parametrize("written", [255, "255/1", "Mốc số 607(1)", "ຫຼັກໝາຍ ໒໕໕", ""])
def test_a_marker_in_its_forms_is_taken(written: Any) -> None:
    assert told(patrols(E=written)) == set()


@pytest.mark.parametrize("written", ["4/2/1925", date(1925, 2, 4), 9167, "4/2/1977"])
def test_a_day_before_the_line_was_drawn_is_refused_at_its_cell(written: Any) -> None:
    found = patrols(B=written)

    assert {
        (one["cell"], one["code"] in {"date-too-early", "not-a-date"}) for one in found.refusals
    } == {("B3", True)}
    assert not found.doubts


def test_a_patrol_that_is_too_long_points_to_both_its_days() -> None:
    assert told(patrols(B="4/2/2024")) == {
        ("Tuần tra", "B3", "too-long"),
        ("Tuần tra", "C3", "too-long"),
    }


def test_a_unit_of_the_other_side_that_nobody_knows_is_asked() -> None:
    unknown = "Đại đội BP Không Có"
    asked = patrols(H=unknown)

    assert told(asked) == {("Tuần tra", "H3", "unit-unknown")}
    kept = patrols(H=unknown, answers={"Tuần tra!H3": "none"})
    meant = patrols(H=unknown, answers={"Tuần tra!H3": "houaphanh/dai-doi-ban-dan"})
    assert patrol(kept).teams["la"] == unknown
    assert patrol(meant).teams["la"] == "Đại đội Biên phòng Bản Đán"


@pytest.mark.parametrize("empty", [None, "", " "])
def test_a_patrol_whose_units_are_not_named_is_asked_about(empty: str | None) -> None:
    asked = patrols(F=empty, H=empty)
    answers = {"Tuần tra!F3": "son-la/don-nam-lanh", "Tuần tra!H3": "none"}
    answered = patrols(F=empty, H=empty, answers=answers)

    assert told(asked) == {
        ("Tuần tra", "F3", "office-missing"),
        ("Tuần tra", "H3", "unit-missing"),
    }
    assert patrol(answered).office == "son-la/don-nam-lanh"
    assert patrol(answered).teams == {"vn": "", "la": ""}

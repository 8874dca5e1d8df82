"""The secretary's workbook of the talks of 12 August 2025, in Vietnamese, Lao and English."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import date, time
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from demo.layout import closing, head, masthead, title
from demo.sheets import Book, Value

SIDES = {"VN": "Việt Nam / ຫວຽດນາມ", "LA": "Lào / ລາວ", "both": "Hai bên / ສອງຝ່າຍ"}
ROLES = {
    "head": "Trưởng đoàn / ຫົວໜ້າຄະນະ",
    "member": "Thành viên / ສະມາຊິກ",
    "secretary": "Thư ký / ເລຂານຸການ",
}
STATES = {
    "done-claimed": "Đã thực hiện",
    "under-way": "Đang thực hiện",
    "overdue": "Quá hạn",
}
THREE = ("Nội dung", "ເນື້ອໃນ", "Content")
VN_SIGNER, LA_SIGNER = "BCH BĐBP tỉnh Sơn La", "BCH Quân sự tỉnh Hủa Phăn"


@cache
def source() -> dict[str, Any]:
    """Return `talks.toml` as it stands."""
    return tomllib.loads(Path(__file__).with_name("talks.toml").read_text(encoding="utf-8"))


def book(rng: Random, number: int = 38) -> Book:
    """Return the workbook; nothing in it is left to chance."""
    del rng
    result = Book(
        f"{number:02}_phong-tham-muu_hoi-dam-Son-La-Hua-Phan_12-8-2025.xlsx",
        "agreements",
        "meeting",
        "son-la/phong-tham-muu",
        "Hội đàm thường niên năm 2025 Sơn La - Hủa Phăn",
    )
    _general(result)
    _delegates(result)
    _agenda(result)
    _proposals(result)
    _agreed(result)
    _previous(result)
    _instruments(result)
    return result


def _general(result: Book) -> None:
    meeting = source()["meeting"]
    page = result.sheet("Thông tin chung", (26, 48, 48, 48))
    row = masthead(page, over="BỘ ĐỘI BIÊN PHÒNG", office="BỘ CHỈ HUY BĐBP TỈNH SƠN LA", width=4)
    row = title(page, row, ("HỘI ĐÀM THƯỜNG NIÊN NĂM 2025", "ກອງປະຊຸມປະຈຳປີ 2025"), 4)
    page.row(row, ("Mục / ລາຍການ", "Tiếng Việt", "ພາສາລາວ", "English"), "head")
    lines: tuple[tuple[Value, ...], ...] = (
        ("Tên hội đàm", meeting["vi"], meeting["lo"], meeting["en"]),
        ("Mã hội đàm", meeting["code"], None, None),
        ("Ngày", meeting["on"], None, None),
        ("Địa điểm", meeting["place_vi"], meeting["place_lo"], meeting["place_en"]),
        ("Số liệu từ ngày", meeting["from"], None, None),
        ("Số liệu đến ngày", meeting["to"], None, None),
        ("Bên chủ nhà", "Việt Nam", "ຫວຽດນາມ", "Viet Nam"),
    )
    for offset, line in enumerate(lines, 1):
        page.row(row + offset, line)
    notes = ("Ngoài tên hai Trưởng đoàn, nội dung chi tiết là dữ liệu trình diễn.",)
    on, row = meeting["on"], row + len(lines) + 2
    closing(page, row, width=4, on=on, signer="THƯ KÝ HỘI ĐÀM", notes=notes)
    texts = {lang: meeting[lang] for lang in ("vi", "lo", "en")}
    known = {"code": meeting["code"], "host": "VN", "names": texts}
    days = {key: meeting[key].isoformat() for key in ("on", "from", "to")}
    result.records.append({"kind": "meeting", **known, **days})


def _delegates(result: Book) -> None:
    page = result.sheet("Thành phần", (6, 20, 24, 14, 42, 42, 42, 22))
    page.merge((0, 0, 0, 7), "THÀNH PHẦN THAM DỰ / ອົງປະກອບເຂົ້າຮ່ວມ", "title")
    bands = (("Chức vụ / ໜ້າທີ່ / Position", ("Tiếng Việt", "ພາສາລາວ", "English")),)
    lead = [(name, ()) for name in ("STT\nລ/ດ", "Bên\nຝ່າຍ", "Họ và tên\nຊື່ ແລະ ນາມສະກຸນ")]
    row = head(page, 2, (*lead, ("Cấp bậc\nຊັ້ນ", ()), *bands, ("Vai trò\nບົດບາດ", ())))
    for index, one in enumerate(source()["delegates"]):
        who = (one.get("name"), one["rank"], one["vi"], one["lo"], one["en"])
        page.row(row + index, (index + 1, SIDES[one["side"]], *who, ROLES[one["role"]]))
        texts = {lang: one[lang] for lang in ("vi", "lo", "en")}
        about = {"side": one["side"], "name": one.get("name", ""), "rank": one["rank"]}
        result.records.append({"kind": "delegate", **about, "position": texts, "role": one["role"]})


def _agenda(result: Book) -> None:
    page = result.sheet("Chương trình", (6, 10, 52, 52, 52, 22))
    page.merge((0, 0, 0, 5), "CHƯƠNG TRÌNH / ວາລະກອງປະຊຸມ", "title")
    page.row(2, ("STT", "Giờ\nເວລາ", *THREE, "Chủ trì\nຝ່າຍຮັບຜິດຊອບ"), "head")
    for index, one in enumerate(source()["agenda"]):
        at = time.fromisoformat(one["time"])
        page.row(index + 3, (index + 1, at, *_three(one), SIDES[one["lead"]]))
        texts = {lang: one[lang] for lang in ("vi", "lo", "en")}
        result.records.append(
            {"kind": "agenda-item", "at": one["time"], "text": texts, "lead": one["lead"]}
        )


def _proposals(result: Book) -> None:
    page = result.sheet("Đề xuất", (6, 22, 52, 52, 52))
    page.merge((0, 0, 0, 4), "ĐỀ XUẤT CỦA HAI BÊN / ຂໍ້ສະເໜີຂອງສອງຝ່າຍ", "title")
    page.row(2, ("STT", "Bên đề xuất\nຝ່າຍສະເໜີ", *THREE), "head")
    for index, one in enumerate(source()["proposals"]):
        page.row(index + 3, (index + 1, SIDES[one["side"]], *_three(one)))
        texts = {lang: one[lang] for lang in ("vi", "lo", "en")}
        result.records.append({"kind": "proposal", "side": one["side"], "text": texts})


def _agreed(result: Book) -> None:
    page = result.sheet("Nội dung thống nhất", (6, 52, 52, 52, 22, 16, 26))
    page.merge((0, 0, 0, 6), "CÁC NỘI DUNG THỐNG NHẤT / ເນື້ອໃນທີ່ເປັນເອກະພາບ", "title")
    last = ("Bên thực hiện\nຝ່າຍປະຕິບັດ", "Thời hạn\nກຳນົດເວລາ", "Cơ quan đầu mối")
    page.row(2, ("STT", *THREE, *last), "head")
    on = source()["meeting"]["on"]
    for index, one in enumerate(source()["contents"]):
        row = index + 3
        page.row(row, (index + 1, *_three(one), SIDES[one["debtor"]], one["due"], one["lead"]))
        if "written" in one:
            truth = one["due"].isoformat()
            page.doubtful((row, 5), one["written"], truth, tuple(one["readings"]), one["why"])
        result.records.append({**_content(one, on, index), "lead": one["lead"]})


def _previous(result: Book) -> None:
    page = result.sheet("Nội dung năm 2024", (6, 44, 44, 44, 22, 14, 36, 36, 36, 16))
    name = "NỘI DUNG ĐÃ THỐNG NHẤT NĂM 2024 (DỮ LIỆU TRÌNH DIỄN)"
    page.merge((0, 0, 0, 9), name, "title")
    page.put(1, 0, f"Hội đàm ngày {source()['previous']['on']:%d/%m/%Y}", "note")
    done = ("Kết quả\nຜົນການປະຕິບັດ", ("Tiếng Việt", "ພາສາລາວ", "English"))
    texts = [(text, ()) for text in ("STT", *THREE, "Bên thực hiện", "Thời hạn")]
    row = head(page, 2, (*texts, done, ("Tình trạng", ())))
    on = source()["previous"]["on"]
    for index, one in enumerate(source()["previous"]["contents"]):
        progress = [one[f"progress_{lang}"] for lang in ("vi", "lo", "en")]
        about = (SIDES[one["debtor"]], one["due"], *progress, STATES[one["status"]])
        page.row(row + index, (index + 1, *_three(one), *about))
        known = dict(zip(("vi", "lo", "en"), progress, strict=True))
        result.records.append(
            {**_content(one, on, index), "progress": known, "status": one["status"]}
        )


def _instruments(result: Book) -> None:
    page = result.sheet("Văn kiện", (6, 46, 46, 46, 14, 16, 26, 26, 18, 8))
    page.merge((0, 0, 0, 9), "VĂN KIỆN KÝ KẾT / ເອກະສານທີ່ເຊັນ", "title")
    names = ("Tên văn kiện", "ຊື່ເອກະສານ", "Document")
    signed = ("Ngày ký", "Nơi ký", "Bên ký (VN)", "Bên ký (Lào)", "Ngôn ngữ", "Số bản")
    page.row(2, ("STT", *names, *signed), "head")
    for index, one in enumerate(source()["instruments"]):
        where = (one["signed_on"], "Sơn La", VN_SIGNER, LA_SIGNER, "Việt, Lào", one["copies"])
        page.row(index + 3, (index + 1, *_three(one), *where))
        known = {"signed_on": one["signed_on"].isoformat(), "instrument": one["kind"]}
        parties = {"VN": "son-la", "LA": "houaphanh"}
        texts = {lang: one[lang] for lang in ("vi", "lo", "en")}
        about = {"names": texts, "parties": parties, "copies": one["copies"]}
        result.records.append({"kind": "instrument", **known, **about})
    row = len(source()["instruments"]) + 4
    page.merge((row, 0, row, 9), "Tổng số: 01 văn kiện / ລວມ: 01 ສະບັບ", "italic")


def _three(one: dict[str, Any]) -> Sequence[str]:
    return one["vi"], one["lo"], one["en"]


def _content(one: dict[str, Any], agreed_on: date, index: int) -> dict[str, Any]:
    """A due day is a day or null; a rhythm says how a duty without a day returns."""
    due = one["due"]
    return {
        "kind": "agreed-content",
        "agreed_on": agreed_on.isoformat(),
        "position": index + 1,
        "text": {lang: one[lang] for lang in ("vi", "lo", "en")},
        "debtor": one["debtor"],
        "due": due.isoformat() if isinstance(due, date) else None,
        "rhythm": one["rhythm"],
        "target": one.get("target"),
        "figure": one.get("figure"),
    }

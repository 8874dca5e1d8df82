"""The figures of this register, as data."""

from __future__ import annotations

from saphan.kernel.figures import Figure, Kind, Names
from saphan.kernel.languages import T

CONTENTS_AGREED = Figure(
    "agreements.contents-agreed",
    fact="content.agreed",
    shows=("commitment",),
    kind=Kind.FLOW,
    names=Names(
        long=T(en="Contents agreed", vi="Nội dung đã thống nhất", lo="ເນື້ອໃນທີ່ເປັນເອກະພາບ"),
        head=T(en="Contents", vi="Nội dung", lo="ເນື້ອໃນ"),
        noun=T(en="contents agreed", vi="nội dung thống nhất", lo="ເນື້ອໃນທີ່ເປັນເອກະພາບ"),
    ),
    explains=T(
        en="Each content that both sides agreed at a meeting, counted on the day of the meeting.",
        vi="Mỗi nội dung hai bên thống nhất tại hội đàm, tính vào ngày hội đàm.",
        lo="ແຕ່ລະເນື້ອໃນທີ່ສອງຝ່າຍເປັນເອກະພາບໃນກອງປະຊຸມ, ນັບໃນວັນກອງປະຊຸມ.",
    ),
    breakdowns=("month", "topic"),
)

INSTRUMENTS_SIGNED = Figure(
    "agreements.instruments-signed",
    fact="instrument.signed",
    shows=("document",),
    kind=Kind.FLOW,
    names=Names(
        long=T(en="Instruments signed", vi="Văn kiện đã ký", lo="ເອກະສານທີ່ໄດ້ເຊັນ"),
        head=T(en="Instruments", vi="Văn kiện", lo="ເອກະສານ"),
        noun=T(en="instruments signed", vi="văn kiện được ký", lo="ເອກະສານທີ່ໄດ້ເຊັນ"),
    ),
    explains=T(
        en="Treaties, agreements, memoranda and other documents, on the day both sides signed.",
        vi="Hiệp định, thỏa thuận, bản ghi nhớ và văn kiện khác, tính vào ngày hai bên ký.",
        lo="ສົນທິສັນຍາ, ສັນຍາ, ບົດບັນທຶກຄວາມເຂົ້າໃຈ ແລະ ເອກະສານອື່ນ, ນັບໃນວັນທີ່ສອງຝ່າຍເຊັນ.",
    ),
    breakdowns=("month", "instrument", "topic"),
)

COMMITMENTS_DUE = Figure(
    "agreements.commitment-due",
    fact="content.due",
    shows=("commitment",),
    kind=Kind.FLOW,
    names=Names(
        long=T(en="Contents due", vi="Nội dung đến hạn", lo="ເນື້ອໃນທີ່ຮອດກຳນົດ"),
        head=T(en="Due", vi="Đến hạn", lo="ຮອດກຳນົດ"),
        noun=T(en="contents due", vi="nội dung đến hạn", lo="ເນື້ອໃນທີ່ຮອດກຳນົດ"),
    ),
    explains=T(
        en="Each content with a day by which it must be done, counted on that day.",
        vi="Mỗi nội dung có thời hạn hoàn thành, tính vào ngày đến hạn.",
        lo="ແຕ່ລະເນື້ອໃນທີ່ມີກຳນົດເວລາ, ນັບໃນວັນຮອດກຳນົດ.",
    ),
    breakdowns=("month", "topic"),
    period_basis="stated",
)

FIGURES = (CONTENTS_AGREED, INSTRUMENTS_SIGNED, COMMITMENTS_DUE)

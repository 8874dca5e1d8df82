"""Fixed words of the talks' papers, as officials of each language write them."""

from __future__ import annotations

from saphan.kernel.languages import T

PACK = T(en="PAPERS OF THE TALKS", vi="HỒ SƠ HỘI ĐÀM", lo="ເອກະສານກອງປະຊຸມ")
MINUTES = T(en="MINUTES", vi="BIÊN BẢN", lo="ບົດບັນທຶກ")
NUMBER = T(en="No. ……/{symbol}", vi="Số: ……/{symbol}", lo="ເລກທີ ……/{symbol}")

DELEGATIONS = T(en="Delegations", vi="Thành phần tham dự", lo="ອົງປະກອບເຂົ້າຮ່ວມ")
OF_SIDE = {
    "vn": T(en="Vietnamese side", vi="Phía Việt Nam", lo="ຝ່າຍຫວຽດນາມ"),
    "la": T(en="Lao side", vi="Phía Lào", lo="ຝ່າຍລາວ"),
}
BOTH_SIDES = T(en="Both sides", vi="Hai bên", lo="ສອງຝ່າຍ")
ROLES = {
    "head": T(en="head", vi="Trưởng đoàn", lo="ຫົວໜ້າຄະນະ"),
    "member": T(en="member", vi="Thành viên", lo="ຄະນະ"),
    "secretary": T(en="secretary", vi="Thư ký", lo="ເລຂານຸການ"),
}
AGENDA = T(en="Agenda", vi="Chương trình hội đàm", lo="ວາລະກອງປະຊຸມ")
PREVIOUS = T(
    en="Contents agreed before, and what was done",
    vi="Kết quả thực hiện các nội dung đã thống nhất",
    lo="ຜົນການປະຕິບັດເນື້ອໃນທີ່ໄດ້ເປັນເອກະພາບຜ່ານມາ",
)
RESULTS = T(
    en="Results of cooperation from {since} to {until}",
    vi="Kết quả phối hợp từ {since} đến {until}",
    lo="ຜົນການປະສານງານ ແຕ່ວັນທີ {since} ຫາ {until}",
)
REVIEWED = T(
    en="Results reviewed by the two sides",
    vi="Kết quả hai bên đã đánh giá",
    lo="ຜົນງານທີ່ສອງຝ່າຍໄດ້ຕີລາຄາ",
)
PROPOSALS = T(en="Proposals of the two sides", vi="Đề xuất của hai bên", lo="ຂໍ້ສະເໜີຂອງສອງຝ່າຍ")
CONTENTS = T(
    en="Contents agreed for the coming time",
    vi="Các nội dung thống nhất trong thời gian tới",
    lo="ເນື້ອໃນທີ່ເປັນເອກະພາບໃນຕໍ່ໜ້າ",
)
INSTRUMENTS = T(en="Instruments signed", vi="Văn kiện được ký kết", lo="ເອກະສານທີ່ໄດ້ເຊັນ")
PROOF = T(
    en="Annex: what the numbers rest on",
    vi="Phụ lục: căn cứ của số liệu",
    lo="ເອກະສານຊ້ອນທ້າຍ: ພື້ນຖານຂອງຕົວເລກ",
)
PROOF_SAYS = T(
    en="Every number of this paper is the sum of sealed records. The node's own journal had {size} "
    "lines when it was computed; its Merkle root is {root}, signed with the key {key}.",
    vi="Mỗi số liệu trong văn bản này là tổng của các bản ghi đã niêm phong. Khi tính, sổ nhật ký "
    "của nút có {size} dòng; gốc Merkle của đầu sổ là {root}, ký bằng khóa {key}.",
    lo="ທຸກຕົວເລກໃນເອກະສານນີ້ ແມ່ນຜົນບວກຂອງບັນທຶກທີ່ຜະນຶກແລ້ວ. ເວລາຄິດໄລ່ ປຶ້ມບັນທຶກຂອງໂນດມີ "
    "{size} ແຖວ; ຮາກ Merkle ແມ່ນ {root}, ເຊັນດ້ວຍກະແຈ {key}.",
)
NOT_SIGNED = T(
    en="The journal had {size} lines; no head is signed yet.",
    vi="Sổ nhật ký có {size} dòng; đầu sổ chưa được ký.",
    lo="ປຶ້ມບັນທຶກມີ {size} ແຖວ; ຍັງບໍ່ທັນເຊັນຫົວປຶ້ມ.",
)

SIGNED_SAYS = T(
    en="The values are those of the sealed minutes {document}. Every page carries the code {code}.",
    vi="Số liệu theo biên bản đã niêm phong {document}. Mỗi trang mang mã {code}.",
    lo="ຕົວເລກຕາມບົດບັນທຶກທີ່ຜະນຶກແລ້ວ {document}. ທຸກໜ້າມີລະຫັດ {code}.",
)
JOURNALS = {
    "own": T(
        en="Own journal of the authority that signs",
        vi="Sổ nhật ký riêng của cơ quan ký",
        lo="ປຶ້ມບັນທຶກຂອງອົງການທີ່ເຊັນ",
    ),
    "ours": T(
        en="Its journal to the other side",
        vi="Sổ nhật ký gửi phía bạn",
        lo="ປຶ້ມບັນທຶກທີ່ສົ່ງໃຫ້ຝ່າຍເພື່ອນ",
    ),
    "theirs": T(
        en="The other side's journal to it",
        vi="Sổ nhật ký nhận từ phía bạn",
        lo="ປຶ້ມບັນທຶກທີ່ໄດ້ຮັບຈາກຝ່າຍເພື່ອນ",
    ),
}
VIEWS = {
    "own": T(en="own", vi="của bên ký", lo="ຂອງຝ່າຍທີ່ເຊັນ"),
    "counterpart": T(en="the other side's", vi="của phía bạn", lo="ຂອງຝ່າຍເພື່ອນ"),
    "joint": T(en="agreed by both", vi="hai bên thống nhất", lo="ສອງຝ່າຍເປັນເອກະພາບ"),
}
RESTATED = T(
    en="Annex: values that changed since the signing",
    vi="Phụ lục: số liệu thay đổi sau khi ký",
    lo="ເອກະສານຊ້ອນທ້າຍ: ຕົວເລກທີ່ປ່ຽນແປງຫຼັງການເຊັນ",
)

PREVIOUS_OF = T(en="Agreed on {day}", vi="Thống nhất ngày {day}", lo="ເປັນເອກະພາບວັນທີ {day}")
NOTHING = T(en="None recorded.", vi="Không có.", lo="ບໍ່ມີ.")
FIGURES = T(
    en="Table of figures, {period}",
    vi="Bảng số liệu {period}",
    lo="ຕາຕະລາງຕົວເລກ {period}",
)
BY_MONTH = T(en="Figures by month", vi="Số liệu theo tháng", lo="ຕົວເລກແຕ່ລະເດືອນ")
LAST_DAY = T(
    en="{figure} (on {day})", vi="{figure} (tính đến ngày {day})", lo="{figure} (ຮອດວັນທີ {day})"
)
CUT_MONTH = T(
    en="The month of {month} is counted from {since} to {until}.",
    vi="Tháng {month} tính từ ngày {since} đến ngày {until}.",
    lo="ເດືອນ {month} ນັບແຕ່ວັນທີ {since} ຫາ {until}.",
)
TOTAL = T(en="Total", vi="Tổng", lo="ລວມ")
CLASSES = {
    "border": T(en="border residents", vi="cư dân biên giới", lo="ປະຊາຊົນຊາຍແດນ"),
    "other": T(en="others", vi="đối tượng khác", lo="ຄົນອື່ນ"),
}
COLUMNS = {
    "time": T(en="Time", vi="Thời gian", lo="ເວລາ"),
    "item": T(en="Item", vi="Nội dung", lo="ເນື້ອໃນ"),
    "lead": T(en="Led by", vi="Chủ trì", lo="ຜູ້ຊີ້ນຳ"),
    "role": T(en="In the delegation", vi="Tư cách", lo="ໜ້າທີ່ໃນຄະນະ"),
    "n": T(en="No.", vi="TT", lo="ລ/ດ"),
    "figure": T(en="Figure", vi="Chỉ tiêu", lo="ຕົວຊີ້ວັດ"),
    "value": T(en="Value", vi="Số liệu", lo="ຕົວເລກ"),
    "records": T(en="Records", vi="Số bản ghi", lo="ຈຳນວນບັນທຶກ"),
    "content": T(en="Content", vi="Nội dung", lo="ເນື້ອໃນ"),
    "by": T(en="Carried out by", vi="Bên thực hiện", lo="ຝ່າຍປະຕິບັດ"),
    "due": T(en="Deadline", vi="Thời hạn", lo="ກຳນົດເວລາ"),
    "result": T(en="Result", vi="Kết quả", lo="ຜົນການປະຕິບັດ"),
    "state": T(en="State", vi="Tình trạng", lo="ສະຖານະ"),
    "name": T(en="Name", vi="Họ và tên", lo="ຊື່ ແລະ ນາມສະກຸນ"),
    "rank": T(en="Rank", vi="Cấp bậc", lo="ຊັ້ນ"),
    "position": T(en="Position", vi="Chức vụ", lo="ຕຳແໜ່ງ"),
    "document": T(en="Document", vi="Văn kiện", lo="ເອກະສານ"),
    "signed_on": T(en="Signed on", vi="Ngày ký", lo="ວັນທີເຊັນ"),
    "journal": T(en="Journal", vi="Sổ nhật ký", lo="ປຶ້ມບັນທຶກ"),
    "size": T(en="Lines", vi="Số dòng", lo="ຈຳນວນແຖວ"),
    "root": T(en="Merkle root", vi="Gốc Merkle", lo="ຮາກ Merkle"),
    "view": T(en="View", vi="Góc nhìn", lo="ມຸມມອງ"),
    "signed": T(en="As signed", vi="Số đã ký", lo="ຕາມທີ່ເຊັນ"),
    "today": T(en="Today", vi="Hiện nay", lo="ປັດຈຸບັນ"),
    "changed": T(en="Records that changed", vi="Bản ghi đã thay đổi", lo="ບັນທຶກທີ່ປ່ຽນແປງ"),
    "definition": T(en="Definition", vi="Định nghĩa", lo="ນິຍາມ"),
    "month": T(en="Month", vi="Tháng", lo="ເດືອນ"),
}
OUTCOMES = {
    "done": T(en="done", vi="đã thực hiện", lo="ປະຕິບັດແລ້ວ"),
    "under-way": T(en="under way", vi="đang thực hiện", lo="ກຳລັງປະຕິບັດ"),
    "not-started": T(en="not started", vi="chưa thực hiện", lo="ຍັງບໍ່ທັນປະຕິບັດ"),
    "late": T(en="late", vi="quá hạn", lo="ກາຍກຳນົດ"),
    "": T(en="not reported", vi="chưa báo cáo", lo="ຍັງບໍ່ທັນລາຍງານ"),
}
MISSING = T(en="not known", vi="chưa có số liệu", lo="ຍັງບໍ່ມີຕົວເລກ")
ASSUMED = T(
    en="The source does not state the period of this figure; it is assumed.",
    vi="Nguồn không nêu kỳ của số liệu này; kỳ được giả định.",
    lo="ແຫຼ່ງຂໍ້ມູນບໍ່ໄດ້ລະບຸໄລຍະເວລາຂອງຕົວເລກນີ້; ໄລຍະເວລາເປັນການສົມມຸດ.",
)
QUALIFIERS = {
    "=": T(en="", vi="", lo=""),
    ">": T(en="more than", vi="trên", lo="ຫຼາຍກວ່າ"),
    "<": T(en="less than", vi="dưới", lo="ໜ້ອຍກວ່າ"),
    "~": T(en="about", vi="khoảng", lo="ປະມານ"),
    "to-date": T(en="to date", vi="lũy kế", lo="ສະສົມ"),
}
CAPACITY = {
    "vn": T(
        en="FOR THE VIETNAMESE DELEGATION",
        vi="ĐẠI DIỆN ĐOÀN VIỆT NAM",
        lo="ຕາງໜ້າຄະນະ ຝ່າຍຫວຽດນາມ",
    ),
    "la": T(en="FOR THE LAO DELEGATION", vi="ĐẠI DIỆN ĐOÀN LÀO", lo="ຕາງໜ້າຄະນະ ຝ່າຍລາວ"),
}
SIGN_HERE = T(
    en="(signature, full name, seal)", vi="(Ký, ghi rõ họ tên, đóng dấu)", lo="(ເຊັນ, ຊື່ແຈ້ງ, ຈ້ຳກາ)"
)
OPENING = T(
    en="On {day}, in {place}, the delegations of {vn} and {la} held the {title}. The two sides "
    "reviewed their cooperation in managing and protecting the border and agreed on what follows.",
    vi="Ngày {day}, tại {place}, đoàn đại biểu {vn} và đoàn đại biểu {la} đã tiến hành {title}. "
    "Hai bên đã đánh giá công tác phối hợp quản lý, bảo vệ biên giới và thống nhất các nội dung "
    "sau đây.",
    lo="ວັນທີ {day}, ຢູ່ {place}, ຄະນະຜູ້ແທນ {vn} ແລະ ຄະນະຜູ້ແທນ {la} ໄດ້ດຳເນີນ {title}. "
    "ສອງຝ່າຍໄດ້ຕີລາຄາການປະສານງານຄຸ້ມຄອງ ແລະ ປົກປັກຮັກສາຊາຍແດນ ແລະ ເປັນເອກະພາບເນື້ອໃນດັ່ງລຸ່ມນີ້.",
)
CLOSING = T(
    en="Done in two languages, Vietnamese and Lao, both texts being equally valid.",
    vi="Biên bản được lập bằng tiếng Việt và tiếng Lào, hai văn bản có giá trị như nhau.",
    lo="ບົດບັນທຶກນີ້ສ້າງຂຶ້ນເປັນພາສາຫວຽດນາມ ແລະ ພາສາລາວ, ທັງສອງສະບັບມີຄຸນຄ່າເທົ່າທຽມກັນ.",
)

"""The printed page of a genesis file, for the annex of the memorandum (EXCHANGE 6).

Whoever compares its digits with those that his node shows needs to trust nobody in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

import qrcode

from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side
from saphan.ledger import levels
from saphan.protocol import genesis, journal
from saphan.protocol.genesis import Genesis, Node
from saphan.render.paper import (
    Align,
    Block,
    Column,
    Head,
    Paper,
    Paragraph,
    Picture,
    Row,
    RowKind,
    Runs,
    Signature,
    Table,
    Text,
)

TITLE = T(en="GENESIS FILE", vi="TỆP KHỞI LẬP", lo="ແຟ້ມເລີ່ມຕົ້ນ")
ABOUT = T(
    en="of the exchange of records between the nodes of both sides",
    vi="trao đổi bản ghi giữa các nút của hai bên",
    lo="ຂອງການແລກປ່ຽນບັນທຶກລະຫວ່າງໂນດຂອງສອງຝ່າຍ",
)
MEANING = T(
    en="The nodes named below exchange records under the file of {size} bytes whose SHA-256 stands "
    "here. The file counts when at least {need} root keys of each side have signed it. Before "
    "joining, compare every group of digits with those that the node shows.",
    vi="Các nút nêu dưới đây trao đổi bản ghi theo tệp {size} byte có mã SHA-256 ghi tại đây. Tệp "
    "có giá trị khi ít nhất {need} khóa gốc của mỗi bên đã ký. Trước khi tham gia, đối chiếu từng "
    "nhóm chữ số với các nhóm mà nút hiển thị.",
    lo="ໂນດທີ່ລະບຸຂ້າງລຸ່ມນີ້ ແລກປ່ຽນບັນທຶກຕາມແຟ້ມຂະໜາດ {size} ໄບ ທີ່ມີລະຫັດ SHA-256 ຢູ່ນີ້. ແຟ້ມມີຜົນ "
    "ເມື່ອກະແຈຮາກຢ່າງໜ້ອຍ {need} ດອກຂອງແຕ່ລະຝ່າຍໄດ້ເຊັນ. ກ່ອນເຂົ້າຮ່ວມ ໃຫ້ທຽບຕົວເລກທຸກກຸ່ມກັບທີ່ໂນດສະແດງ.",
)
QR = T(
    en="The same SHA-256, to be read by a camera",
    vi="Cùng mã SHA-256, để đọc bằng máy ảnh",
    lo="ລະຫັດ SHA-256 ດຽວກັນ ສຳລັບອ່ານດ້ວຍກ້ອງ",
)
ROOTS = T(en="Root keys", vi="Khóa gốc", lo="ກະແຈຮາກ")
NODES = T(en="Nodes", vi="Các nút", lo="ໂນດ")
WHAT = T(en="Key", vi="Khóa", lo="ກະແຈ")
FINGERPRINT = T(
    en="Fingerprint (SHA-256)", vi="Dấu vân tay khóa (SHA-256)", lo="ລາຍນິ້ວມືກະແຈ (SHA-256)"
)
NUMBERED = T(en="root key {number}", vi="khóa gốc {number}", lo="ກະແຈຮາກ {number}")
KEYS = {
    "key": T(en="signs the journal's heads", vi="ký đầu sổ nhật ký", lo="ເຊັນຫົວປຶ້ມບັນທຶກ"),
    "box": T(en="encrypts sticks", vi="mã hóa tệp trên thẻ nhớ", lo="ເຂົ້າລະຫັດແຟ້ມໃນສະຕິກ"),
    "tls": T(en="certificate of the line", vi="chứng thư đường truyền", lo="ໃບຢັ້ງຢືນສາຍສົ່ງ"),
}
SIDES = {
    Side.VN: T(en="Vietnamese side", vi="Phía Việt Nam", lo="ຝ່າຍຫວຽດນາມ"),
    Side.LA: T(en="Lao side", vi="Phía Lào", lo="ຝ່າຍລາວ"),
}
SIGN_HERE = T(
    en="(signature, full name, seal)", vi="(Ký, ghi rõ họ tên, đóng dấu)", lo="(ເຊັນ, ຊື່ແຈ້ງ, ຈ້ຳກາ)"
)


def paper(
    data: bytes, language: Language, *, side: Side, names: Mapping[str, T], made_at: datetime
) -> Paper:
    """Return the page of a genesis file, headed as `side` heads its papers.

    `names` gives authorities their names by code; one that is not in it is printed as its code.
    """
    hash_ = sha256(data).hexdigest()
    first = _own_first(genesis.loads(data), side)
    return Paper(
        heads=(
            Head(
                language=language,
                side=side,
                title=TITLE.in_(language),
                about=ABOUT.in_(language),
            ),
        ),
        code=f"GENESIS-{hash_[:8].upper()}",
        level=levels.NAMES[levels.SHARED].in_(language),
        made_at=made_at,
        blocks=tuple(_blocks(data, first, language, names)),
        signatures=tuple(_signature(Side(each.code), language) for each in first.sides),
    )


def _own_first(first: Genesis, side: Side) -> Genesis:
    """Our bank stands left and above."""
    return replace(
        first,
        sides=tuple(sorted(first.sides, key=lambda each: each.code != side)),
        nodes=tuple(sorted(first.nodes, key=lambda node: node.side != side)),
    )


def _blocks(
    data: bytes, first: Genesis, language: Language, names: Mapping[str, T]
) -> Iterator[Block]:
    need = max(side.need for side in first.sides)
    yield Paragraph((Text(MEANING.in_(language).format(size=len(data), need=need)),))
    digits = journal.printed(sha256(data).hexdigest())
    for half in (digits[: len(digits) // 2], digits[len(digits) // 2 + 1 :]):
        yield Paragraph((Text(half, bold=True),), align=Align.CENTER)
    yield Picture(_qr(sha256(data).hexdigest()), alt=QR.in_(language), caption=QR.in_(language))
    yield _table(ROOTS, _roots(first, language), language)
    yield _table(NODES, _nodes(first, language, names), language)


def _roots(first: Genesis, language: Language) -> Iterator[Row]:
    for side in first.sides:
        yield _section(SIDES[Side(side.code)].in_(language))
        for number, root in enumerate(side.roots, start=1):
            yield _key(NUMBERED.in_(language).format(number=number), _of_key(root))


def _nodes(first: Genesis, language: Language, names: Mapping[str, T]) -> Iterator[Row]:
    for node in first.nodes:
        yield _section(f"{SIDES[Side(node.side)].in_(language)}: {_named(node, language, names)}")
        for name, print_ in (("key", _of_key(node.key)), ("box", _of_key(node.box))):
            yield _key(KEYS[name].in_(language), print_)
        yield _key(KEYS["tls"].in_(language), node.tls)


def _named(node: Node, language: Language, names: Mapping[str, T]) -> str:
    said = (names[code].in_(language) if code in names else code for code in node.authorities)
    return "; ".join(said)


def _of_key(raw: str) -> str:
    return journal.fingerprint(bytes.fromhex(raw))


def _section(text: str) -> Row:
    return Row((_plain(text),), kind=RowKind.SECTION)


def _key(what: str, fingerprint: str) -> Row:
    return Row((_plain(what), _plain(journal.printed(fingerprint))))


def _plain(text: str) -> Runs:
    return (Text(text),)


def _table(caption: T, rows: Iterator[Row], language: Language) -> Table:
    columns = (Column(WHAT.in_(language), 2), Column(FINGERPRINT.in_(language), 5))
    return Table(columns, tuple(rows), caption=caption.in_(language))


def _signature(side: Side, language: Language) -> Signature:
    capacity = SIDES[side].in_(language).upper()
    return Signature(capacity=capacity, name="", hint=SIGN_HERE.in_(language))


def _qr(text: str) -> str:
    """Draw the code in the middle of a drawing five times as wide as high: pictures fill a line."""
    code = qrcode.QRCode(border=2, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(text)
    rows: Sequence[Sequence[bool]] = code.get_matrix()
    size = len(rows)
    squares = "".join(
        f"M{x + 2 * size} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {5 * size} {size}">'
        f'<path d="{squares}"/></svg>'
    )

"""The evidence file: a record's proof that needs no node, no network and no third party.

The file is canonical JSON: `{"body": ..., "digest": SHA-256 of the body's bytes, "format": ...}`.
Signature, tree and commitments prove documents, lines and opened parts; the digest finds accidents
in the rest. docs/protocol.md describes every member.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from saphan.kernel.languages import T
from saphan.kernel.refusals import Refused
from saphan.protocol import canon, verifier
from saphan.protocol.document import Part

FORMAT: Final = "saphan-evidence/1"
LIMIT: Final = 64 << 20
"""Bytes of a whole file with its attachments."""

VERIFIER: Final = Path(verifier.__file__)
"""The stand-alone verifier, to be copied beside a file."""

ABOUT: Final = T(
    en=(
        "This file proves what an authority recorded, without a network. In body.documents, each "
        "document names its parts by SHA-256(salt + bytes). In body.journals, each line names a "
        "document by SHA-256; the proof leads from SHA-256(00 + line) to the root in the head "
        "(RFC 9162); an Ed25519 signature of the authority's node covers the head. The digest is "
        "SHA-256 of the body: it finds accidents only. Not signed are this text, labels, "
        "renderings and grounds. Compare the key's fingerprint with paper. It is not a licensed "
        "electronic signature. To check: python verifier.py FILE --key FINGERPRINT"
    ),
    vi=(
        "Tệp này chứng minh điều một cơ quan đã ghi, không cần mạng. Trong body.documents, mỗi tài "
        "liệu nêu các phần của nó bằng SHA-256(muối + nội dung). Trong body.journals, mỗi dòng nêu "
        "tài liệu bằng SHA-256; chuỗi chứng minh dẫn từ SHA-256(00 + dòng) đến gốc cây trong phần "
        "đầu (RFC 9162); chữ ký Ed25519 của nút thuộc cơ quan bao trùm phần đầu. Mã digest là "
        "SHA-256 của body, chỉ phát hiện hư hỏng ngẫu nhiên. Không được ký: lời này, nhãn, bản "
        "trình bày, lý do. Hãy so dấu vân của khóa với bản giấy. Đây không phải chữ ký điện tử "
        "được cấp phép. Kiểm tra: python verifier.py TỆP --key DẤU_VÂN --lang vi"
    ),
    lo=(
        "ແຟ້ມນີ້ພິສູດສິ່ງທີ່ອົງການໜຶ່ງໄດ້ບັນທຶກ ໂດຍບໍ່ຕ້ອງໃຊ້ເຄືອຂ່າຍ. ໃນ body.documents ແຕ່ລະເອກະສານລະບຸ"
        "ສ່ວນຂອງຕົນດ້ວຍ SHA-256(ເກືອ + ເນື້ອໃນ). ໃນ body.journals ແຕ່ລະແຖວລະບຸເອກະສານດ້ວຍ SHA-256; "
        "ຕ່ອງໂສ້ພິສູດນຳຈາກ SHA-256(00 + ແຖວ) ໄປຫາຮາກໃນຫົວປຶ້ມ (RFC 9162); ລາຍເຊັນ Ed25519 "
        "ຂອງໂນດອົງການກວມຫົວປຶ້ມ. digest ແມ່ນ SHA-256 ຂອງ body, ກວດພົບແຕ່ຄວາມເສຍຫາຍໂດຍບັງເອີນ. "
        "ບໍ່ໄດ້ເຊັນ: ຂໍ້ຄວາມນີ້, ປ້າຍ, ບົດສະແດງ, ເຫດຜົນ. ຈົ່ງທຽບລາຍນິ້ວມືຂອງກະແຈກັບເຈ້ຍ. "
        "ນີ້ບໍ່ແມ່ນລາຍເຊັນເອເລັກໂຕຣນິກທີ່ໄດ້ຮັບອະນຸຍາດ. ກວດ: python verifier.py ແຟ້ມ --key ລາຍນິ້ວມື --lang lo"
    ),
)


class Absence(StrEnum):
    """Why a part of a document is not in the file."""

    WITHHELD = "withheld"
    ERASED = "erased"


@dataclass(frozen=True, slots=True)
class Absent:
    """A part left out; `ground` names the rule or order, and is the maker's word only."""

    name: str
    why: Absence
    ground: str


@dataclass(frozen=True, slots=True)
class Version:
    """A document's bytes as stored, the parts shown and the parts left out."""

    data: bytes
    opened: Sequence[Part] = ()
    absent: Sequence[Absent] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A line's bytes as stored and its inclusion proof, from the leaf upward."""

    data: bytes
    proof: Sequence[bytes]


@dataclass(frozen=True, slots=True)
class Extract:
    """Lines of one journal under one signed head; `key` is the raw public key (32 bytes)."""

    head: bytes
    signature: bytes
    key: bytes
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Label:
    """What a value of an opened part is called; `path` as `core.started_on`."""

    path: str
    names: T


def build(
    versions: Sequence[Version],
    journals: Sequence[Extract],
    *,
    rendering: T,
    labels: Sequence[Label] = (),
) -> bytes:
    """Return the file's bytes; `Refused` with code `evidence` if it would not verify.

    `versions` holds the version to prove, each of its parts opened or absent, then any earlier
    versions from the newest back. Some journal holds the line that states the first.
    """
    body = {
        "about": dict(ABOUT),
        "documents": [_document(version) for version in versions],
        "journals": [_journal(journal) for journal in journals],
        "labels": [{"path": label.path, **dict(label.names)} for label in labels],
        "renderings": dict(rendering),
    }
    digest = sha256(canon.dumps(body, limit=LIMIT)).hexdigest()
    data = canon.dumps({"body": body, "digest": digest, "format": FORMAT}, limit=LIMIT)
    try:
        verifier.verify(data)
    except verifier.NotProven as error:
        raise Refused("evidence", f"The record cannot be proven: {error}.") from error
    return data


def _document(version: Version) -> dict[str, Any]:
    parts: dict[str, Any] = {part.name: _opened(part) for part in version.opened}
    parts |= {part.name: {"absent": part.why, "ground": part.ground} for part in version.absent}
    return {"data": version.data.decode(), "parts": parts}


def _opened(part: Part) -> dict[str, str]:
    """Canonical JSON is shown as text, whatever else as base64."""
    try:
        canon.loads(part.payload)
    except Refused:
        return {"base64": base64.b64encode(part.payload).decode(), "salt": part.salt.hex()}
    return {"salt": part.salt.hex(), "text": part.payload.decode()}


def _journal(journal: Extract) -> dict[str, Any]:
    lines = [
        {"data": entry.data.decode(), "proof": [step.hex() for step in entry.proof]}
        for entry in journal.entries
    ]
    return {
        "head": journal.head.decode(),
        "key": journal.key.hex(),
        "lines": lines,
        "signature": journal.signature.hex(),
    }

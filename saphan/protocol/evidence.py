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
from saphan.protocol import canon, journal, verifier
from saphan.protocol.course import Course
from saphan.protocol.document import Part
from saphan.protocol.fold import Fold
from saphan.protocol.genesis import Genesis, loads
from saphan.protocol.journal import Kind, Line
from saphan.protocol.merkle import EMPTY_ROOT, leaf_hash, node_hash
from saphan.protocol.statetree import Proof
from saphan.protocol.trust import Trust

FORMAT: Final = "saphan-evidence/1"
LIMIT: Final = 64 << 20
"""Bytes of a whole file with its attachments."""

VERIFIER: Final = Path(verifier.__file__)
"""The stand-alone verifier, to be copied beside a file."""
WORDS: Final = verifier.WORDS
"""What it says in three languages, to be copied beside it."""

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

ABOUT_JOINT: Final = T(
    en=(
        "Proves what two sides agreed to. Documents name parts by SHA-256(salt + bytes), lines "
        "name documents by SHA-256. A proof leads from a line to the signed head's root (RFC "
        "9162) or to a node passed before. One side proposes, the other confirms, the first "
        "takes note; the state that follows is a leaf below the head's state root. Keys and "
        "authorities follow from the genesis file: compare its SHA-256 with paper. Not signed: "
        "this text, labels, renderings, grounds. Not a licensed electronic signature. "
        "To check: python verifier.py FILE"
    ),
    vi=(
        "Chứng minh điều hai bên đã thống nhất. Tài liệu nêu phần bằng SHA-256(muối + nội dung), "
        "dòng nêu tài liệu bằng SHA-256, chuỗi dẫn từ dòng đến gốc cây đã ký (RFC 9162) hoặc nút "
        "đã qua. Một bên đề nghị, bên kia xác nhận, bên đầu ghi nhận. Khóa theo tệp khởi tạo: so "
        "SHA-256 với bản giấy. Không được ký: lời này, nhãn, bản trình bày, lý do. Không phải "
        "chữ ký điện tử được cấp phép."
    ),
    lo=(
        "ພິສູດສິ່ງທີ່ສອງຝ່າຍເຫັນດີ. ເອກະສານລະບຸສ່ວນດ້ວຍ SHA-256(ເກືອ + ເນື້ອໃນ), ແຖວລະບຸເອກະສານ, "
        "ຕ່ອງໂສ້ນຳໄປຫາຮາກທີ່ເຊັນ (RFC 9162). ຝ່າຍໜຶ່ງສະເໜີ, ອີກຝ່າຍຢືນຢັນ, ຝ່າຍທຳອິດຮັບຮູ້. "
        "ກະແຈເປັນໄປຕາມແຟ້ມເລີ່ມຕົ້ນ: ທຽບ SHA-256 ກັບເຈ້ຍ. ບໍ່ໄດ້ເຊັນ: ຂໍ້ຄວາມນີ້, ປ້າຍ, "
        "ບົດສະແດງ, ເຫດຜົນ. ບໍ່ແມ່ນລາຍເຊັນເອເລັກໂຕຣນິກທີ່ໄດ້ຮັບອະນຸຍາດ."
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


@dataclass(frozen=True, slots=True)
class Agreement:
    """What a file of both sides rests on besides documents and lines.

    `genesis` are the bytes of the genesis file and `signatures` its roots' (root, signature) in
    hexadecimal; `matter` names the matter and those linked with it; `states` gives, for the
    journal by whose head it is signed, the proof of the matter's state; `policies` are the
    documents under which parts were disclosed.
    """

    genesis: bytes
    signatures: Sequence[tuple[str, str]]
    matter: Sequence[str]
    states: Sequence[tuple[str, Proof]]
    policies: Sequence[Version] = ()


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
        "journals": [_journal(each, each.entries) for each in journals],
        "labels": [{"path": label.path, **dict(label.names)} for label in labels],
        "renderings": dict(rendering),
    }
    return _sealed(body)


def build_joint(
    versions: Sequence[Version],
    journals: tuple[Extract, Extract],
    *,
    agreement: Agreement,
    rendering: T,
    labels: Sequence[Label] = (),
) -> bytes:
    """Return the bytes of a file in which both sides' signatures prove what they agreed to.

    Each extract holds every line of the matter and of those linked with it, the acks that latched
    it (`Fold.latches`), every `key` and `epoch` line, and the last line under the head; one that
    says nothing may be among them, but not as the last. A line of a closed epoch is proven under
    the root that the next epoch's first line states. `Refused` with `evidence` if the file would
    not verify.
    """
    genesis = loads(agreement.genesis)
    body = {
        "about": dict(ABOUT_JOINT),
        "documents": [_document(version) for version in versions],
        "genesis": {
            "data": agreement.genesis.decode(),
            "signatures": [
                {"root": root, "signature": made} for root, made in agreement.signatures
            ],
        },
        "journals": [
            _journal(each, _shortened(each, entries))
            for each, entries in zip(journals, _speaking(journals, genesis), strict=True)
        ],
        "labels": [{"path": label.path, **dict(label.names)} for label in labels],
        "matter": sorted(agreement.matter),
        "policies": [_document(version) for version in agreement.policies],
        "renderings": dict(rendering),
        "states": [_state(name, proof) for name, proof in agreement.states],
    }
    return _sealed(body)


def _sealed(body: dict[str, Any]) -> bytes:
    digest = sha256(canon.dumps(body, limit=LIMIT)).hexdigest()
    data = canon.dumps({"body": body, "digest": digest, "format": FORMAT}, limit=LIMIT)
    try:
        verifier.verify(data)
    except verifier.NotProven as error:
        raise Refused("evidence", f"The record cannot be proven: {error}.") from error
    return data


def _speaking(pair: tuple[Extract, Extract], genesis: Genesis) -> list[list[Entry]]:
    """Return the entries of each journal, newest first, without the lines that say nothing.

    What nobody understands, or was not its author's to say, stands there and proves nothing.
    """
    sorted_ = [_in_order(extract) for extract in pair]
    one, two = (_course(lines, genesis) for lines in sorted_)
    fold, mute = Fold(one, two, genesis=genesis), set()
    for course, lines in zip((one, two), sorted_, strict=True):
        known = Trust(genesis, course.journal)
        for line, _entry in reversed(lines):
            position = course.position(line.epoch, line.seq) or 0
            fold.add(line)
            if not known.hear(position, line) and "signatures" in line.args:
                mute.add((line.journal, position))
    mute.update(fold.unread)
    return [
        [
            entry
            for line, entry in lines
            if (line.journal, course.position(line.epoch, line.seq)) not in mute
        ]
        for course, lines in zip((one, two), sorted_, strict=True)
    ]


def _in_order(extract: Extract) -> list[tuple[Line, Entry]]:
    """Read the lines, newest first."""
    lines = [(journal.read_line(entry.data), entry) for entry in extract.entries]
    parents = {line.epoch: line.args["parent"] for line, _ in lines if line.kind is Kind.EPOCH}
    chain = [journal.read_head(extract.head).epoch]
    while chain[-1] in parents:
        chain.append(parents[chain[-1]])
    return sorted(lines, key=lambda each: (chain.index(each[0].epoch), -each[0].seq))


def _course(lines: Sequence[tuple[Line, Entry]], genesis: Genesis) -> Course:
    """Return the epochs that the lines, newest first, go through."""
    name = lines[0][0].journal
    first = next(each for each in genesis.journals if each.id == name)
    course = Course(name, first.epoch)
    for line, _entry in reversed(lines):
        if line.kind is Kind.EPOCH:
            course.open(line.epoch, base=line.args["base"])
    return course


def _shortened(extract: Extract, entries: Sequence[Entry]) -> list[Entry]:
    """Cut each proof where it meets a node that an entry before it proves."""
    head = journal.read_head(extract.head)
    sizes, known = {head.epoch: head.size}, dict[tuple[str, Any], bytes]()
    short = []
    for entry in entries:
        line = journal.read_line(entry.data)
        place = (leaf_hash(entry.data), line.seq - 1, sizes[line.epoch])
        steps = [step.hex() for step in entry.proof]
        ends = (verifier.climb(*place, steps[:count])[-1] for count in range(len(steps)))
        met = [known.get((line.epoch, end)) == node for end, node in ends]
        short.append(Entry(entry.data, entry.proof[: met.index(True)] if any(met) else entry.proof))
        known |= {(line.epoch, at): node for at, node in verifier.climb(*place, steps)}
        if line.kind is Kind.EPOCH:
            sizes[line.args["parent"]] = line.args["base"]
    return short


def _state(name: str, proof: Proof) -> dict[str, Any]:
    """A sibling without any leaf below it is written as nothing."""
    above, empty = [], EMPTY_ROOT
    for step in proof.above:
        above.append("" if step == empty else step.hex())
        empty = node_hash(empty, empty)
    inside = [step.hex() for step in proof.inside]
    return {
        "above": above,
        "index": proof.index,
        "inside": inside,
        "journal": name,
        "size": proof.size,
    }


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


def _journal(extract: Extract, entries: Sequence[Entry]) -> dict[str, Any]:
    lines = [
        {"data": entry.data.decode(), "proof": [step.hex() for step in entry.proof]}
        for entry in entries
    ]
    return {
        "head": extract.head.decode(),
        "key": extract.key.hex(),
        "lines": lines,
        "signature": extract.signature.hex(),
    }

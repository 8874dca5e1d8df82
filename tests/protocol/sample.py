"""One small node in memory: a patrol in two versions, its journal and its evidence."""

from __future__ import annotations

from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saphan.kernel.languages import T
from saphan.protocol import canon, document, evidence, journal, merkle

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))

JOURNAL, EPOCH, RECORD = "1" * 32, "2" * 32, "3" * 32
LEVEL = document.Level("shared", "Agreement of 2016, article 4", "2035-12-31")
RENDERING = T(
    en="Bilateral patrol, 2 to 3 January 2025",
    vi="Tuần tra song phương, 2 đến 3 tháng 1 năm 2025",
    lo="ການລາດຕະເວນຮ່ວມ, ວັນທີ 2 ຫາ 3 ມັງກອນ 2025",
)
LABELS = (evidence.Label("core.section", T(en="Section", vi="Đoạn", lo="ຊ່ວງ")),)


def header(**changes: Any) -> document.Header:
    members = {"id": RECORD, "authority": "vn-son-la", "schema": "security.patrol/1"}
    return document.Header(**{**members, "level": LEVEL, **changes})


def part(name: str, payload: Any, salt: int = 7) -> document.Part:
    data = payload if isinstance(payload, bytes) else canon.dumps(payload)
    return document.Part(name, data, bytes([salt]) * 32)


def core(people: int) -> document.Part:
    return part("core", {"joint": True, "people": people, "section": "Lóng Sập – ປາຮ້າງ"})


FIRST = document.build(header(), [core(22)])
SECOND = document.build(
    header(version=2, prev=(FIRST.hash.hex(),)),
    [
        core(23),
        part("person_a1", {"name": "Nguyễn Văn Ánh"}, 8),
        part("person_b2", {"name": "ບຸນມີ"}, 9),
        part("photo_1", b"\xff\xd8 a picture", 10),
    ],
)


def line(seq: int, sealed: document.Sealed, **changes: Any) -> journal.Line:
    members = {"journal": JOURNAL, "epoch": EPOCH, "kind": journal.Kind.STATE, "rec": RECORD}
    members |= {"authority": "vn-son-la", "at": "2025-08-12T02:00:00Z"}
    return journal.Line(**{**members, "seq": seq, "doc": sealed.hash.hex(), **changes})


def lines() -> list[bytes]:
    """Twelve lines; the first version is the fourth, the second the ninth."""
    sealed = {4: FIRST, 9: SECOND}
    return [
        journal.line_bytes(line(seq, sealed.get(seq, FIRST), rec="4" * 32)) for seq in range(1, 13)
    ]


def extract(rows: list[bytes], *shown: int, key: Ed25519PrivateKey = KEY) -> evidence.Extract:
    """The lines numbered `shown` under a head over all rows."""
    hashes = [merkle.leaf_hash(row) for row in rows]
    root = merkle.root(hashes)
    head = journal.Head(JOURNAL, EPOCH, len(rows), root, root)
    entries = [
        evidence.Entry(rows[seq - 1], merkle.inclusion_proof(hashes, seq - 1)) for seq in shown
    ]
    public = key.public_key().public_bytes_raw()
    return evidence.Extract(journal.head_bytes(head), journal.sign_head(head, key), public, entries)


def versions() -> list[evidence.Version]:
    shown = [SECOND.parts[0], SECOND.parts[1], SECOND.parts[3]]
    ground = evidence.Absent("person_b2", evidence.Absence.ERASED, "Law on data, article 16")
    return [evidence.Version(SECOND.data, shown, [ground]), evidence.Version(FIRST.data)]


def file(key: Ed25519PrivateKey = KEY) -> bytes:
    return evidence.build(
        versions(), [extract(lines(), 9, 4, key=key)], rendering=RENDERING, labels=LABELS
    )

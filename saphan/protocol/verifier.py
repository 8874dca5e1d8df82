"""Verify an evidence file of Saphan with nothing but Python's standard library.

python verifier.py FILE [--key FINGERPRINT] [--lang en|vi|lo] [--read]

Exit status: 0 proven, 1 refused, 2 the command was not understood or the file cannot be read.
The format is described in docs/protocol.md; this file can be copied and used without the rest.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

CONTEXT = b"saphan head 1\n"
FILE = re.compile(rb'{"body":(.*),"digest":"([0-9a-f]{64})","format":"saphan-evidence/1"}', re.S)

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P

EN = {
    "proven": "PROVEN",
    "refused": "NOT PROVEN",
    "record": "Record {id}, version {version}, schema {schema}, of {authority}",
    "level": "Level {code}; basis: {basis}; until: {until}",
    "document": "Document (SHA-256) {hash}",
    "void": "This version ends the record: it is void.",
    "line": "{authority}: {kind}; line {seq} of {size} signed, journal {journal}; claimed {at}",
    "key": "Signed with the key {fingerprint}",
    "key-named": "It is a key that you named.",
    "key-open": "Compare the key with the one on paper; until then it may be anybody's key.",
    "opened": "Part {name}, opened and proven:",
    "bytes": "    {size} bytes, SHA-256 {hash}",
    "closed": "Part {name} is not in the file; its hash is proven.",
    "withheld": "Part {name} is said to be withheld. Ground given: {ground}",
    "erased": "Part {name} is said to be erased. Ground given: {ground}",
    "chain": "Earlier versions proven: {held}; known by hash only: {named}",
    "limits": "Not proven: that no later version exists, that times are true. "
    "This is not a licensed electronic signature.",
    "unsigned": "ONLY SAID IN THE FILE, NOT SIGNED AND NOT PROVEN: {names}",
    "reading": "Rendering:",
    "not-evidence": "This is not a complete evidence file of Saphan, format 1.",
    "altered": "The file was changed or damaged after it was made.",
    "malformed": "The file is not built as the format demands ({detail}).",
    "bad-signature": "The signature does not belong to this head and key.",
    "not-included": "A line is not of the journal that was signed (line {detail}).",
    "not-stated": "No line of the signed journal states this document.",
    "bad-part": "A part is not as the document names it, or is passed over ({detail}).",
    "bad-chain": "An earlier version does not belong to this record.",
    "other-key": "It was not signed with a key that you named, but with {detail}.",
}
VI = {
    "proven": "ĐÃ CHỨNG MINH",
    "refused": "KHÔNG CHỨNG MINH ĐƯỢC",
    "record": "Bản ghi {id}, phiên bản {version}, lược đồ {schema}, của {authority}",
    "level": "Mức {code}; căn cứ: {basis}; đến hết ngày: {until}",
    "document": "Tài liệu (SHA-256) {hash}",
    "void": "Phiên bản này chấm dứt bản ghi: bản ghi không còn hiệu lực.",
    "line": "{authority}: {kind}; dòng {seq}/{size} đã ký, nhật ký {journal}; giờ khai {at}",
    "key": "Ký bằng khóa {fingerprint}",
    "key-named": "Đây là khóa đã nêu.",
    "key-open": "Hãy so khóa này với khóa in trên giấy; khi chưa so, chưa biết khóa của ai.",
    "opened": "Phần {name}, đã mở và được chứng minh:",
    "bytes": "    {size} byte, SHA-256 {hash}",
    "closed": "Phần {name} không có trong tệp; mã băm của phần này được chứng minh.",
    "withheld": "Tệp nêu: phần {name} không được cung cấp. Lý do nêu: {ground}",
    "erased": "Tệp nêu: phần {name} đã bị xóa. Lý do nêu: {ground}",
    "chain": "Phiên bản trước được chứng minh: {held}; chỉ biết mã băm: {named}",
    "limits": "Không chứng minh: không có phiên bản sau, thời điểm là đúng. "
    "Đây không phải chữ ký điện tử được cấp phép.",
    "unsigned": "TỆP CHỈ NÊU, KHÔNG ĐƯỢC KÝ VÀ KHÔNG ĐƯỢC CHỨNG MINH: {names}",
    "reading": "Bản trình bày:",
    "not-evidence": "Đây không phải tệp bằng chứng Saphan đầy đủ, định dạng 1.",
    "altered": "Tệp đã bị sửa hoặc hỏng sau khi được tạo.",
    "other-key": "Tệp không được ký bằng khóa đã nêu mà bằng {detail}.",
}
LO = {
    "proven": "ພິສູດແລ້ວ",
    "refused": "ພິສູດບໍ່ໄດ້",
    "record": "ບັນທຶກ {id}, ສະບັບທີ {version}, ໂຄງຮ່າງ {schema}, ຂອງ {authority}",
    "level": "ລະດັບ {code}; ບ່ອນອີງ: {basis}; ຮອດວັນທີ: {until}",
    "document": "ເອກະສານ (SHA-256) {hash}",
    "void": "ສະບັບນີ້ສິ້ນສຸດບັນທຶກ.",
    "line": "{authority}: {kind}; ແຖວ {seq} ໃນ {size} ແຖວທີ່ເຊັນ, ປຶ້ມ {journal}; ເວລາທີ່ແຈ້ງ {at}",
    "key": "ເຊັນດ້ວຍກະແຈ {fingerprint}",
    "key-named": "ແມ່ນກະແຈທີ່ທ່ານລະບຸ.",
    "key-open": "ຈົ່ງທຽບກະແຈນີ້ກັບກະແຈໃນເຈ້ຍ; ຖ້າຍັງບໍ່ທຽບ ຍັງບໍ່ຮູ້ວ່າແມ່ນກະແຈຂອງໃຜ.",
    "opened": "ສ່ວນ {name}, ເປີດແລ້ວ ແລະ ພິສູດແລ້ວ:",
    "bytes": "    {size} ໄບຕ໌, SHA-256 {hash}",
    "closed": "ສ່ວນ {name} ບໍ່ຢູ່ໃນແຟ້ມ; ລະຫັດແຮຊຂອງມັນພິສູດແລ້ວ.",
    "withheld": "ແຟ້ມກ່າວວ່າ ສ່ວນ {name} ບໍ່ໄດ້ໃຫ້ມາ. ເຫດຜົນທີ່ແຈ້ງ: {ground}",
    "erased": "ແຟ້ມກ່າວວ່າ ສ່ວນ {name} ຖືກລຶບແລ້ວ. ເຫດຜົນທີ່ແຈ້ງ: {ground}",
    "chain": "ສະບັບກ່ອນທີ່ພິສູດແລ້ວ: {held}; ຮູ້ແຕ່ລະຫັດແຮຊ: {named}",
    "limits": "ບໍ່ໄດ້ພິສູດ: ວ່າບໍ່ມີສະບັບຫຼັງ, ວ່າເວລາຖືກຕ້ອງ. ນີ້ບໍ່ແມ່ນລາຍເຊັນເອເລັກໂຕຣນິກທີ່ໄດ້ຮັບອະນຸຍາດ.",
    "unsigned": "ມີແຕ່ກ່າວໃນແຟ້ມ, ບໍ່ໄດ້ເຊັນ ແລະ ບໍ່ໄດ້ພິສູດ: {names}",
    "reading": "ບົດສະແດງ:",
    "not-evidence": "ນີ້ບໍ່ແມ່ນແຟ້ມຫຼັກຖານ Saphan ທີ່ຄົບຖ້ວນ, ຮູບແບບ 1.",
    "altered": "ແຟ້ມຖືກແກ້ ຫຼື ເສຍຫາຍຫຼັງຈາກສ້າງ.",
    "other-key": "ບໍ່ໄດ້ເຊັນດ້ວຍກະແຈທີ່ທ່ານລະບຸ ແຕ່ດ້ວຍ {detail}.",
}
TEXTS = {"en": EN, "vi": VI, "lo": LO}
CLAIMS = ("withheld", "erased")  # why a part is absent: nobody signs that


class NotProven(Exception):  # noqa: N818 - an answer, not a fault of the program
    """The file proves nothing; `code` is a key of TEXTS."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code} {detail}".rstrip())
        self.code, self.detail = code, detail


Finding = tuple[str, dict[str, Any]]
"""A key of TEXTS and the values for its braces; `value` has no text: it is a line of a part."""

# Ed25519 (RFC 8032 5.1) in extended coordinates (X, Y, Z, T): x = X/Z, y = Y/Z, xy = T/Z.
Point = tuple[int, int, int, int]


def _add(p: Point, q: Point) -> Point:
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def decode_point(data: bytes) -> Point:
    """Decode a point; refuse any spelling but the canonical one."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        raise NotProven("bad-signature")
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


def check_signature(key: bytes, message: bytes, signature: bytes) -> None:
    """Raise NotProven unless [S]B - [k]A encodes to the R of the signature."""
    scalar = int.from_bytes(signature[32:], "little")
    if len(key) != 32 or len(signature) != 64 or scalar >= ORDER:
        raise NotProven("bad-signature")
    x, y, _, t = decode_point(key)
    digest = hashlib.sha512(signature[:32] + key + message).digest()
    factor = int.from_bytes(digest, "little") % ORDER
    base = decode_point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    minus_key = (P - x, y, 1, P - t)
    steps = {1: base, 2: minus_key, 3: _add(base, minus_key)}
    result: Point = (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        result = _add(result, result)
        step = (scalar >> bit & 1) + 2 * (factor >> bit & 1)
        if step:
            result = _add(result, steps[step])
    inverse = pow(result[2], P - 2, P)
    x, y = result[0] * inverse % P, result[1] * inverse % P
    if (y | (x & 1) << 255).to_bytes(32, "little") != signature[:32]:
        raise NotProven("bad-signature")


def _sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def root_from(leaf: bytes, index: int, size: int, proof: list[bytes]) -> bytes:
    """Return the root that the proof leads to (RFC 9162 2.1.3.2); no bytes if it cannot lead."""
    last, steps = size - 1, proof[::-1]
    while last:
        if index & 1 and steps:
            leaf = _sha(b"\x01" + steps.pop() + leaf)
        elif index < last and steps:
            leaf = _sha(b"\x01" + leaf + steps.pop())
        elif index < last or index & 1:
            return b""
        index, last = index >> 1, last >> 1
    return b"" if steps else leaf


def _parse(data: bytes) -> Any:
    """Read JSON that is spelt in the one canonical way, so that nothing has two readings."""
    value = json.loads(data)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if text.encode() != data:
        raise NotProven("malformed", "spelling")
    return value


def _take(source: Any, name: str, kind: type) -> Any:
    value = source.get(name) if type(source) is dict else None
    if type(value) is not kind:
        raise NotProven("malformed", name)
    return value


def _hex(source: Any, name: str, size: int) -> bytes:
    text = _take(source, name, str)
    if not re.fullmatch("([0-9a-f]{2})*", text) or len(text) != 2 * size:
        raise NotProven("malformed", name)
    return bytes.fromhex(text)


def fingerprint(key: bytes) -> str:
    """SHA-256 of the raw public key, in groups of four digits as on paper."""
    return " ".join(re.findall("....", _sha(key).hex()))


def _digits(text: str) -> str:
    return re.sub(r"\W", "", text).lower()


def _check_line(entry: Any, head: Any) -> dict[str, Any]:
    data = _take(entry, "data", str).encode("utf-8")
    line = _parse(data)
    seq, size = _take(line, "seq", int), _take(head, "size", int)
    same = all(line.get(name) == head[name] for name in ("journal", "epoch", "v"))
    if not same or not 1 <= seq <= size:
        raise NotProven("not-included", str(seq))
    proof = [_hex({"proof": step}, "proof", 32) for step in _take(entry, "proof", list)]
    if root_from(_sha(b"\x00" + data), seq - 1, size, proof) != _hex(head, "root", 32):
        raise NotProven("not-included", str(seq))
    for name in ("authority", "kind", "at"):
        _take(line, name, str)
    return {**line, "size": size}


def _check_journal(journal: Any) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the key and the proven lines of one journal."""
    data = _take(journal, "head", str).encode("utf-8")
    key = _hex(journal, "key", 32)
    check_signature(key, CONTEXT + data, _hex(journal, "signature", 64))
    head = _parse(data)
    return key, [_check_line(entry, head) for entry in _take(journal, "lines", list)]


def _open_part(part: Any, name: str, expected: str) -> list[Finding]:
    """Findings about one part: its values when opened, what is claimed of it when not."""
    if "absent" in part:
        if part["absent"] not in CLAIMS:
            raise NotProven("malformed", name)
        claim = {"name": name, "ground": _take(part, "ground", str)}
        return [("closed", {"name": name}), (part["absent"], claim)]
    if "text" in part:
        payload = _take(part, "text", str).encode("utf-8")
    else:
        payload = base64.b64decode(_take(part, "base64", str), validate=True)
    if _sha(_hex(part, "salt", 32) + payload).hex() != expected:
        raise NotProven("bad-part", name)
    shown: list[Finding] = [("bytes", {"size": len(payload), "hash": _sha(payload).hex()})]
    if "text" in part:
        shown = [("value", value) for value in _values(_parse(payload), name)]
    return [("opened", {"name": name}), *shown]


def _values(value: Any, path: str) -> Iterator[dict[str, Any]]:
    if type(value) not in (dict, list):
        yield {"path": path, "value": value if type(value) is str else json.dumps(value)}
        return
    for step, item in value.items() if type(value) is dict else enumerate(value):
        yield from _values(item, f"{path}.{step}")


def _check_parts(entry: Any, document: Any, *, complete: bool) -> list[Finding]:
    named, given = _take(document, "parts", dict), _take(entry, "parts", dict)
    findings: list[Finding] = []
    for name in sorted(set(named) | set(given)):
        if name in named and name in given:
            findings += _open_part(_take(given, name, dict), name, named[name])
        elif complete or name in given:
            raise NotProven("bad-part", name)
    return findings


def _check_documents(entries: list[Any]) -> tuple[str, Any, list[Finding]]:
    """Return hash and value of the first document and what its parts and earlier versions show."""
    found: list[tuple[str, Any]] = []
    findings: list[Finding] = []
    named: set[str] = set()
    for entry in entries:
        data = _take(entry, "data", str).encode("utf-8")
        digest, document = _sha(data).hex(), _parse(data)
        about = _check_parts(entry, document, complete=not found)
        if found and (digest not in named or document["id"] != found[0][1]["id"]):
            raise NotProven("bad-chain")
        named |= set(_take(document, "prev", list))
        findings = findings or about
        found.append((digest, document))
    if not found:
        raise NotProven("malformed", "documents")
    missing = named - {digest for digest, _ in found}
    return (*found[0], [*findings, ("chain", {"held": len(found) - 1, "named": len(missing)})])


def _check_body(body: Any, keys: set[str]) -> list[Finding]:
    journals = [_check_journal(journal) for journal in _take(body, "journals", list)]
    digest, document, parts = _check_documents(_take(body, "documents", list))
    signers = [
        fingerprint(key)
        for key, lines in journals
        for line in lines
        if (line["doc"], line["authority"]) == (digest, document["authority"])
        and line["kind"] in ("state", "propose")
    ]
    if not signers:
        raise NotProven("not-stated")
    signer = next((key for key in signers if _digits(key) in keys), signers[0])
    if keys and _digits(signer) not in keys:
        raise NotProven("other-key", signer)
    level = {name: value or "-" for name, value in document["level"].items()}
    findings = [("record", document), ("document", {"hash": digest}), ("level", level)]
    findings += [("void", {})] if document["void"] else []
    findings += [("line", line) for _, lines in journals for line in lines]
    findings += [("key", {"fingerprint": signer}), ("key-named" if keys else "key-open", {})]
    findings += [*(one for one in parts if one[0] not in CLAIMS), ("limits", {})]
    names = ", ".join(sorted(set(body) - {"documents", "journals"}))
    return [*findings, ("unsigned", {"names": names}), *(x for x in parts if x[0] in CLAIMS)]


def read_body(data: bytes) -> Any:
    """Return what the digest covers; NotProven when a byte of the file is not as it was made."""
    file = FILE.fullmatch(data)
    if file is None:
        raise NotProven("not-evidence")
    if _sha(file[1]).hex().encode() != file[2]:
        raise NotProven("altered")
    return _parse(file[1])


def verify(data: bytes, keys: Iterable[str] = ()) -> list[Finding]:
    """Return what is proven and, from "unsigned" on, only said; NotProven if nothing is."""
    try:
        findings = _check_body(read_body(data), {_digits(key) for key in keys})
        report(findings, "en")
        return findings
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise NotProven("malformed", type(error).__name__) from error


def _safe(text: str) -> str:
    """Show control and formatting characters by number: a file must not steer the terminal."""
    return "".join(
        char if char == " " or unicodedata.category(char)[0] not in "CZ" else f"<{ord(char):X}>"
        for char in text
    )


def report(findings: list[Finding], lang: str) -> str:
    """Return the findings in plain words, one to a line."""
    lines = [TEXTS[lang]["proven"]]
    for code, values in findings:
        shown = {name: _safe(str(value)) for name, value in values.items()}
        pattern = TEXTS[lang].get(code, "    {path} = {value}")
        lines.append(pattern.format(**shown))
    return "\n".join(lines)


def _say(text: str) -> None:
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.stdout.write(text + "\n")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Verify an evidence file of Saphan, off-line.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", action="append", default=[], metavar="FINGERPRINT")
    parser.add_argument("--lang", choices=sorted(TEXTS), default="en")
    parser.add_argument("--read", action="store_true", help="print the rendering as well")
    options = parser.parse_args(arguments)
    texts = TEXTS[options.lang]
    try:
        data = options.file.read_bytes()
        text = report(verify(data, options.key), options.lang)
        if options.read:
            reading = _take(_take(read_body(data), "renderings", dict), options.lang, str)
            text = "\n".join([text, texts["reading"], *map(_safe, reading.split("\n"))])
    except OSError as error:
        _say(str(error))
        return 2
    except NotProven as error:
        sentence = texts.get(error.code, EN[error.code]).format(detail=_safe(error.detail))
        _say(texts["refused"] + "\n" + sentence)
        return 1
    _say(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())

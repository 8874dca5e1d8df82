"""The plain structure of a PDF as Typst writes it: numbered objects, one cross-reference table."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


@dataclass(slots=True)
class PdfFile:
    """The objects of a PDF by number, each as the bytes between `obj` and `endobj`."""

    head: bytes
    objects: dict[int, bytes]
    trailer: bytes

    @classmethod
    def parse(cls, content: bytes) -> PdfFile:
        table = int(content[content.rindex(b"startxref") + 9 :].split()[0])
        lines, _, trailer = content[table:].partition(b"trailer\n")
        entries = [line.split() for line in lines.splitlines()[2:]]
        starts = {n: int(entry[0]) for n, entry in enumerate(entries) if entry[2] == b"n"}
        ends = dict(pairwise([*sorted(starts.values()), table]))
        objects = {
            number: content[start : ends[start]].partition(b" obj")[2].rpartition(b"endobj")[0]
            for number, start in starts.items()
        }
        return cls(content[: min(ends)], objects, trailer[: trailer.index(b"startxref")])

    def drawn(self) -> Iterator[int]:
        """Yield the numbers of the streams that draw: contents of pages, and forms."""
        for number, body in list(self.objects.items()):
            if b"/Type/Page/" in body[:40]:
                yield reference(body, b"Contents")
            elif b"/Subtype/Form" in body[:400]:
                yield number

    def resources(self, number: int) -> bytes:
        """Return the resources of what the stream `number` draws on."""
        pages = (b for b in self.objects.values() if b"/Contents %d 0 R" % number in b)
        body = next(pages, self.objects[number])
        found = re.search(rb"/Resources (\d+) 0 R", body)
        return self.objects[int(found[1])] if found else body

    def stream(self, number: int) -> bytes:
        """Return the bytes of a stream, unpacked."""
        head, _, rest = self.objects[number].partition(b"stream\n")
        found = re.search(rb"/Length (\d+)", head)
        if found is None:
            raise ValueError("a stream without a length")
        raw = rest[: int(found[1])]
        return zlib.decompress(raw) if b"/FlateDecode" in head else raw

    def set_stream(self, number: int, content: bytes) -> None:
        """Replace the bytes of a stream; the rest of its dictionary stays."""
        head = self.objects[number].partition(b"stream\n")[0]
        head = head.replace(b"/Filter/FlateDecode", b"")
        packed = zlib.compress(content, 9)
        length = b"/Filter/FlateDecode/Length %d" % len(packed)
        head = re.sub(rb"/Length \d+", length, head, count=1)
        self.objects[number] = head + b"stream\n" + packed + b"\nendstream\n"

    def add(self, body: bytes) -> int:
        number = max(self.objects) + 1
        self.objects[number] = body
        return number

    def written(self) -> bytes:
        result = bytearray(self.head)
        size = max(self.objects) + 1
        table = bytearray(b"xref\n0 %d\n0000000000 65535 f\r\n" % size)
        for number in range(1, size):
            table += b"%010d 00000 n\r\n" % len(result)
            result += b"%d 0 obj%sendobj\n" % (number, self.objects[number])
        trailer = re.sub(rb"/Size \d+", b"/Size %d" % size, self.trailer)
        start = len(result)
        return bytes(result + table + b"trailer\n" + trailer + b"startxref\n%d\n%%%%EOF" % start)


def reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/%s (\d+) 0 R" % name, body)
    if found is None:
        raise ValueError(f"no {name.decode()} in this object")
    return int(found[1])


def closing(source: bytes, start: int) -> int:
    """Return the place after the bracket that closes the string at `start`."""
    depth = 0
    for found in re.compile(rb"\\.|[()]", re.S).finditer(source, start):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.end()
    raise ValueError("a string without an end")


def unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(lambda m: _ESCAPED.get(m[1]) or _escaped(m[1]), text)


def _escaped(code: bytes) -> bytes:
    return bytes([int(code, 8)]) if code.isdigit() else code


def from_hex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode("ascii"))


def utf16(digits: bytes) -> str:
    return from_hex(digits).decode("utf-16-be")


def to_hex(letters: str) -> bytes:
    return letters.encode("utf-16-be").hex().upper().encode("ascii")

"""Makes every reader of a PDF copy the text that was written.

Lao stacks vowels and tones on one consonant. Typst writes such a stack as glyphs that all claim
the whole stack, and repairs this by `ActualText`, which some readers ignore and which is doubled
when the tone is raised. Here each glyph gets a character code of its own for each text it stands
for (a code may share its glyph with others, PDF 32000-1, 9.7.4), so that no repair is needed.
It reads the plain structure that Typst writes: no object streams, one cross-reference table.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import batched, pairwise

from saphan.render.pdfobjects import (
    PdfFile,
    closing,
    from_hex,
    reference,
    to_hex,
    unescaped,
    utf16,
)

_TOKEN = re.compile(
    rb"(?P<span>/Span<</ActualText(?:<FEFF(?P<hex>[0-9A-F]*)>|\((?P<plain>[^\\()]*)\))>>BDC)"
    rb"|(?P<open>BDC|BMC)\b|(?P<close>EMC)\b|/(?P<font>f\d+) [\d.]+ Tf"
    rb"|(?P<dict><<|>>)|<(?P<code>[0-9A-Fa-f]*)>|(?P<string>\()"
)
_KERN = re.compile(rb"[-\d. ]+")
_MAPPING = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def repair(content: bytes) -> bytes:
    """Return the same pages with a text layer in which each glyph states its own letters."""
    pdf = PdfFile.parse(content)
    fonts: dict[int, _Font] = {}
    contents = [_Content(pdf, number, fonts) for number in pdf.drawn()]
    for one in contents:
        one.read()
    for one in contents:
        one.rewrite()
    for font in fonts.values():
        font.rewrite()
    return pdf.written()


@dataclass(slots=True)
class _Glyph:
    """One glyph as drawn: its code in the font and the letters it stands for here."""

    font: _Font
    code: int
    letters: str


type _Shown = list[_Glyph | bytes]
"""What one operator draws: glyphs, and the numbers that move them closer."""


@dataclass(slots=True)
class _Font:
    """A composite font whose codes are, to begin with, the glyphs of the embedded file."""

    pdf: PdfFile
    number: int
    stacks: dict[int, str] = field(default_factory=dict)
    codes: dict[tuple[int, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        mapping = self.pdf.stream(reference(self.pdf.objects[self.number], b"ToUnicode"))
        for code, letters in _MAPPING.findall(mapping):
            self.stacks[int(code, 16)] = utf16(letters)

    def code_for(self, glyph: _Glyph) -> int:
        """Return the code of a glyph with these letters; the first letters keep the old code."""
        key = (glyph.code, glyph.letters)
        if key not in self.codes:
            taken = set(self.codes.values())
            fresh = max([*taken, *self.stacks], default=0) + 1
            self.codes[key] = fresh if glyph.code in taken else glyph.code
        return self.codes[key]

    def rewrite(self) -> None:
        """Write the new codes: their letters, their glyphs and their widths."""
        body = self.pdf.objects[self.number]
        self.pdf.set_stream(reference(body, b"ToUnicode"), self._letters())
        found = re.search(rb"/DescendantFonts\[(\d+) 0 R\]", body)
        if found is None:
            raise ValueError("a composite font without a descendant")
        self._rewrite_descendant(int(found[1]))

    def _letters(self) -> bytes:
        rows = sorted((code, letters) for (_, letters), code in self.codes.items())
        lines = (b"<%04X> <%s>" % (code, to_hex(letters)) for code, letters in rows)
        blocks = batched(lines, 100)
        parts = [b"%d beginbfchar\n%s\nendbfchar" % (len(b), b"\n".join(b)) for b in blocks]
        return _CMAP % b"\n".join(parts)

    def _rewrite_descendant(self, number: int) -> None:
        body = self.pdf.objects[number]
        found = re.search(rb"/W\[([^\[\]]*)\]", body)
        if found is None or b"/CIDToGIDMap/Identity" not in body:
            raise ValueError("a font whose codes are not its glyphs")
        widths = _widths(found[1].split())
        glyphs = {code: glyph for (glyph, _), code in self.codes.items()}
        last = max([*glyphs, *widths])
        table = b"".join(glyphs.get(c, c).to_bytes(2, "big") for c in range(last + 1))
        packed = zlib.compress(table, 9)
        stream = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\n"
        gids = self.pdf.add(b"\n" + stream % (len(packed), packed))
        by_code = {**widths, **{code: widths.get(gid, b"0") for code, gid in glyphs.items()}}
        listed = b" ".join(b"%d %d %s" % (c, c, w) for c, w in sorted(by_code.items()))
        body = body.replace(found[0], b"/W[%s]" % listed)
        body = body.replace(b"/CIDToGIDMap/Identity", b"/CIDToGIDMap %d 0 R" % gids)
        self.pdf.objects[number] = body
        descriptor = reference(body, b"FontDescriptor")
        self.pdf.objects[descriptor] = re.sub(
            rb"/CIDSet \d+ 0 R", b"", self.pdf.objects[descriptor]
        )


def _widths(numbers: list[bytes]) -> dict[int, bytes]:
    """Read the triples `first last width`."""
    triples = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return {c: width for a, z, width in triples for c in range(int(a), int(z) + 1)}


class _Stacks:
    """Deals the letters of a stack out to its glyphs, in the order in which both are written."""

    def __init__(self) -> None:
        self._glyphs: list[_Glyph] = []
        self._letters = ""

    def take(self, glyph: _Glyph, stack: str) -> None:
        """Give `glyph` its letter of `stack`; a stack with fewer glyphs ends on several."""
        begins_again = self._glyphs and glyph.code == self._glyphs[0].code
        if stack != self._letters or begins_again:
            self.close()
            self._letters = stack
        glyph.letters = self._letters[len(self._glyphs) : len(self._glyphs) + 1]
        self._glyphs.append(glyph)

    def close(self) -> None:
        """Give the last glyph of the open stack the letters that are left."""
        if self._glyphs:
            self._glyphs[-1].letters += self._letters[len(self._glyphs) :]
        self._glyphs, self._letters = [], ""


class _Content:
    """One stream that draws, cut into bytes that stay and strings of glyphs."""

    def __init__(self, pdf: PdfFile, number: int, fonts: dict[int, _Font]) -> None:
        self._pdf = pdf
        self._number = number
        self._fonts = dict(_fonts(pdf, number, fonts))
        self._pieces: list[bytes | _Shown] = []
        self._stacks = _Stacks()
        self._spans: list[str | None] = []
        self._font: _Font | None = None
        self._nesting = 0

    def read(self) -> None:
        source = self._pdf.stream(self._number)
        done = 0
        while found := _TOKEN.search(source, done):
            self._keep(source[done : found.start()])
            done = self._token(source, found)
        self._pieces.append(source[done:])
        self._stacks.close()

    def _keep(self, between: bytes) -> None:
        """Keep bytes as they are; a number between two strings stays with their glyphs."""
        last = self._pieces[-1] if self._pieces else b""
        if isinstance(last, list) and _KERN.fullmatch(between):
            last.append(between)
        elif between:
            self._pieces.append(between)

    def rewrite(self) -> None:
        """Write the stream with the new codes and without repairs of its text."""
        written = bytearray()
        for piece in self._pieces:
            if isinstance(piece, bytes):
                written += piece
            else:
                in_array = written.rfind(b"[") > written.rfind(b"]")
                written += _shown(piece, in_array=in_array)
        self._pdf.set_stream(self._number, bytes(written))

    def _token(self, source: bytes, found: re.Match[bytes]) -> int:
        if found["string"] or found["code"] is not None:
            return self._string(source, found)
        kept = found[0]
        if found["span"]:
            plain = found["plain"]
            self._spans.append(utf16(found["hex"]) if plain is None else plain.decode("ascii"))
            kept = b" "
        elif found["open"]:
            self._spans.append(None)
        elif found["close"]:
            kept = b" " if self._spans.pop() is not None else kept
        elif found["font"]:
            self._font = self._fonts.get(found["font"])
        else:
            self._nesting += 1 if kept == b"<<" else -1
        self._pieces.append(kept)
        return found.end()

    def _string(self, source: bytes, found: re.Match[bytes]) -> int:
        end = found.end() if found["string"] is None else closing(source, found.start())
        written = source[found.start() : end]
        if self._nesting or self._font is None:
            self._pieces.append(written)
            return end
        codes = unescaped(written[1:-1]) if found["string"] else from_hex(found["code"])
        glyphs = [_Glyph(self._font, high << 8 | low, "") for high, low in batched(codes, 2)]
        last = self._pieces[-1] if self._pieces else b""
        if isinstance(last, list):
            last.extend(glyphs)
        else:
            self._pieces.append([*glyphs])
        for glyph in glyphs:
            self._stacks.take(glyph, self._stated() or glyph.font.stacks[glyph.code])
        return end

    def _stated(self) -> str | None:
        """Return the text of the innermost span that states one."""
        return next((text for text in reversed(self._spans) if text is not None), None)


def _fonts(pdf: PdfFile, number: int, fonts: dict[int, _Font]) -> Iterator[tuple[bytes, _Font]]:
    found = re.search(rb"/Font<<([^<>]*)>>", pdf.resources(number))
    for name, digits in re.findall(rb"/(\w+) (\d+) 0 R", found[1] if found else b""):
        font = int(digits)
        if b"/Identity-H" in pdf.objects[font] and b"/ToUnicode" in pdf.objects[font]:
            yield name, fonts.setdefault(font, _Font(pdf, font))


def _shown(items: _Shown, *, in_array: bool) -> bytes:
    """Return the operands that draw these glyphs.

    A glyph without letters (the second half of ຳ, the dot of ụ) is drawn together with the one
    before it under an `ActualText` of that one's letters: some readers insist on a letter each.
    """
    before, after = (b"]TJ", b"]TJ EMC[") if in_array else (b"<>Tj", b"Tj EMC<>")
    written = b""
    for letters, group in _groups(items):
        codes = b"".join(map(_operand, group))
        if letters is not None:
            span = b"/Span<</ActualText<FEFF%s>>>BDC" % to_hex(letters)
            codes = before + span + (b"[" + codes if in_array else codes) + after
        written += codes
    return written if in_array else written.replace(b"><", b"")


def _groups(items: _Shown) -> Iterator[tuple[str | None, _Shown]]:
    """Cut before each glyph with letters; name the letters where silent glyphs follow it."""
    starts = [n for n, item in enumerate(items) if isinstance(item, _Glyph) and item.letters]
    for start, end in pairwise([0, *(n for n in starts if n), len(items)]):
        group = items[start:end]
        silent = [item for item in group if isinstance(item, _Glyph) and not item.letters]
        first = group[0]
        letters = first.letters if isinstance(first, _Glyph) else ""
        yield (letters if silent else None), group


def _operand(item: _Glyph | bytes) -> bytes:
    return item if isinstance(item, bytes) else b"<%04X>" % item.font.code_for(item)


_CMAP = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo 3 dict dup begin
/Registry (Adobe) def
/Ordering (Identity) def
/Supplement 0 def
end def
/CMapName /Custom def
/CMapVersion 1 def
/CMapType 0 def
/WMode 0 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

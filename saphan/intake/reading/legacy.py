"""Fonts and letters of the codings that offices used before Unicode."""

from __future__ import annotations

import re

_VIETNAMESE = re.compile(r"\.vn|vni[- ]|vps |vni$")
_LAO = re.compile(r"alice|saysettha|lao|chant?h?abouli|souliyo|phetsa[lr]ath")
_UNICODE_LAO = re.compile(r"\b(?:ot|ui|mn|mx|unicode|sangam|noto)\b|noto")

_VIETNAMESE_LETTER = re.compile(r"[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_LAO_LETTER = re.compile(r"[\u0e80-\u0eff]")
_SIGNS = re.compile("[\u00a1-\u00be]")
_TCVN3 = re.compile(
    r"[A-Za-z][¡¢£¤¥¦§¨©ª«¬\u00ad®µ¶¸¹»¼½¾]|[¡¢£¤¥¦§¨©ª«¬®µ¶¸¹»¼½¾][a-z]|\b§[\u00c0-\u00ff]"
)
_VNI = re.compile(r"[aeouyAEOUY][øûïåäëØÛÏÅÄË]|\b[ñÑ]")


def is_vietnamese(font: str) -> bool:
    """TCVN3 (.VnTime), VNI (VNI-Times) and VPS fonts, by name."""
    return _VIETNAMESE.match(font.casefold()) is not None


def is_lao(font: str) -> bool:
    """Lao fonts that draw Lao over Latin codes, by name; Unicode fonts of the same makers pass."""
    name = font.casefold()
    return _LAO.match(name) is not None and _UNICODE_LAO.search(name) is None


def is_suspect(font: str) -> bool:
    return is_vietnamese(font) or is_lao(font)


def hides_letters(text: str, font: str) -> bool:
    """Whether `text` in `font` says something else than its Unicode letters.

    Vietnamese fonts leave ASCII as it is; Lao ones put Lao letters even on digits.
    """
    if is_vietnamese(font):
        return not text.isascii() and not _VIETNAMESE_LETTER.search(text)
    return bool(text.strip()) and not _LAO_LETTER.search(text)


def looks_like_tcvn3(text: str) -> bool:
    """Letters with signs among them, as TCVN3 text looks when its font is gone: `S¬n La`."""
    return _SIGNS.search(text) is not None and _TCVN3.search(text) is not None


def looks_like_vni(text: str) -> bool:
    """Vowels followed by letters that no Vietnamese word has, more than once: `hieän phaïm`."""
    return len(_VNI.findall(text)) > 1 and not _VIETNAMESE_LETTER.search(text)

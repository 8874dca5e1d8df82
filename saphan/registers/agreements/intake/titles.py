"""What kind of instrument a title names, in the three languages in which it may be written."""

from __future__ import annotations

import re
from typing import Final

from saphan.registers.agreements.choices import InstrumentKind
from saphan.registers.agreements.documents import Wording

NAMES: Final = {
    "vi": {
        "hiệp ước": InstrumentKind.TREATY,
        "hiệp định": InstrumentKind.AGREEMENT,
        "thỏa thuận": InstrumentKind.AGREEMENT,
        "thoả thuận": InstrumentKind.AGREEMENT,
        "nghị định thư": InstrumentKind.PROTOCOL,
        "bản ghi nhớ": InstrumentKind.MEMORANDUM,
        "biên bản ghi nhớ": InstrumentKind.MEMORANDUM,
        "kế hoạch": InstrumentKind.PLAN,
        "biên bản": InstrumentKind.MINUTES,
    },
    "lo": {
        "ສົນທິສັນຍາ": InstrumentKind.TREATY,
        "ສັນຍາ": InstrumentKind.AGREEMENT,
        "ຂໍ້ຕົກລົງ": InstrumentKind.AGREEMENT,
        "ອະນຸສັນຍາ": InstrumentKind.PROTOCOL,
        "ບົດບັນທຶກຄວາມເຂົ້າໃຈ": InstrumentKind.MEMORANDUM,
        "ແຜນການ": InstrumentKind.PLAN,
        "ບົດບັນທຶກ": InstrumentKind.MINUTES,
    },
    "en": {
        "treaty": InstrumentKind.TREATY,
        "agreement": InstrumentKind.AGREEMENT,
        "protocol": InstrumentKind.PROTOCOL,
        "memorandum": InstrumentKind.MEMORANDUM,
        "plan": InstrumentKind.PLAN,
        "minutes": InstrumentKind.MINUTES,
    },
}
"""As docs/glossary.md has them."""


def _pattern(language: str) -> re.Pattern[str]:
    """Longer names first; Lao writes no spaces between words."""
    names = "|".join(sorted(map(re.escape, NAMES[language]), key=len, reverse=True))
    return re.compile(names if language == "lo" else rf"\b(?:{names})\b")


PATTERNS: Final = {language: _pattern(language) for language in NAMES}


def kinds_named(title: Wording) -> list[InstrumentKind]:
    """Return the kinds that the titles begin with naming: one when all that name any agree.

    The first name in a title counts: a plan to carry out a protocol is a plan.
    """
    found = [
        NAMES[language][first[0]]
        for language, pattern in PATTERNS.items()
        if (first := pattern.search(getattr(title, language).casefold()))
    ]
    return list(dict.fromkeys(found))

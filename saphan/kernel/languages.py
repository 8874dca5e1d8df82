"""The three languages in which every page and paper exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Codes of BCP 47; English is the source language of the program's own texts."""

    VI = "vi"
    LO = "lo"
    EN = "en"


@dataclass(frozen=True, slots=True)
class T:
    """One text in the three languages. Places and people keep their own spelling in each."""

    en: str
    vi: str
    lo: str

    def in_(self, language: str) -> str:
        """Return the text in `language`; an unknown language reads English."""
        return {"vi": self.vi, "lo": self.lo}.get(language, self.en)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter((("en", self.en), ("vi", self.vi), ("lo", self.lo)))

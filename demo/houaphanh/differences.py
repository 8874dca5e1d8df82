"""The differences planted between the two banks: what `differences.toml` says, with the numbers."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from demo.cases.words import numeral

LANGUAGES = ("vi", "lo", "en")


@dataclass(frozen=True, slots=True)
class Found:
    """Where one difference lies: numbers of Vietnamese and Lao records, a month `2025-01`.

    `words` fill in the sentences what either side wrote; a Decimal is told as each language does.
    """

    vn: tuple[str, ...] = ()
    la: tuple[str, ...] = ()
    month: str = ""
    words: Mapping[str, object] = field(default_factory=dict)


def planted(found: Mapping[str, Found]) -> list[dict[str, Any]]:
    """Return each difference of the list, in its order, with where it was found."""
    text = Path(__file__).with_name("differences.toml").read_text(encoding="utf-8")
    listed: dict[str, dict[str, Any]] = tomllib.loads(text)
    return [_told(number, about, found.get(number, Found())) for number, about in listed.items()]


def _told(number: str, about: dict[str, Any], at: Found) -> dict[str, Any]:
    return {
        "id": number,
        "class": about["class"],
        "figures": about["figures"],
        "kind": about["kind"],
        "vn": at.vn,
        "la": at.la,
        "month": at.month,
        "settled": about["settled"],
        "fields": about.get("fields", []),
        "says": {
            language: about[language].format(**_words(at, language)) for language in LANGUAGES
        },
    }


def _words(at: Found, language: str) -> dict[str, object]:
    words = {key: _in(language, value) for key, value in at.words.items()}
    month = "/".join(reversed(at.month.split("-")))
    return {"vn": ", ".join(at.vn), "la": ", ".join(at.la), "month": month, **words}


def _in(language: str, value: object) -> object:
    if not isinstance(value, Decimal):
        return value
    return f"{value:,}" if language == "en" else numeral(str(value))

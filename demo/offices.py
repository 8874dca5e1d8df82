"""The offices that send the workbooks; their names are public, what they write is generated."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Office:
    code: str
    kind: str
    vi: str
    lo: str
    en: str
    short: str


@cache
def offices() -> dict[str, Office]:
    """Return the offices of `offices.csv` by code, both sides' together."""
    with Path(__file__).with_name("offices.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: Office(**row) for row in csv.DictReader(file)}

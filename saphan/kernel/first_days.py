"""How far back a register goes: a rule with the document that it rests on, kept as data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("first_days.toml")


@dataclass(frozen=True, slots=True)
class FirstDay:
    """Nothing is recorded before `since`; `text_seen` says whether `document` was verified."""

    since: date
    document: str
    text_seen: bool


@cache
def first_days() -> Mapping[str, FirstDay]:
    """Return the rule of each register that has one."""
    said = tomllib.loads(FILE.read_text("utf-8"))
    return {register: FirstDay(**rule) for register, rule in said.items()}


def first_day(register: str) -> date:
    """Return the first day of a register's records; KeyError for one without a rule."""
    return first_days()[register].since

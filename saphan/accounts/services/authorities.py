"""The authorities and offices of both sides, from the lists that come with the program."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from saphan.accounts.models import Authority, FormerName, Office, Succession

LISTS = Path(__file__).resolve().parent.parent / "data"
DATES = frozenset({"valid_from", "valid_until"})


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many stand in the lists; loading them again changes nothing."""

    authorities: int
    offices: int


@transaction.atomic
def load_authorities(lists: Path = LISTS) -> Loaded:
    """Take over the lists: new rows are added, known ones corrected, none removed."""
    codes = [_load_authority(row) for row in _rows(lists / "authorities.csv")]
    by_code = {authority.code: authority for authority in Authority.objects.all()}
    for row in _rows(lists / "former_names.csv"):
        authority, until = by_code[_take(row, "authority")], _take(row, "until")
        FormerName.objects.update_or_create(authority=authority, until=until, defaults=row)
    for row in _rows(lists / "successions.csv"):
        before, after = by_code[_take(row, "predecessor")], by_code[_take(row, "successor")]
        Succession.objects.update_or_create(predecessor=before, successor=after, defaults=row)
    offices = [_load_office(row, by_code) for row in _rows(lists / "offices.csv")]
    return Loaded(authorities=len(codes), offices=len(offices))


def _load_authority(row: dict[str, str | None]) -> str:
    code = _take(row, "code")
    Authority.objects.update_or_create(code=code, defaults=row)
    return code


def _load_office(row: dict[str, str | None], by_code: dict[str, Authority]) -> str:
    code, authority = _take(row, "code"), by_code[_take(row, "authority")]
    Office.objects.update_or_create(code=code, defaults={**row, "authority": authority})
    return code


def _rows(path: Path) -> Iterator[dict[str, str | None]]:
    """Lines of a list; an empty date is open."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {name: text or (None if name in DATES else "") for name, text in row.items()}


def _take(row: dict[str, str | None], name: str) -> str:
    return row.pop(name) or ""

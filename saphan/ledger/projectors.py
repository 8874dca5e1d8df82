"""The floors above plug in here; the ledger imports none of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from django.db import models

from saphan.ledger.records import SealedRecord

Name = Literal["rows", "facts", "joint", "search"]
Stage = Literal["stored", "numbered"]
Project = Callable[[Sequence[SealedRecord]], None]


@dataclass(frozen=True, slots=True)
class Projector:
    """Writes the tables of `models` from documents of the schemas in `kinds`.

    `project` gets versions of one kind in the order of their seal and must be idempotent. Stage
    `numbered` runs after the lines have their numbers. `every_version` asks a rebuild for
    superseded versions too.
    """

    name: Name
    kinds: frozenset[str]
    models: tuple[type[models.Model], ...]
    project: Project
    stage: Stage = "stored"
    every_version: bool = False


_plugged: list[Projector] = []


def plug(projector: Projector) -> None:
    """Called once from `apps.py` of the floor that owns the tables."""
    if projector not in _plugged:
        _plugged.append(projector)


def plugged(*, name: str | None = None) -> tuple[Projector, ...]:
    return tuple(p for p in _plugged if name is None or p.name == name)


def kinds_of(stage: Stage) -> frozenset[str]:
    """Return the kinds of record that some projector of the stage takes."""
    return frozenset().union(*(p.kinds for p in _plugged if p.stage == stage))


def run(stage: Stage, records: Sequence[SealedRecord]) -> None:
    """Hand each projector of the stage the records of its kinds, in order."""
    kinds = {record.kind for record in records}
    for projector in _plugged:
        if projector.stage == stage and kinds & projector.kinds:
            projector.project([r for r in records if r.kind in projector.kinds])

"""A figure is data: a fact kind, a restriction and a sum. The compiler lives in `figures`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from saphan.kernel.languages import T


class Kind(StrEnum):
    """A flow counts what happened in a period, a stock what stands at its last day."""

    FLOW = "flow"
    STOCK = "stock"


class Missing(StrEnum):
    """When a cell is missing instead of zero."""

    NEVER = "never"
    NO_FACTS = "no-facts"


@dataclass(frozen=True, slots=True)
class Names:
    """`long` stands alone, `head` fits a table, `noun` follows the number with its counter."""

    long: T
    head: T
    noun: T


@dataclass(frozen=True, slots=True)
class Figure:
    """The definition behind a number; its hash changes when what it counts changes.

    `where` restricts dimensions to one value each. `facts_version` is the version of the function
    that states the facts. `shows` are the units of the components, in the order they are printed.
    `period_basis` says whether the source states the period or it is assumed. The values of
    several classes of the dimension `apart` never add up: such a cell is missing, its classes are
    not. `stated` takes a statement of somebody as it is: a flow the one about the very period
    (its first day is the dimension `topic`), a stock the newest in each place.
    """

    code: str
    fact: str
    shows: tuple[str, ...]
    kind: Kind
    names: Names
    explains: T
    where: Mapping[str, str] = field(default_factory=dict)
    breakdowns: tuple[str, ...] = ("month", "place")
    apart: str = ""
    stated: bool = False
    version: int = 1
    facts_version: int = 1
    missing: Missing = Missing.NEVER
    period_basis: str = "stated"
    level: str = "shared"
    personal: bool = False
    date_counts: T = field(default_factory=lambda: T(en="", vi="", lo=""))

    @property
    def register(self) -> str:
        return self.code.split(".", 1)[0]

    @property
    def hash(self) -> str:
        """SHA-256 over what decides the value; names may be corrected without changing it."""
        decisive = {
            "apart": self.apart,
            "code": self.code,
            "fact": self.fact,
            "facts_version": self.facts_version,
            "kind": self.kind,
            "missing": self.missing,
            "shows": list(self.shows),
            "stated": self.stated,
            "version": self.version,
            "where": dict(self.where),
        }
        text = json.dumps(decisive, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

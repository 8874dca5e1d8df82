"""The gazetteer as files: CSV in `data/`, read into rows for COPY."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from saphan.kernel.sides import Side
from saphan.names import searchkeys
from saphan.names.scripts import require_text, script_of
from saphan.names.sortkeys import ICU_VERSION, sort_key
from saphan.places.choices import Basis, Kind, NameKind

DATA = Path(__file__).with_name("data")

PLACE_COLUMNS = (
    "code", "kind", "side", "designation", "official_code", "valid_from", "valid_until",
    "until_basis", "source", "opposite_id", "marker", "edition",
)  # fmt: skip
PARENT_COLUMNS = ("place_id", "parent_id", "valid_from", "valid_until", "edition")
NAME_COLUMNS = (
    "place_id", "language", "script", "text", "kind", "source", "sort_key", "icu_version",
    "search_key", "loose_key", "keys_version", "edition",
)  # fmt: skip
SUCCESSION_COLUMNS = ("place_id", "successor_id", "on", "kind", "edition")
ADJACENCY_COLUMNS = ("vn_id", "la_id", "source", "edition")

Row = tuple[object, ...]
_OWN = {Side.VN: "vi", Side.LA: "lo"}


def _table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def name_row(place: str, language: str, kind: str, text: str, source: str) -> Row:
    """Return the columns of `NAME_COLUMNS` but the edition: the text as given and its keys.

    A text that deceives the eye is Refused with a code of `why_not_text`.
    """
    require_text(text, where={"place": place})
    return (
        place,
        language,
        script_of(text),
        text,
        kind,
        source,
        sort_key(text, language),
        ICU_VERSION,
        searchkeys.fold(text),
        searchkeys.loose(text),
        searchkeys.VERSION,
    )


@dataclass(frozen=True)
class Gazetteer:
    """Rows of all files under one digest, which also covers the versions of the stored keys."""

    digest: str
    units: list[dict[str, str]]
    gates: list[dict[str, str]]
    files: dict[str, list[dict[str, str]]]

    @cached_property
    def _codes(self) -> frozenset[str]:
        return frozenset(row["code"] for row in (*self.units, *self.gates))

    @cached_property
    def places(self) -> list[Row]:
        units = [
            (
                unit["code"],
                unit["kind"],
                unit["side"],
                unit["designation"],
                unit["official_code"],
                unit["valid_from"] or None,
                unit["valid_until"] or None,
                unit["until_basis"],
                unit["source"],
                None,
                "",
                self.digest,
            )
            for unit in self.units
        ]
        return units + [self._gate(gate) for gate in self.gates]

    def _gate(self, gate: dict[str, str]) -> Row:
        head = (gate["code"], Kind.GATE, gate["side"], "", "", None, None, Basis.STATED)
        return (*head, gate["source"], gate["opposite"], gate["marker"], self.digest)

    @cached_property
    def parents(self) -> list[Row]:
        """A unit with one parent names it in its own row; the others are in `parents.csv`."""
        one = [(unit["code"], unit["parent"], None, None) for unit in self.units if unit["parent"]]
        several = [
            (row["place"], row["parent"], row["valid_from"] or None, row["valid_until"] or None)
            for row in self.files["parents"]
            if row["place"] in self._codes
        ]
        return [(*row, self.digest) for row in one + several]

    @cached_property
    def names(self) -> list[Row]:
        return [(*row, self.digest) for row in self._names() if row[0] in self._codes]

    def _names(self) -> Iterator[Row]:
        for unit in self.units:
            own = _OWN[Side(unit["side"])]
            yield name_row(unit["code"], own, NameKind.OFFICIAL, unit["name"], unit["source"])
        for gate in self.gates:
            latin = "vi" if gate["side"] == Side.VN else "en"
            yield name_row(gate["code"], latin, NameKind.OFFICIAL, gate["name"], gate["source"])
        for row in self.files["names"]:
            yield name_row(row["place"], row["language"], row["kind"], row["text"], row["source"])

    @cached_property
    def successions(self) -> list[Row]:
        return [
            (row["place"], row["successor"] or None, row["on"], row["kind"], self.digest)
            for row in self.files["successions"]
            if row["place"] in self._codes
            and (not row["successor"] or row["successor"] in self._codes)
        ]

    @cached_property
    def adjacencies(self) -> list[Row]:
        source = "provinces' own descriptions"
        return [(row["vn"], row["la"], source, self.digest) for row in self.files["adjacencies"]]

    @property
    def counts(self) -> Counter[str]:
        return Counter(
            places=len(self.places),
            parents=len(self.parents),
            names=len(self.names),
            successions=len(self.successions),
            adjacencies=len(self.adjacencies),
        )


def _digest(*, communes: bool) -> str:
    seal = hashlib.sha256(f"{ICU_VERSION} {searchkeys.VERSION} {communes}".encode())
    for path in sorted(DATA.glob("*.csv")):
        seal.update(path.read_bytes())
    return seal.hexdigest()


def read(*, communes: bool = True) -> Gazetteer:
    """Return the gazetteer of the files in `data/`, with or without the communes."""
    units = _table("units.csv") + (_table("communes.csv") if communes else [])
    tables = ("parents", "names", "successions", "adjacencies")
    return Gazetteer(
        digest=_digest(communes=communes),
        units=units,
        gates=_table("gates.csv"),
        files={name: _table(f"{name}.csv") for name in tables},
    )

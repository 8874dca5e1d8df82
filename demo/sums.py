"""Figures that the truth adds up to, counted from the records alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from demo.chance import FIRST_DAY, LAST_DAY

type Record = dict[str, Any]
type Part = tuple[str, str, Decimal]

TALKS = "2025-08-12"
MOVES = {"entry": "crossings.entries", "exit": "crossings.exits"}
# Kinds of exhibit that no published figure counts.
UNPUBLISHED = {"timber", "wildlife"}


def figures(records: Iterable[Record]) -> dict[str, dict[str, str]]:
    """Return {figure code: {unit: plain decimal}} for the period and the day of the talks.

    A patrol counts on the day it ended; what lies outside the period counts in no figure.
    """
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for record in filter(_in_period, records):
        for code, unit, value in PARTS.get(record["kind"], _nothing)(record):
            sums[code][unit] += value
    return {
        code: {unit: _plain(value) for unit, value in units.items()}
        for code, units in sorted(sums.items())
    }


def _in_period(record: Record) -> bool:
    day = record.get("ended_on", record.get("on"))
    return day is None or FIRST_DAY <= date.fromisoformat(day) <= LAST_DAY


def _plain(value: Decimal) -> str:
    """Write without exponent and without zeros after the last decimal."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _nothing(record: Record) -> Iterator[Part]:
    """A hand-back, a payment or a proposal adds to no published figure."""
    del record
    return iter(())


def _patrol(record: Record) -> Iterator[Part]:
    people = sum(record["participants"].values())
    yield "security.patrols-joint", "patrol", Decimal(1)
    yield "security.patrol-participants", "person", Decimal(people)


def _case(record: Record) -> Iterator[Part]:
    yield from _counted(record, "security")


def _coordinated(record: Record) -> Iterator[Part]:
    yield from _counted(record, "security.coordinated")


def _counted(record: Record, prefix: str) -> Iterator[Part]:
    yield f"{prefix}.cases", "case", Decimal(1)
    yield f"{prefix}.subjects", "person", Decimal(len(record["subjects"]))
    for exhibit in record["exhibits"]:
        if exhibit["item"] not in UNPUBLISHED:
            code = f"{prefix}.seized.{exhibit['item']}"
            yield code, exhibit["unit"], Decimal(exhibit["quantity"])


def _movement(record: Record) -> Iterator[Part]:
    code, unit = MOVES[record["direction"]], record["direction"]
    yield code, unit, Decimal(1)
    if record["resident_class"] == "border-resident":
        yield f"{code}-border-area", unit, Decimal(1)


def _pupil(record: Record) -> Iterator[Part]:
    """Supported on the day of the talks; the rate is one, not a sum over pupils."""
    left = record["supported_until"]
    if record["supported_from"] <= TALKS and (left is None or left >= TALKS):
        yield "programmes.pupils-supported", "person", Decimal(1)


def _rate(record: Record) -> Iterator[Part]:
    yield "programmes.pupil-support-rate", record["unit"], Decimal(record["rate"])


def _content(record: Record) -> Iterator[Part]:
    if record["agreed_on"] == TALKS:
        yield "agreements.contents-agreed", "commitment", Decimal(1)


def _instrument(record: Record) -> Iterator[Part]:
    if record["signed_on"] == TALKS:
        yield "agreements.instruments-signed", "document", Decimal(1)


PARTS: dict[str, Callable[[Record], Iterator[Part]]] = {
    "patrol": _patrol,
    "case": _case,
    "coordinated-case": _coordinated,
    "movement": _movement,
    "pupil": _pupil,
    "support-programme": _rate,
    "agreed-content": _content,
    "instrument": _instrument,
}

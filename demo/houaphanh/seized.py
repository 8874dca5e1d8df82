"""Sơn La's coordinated cases as Houaphanh has them: own numbers and words, six differences."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from demo.chance import stream
from demo.houaphanh import words
from demo.houaphanh.differences import Found
from demo.houaphanh.paper import in_era
from demo.people import person
from demo.sums import Record

STAFF, PARTNER = "houaphanh/tham-muu", "son-la"
PAPER = Decimal("0.1")
"""Grams of the paper around a packet."""
SAMPLES = 2
PILL_IN_MG = 90
"""What the Lao unit's scales gave for one pill, on the average."""


@dataclass(frozen=True, slots=True)
class Seized:
    """A Lao record of a case; `ours` is the number of the Vietnamese one."""

    ours: str
    own: Record


def seized(ours: Sequence[Record], seed: int) -> tuple[list[Seized], dict[str, Found]]:
    """Return the Lao records of `ours`, and where the differences d05 and d07 to d11 lie."""
    made: list[Seized] = []
    found: dict[str, Found] = {}
    for index, record in enumerate(ours):
        own = _own(record, index + 1)
        if index in FAULTS:
            number, spoil = FAULTS[index]
            here, there = spoil(own, seed)
            at = (record["number"],), (own["number"],), record["on"][:7]
            found[number] = Found(*at, {"here": here, "there": there})
        made.append(Seized(record["number"], own))
    return made, found


def _own(record: Record, number: int) -> Record:
    return {
        **record,
        "number": f"ຄດ-{number:02}/ຫພ/{record['on'][:4]}",
        "office": STAFF,
        "place": words.PLACES[record["place"]],
        "act": words.ACTS[record["act"]],
        "result": words.RESULTS[record["result"]],
        "partner": PARTNER,
        "subjects": [_subject(one) for one in record["subjects"]],
        "exhibits": [dict(one) for one in record["exhibits"]],
    }


def _subject(one: Record) -> Record:
    return {
        **one,
        "name": one["name_lo"] or one["name"],
        "people": words.PEOPLES[one["people"]],
        "address": words.home(one["address"]),
        "document_type": words.PAPERS[one["document_type"]],
    }


type Said = tuple[object, object]
"""What the Vietnamese and what the Lao record say, for the sentences."""


def _fewer_pills(own: Record, _seed: int) -> Said:
    pills = _exhibit(own, "synthetic-drug")
    here = pills["quantity"]
    pills["quantity"] = str(int(here) - SAMPLES)
    return Decimal(here), Decimal(pills["quantity"])


def _lighter(own: Record, _seed: int) -> Said:
    heroin = _exhibit(own, "heroin")
    here = Decimal(heroin["quantity"])
    heroin["quantity"] = str(here - PAPER)
    return here, here - PAPER


def _year_before(own: Record, _seed: int) -> Said:
    """In January the clerk still writes the year that has ended."""
    here = date.fromisoformat(own["on"])
    there = here.replace(year=here.year - 1)
    own["on"] = there.isoformat()
    return in_era(here), in_era(there)


def _other_substance(own: Record, _seed: int) -> Said:
    heroin = _exhibit(own, "heroin")
    heroin["item"] = "opium-resin"
    return (Decimal(heroin["quantity"]),) * 2


def _weighed(own: Record, _seed: int) -> Said:
    pills = _exhibit(own, "synthetic-drug")
    here = pills["quantity"]
    pills |= {"quantity": str(int(here) * PILL_IN_MG // 1000), "unit": "g"}
    return Decimal(here), Decimal(pills["quantity"])


def _one_more_subject(own: Record, seed: int) -> Said:
    own["subjects"].append(_subject(person(stream(seed, "driver"), lao=1.0).record()))
    return "1", "2"


def _exhibit(own: Record, item: str) -> dict[str, Any]:
    return next(one for one in own["exhibits"] if one["item"] == item)


FAULTS: dict[int, tuple[str, Callable[[Record, int], Said]]] = {
    0: ("d07", _fewer_pills),
    1: ("d05", _lighter),
    2: ("d08", _year_before),
    3: ("d09", _other_substance),
    4: ("d10", _weighed),
    5: ("d11", _one_more_subject),
}
"""By the place of the case: the number of the difference, and how the Lao record comes by it."""

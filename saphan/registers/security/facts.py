"""What the sealed documents of this register state, countable (pure, core part only)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from saphan.kernel.facts import Fact
from saphan.kernel.units import UNITS, Quantity
from saphan.registers.security.documents import Case, Handback, Patrol


def patrol(document: Patrol) -> Iterator[Fact]:
    """A bilateral patrol counts once; its participants count per side."""
    dims = {"joint": "yes" if document.joint else "no", "office": document.office}
    yield Fact("patrol", document.ended_on, document.area, "patrol", 1, dims)
    for side, people in document.participants.items():
        dims_of_side = {**dims, "side": side.upper()}
        yield Fact(
            "patrol.participant", document.ended_on, document.area, "person", people, dims_of_side
        )


def case(document: Case) -> Iterator[Fact]:
    """A case counts once, each subject once, each amount of each exhibit in its base unit."""
    on, place = document.opened_on, document.area
    dims = {
        "coordinated": "yes" if document.coordinated_with else "no",
        "office": document.office,
        "offence": document.offence,
    }
    yield Fact("case", on, place, "case", 1, dims)
    if document.subjects:
        yield Fact("case.subject", on, place, "person", len(document.subjects), dims)
    for exhibit in document.exhibits:
        for amount in exhibit.amounts:
            quantity = Quantity.of(Decimal(amount.value), amount.unit)
            base = UNITS[amount.unit].base
            yield Fact(
                "case.exhibit", on, place, base, quantity.amount, {**dims, "item": exhibit.item}
            )


def handback(document: Handback) -> Iterator[Fact]:
    """People handed back count for the side that received them."""
    dims = {"side": document.receiver, "office": document.office, "act": document.act}
    if document.subjects:
        yield Fact(
            "handback.person",
            document.on,
            document.area,
            "person",
            len(document.subjects),
            dims,
        )


FACTS = {Patrol: patrol, Case: case, Handback: handback}

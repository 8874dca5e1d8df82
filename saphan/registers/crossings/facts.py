"""What the sealed documents of this register state, countable: tallies alone count (FIGURES 1)."""

from __future__ import annotations

from collections.abc import Iterator

from saphan.kernel.facts import Fact
from saphan.registers.crossings.documents import Tally


def tally(document: Tally) -> Iterator[Fact]:
    """A tally counts its movements by travel document, and the vehicles by kind."""
    direction = document.direction.value
    dims = {"gate": document.gate, "direction": direction, "resident": document.resident.value}
    for paper, movements in sorted(document.travel_documents.items()):
        yield Fact(
            f"crossing.{direction}",
            document.on,
            document.area,
            direction,
            movements,
            {**dims, "travel_document": paper},
        )
    for vehicle, driven in sorted(document.vehicles.items()):
        yield Fact(
            "crossing.vehicle",
            document.on,
            document.area,
            "item",
            driven,
            {**dims, "vehicle": vehicle},
        )


FACTS = {Tally: tally}

"""What the registers hand to the figures: fact functions and definitions, gathered once."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from saphan import registers
from saphan.kernel.facts import Fact
from saphan.kernel.figures import Figure


@dataclass(frozen=True, slots=True)
class FactSource:
    """`states` turns a document of `document`'s type into facts."""

    document: type[Any]
    states: Callable[[Any], Iterator[Fact]]


def _gather(module: str) -> Iterator[Any]:
    for register in pkgutil.iter_modules(registers.__path__):
        yield import_module(f"{registers.__name__}.{register.name}.{module}")


FACTS: dict[str, FactSource] = {
    document.schema: FactSource(document, states)
    for module in _gather("facts")
    for document, states in module.FACTS.items()
}
"""By schema with its version."""

CATALOGUE: dict[str, Figure] = {
    figure.code: figure for module in _gather("figures") for figure in module.FIGURES
}
"""By code, in the order in which the registers list them."""

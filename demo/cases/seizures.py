"""What was seized, cut into parcels that sum exactly to what the press published."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from demo.chance import spread


@dataclass(frozen=True, slots=True)
class Exhibit:
    """`quantity` and `weighed` (grams) are plain decimals; `item` is a word of the figure codes."""

    item: str
    quantity: str
    unit: str
    note: str = ""
    weighed: str = ""

    def record(self) -> dict[str, str]:
        return {
            "item": self.item,
            "quantity": self.quantity,
            "unit": self.unit,
            "note": self.note,
            "weighed_g": self.weighed,
        }


def parcels(rng: Random) -> dict[str, list[Exhibit]]:
    """Return the parcels of the 58 cases by the head they fall under.

    The sums are those of the talks' report: 8 cakes and 111.22 g of heroin, 683,013 pills, 2.001 kg
    of crystal meth, 1 kg of ketamine, 971.36 g of opium resin, 432 kg of firecrackers and so on.
    """
    grams = [1025, *spread(rng, 11122 - 1025, [(31, 1400)] * 14)]
    pills = [186_000, 120_000, 96_000, 78_000, 66_000, 54_000, 42_000, 24_000]
    pills += spread(rng, 683_013 - sum(pills), [(57, 2600)] * 12)
    resin = spread(rng, 97136, [(4000, 40000)] * 5)
    crackers = [365, *spread(rng, 4320 - 365, [(120, 1300)] * 7)]
    cash = [1250, *spread(rng, 11084 - 1250, [(35, 1500)] * 13)]
    return {
        "cakes": [Exhibit("heroin", str(count), "cake") for count in (2, 3, 1, 2)],
        "heroin": [Exhibit("heroin", _decimal(value, 2), "g") for value in grams],
        "pills": [Exhibit("synthetic-drug", str(count), "pill") for count in pills],
        "meth": [Exhibit("crystal-meth", "2.001", "kg"), Exhibit("ketamine", "1", "kg")],
        "resin": [Exhibit("opium-resin", _decimal(value, 2), "g") for value in resin],
        "crackers": [Exhibit("firecrackers", _decimal(value, 1), "kg") for value in crackers],
        "arms": [
            Exhibit("gun", "1", "item", "súng tự chế"),
            Exhibit("bullet", "1", "item"),
            Exhibit("gunpowder", "360", "g"),
        ],
        "cars": [Exhibit("car", "1", "item") for _ in range(3)],
        "motorbikes": [Exhibit("motorbike", "1", "item") for _ in range(18)],
        "phones": [Exhibit("mobile-phone", str(n), "item") for n in _ones_and_twos(29, 22)],
        "cash": [Exhibit("cash", str(value * 10_000), "VND") for value in cash],
    }


def coordinated() -> list[list[Exhibit]]:
    """Return the exhibits of the six coordinated cases; they are counted apart from the 58."""
    return [
        [Exhibit("synthetic-drug", "1998", "pill"), Exhibit("mobile-phone", "1", "item")],
        [Exhibit("heroin", "3.2", "g")],
        [Exhibit("synthetic-drug", "1480", "pill"), Exhibit("motorbike", "1", "item")],
        [Exhibit("heroin", "1.8", "g"), Exhibit("synthetic-drug", "400", "pill")],
        [Exhibit("synthetic-drug", "1000", "pill")],
        [Exhibit("mobile-phone", "1", "item")],
    ]


def _decimal(value: int, places: int) -> str:
    """Return `value` hundredths (or tenths) as a plain decimal without trailing zeros."""
    text = f"{value:0{places + 1}d}"
    return f"{text[:-places]}.{text[-places:]}".rstrip("0").rstrip(".")


def _ones_and_twos(total: int, count: int) -> list[int]:
    return [2] * (total - count) + [1] * (2 * count - total)

"""A cell whose text no record can hold is refused at its address, in the reader's language."""

from __future__ import annotations

import pytest

from saphan.intake.composing import Offer, take
from saphan.intake.kinds import Composed, Setting
from saphan.intake.reading.outcome import Row
from saphan.kernel import clock
from tests import make


@pytest.mark.parametrize(
    "values, code, cell",
    [
        ({"number": "7" * 5_000, "note": ""}, "text-too-long", "A5"),
        ({"number": "07/BB", "note": "x" * 20_001}, "text-too-long", "B5"),
        ({"number": "07/BB", "note": "Mốc \u0378"}, "unassigned-character", "B5"),
    ],
)
def test_a_text_that_no_record_holds_is_refused_at_its_cell(
    values: dict[str, str], code: str, cell: str
) -> None:
    texts = tuple(values.values())
    row = Row("Sheet", "patrols", 5, values, False, texts, {"number": 0, "note": 1})
    composed = Composed()
    setting = Setting("hash", "vn-son-la", "vn-son-la", "", clock.today())

    take(Offer("security.patrol", row, make.patrol_entry().core, "number"), composed, setting)

    (found,) = composed.refused
    assert (found.code, found.sheet, found.cell) == (code, "Sheet", cell)
    assert not composed.entries

"""Whatever hand wrote a column, a value is the true one or it is asked about."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from saphan.intake.reading.columns import Column, Kind, SheetSpec
from saphan.intake.reading.outcome import Doubt
from saphan.kernel.dates import format_date
from saphan.kernel.numbers import TO_LAO, format_number
from tests.intake.reading.workbook_maker import TALKS, outcome_of

LANGUAGES = st.sampled_from(["vi", "lo", "en"])
COUNTS = st.one_of(st.integers(0, 10**7), st.integers(1, 99).map(lambda n: n * 1000)).map(Decimal)
MASSES = st.one_of(
    st.decimals(0, 10**6, places=3), st.decimals(0, 999, places=2), st.integers(0, 10**6)
).map(Decimal)


def table(kind: Kind, unit: str | None) -> SheetSpec:
    value = Column(name="value", heads=("Số lượng",), kind=kind, unit=unit)
    key = Column(name="key", heads=("Đồn",), kind=Kind.TEXT, required=True)
    return SheetSpec(name="t", titles=("Bảng",), columns=(key, value))


def read_texts(texts: list[str], spec: SheetSpec) -> list[tuple[object, Doubt | None]]:
    """The value of each cell with its doubt, if it has one."""
    lines = ["Đồn\tSố lượng", *(f"P{place}\t{text}" for place, text in enumerate(texts))]
    outcome = outcome_of("\n".join(lines).encode(), filename="a.tsv", spec=spec)
    doubts = {doubt.cell: doubt for doubt in outcome.doubts}
    assert not outcome.refused
    return [(row.values["value"], doubts.get(row.cell("value"))) for row in outcome.rows]


def assert_never_wrong(values: list[Decimal], read: list[tuple[object, Doubt | None]]) -> None:
    assert len(values) == len(read)
    for value, (told, doubt) in zip(values, read, strict=True):
        if doubt is None:
            assert told == value
        else:
            assert told is None
            assert value in {reading.value for reading in doubt.readings}


@settings(deadline=None)
@given(values=st.lists(MASSES, min_size=1, max_size=12), language=LANGUAGES, lao=st.booleans())
def test_masses_written_by_one_hand(values: list[Decimal], language: str, lao: bool) -> None:
    texts = [format_number(value, language, lao_digits=lao) for value in values]

    assert_never_wrong(values, read_texts(texts, table(Kind.DECIMAL, "kg")))


@settings(deadline=None)
@given(written=st.lists(st.tuples(COUNTS, LANGUAGES, st.booleans()), min_size=1, max_size=12))
def test_counts_written_by_many_hands(written: list[tuple[Decimal, str, bool]]) -> None:
    values = [value for value, _, _ in written]
    texts = [format_number(value, lang, lao_digits=lao) for value, lang, lao in written]

    assert_never_wrong(values, read_texts(texts, table(Kind.INTEGER, "pill")))


@settings(deadline=None)
@given(
    days=st.lists(
        st.tuples(st.dates(date(1990, 1, 1), TALKS), LANGUAGES, st.booleans(), st.booleans()),
        min_size=1,
        max_size=10,
    )
)
def test_days_of_both_eras(days: list[tuple[date, str, bool, bool]]) -> None:
    texts = []
    for day, language, buddhist, long in days:
        text = format_date(day, language, long=long)
        text = text.replace(str(day.year), str(day.year + 543)) if buddhist else text
        texts.append(text.translate(TO_LAO) if language == "lo" else text)

    read = read_texts(texts, table(Kind.DATE, None))

    for (day, _, buddhist, _), (told, doubt) in zip(days, read, strict=True):
        assert told == day or (buddhist and told is None and doubt is not None)
        if doubt is not None:
            assert day in {reading.value for reading in doubt.readings}

"""What was seized, read out of one cell: nothing is guessed, dropped or converted."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.numbers import Convention, format_number
from saphan.kernel.units import UNITS
from saphan.registers.security import rules
from saphan.registers.security.choices import UNITS_OF, Act, Item, Offence
from saphan.registers.security.documents import Exhibit
from saphan.registers.security.intake.exhibits import label_of, proven, read_exhibits
from saphan.registers.security.intake.words import (
    ITEM_WORDS,
    act_of,
    item_of,
    offence_of,
    unit_for,
)

SURE = {
    "2 bánh; 111,22g heroin": "heroin 2 cake 111.22 g",
    "- 1.068 viên MTTH\n- 01 xe máy\n- 01 ĐTDĐ": "synthetic-drug 1068 pill; motorbike 1 item; "
    "mobile-phone 1 item",
    "01 khẩu súng tự chế; 01 viên đạn; 360g thuốc súng": "gun 1 item; bullet 1 item; "
    "gunpowder 360 g",
    "6.890.000 đồng": "cash 6890000 VND",
    "0,42m3 gỗ nghiến": "timber 0.42 m3",
    "02 cá thể rùa đầu to": "wildlife 2 item",
    "ma tuý đá 1,5 kg": "crystal-meth 1.5 kg",
    "xe máy: 01 chiếc": "motorbike 1 item",
    "໒ ກ້ອນ ເຮໂຣອິນ": "heroin 2 cake",
    "01 xe máy Honda Wave (BKS 26B1-123.45)": "motorbike 1 item",
}
ASKED = (
    "01 con dao",
    "một số quần áo",
    "500 viên",
    "1.250g heroin",
    "2 kg sừng tê giác",
    "01 viên đạn pháo",
    "heroin: 2 bánh, 5,34 g",
)


@pytest.mark.parametrize("text", SURE)
def test_what_is_plain_is_read_without_asking(text: str) -> None:
    found = read_exhibits(text)

    assert found.sure
    assert [label_of(way) for way in found.ways] == [SURE[text]]


@pytest.mark.parametrize("text", ASKED)
def test_what_is_not_plain_is_asked_and_its_words_are_kept(text: str) -> None:
    found = read_exhibits(text)

    assert not found.sure
    for way in found.ways:
        words = "; ".join(one.written for one in way)
        assert words.replace("; ", ", ") == text or words == text


def test_an_unknown_thing_may_stay_other() -> None:
    (first, *_) = read_exhibits("01 khẩu súng; 01 con dao").ways

    assert label_of(first) == "gun 1 item; other 1 item"


def test_two_quantities_without_a_separator_have_no_reading() -> None:
    assert read_exhibits("01 xe máy 5g heroin").ways == ()


def test_a_horn_is_no_gun() -> None:
    assert item_of("súng tự chế") is Item.GUN
    assert item_of("sừng tê giác") is None


def test_a_shell_is_neither_ammunition_nor_firecracker() -> None:
    assert item_of("đạn pháo") is None


def test_the_place_of_a_tone_mark_does_not_matter() -> None:
    assert item_of("ma tuý tổng hợp") is item_of("Ma túy tổng hợp") is Item.SYNTHETIC_DRUG


def test_a_counter_of_ammunition_is_no_pill() -> None:
    assert (unit_for(Item.BULLET, "pill"), unit_for(Item.SYNTHETIC_DRUG, "pill")) == (
        "item",
        "pill",
    )


def test_a_column_proves_how_it_writes_counts_and_never_masses() -> None:
    texts = ["1.998 viên MTTH", "3,2g heroin", "1.480 viên MTTH", "1.000 viên MTTH"]
    convention = proven(texts)

    assert convention is Convention.COMMA
    assert read_exhibits("1.000 viên MTTH", convention=convention).sure
    assert not read_exhibits("2.001 kg ketamine", convention=convention).sure


def test_two_proofs_are_too_few_and_one_against_is_enough() -> None:
    assert proven(["1.998 viên", "3,2g", "7 xe máy"]) is None
    assert proven(["1.998 viên", "3,2g", "1.480 viên", "1,234 viên"]) is None


@pytest.mark.parametrize(
    "act, offence",
    [
        ("Vận chuyển trái phép chất ma tuý", Offence.DRUGS),
        ("Vận chuyển pháo nổ trái phép qua biên giới", Offence.FIRECRACKERS),
        ("Tàng trữ trái phép vũ khí, vật liệu nổ", Offence.WEAPONS),
        ("Vận chuyển lâm sản trái phép", Offence.FOREST),
        ("Tổ chức cho người khác xuất cảnh trái phép", Offence.ILLEGAL_CROSSING),
        ("Đối tượng truy nã bỏ trốn qua biên giới", Offence.OTHER),
    ],
)
def test_words_of_an_offence_have_a_class(act: str, offence: Offence) -> None:
    assert offence_of(act) is offence


def test_words_of_a_hand_back_have_a_class() -> None:
    acts = ("Nhập cảnh trái phép", "Xuất cảnh trái phép", "Khác")

    assert list(map(act_of, acts)) == [Act.ILLEGAL_ENTRY, Act.ILLEGAL_EXIT, Act.OTHER]


@st.composite
def seizures(draw: st.DrawFn) -> tuple[str, str, Decimal, Item]:
    """A thing with a quantity in one of its units: unit, its word, the value, the thing."""
    item = draw(st.sampled_from([i for i in Item if i not in (Item.OTHER, Item.CASH)]))
    unit = draw(st.sampled_from(UNITS_OF[item]))
    places = min(UNITS[unit].decimals, 3)
    value = Decimal(draw(st.integers(1, 10**9))).scaleb(-places)
    return unit, draw(st.sampled_from(ITEM_WORDS[item])), value, item


@given(seizures())
def test_what_officials_write_is_read_back_or_asked(
    given_one: tuple[str, str, Decimal, Item],
) -> None:
    unit, word, value, item = given_one
    text = f"{format_number(value, 'vi')} {UNITS[unit].names.vi} {word}"

    found = read_exhibits(text)

    truth = f"{item} {value.normalize():f} {unit}"
    labels = [label_of(way) for way in found.ways]
    assert truth in labels
    assert labels == [truth] or not found.sure


@given(st.lists(seizures(), min_size=1, max_size=4), st.sampled_from(["; ", "\n- ", " và "]))
def test_each_exhibit_of_a_cell_is_there(
    several: list[tuple[str, str, Decimal, Item]], between: str
) -> None:
    text = between.join(
        f"{format_number(value, 'vi')} {UNITS[unit].names.vi} {word}"
        for unit, word, value, _ in several
    )

    ways = read_exhibits(text).ways

    counted = {sum(len(one.amounts) for one in way) for way in ways}
    assert counted == {len(several)}


@given(st.text(max_size=60))
def test_any_text_gives_exhibits_that_the_rules_take_or_asks(text: str) -> None:
    for way in read_exhibits(text).ways:
        for number, one in enumerate(way):
            exhibit = Exhibit(
                id=f"e{number}", item=one.item, amounts=list(one.amounts), written=one.written
            )
            assert rules.why_not_exhibit(exhibit) in {None, "absurd-amount"}

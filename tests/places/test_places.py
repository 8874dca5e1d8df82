"""The gazetteer in the database: dates, heirs, parents, names and neighbours."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from saphan.kernel.sides import Side
from saphan.names.sortkeys import sort_key
from saphan.places import lookup, services
from saphan.places.choices import Basis, Kind, NameKind
from saphan.places.models import Edition, Name, Parent, Place, Succession
from saphan.places.resolving import became

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)

LAO_BORDER = (
    "la-attapeu", "la-bolikhamxay", "la-houaphanh", "la-khammouane", "la-luang-prabang",
    "la-phongsaly", "la-salavan", "la-savannakhet", "la-sekong", "la-xieng-khouang",
)  # fmt: skip


@pytest.mark.parametrize("day, provinces", [(BEFORE, 63), (AFTER, 34)])
def test_provinces_are_those_of_the_day(gazetteer: None, day: date, provinces: int) -> None:
    found = Place.objects.on(day).of_side(Side.VN).of_kind(Kind.PROVINCE)

    assert found.count() == provinces


def test_the_last_day_counts_and_the_next_does_not(gazetteer: None) -> None:
    kon_tum = Place.objects.get(pk="vn-kon-tum")

    assert kon_tum in Place.objects.on(BEFORE)
    assert kon_tum not in Place.objects.on(AFTER)
    assert Place.objects.get(pk="vn-quang-ngai-2025").valid_from == BEFORE + timedelta(days=1)


def test_ten_vietnamese_and_ten_lao_provinces_touch_until_june_2025(gazetteer: None) -> None:
    vn, la = lookup.border_provinces(on=BEFORE)

    assert la == LAO_BORDER
    assert vn == (
        "vn-dien-bien", "vn-ha-tinh", "vn-hue", "vn-kon-tum", "vn-nghe-an", "vn-quang-binh",
        "vn-quang-nam", "vn-quang-tri", "vn-son-la", "vn-thanh-hoa",
    )  # fmt: skip


def test_nine_vietnamese_and_ten_lao_provinces_touch_from_july_2025(gazetteer: None) -> None:
    vn, la = lookup.border_provinces(on=AFTER)

    assert la == LAO_BORDER
    assert vn == (
        "vn-da-nang-2025", "vn-dien-bien", "vn-ha-tinh", "vn-hue", "vn-nghe-an",
        "vn-quang-ngai-2025", "vn-quang-tri-2025", "vn-son-la", "vn-thanh-hoa",
    )  # fmt: skip


def test_nghe_an_touches_three_lao_provinces(gazetteer: None) -> None:
    across = lookup.neighbours(on=date(2021, 12, 24))

    assert across["vn-nghe-an"] == {"la-houaphanh", "la-xieng-khouang", "la-bolikhamxay"}


@pytest.mark.parametrize(
    "code, heirs",
    [
        ("vn-son-la", ["vn-son-la"]),
        ("vn-quang-binh", ["vn-quang-tri-2025"]),
        ("vn-quang-tri", ["vn-quang-tri-2025"]),
        ("vn-quang-nam", ["vn-da-nang-2025"]),
        ("vn-kon-tum", ["vn-quang-ngai-2025"]),
        ("vn-thua-thien-hue", ["vn-hue"]),
        ("vn-d-song-ma-126", []),
    ],
)
def test_a_place_becomes_its_heirs(gazetteer: None, code: str, heirs: list[str]) -> None:
    assert became(code, on=AFTER) == heirs


def test_hue_was_renamed_half_a_year_before_the_reform(gazetteer: None) -> None:
    names = lookup.names_in(["vn-thua-thien-hue", "vn-hue"], "vi")

    assert names == {"vn-thua-thien-hue": "Thừa Thiên Huế", "vn-hue": "Huế"}
    assert became("vn-thua-thien-hue", on=date(2024, 12, 31)) == ["vn-thua-thien-hue"]
    assert became("vn-thua-thien-hue", on=date(2025, 1, 1)) == ["vn-hue"]


def test_children_follow_the_day(whole_gazetteer: None) -> None:
    before = Place.objects.children_on("vn-son-la", on=BEFORE)
    after = Place.objects.children_on("vn-son-la", on=AFTER)

    assert before.of_kind(Kind.DISTRICT).count() == 12
    assert not before.of_kind(Kind.COMMUNE).exists()
    assert not after.of_kind(Kind.DISTRICT).exists()
    assert after.of_kind(Kind.COMMUNE).count() == 75


def test_a_commune_that_the_reform_left_alone_keeps_its_code_and_changes_its_parent(
    whole_gazetteer: None,
) -> None:
    rows = Parent.objects.filter(place="vn-c-14863").order_by("valid_until")

    assert [row.valid_until for row in rows] == [BEFORE, None]


def test_gates_come_in_pairs_across_the_border(gazetteer: None) -> None:
    gates = {gate.pk: gate for gate in Place.objects.of_kind(Kind.GATE)}

    assert gates["gate-long-sap"].opposite_id == "gate-pa-hang"
    assert gates["gate-long-sap"].marker == "255"
    for gate in gates.values():
        opposite = gates[gate.opposite_id or ""]
        assert (opposite.opposite_id, opposite.side) == (gate.pk, Side(gate.side).other)


def test_a_gate_changes_province_with_the_reform(gazetteer: None) -> None:
    for day, province in ((BEFORE, "vn-kon-tum"), (AFTER, "vn-quang-ngai-2025")):
        assert Place.objects.children_on(province, on=day).filter(pk="gate-bo-y").exists()


def test_names_are_shown_in_the_language_or_as_their_owners_write_them(
    gazetteer: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    codes = ["vn-son-la", "la-houaphanh", "vn-ca-mau"]

    with django_assert_num_queries(1):
        shown = lookup.names_in(codes, "lo")

    assert shown == {"vn-son-la": "ເຊີນລາ", "la-houaphanh": "ຫົວພັນ", "vn-ca-mau": "Cà Mau"}
    assert lookup.names_in(codes, "vi")["la-houaphanh"] == "Hủa Phăn"
    assert lookup.names_in(codes, "en")["la-houaphanh"] == "Houaphanh"


def test_a_spelling_keeps_the_text_it_was_seen_in(gazetteer: None) -> None:
    seen = Name.objects.get(place="la-houaphanh", text="Hua Phan")

    assert (seen.kind, seen.source) == (NameKind.SOURCE, "S0 Báo Nghệ An, 2021-12-24")


@pytest.mark.parametrize(
    "text",
    ["Houaphanh", "huaphan", "Hua Phan", "hủa phăn", "ຫົວພັນ"],
)
def test_a_search_finds_a_province_in_any_spelling(gazetteer: None, text: str) -> None:
    found = Place.objects.named(text, on=AFTER)

    assert found[0].pk == "la-houaphanh"


def test_a_search_forgives_a_wrong_letter_and_half_a_name(gazetteer: None) -> None:
    assert Place.objects.named("Savanakhat", on=AFTER)[0].pk == "la-savannakhet"
    assert "vn-dien-bien" in {place.pk for place in Place.objects.named("điện", on=AFTER)}
    assert not Place.objects.named("  ", on=AFTER).exists()


def test_provinces_sort_as_vietnamese_does(gazetteer: None) -> None:
    found = Place.objects.on(AFTER).of_side(Side.VN).of_kind(Kind.PROVINCE).sorted_in("vi")

    names = lookup.names_in([place.pk for place in found], "vi")
    shown = [names[place.pk] for place in found]
    assert shown == sorted(shown, key=lambda name: sort_key(name, "vi"))
    assert shown.index("Cần Thơ") < shown.index("Đà Nẵng") < shown.index("Đắk Lắk")


def test_loading_again_changes_nothing(gazetteer: None) -> None:
    names = list(Name.objects.order_by("pk").values_list("pk", "text"))

    again = services.load(communes=False)

    assert not again
    assert list(Name.objects.order_by("pk").values_list("pk", "text")) == names


def test_loading_a_new_edition_keeps_places_and_what_people_added(gazetteer: None) -> None:
    village = Place.objects.create(
        code="la-v-pa-hang", kind=Kind.VILLAGE, side=Side.LA, until_basis=Basis.STATED, source="-"
    )
    Parent.objects.create(place=village, parent_id="la-d-sopbao-0707")
    Edition.objects.update(digest="an older edition")
    names = Name.objects.count()

    services.load(communes=False)

    assert Name.objects.count() == names
    assert Parent.objects.filter(place=village).exists()
    assert Edition.objects.count() == 1


def test_the_database_refuses_two_parents_at_once_and_a_wrong_kind(gazetteer: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Parent.objects.create(place_id="vn-son-la", parent_id="la")
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(code="x", kind="planet", side=Side.VN, source="-")
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(place_id="vn-son-la", on=AFTER, kind="merged")

"""A written name leads to every place it may mean, and to no other."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from saphan.places.choices import Kind, Match
from saphan.places.models import Name, Place
from saphan.places.resolving import Resolver, became, resolve
from saphan.places.rules import strip_designation

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


def _codes(text: str, *, on: date = BEFORE, **narrower: str | Kind) -> list[str]:
    """Ask both resolvers; they must agree."""
    kind, within = narrower.get("kind"), narrower.get("within")
    wanted = Kind(kind) if kind else None
    once = resolve(text, on=on, kind=wanted, within=within)
    bulk = Resolver(on).resolve(text, kind=wanted, within=within)
    assert once == bulk
    return [one.code for one in once]


@pytest.mark.parametrize(
    "text, code",
    [
        ("tỉnh Sơn La", "vn-son-la"),
        ("Son La province", "vn-son-la"),
        ("Huaphanh", "la-houaphanh"),
        ("Hua Phan", "la-houaphanh"),
        ("Hủa Phăn", "la-houaphanh"),
        ("ຫົວພັນ", "la-houaphanh"),
        ("ແຂວງຫົວພັນ", "la-houaphanh"),
        ("ແຂວງ ຫົວພັນ", "la-houaphanh"),
        ("Houa-Phanh", "la-houaphanh"),
        ("Bolykhamxay", "la-bolikhamxay"),
        ("Borikhamxay", "la-bolikhamxay"),
        ("ເມືອງສົບເບົາ", "la-d-sopbao-0707"),
        ("H.Mộc Châu", "vn-d-moc-chau-123"),
        ("huyen moc chau", "vn-d-moc-chau-123"),
        ("cửa khẩu quốc tế Lóng Sập", "gate-long-sap"),
        ("Pa Háng", "gate-pa-hang"),
        ("Densavan border gate", "gate-densavan"),
        ("Thừa Thiên Huế", "vn-hue"),
        ("gate-long-sap", "gate-long-sap"),
    ],
)
def test_a_name_leads_to_its_place(gazetteer: None, text: str, code: str) -> None:
    assert _codes(text) == [code]


def test_a_name_of_two_places_leads_to_both(gazetteer: None) -> None:
    assert _codes("Sơn La") == ["vn-d-son-la-116", "vn-son-la"]
    assert _codes("Viengthong") == ["la-d-hiem-0703", "la-d-viengthong-1106"]


def test_a_kind_or_a_place_around_it_narrows_the_answer(whole_gazetteer: None) -> None:
    assert _codes("Lóng Sập") == ["gate-long-sap", "vn-c-04045"]
    assert _codes("Lóng Sập", kind=Kind.GATE) == ["gate-long-sap"]
    assert _codes("Lóng Sập", within="vn-d-moc-chau-123") == ["vn-c-04045"]
    assert _codes("Lóng Sập", within="la") == []
    assert len(_codes("Hòa Bình")) == len(_codes("Hoà Bình")) == 24


def test_the_day_decides_which_unit_a_name_means(whole_gazetteer: None) -> None:
    assert _codes("xã Lóng Sập", on=BEFORE) == ["vn-c-04045"]
    assert _codes("xã Lóng Sập", on=AFTER) == ["vn-c-04045-2025"]
    assert _codes("tỉnh Quảng Trị", on=BEFORE) == ["vn-quang-tri"]
    assert _codes("tỉnh Quảng Trị", on=AFTER) == ["vn-quang-tri-2025"]
    assert _codes("huyện Mộc Châu", on=AFTER) == []
    assert _codes("tỉnh Kon Tum", on=AFTER) == []


def test_a_code_answers_only_on_its_days_and_for_its_kind(gazetteer: None) -> None:
    assert _codes("vn-kon-tum", on=AFTER) == []
    assert _codes("vn-kon-tum", kind=Kind.GATE) == []


@pytest.mark.parametrize("text", ["", " ", "?", "tỉnh", "Zzyzx", "tỉnh Houaphanh của", "ແຂວງ"])
def test_a_text_that_names_no_place_leads_nowhere(gazetteer: None, text: str) -> None:
    assert _codes(text) == []


def test_an_accent_decides_when_it_is_written(whole_gazetteer: None) -> None:
    (written,) = resolve("Lao Bảo", on=BEFORE, kind=Kind.GATE)
    (bare,) = resolve("lao bao", on=BEFORE, kind=Kind.GATE)

    assert (written.match, bare.match) == (Match.OFFICIAL, Match.FOLDED)


def test_a_match_by_sound_alone_is_not_sure(gazetteer: None) -> None:
    (found,) = resolve("Khammoune", on=BEFORE) or resolve("Kammuan", on=BEFORE)

    assert (found.code, found.match, found.sure) == ("la-khammouane", Match.LOOSE, False)


def test_an_import_asks_77000_names_without_a_query(
    gazetteer: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    resolver = Resolver(BEFORE)
    texts = list(Name.objects.values_list("text", flat=True)[:500])

    began = time.perf_counter()
    with django_assert_num_queries(0):
        answers = [resolver.resolve(texts[row % len(texts)]) for row in range(77_000)]
    took = time.perf_counter() - began

    assert len(answers) == 77_000
    assert took < 2


def test_building_the_resolver_takes_three_queries(
    gazetteer: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        Resolver(BEFORE)


def test_every_official_name_leads_to_its_own_place(gazetteer: None) -> None:
    resolver = Resolver(AFTER)
    names = Name.objects.filter(place__in=[*_living(resolver)], kind="official")

    lost = [
        (code, text)
        for code, text in names.values_list("place_id", "text")
        if code not in {one.code for one in resolver.resolve(text)}
    ]

    assert not lost


def _living(resolver: Resolver) -> list[str]:
    return [code for code, place in resolver.places.items() if place.on(resolver.on)]


@pytest.mark.parametrize(
    "text, bare",
    [
        ("ດ່ານສາກົນນ້ຳພາວ", "ນ້ຳພາວ"),
        ("ບ້ານ ດ່ານ", "ດ່ານ"),
        ("ເມືອງ ວຽງໄຊ", "ວຽງໄຊ"),
        ("ແຂວງ", "ແຂວງ"),
        ("TP.HCM", "HCM"),
        ("Long Sap international border gate", "Long Sap"),
    ],
)
def test_a_designation_is_taken_off_in_three_languages(text: str, bare: str) -> None:
    assert strip_designation(text).text == bare


@given(st.text())
def test_any_text_can_lose_its_designation(text: str) -> None:
    spoken = strip_designation(text)

    assert len(spoken.text) <= len(text) + text.count(".")


@pytest.mark.parametrize(
    "name, official",
    [
        ("Chiềng Khương", "04222"),
        ("Lóng Sập", "04045"),
        ("Na Mèo", "15013"),
        ("Nậm Cắn", "16837"),
        ("Lao Bảo", "19432"),
        ("La Lay", "19594"),
        ("Bờ Y", "23377"),
    ],
)
def test_communes_at_the_gates_have_the_numbers_of_the_reform(
    whole_gazetteer: None, name: str, official: str
) -> None:
    (found,) = resolve(f"xã {name}", on=AFTER)

    assert Place.objects.get(pk=found.code).official_code == official


def test_a_commune_that_ended_is_found_on_its_days_and_through_its_heir(
    whole_gazetteer: None,
) -> None:
    assert _codes("xã Nậm Lạnh", on=BEFORE) == ["vn-c-04237"]
    assert _codes("xã Nậm Lạnh", on=AFTER) == []
    assert became("vn-c-04237", on=AFTER) == ["vn-c-04231-2025"]

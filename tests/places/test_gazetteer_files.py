"""The files themselves: complete, consistent and true to what is known about the reform."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from datetime import date

import pytest

from saphan.kernel.refusals import Refused
from saphan.names.scripts import Script, script_of, why_not_text
from saphan.places import files
from saphan.places.choices import Basis, Kind, NameKind

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


@pytest.fixture(scope="module")
def gazetteer() -> files.Gazetteer:
    return files.read()


def _units_on(gazetteer: files.Gazetteer, day: date) -> Counter[tuple[str, str]]:
    text = day.isoformat()
    return Counter(
        (unit["side"], unit["kind"])
        for unit in gazetteer.units
        if (unit["valid_from"] or text) <= text <= (unit["valid_until"] or text)
    )


def test_vietnam_has_63_provinces_696_districts_and_10035_communes_until_june_2025(
    gazetteer: files.Gazetteer,
) -> None:
    count = _units_on(gazetteer, BEFORE)

    assert count["VN", Kind.PROVINCE] == 63
    assert count["VN", Kind.DISTRICT] == 696
    assert count["VN", Kind.COMMUNE] == 10_035


def test_vietnam_has_34_provinces_no_district_and_3321_communes_from_july_2025(
    gazetteer: files.Gazetteer,
) -> None:
    count = _units_on(gazetteer, AFTER)

    assert count["VN", Kind.PROVINCE] == 34
    assert count["VN", Kind.DISTRICT] == 0
    assert count["VN", Kind.COMMUNE] == 3_321


def test_laos_has_18_provinces(gazetteer: files.Gazetteer) -> None:
    assert _units_on(gazetteer, AFTER)["LA", Kind.PROVINCE] == 18


def test_every_code_is_given_once(gazetteer: files.Gazetteer) -> None:
    codes = [row[0] for row in gazetteer.places]

    assert len(codes) == len(set(codes))


def test_every_unit_but_a_country_belongs_somewhere(gazetteer: files.Gazetteer) -> None:
    with_parents = {row[0] for row in gazetteer.parents}

    orphans = {row[0] for row in gazetteer.places if row[1] != Kind.COUNTRY} - with_parents

    assert not orphans


def test_every_row_points_at_known_places(gazetteer: files.Gazetteer) -> None:
    codes = {row[0] for row in gazetteer.places}
    pointed = {code for row in gazetteer.parents for code in row[:2]}
    pointed |= {code for row in gazetteer.successions for code in row[:2] if code}
    pointed |= {row["place"] for row in gazetteer.files["names"]}

    assert not pointed - codes


def test_every_commune_that_ended_with_the_reform_has_an_heir(gazetteer: files.Gazetteer) -> None:
    ended = {
        unit["code"]
        for unit in gazetteer.units
        if unit["kind"] == Kind.COMMUNE and unit["valid_until"] == BEFORE.isoformat()
    }

    assert not ended - {row[0] for row in gazetteer.successions if row[1]}


def test_every_commune_formed_by_the_reform_has_a_predecessor(gazetteer: files.Gazetteer) -> None:
    formed = {
        unit["code"]
        for unit in gazetteer.units
        if unit["kind"] == Kind.COMMUNE and unit["valid_from"] == AFTER.isoformat()
    }

    assert not formed - {row[1] for row in gazetteer.successions}


def test_only_ends_before_2025_are_assumed(gazetteer: files.Gazetteer) -> None:
    assumed = {
        unit["valid_until"] for unit in gazetteer.units if unit["until_basis"] == Basis.ASSUMED
    }

    assert assumed == {"2024-12-31"}


def test_every_name_is_fit_to_be_stored(gazetteer: files.Gazetteer) -> None:
    unfit = [row[3] for row in gazetteer.names if why_not_text(str(row[3]))]

    assert not unfit


def test_every_lao_name_is_in_lao_script_and_no_other_is(gazetteer: files.Gazetteer) -> None:
    wrong = [
        row[:4]
        for row in gazetteer.names
        if (row[1] == "lo") != (script_of(str(row[3])) is Script.LAO) and not str(row[3]).isdigit()
    ]

    assert not wrong


@pytest.mark.parametrize(
    "code, name",
    [
        ("la-houaphanh", "ຫົວພັນ"),
        ("la-bolikhamxay", "ບໍລິຄຳໄຊ"),
        ("la-xieng-khouang", "ຊຽງຂວາງ"),
        ("la-khammouane", "ຄຳມ່ວນ"),
        ("la-savannakhet", "ສະຫວັນນະເຂດ"),
        ("la-salavan", "ສາລະວັນ"),
        ("la-sekong", "ເຊກອງ"),
        ("la-attapeu", "ອັດຕະປື"),
        ("la-phongsaly", "ຜົ້ງສາລີ"),
        ("la-luang-prabang", "ຫຼວງພະບາງ"),
        ("la-oudomxay", "ອຸດົມໄຊ"),
    ],
)
def test_lao_provinces_are_spelt_as_in_laos(
    gazetteer: files.Gazetteer, code: str, name: str
) -> None:
    assert name in {unit["name"] for unit in gazetteer.units if unit["code"] == code}


@pytest.mark.parametrize(
    ("text", "code"),
    [("Sơn\u200f La", "bidi-control"), ("S\u043en La", "mixed-scripts"), ("Lóng Sập", "")],
)
def test_a_name_that_deceives_the_eye_is_not_loaded(text: str, code: str) -> None:
    refused = pytest.raises(Refused, match=f"^{code}:") if code else nullcontext()

    with refused:
        files.name_row("vn-son-la", "vi", NameKind.OFFICIAL, text, "a list")

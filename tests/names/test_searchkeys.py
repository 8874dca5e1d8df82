"""Names are found again however they were typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.names.romanise import romanise
from saphan.names.searchkeys import fold, loose, spelling

NAMES = st.text(alphabet=st.characters(whitelist_categories=("Lu", "Ll", "Lo", "Mn", "Zs", "Pd")))
LAO = st.text(alphabet=[chr(point) for point in range(0x0E81, 0x0EDF)])


@pytest.mark.parametrize(
    "spellings",
    [
        ("Huaphanh", "Houaphanh", "Hua Phan", "Houaphan", "HUAPHAN", "Hủa Phăn", "ຫົວພັນ"),
        ("Bolikhamxay", "Bolykhamxay", "Borikhamxay", "Bô-li-khăm-xay", "ບໍລິຄຳໄຊ", "ບໍລິຄໍາໄຊ"),
        ("Xieng Khouang", "Xiangkhouang", "Xiêng Khoảng", "ຊຽງຂວາງ"),
        ("Khammouane", "Khammuan", "Khăm Muộn", "ຄຳມ່ວນ"),
        ("Savannakhet", "Sa-vẳn-na-khệt", "ສະຫວັນນະເຂດ"),
        ("Salavan", "Saravane", "ສາລະວັນ"),
        ("Sekong", "Xekong", "Sê Kông", "ເຊກອງ"),
        ("Attapeu", "Attapu", "Át-ta-pư", "ອັດຕະປື"),
        ("Phongsaly", "Phôngsali", "Phông Sa Lỳ", "ຜົ້ງສາລີ"),
        ("Luang Prabang", "Louangphabang", "Luông Pha Băng", "ຫຼວງພະບາງ", "ຫລວງພະບາງ"),
        ("Oudomxay", "Udomxai", "U-đôm-xay", "ອຸດົມໄຊ"),
        ("Xam Neua", "Samneua", "Sầm Nưa", "ຊຳເໜືອ"),
        ("Viengkham", "Vieng Kham", "ວຽງຄຳ"),
    ],
)
def test_one_place_sounds_alike_in_every_spelling(spellings: tuple[str, ...]) -> None:
    assert len({loose(one) for one in spellings}) == 1


@pytest.mark.parametrize(
    "one, other", [("Quảng Trị", "Quảng Bình"), ("Sekong", "Salavan"), ("ຄຳ", "ຄູນ")]
)
def test_different_places_sound_different(one: str, other: str) -> None:
    assert loose(one) != loose(other)


@pytest.mark.parametrize(
    "text, key",
    [
        ("ĐIỆN BIÊN", "dien bien"),
        ("Bà Rịa - Vũng Tàu", "ba ria vung tau"),
        ("ຫຼວງພະບາງ", "ຫລວງພະບາງ"),
        ("ໜອງແຮດ", "ຫນອງແຮດ"),
        ("  607(1) ", "607 1"),
        ("ຫຼັກ ໖໐໗", "ຫລັກ 607"),
    ],
)
def test_folding_drops_case_accents_tones_and_signs(text: str, key: str) -> None:
    assert fold(text) == key


@pytest.mark.parametrize(
    "one, other", [("Hòa Bình", "Hoà  bình"), ("Thủy", "Thuỷ"), ("ໜອງ", "ຫນອງ"), ("ນ້ໍາ", "ນ້ຳ")]
)
def test_two_ways_to_write_the_same_letters_are_one_spelling(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize("one, other", [("Hòa", "Hoá"), ("Sơn La", "Son La"), ("ກວັນ", "ກ້ວັນ")])
def test_another_tone_or_accent_is_another_spelling(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


@given(NAMES)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(NAMES)
def test_names_in_either_normal_form_have_the_same_keys(text: str) -> None:
    composed, apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)

    assert (spelling(composed), fold(composed)) == (spelling(apart), fold(apart))


@given(NAMES)
def test_what_is_spelt_alike_folds_alike_and_what_folds_alike_sounds_alike(text: str) -> None:
    assert fold(spelling(text)) == fold(text)
    assert loose(fold(text)) == loose(text)


@given(LAO)
def test_no_lao_letter_is_left_after_romanising(text: str) -> None:
    left = {letter for letter in romanise(text) if "\u0e80" <= letter <= "\u0eff"}

    assert not {letter for letter in left if letter.isalpha()}


@pytest.mark.parametrize(
    "lao, latin",
    [
        ("ຫົວພັນ", "houaphan"),
        ("ສະຫວັນນະເຂດ", "savannakhet"),
        ("ຊຽງຂວາງ", "xiangkhouang"),
        ("ຫົວເມືອງ", "houameuang"),
        ("ສົບເບົາ", "sopbao"),
        ("ໜອງແຮດ", "nonghet"),
        ("ຄຳເກີດ", "khamkeut"),
        ("ວຽງໄຊ 3", "viangxai 3"),
    ],
)
def test_lao_is_read_syllable_by_syllable(lao: str, latin: str) -> None:
    assert romanise(lao) == latin

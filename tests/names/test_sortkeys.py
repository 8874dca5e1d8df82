"""Lists are in the order their readers expect."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from saphan.names.sortkeys import ICU_VERSION, sort_key


def _shuffled(texts: list[str]) -> list[str]:
    return random.Random(1).sample(texts, len(texts))


def test_vietnamese_sorts_by_its_own_letters_then_tones() -> None:
    expected = [
        "ba",
        "bà",
        "bả",
        "bã",
        "bá",
        "bạ",
        "băng",
        "bâng",
        "dao",
        "đao",
        "ô",
        "ơ",
        "u",
        "ư",
    ]

    found = sorted(_shuffled(expected), key=lambda text: sort_key(text, "vi"))

    assert found == expected


def test_lao_sorts_by_consonant_although_the_vowel_is_written_first() -> None:
    expected = ["ກາ", "ແກ້ວ", "ຂວາ", "ເຊກອງ", "ໂພນທອງ", "ໄຟ", "ຫົວພັນ"]

    found = sorted(_shuffled(expected), key=lambda text: sort_key(text, "lo"))

    assert found == sorted(expected, key=lambda text: sort_key(text, "lo"))
    assert found.index("ແກ້ວ") < found.index("ຂວາ") < found.index("ເຊກອງ") < found.index("ຫົວພັນ")


@given(st.text(), st.sampled_from(["vi", "lo", "en"]))
def test_a_key_depends_on_text_and_language_alone(text: str, language: str) -> None:
    assert sort_key(text, language) == sort_key(text, language)


def test_the_version_names_icu_and_unicode() -> None:
    assert len(ICU_VERSION.split("/")) == 2

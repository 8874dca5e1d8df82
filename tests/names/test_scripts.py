"""Which texts are stored, and which script they are in."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.kernel.refusals import Refused
from saphan.names.scripts import BIDI_CONTROLS, Script, require_text, script_of, why_not_text


@pytest.mark.parametrize(
    "text, script",
    [
        ("Nghệ An", Script.LATIN),
        ("ຫົວພັນ", Script.LAO),
        ("585", Script.COMMON),
        ("", Script.COMMON),
        ("Сон Ла", Script.OTHER),
        ("ຫົວພັນ (Houaphanh)", Script.MIXED),
    ],
)
def test_a_text_has_one_script_or_is_mixed(text: str, script: Script) -> None:
    assert script_of(text) is script


@pytest.mark.parametrize(
    "text",
    ["Sơn La", "ຫົວພັນ (Houaphanh)", "ນ້ຳພາວ 12", "Bà Rịa - Vũng Tàu", "Đạ M'ri", "607(1)", "a\tb\n"],
)
def test_ordinary_names_are_stored(text: str) -> None:
    assert why_not_text(text) is None


@pytest.mark.parametrize(
    "text, code",
    [
        (unicodedata.normalize("NFD", "Nghệ An"), "not-nfc"),
        ("Nghệ An\u200f", "bidi-control"),
        ("\u202eaL nơS", "bidi-control"),
        ("Sơn\u200bLa", "invisible-character"),
        ("Sơn\x00La", "invisible-character"),
        ("S\u043en La", "mixed-scripts"),
        ("Son \u041b\u0430", "mixed-scripts"),
        ("ຫົວphan", "mixed-scripts"),
    ],
)
def test_a_text_that_deceives_the_eye_is_refused(text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        require_text(text, where={"cell": "B7"})

    assert (refusal.value.code, refusal.value.where) == (code, {"cell": "B7"})


@given(st.text(), st.sampled_from(sorted(BIDI_CONTROLS)), st.text())
def test_no_directional_mark_ever_passes(before: str, mark: str, after: str) -> None:
    assert why_not_text(before + mark + after) == "bidi-control"


@given(st.text())
def test_what_is_stored_is_in_normal_form_c(text: str) -> None:
    if why_not_text(text) is None:
        assert unicodedata.normalize("NFC", text) == text

"""Hypothesis strategies for values that have canonical bytes."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

from hypothesis import strategies as st

from saphan.protocol import unicode15
from saphan.protocol.canon import MAX_INTEGER

ASSIGNED = [chr(point) for run in unicode15.assigned() for point in (run[0], run[1])]

characters = st.one_of(
    st.characters(max_codepoint=0x17F, exclude_categories=("Cs", "Cn")),
    st.sampled_from("ສະພານນ້ຳໜັງສືຜ່ານແດນ đặngửừ\u0301\u0323"),
    st.sampled_from(ASSIGNED),
)
texts = st.text(characters, max_size=20).map(lambda text: normalize("NFC", text))
keys = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
integers = st.integers(-MAX_INTEGER, MAX_INTEGER)
scalars = st.none() | st.booleans() | integers | texts


def _nested(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(children, max_size=5) | st.dictionaries(keys, children, max_size=5)


values = st.recursive(scalars, _nested, max_leaves=25)
objects = st.dictionaries(keys, values, max_size=6)

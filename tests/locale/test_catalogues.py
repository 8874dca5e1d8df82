"""Vietnamese and Lao say everything that English says, with the same places to fill in."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tools import messages

FILLED = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w[^>]*>")
WORD = re.compile(r"[^\W\d_]{2,}")
LAO = re.compile(r"[\u0e80-\u0eff]")
SAME_IN_ALL: frozenset[str] = frozenset()
"""Texts with words that read the same in every language, such as names of programs."""


@pytest.fixture(scope="module")
def template() -> Catalog:
    return messages.collected()


@pytest.fixture(params=messages.LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def texts(language: str) -> list[Message]:
    written = messages.path_of(language).read_bytes()
    return [text for text in read_po(io.BytesIO(written), locale=language) if text.id]


def english(text: Message) -> str:
    """The plural where there is one: the only form of languages without plurals fills the same."""
    return text.id if isinstance(text.id, str) else str(text.id[-1])


def translated(text: Message) -> str:
    return text.string if isinstance(text.string, str) else str((text.string or [""])[0])


def words(text: str) -> list[str]:
    return WORD.findall(FILLED.sub(" ", text))


def test_the_catalogue_holds_exactly_the_texts_of_the_program(
    language: str, template: Catalog
) -> None:
    current = messages.path_of(language).read_bytes()

    assert messages.updated(language, template) == current, "run make messages and translate"


def test_no_text_is_empty_or_in_doubt(texts: list[Message]) -> None:
    missing = [text.id for text in texts if text.fuzzy or not translated(text).strip()]

    assert missing == []


def test_places_to_fill_in_and_tags_are_kept(texts: list[Message]) -> None:
    changed = [
        (text.id, translated(text))
        for text in texts
        if sorted(FILLED.findall(english(text))) != sorted(FILLED.findall(translated(text)))
    ]

    assert changed == []


def test_nothing_stays_english(texts: list[Message]) -> None:
    untouched = [
        text.id
        for text in texts
        if translated(text) == english(text)
        and words(english(text))
        and english(text) not in SAME_IN_ALL
    ]

    assert untouched == []


def test_lao_is_written_in_lao_script() -> None:
    written = messages.path_of("lo").read_bytes()

    foreign = [
        text.id
        for text in read_po(io.BytesIO(written), locale="lo")
        if text.id and words(english(text)) and not LAO.search(translated(text))
    ]

    assert foreign == []


def test_letters_are_composed_and_nothing_hides_between_them(texts: list[Message]) -> None:
    hidden = [
        text.id
        for text in texts
        if unicodedata.normalize("NFC", translated(text)) != translated(text)
        or any(unicodedata.category(letter) in ("Cf", "Co") for letter in translated(text))
    ]

    assert hidden == []

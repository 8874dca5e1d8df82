"""The content security policy forbids inline style and script: no template may carry any."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = sorted(Path("saphan").rglob("templates/**/*.html"))
INLINE = (
    (re.compile(r"\sstyle\s*=", re.IGNORECASE), "a style attribute"),
    (re.compile(r"<style", re.IGNORECASE), "a style element"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE), "an event attribute"),
    (re.compile(r"javascript:", re.IGNORECASE), "a script address"),
    (re.compile(r"\s(hx-on|hx-vals\s*=\s*[\"']js:|hx-vars)"), "htmx code that needs eval"),
    (re.compile(r"<script(?![^>]*(\ssrc=|application/json))", re.IGNORECASE), "an inline script"),
    (re.compile(r"(src|href)=[\"'](https?:)?//", re.IGNORECASE), "something from another machine"),
)


@pytest.mark.parametrize("template", TEMPLATES, ids=str)
def test_a_template_carries_nothing_that_the_policy_forbids(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    found = [what for pattern, what in INLINE if pattern.search(text)]

    assert found == []


@pytest.mark.parametrize(
    "text",
    ['<p style="x">', "<style>", '<a onclick="x">', "<script>x</script>", '<img src="//cdn/x">'],
)
def test_the_patterns_see_what_they_look_for(text: str) -> None:
    assert any(pattern.search(text) for pattern, _ in INLINE)

"""WCAG 2.2 AA, computed from the tokens: text 4.5 : 1, edges of controls 3 : 1."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TOKENS = Path("saphan/web/assets/_tokens.scss").read_text(encoding="utf-8")
TEXT = 4.5
EDGE = 3.0
STATES = ("ok", "wait", "no", "off")
PAIRS = [
    *[(ink, ground, TEXT) for ink in ("ink", "muted", "river") for ground in ("paper", "ground")],
    *[(ink, "river-wash", TEXT) for ink in ("ink", "muted", "river", "river-deep", "no")],
    *[(state, f"{state}-wash", TEXT) for state in STATES],
    *[(state, ground, TEXT) for state in STATES for ground in ("paper", "ground")],
    *[("ink", f"{state}-wash", TEXT) for state in STATES],
    ("on-river", "river", TEXT),
    ("on-river", "river-deep", TEXT),
    ("paper", "no", TEXT),
    ("edge", "paper", EDGE),
    ("edge", "ground", EDGE),
    ("river", "paper", EDGE),
]


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf"\${theme}: \((.*?)\n\);", TOKENS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"([\w-]+): (#[0-9a-f]{6}),", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ink, ground, least", PAIRS)
def test_every_pair_of_colours_can_be_read(theme: str, ink: str, ground: str, least: float) -> None:
    colours = tokens(theme)

    assert contrast(colours[ink], colours[ground]) >= least


def test_both_themes_name_the_same_colours() -> None:
    assert tokens("light").keys() == tokens("dark").keys()

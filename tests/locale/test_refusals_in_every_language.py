"""Whatever is refused is said in the language of the page, with the place of the fault."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from saphan.intake import kinds
from saphan.intake.texts import fault_in
from saphan.kernel.refusals import Refused
from saphan.protocol import canon
from saphan.web.sentences import SENTENCES, said

SAPHAN = Path(__file__).parents[2] / "saphan"
SPEECHLESS = ("kernel", "names", "protocol")
"""Floors without Django: what they say is English, for programmers."""
OPERATORS = ("config",)
"""Said on the command line of the machine."""
NAMES = {"Refused", "Forbidden", "Missing", "Unreadable"}


def trees(*floors: str) -> Iterator[ast.Module]:
    for floor in floors:
        for path in sorted((SAPHAN / floor).rglob("*.py")):
            yield ast.parse(path.read_text())


def refusals(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in NAMES:
            yield node


def speaking() -> list[str]:
    floors = [path.name for path in SAPHAN.iterdir() if (path / "__init__.py").exists()]
    return [floor for floor in floors if floor not in (*SPEECHLESS, *OPERATORS)]


def in_use() -> set[str]:
    """The modules of the protocol that some floor above calls: its refusals reach people."""
    used: set[str] = set()
    for tree in trees(*speaking()):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("saphan."):
                used |= {f"{node.module}.{one.name}" for one in node.names} | {str(node.module)}
    return used


def codes_without_language() -> set[str]:
    used, found = in_use(), set[str]()
    for floor in SPEECHLESS:
        for path in (SAPHAN / floor).rglob("*.py"):
            module = ".".join(path.relative_to(SAPHAN.parent).with_suffix("").parts)
            if floor == "protocol" and module not in used:
                continue
            found |= {_literal(call.args[0]) for call in refusals(ast.parse(path.read_text()))}
    return found - {""}


def _literal(code: ast.expr) -> str:
    return str(code.value) if isinstance(code, ast.Constant) else ""


def test_each_code_of_a_floor_without_a_language_has_a_sentence() -> None:
    assert codes_without_language() <= SENTENCES.keys()


def test_every_other_sentence_goes_through_the_catalogue() -> None:
    bare = [
        ast.unparse(call)
        for tree in trees(*speaking())
        for call in refusals(tree)
        if len(call.args) > 1 and _is_bare(call.args[1])
    ]

    assert bare == []


def _is_bare(sentence: ast.expr) -> bool:
    """Whether words stand between quotation marks that no catalogue has seen."""
    parts = sentence.values if isinstance(sentence, ast.JoinedStr) else [sentence]
    texts = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
    return any(character.isalpha() for text in texts for character in text)


@pytest.mark.parametrize("language", ["vi", "lo"])
def test_no_refusal_reads_english_in_another_language(language: str) -> None:
    known = {**SENTENCES, **{c: s for kind in kinds.kinds() for c, s in kind.objections.items()}}
    with translation.override("en"):
        english = {code: str(sentence) for code, sentence in known.items()}

    with translation.override(language):
        same = {code for code, sentence in known.items() if str(sentence) == english[code]}

    assert same == set()


@pytest.mark.parametrize(
    "value, says",
    [
        ({"people": 2**60}, "dưới dạng văn bản. (tại people)"),
        ({"a": [{"b": 0.5}]}, "(tại a.0.b)"),
        ({"Ключ": 1}, "(tại Ключ)"),
    ],
)
def test_a_fault_of_canonical_bytes_is_told_with_its_path(value: object, says: str) -> None:
    with pytest.raises(Refused) as refused:
        canon.dumps(value)

    with translation.override("vi"):
        assert said(refused.value).endswith(says)


def test_a_character_is_told_by_its_place() -> None:
    with translation.override("vi"):
        fault = fault_in("Mốc \u0378")

        assert fault
        assert said(fault).endswith("(ký tự thứ 5: U+0378)")

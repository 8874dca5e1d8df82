"""The results in sentences: each number in them is a number of its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from saphan.figures.cells import Cell
from saphan.kernel.dates import format_date
from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side
from saphan.render.paper import Runs, Text
from saphan.talks.papers import parts
from saphan.talks.queries import Talks
from saphan.talks.sayings import AND, SECTIONS, SENTENCES, STATE_NAMES, THINGS, Clause, Sentence

SLOT = re.compile(r"\{([a-z.-]+)\}")


def told(talks: Talks, language: Language) -> Iterator[tuple[T, Runs]]:
    """Yield the heading and the words of each sentence that the cells can fill."""
    cells = {cell.figure.code: cell for cell in talks.cells if cell.documents}
    words = _words(talks, language)
    for sentence in SENTENCES:
        runs = _sentence(sentence, cells, words, language)
        if runs:
            yield SECTIONS[sentence.section], (*runs, Text("."))


def _words(talks: Talks, language: Language) -> Mapping[str, str]:
    other = Side.LA if talks.authority.side == Side.VN else Side.VN
    return {
        "own": talks.own_name.in_(language),
        "other": STATE_NAMES[other].in_(language),
        "until": format_date(talks.period.until, language),
    }


def _sentence(
    sentence: Sentence, cells: Mapping[str, Cell], words: Mapping[str, str], language: Language
) -> Runs:
    first, *others = (_clause(clause, cells, words, language) for clause in sentence.clauses)
    return sum((runs for runs in others if runs), first) if first else ()


def _clause(
    clause: Clause, cells: Mapping[str, Cell], words: Mapping[str, str], language: Language
) -> Runs:
    """Return the clause filled in, or nothing when a number in it is not known."""
    runs: Runs = ()
    for place, part in enumerate(SLOT.split(clause.text.in_(language))):
        if place % 2 == 0:
            found: Runs = (Text(part),) if part else ()
        elif part in words:
            found = (Text(words[part]),)
        elif part == "seized":
            found = _seized(clause.seized, cells, language)
        else:
            found = _number(cells.get(part), language)
        if place % 2 and not found:
            return ()
        runs += found
    return runs


def _number(cell: Cell | None, language: Language) -> Runs:
    return parts.value(cell, language, between=AND.in_(language)) if cell else ()


def _seized(beginning: str, cells: Mapping[str, Cell], language: Language) -> Runs:
    things = [
        _thing(cells[code], form, language)
        for item, form in THINGS.items()
        if (code := beginning + item) in cells
    ]
    return joined(things, language)


def _thing(cell: Cell, form: T, language: Language) -> Runs:
    """Put the cell into `{n} of heroin`; a form may say how one and how several are called."""
    one, _bar, several = form.in_(language).partition("|")
    quantity = cell.components[0].quantity
    chosen = one if not several or (quantity and quantity.decimal == 1) else several
    before, _slot, after = chosen.partition("{n}")
    runs = (Text(before), *_number(cell, language), Text(after))
    return tuple(run for run in runs if not isinstance(run, Text) or run.text)


def joined(several: Sequence[Runs], language: Language) -> Runs:
    """Return the parts in a row: commas between, the language's `and` before the last."""
    runs: Runs = ()
    for place, part in enumerate(several):
        if place:
            last = place == len(several) - 1
            runs += (Text(AND.in_(language) if last else ", "),)
        runs += part
    return runs

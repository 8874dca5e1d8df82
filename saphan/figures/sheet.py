"""The differences sheet: every figure of both banks, what makes them differ, who is to act."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from saphan.accounts.models import Authority
from saphan.figures import showing
from saphan.figures.causes import on_paper, owes
from saphan.figures.cells import Amount, cell_id
from saphan.figures.comparing import Part
from saphan.figures.reconciling import DEFINITION, Compared, Difference
from saphan.figures.showing import FIXED
from saphan.figures.standing import View
from saphan.intake import kinds
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.dates import format_date, format_period
from saphan.kernel.languages import Language
from saphan.kernel.numbers import format_number
from saphan.kernel.periods import Period
from saphan.kernel.sides import Side
from saphan.kernel.units import UNITS, Quantity
from saphan.ledger import levels, reading
from saphan.render.paper import (
    Align,
    Block,
    Column,
    Head,
    Heading,
    Number,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Runs,
    Signature,
    Table,
    Text,
)

NONE_STATED = "\u2013"


def paper(found: Sequence[Compared], language: Language, *, by: Actor, period: Period) -> Paper:
    """Return the sheet in one language; both delegations sign it."""
    with translation.override(language):
        return _paper(found, language, by, period)


def _paper(found: Sequence[Compared], language: Language, by: Actor, period: Period) -> Paper:
    authority = Authority.objects.get(code=by.authority)
    today, generated = clock.today(), settings.SAPHAN_GENERATED
    lines = authority.heading(language, on=today)
    return Paper(
        heads=(
            Head(
                language=language,
                side=by.side,
                title=_("DIFFERENCES OF FIGURES"),
                about=format_period(period, language),
                authority=tuple(filter(None, (lines.superior, lines.own))),
                place_date=f"{lines.place}, {format_date(today, language, long=True)}",
            ),
        ),
        code=_code(found, by.authority, period),
        level=levels.NAMES[levels.highest({each.figure.level for each in found})].in_(language),
        made_at=clock.now().replace(microsecond=0),
        blocks=tuple(_blocks(found, language, by)),
        signatures=tuple(_signature(side, language) for side in (by.side, by.side.other)),
        note=generated.in_(language) if generated else "",
        author=authority.names.in_(language),
    )


def _code(found: Sequence[Compared], authority: str, period: Period) -> str:
    """Return the code that ties the printed page to what was compared."""
    said = json.dumps([each.as_json() for each in found], sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(said.encode()).hexdigest()[:10]
    return f"{authority}-{period.since:%Y%m%d}-{period.until:%Y%m%d}-{digest}"


def _signature(side: Side, language: Language) -> Signature:
    return Signature(
        capacity=_("For the %(side)s") % {"side": FIXED["side"][side].in_(language)},
        name="",
        hint=_("(signature, name and seal)"),
        language=language,
    )


def _blocks(found: Sequence[Compared], language: Language, by: Actor) -> Iterator[Block]:
    yield Heading(_("1. What both sides count"))
    yield _values(found, language, by)
    for each in found:
        if each.objection == DEFINITION:
            told = {"figure": each.figure.names.long.in_(language)}
            text = _("%(figure)s: the two sides count different things; it is not compared.") % told
            yield Paragraph((Text(text),))
    yield Heading(_("2. What makes them differ"))
    differing = [each for each in found if each.parts]
    if not differing:
        yield Paragraph((Text(_("Nothing differs in this period.")),))
        return
    yield _differences(differing, language, by)
    yield Paragraph((Text(_("The differences above add up exactly: nothing is left over.")),))


def _values(found: Sequence[Compared], language: Language, by: Actor) -> Table:
    """Return the figures of which somebody counts anything."""
    ours, theirs = _sides(language, by)
    rows = [
        Row(
            (
                (Text(each.figure.names.long.in_(language)),),
                _amounts(each, View.OWN, language),
                _amounts(each, View.JOINT, language),
                _amounts(each, View.COUNTERPART, language),
            )
        )
        for each in found
        if each.parts or any(a.quantity and a.quantity.amount for a in chain(*each.values.values()))
    ]
    return Table(
        (
            Column(_("Figure"), 3.2),
            Column(ours, 1.4, Align.RIGHT),
            Column(_("agreed by both").capitalize(), 1.4, Align.RIGHT),
            Column(theirs, 1.4, Align.RIGHT),
        ),
        tuple(rows),
    )


def _amounts(each: Compared, view: View, language: Language) -> Runs:
    cell = cell_id(each.figure.code, each.authority, each.period, {}, view=view)
    runs: list[Text | Number] = []
    for amount in each.values[view]:
        if runs:
            runs.append(Text("; "))
        runs.append(_number(each, cell, amount, language))
    return tuple(runs)


def _number(each: Compared, cell: str, amount: Amount, language: Language) -> Number:
    if amount.quantity is None:
        return Number(cell, each.figure.code, None, _("not known"))
    value = amount.quantity.decimal
    return Number(
        cell=cell,
        figure=each.figure.code,
        value=value,
        printed=format_number(value, language),
        unit=UNITS[amount.unit].after(value, language),
        qualifier=str(showing.QUALIFIERS[amount.qualifier]),
    )


def _differences(found: Sequence[Compared], language: Language, by: Actor) -> Table:
    ours, theirs = _sides(language, by)
    titles = _titles(found, by)
    rows: list[Row] = []
    for each in found:
        rows.append(Row(((Text(each.figure.names.long.in_(language)),),), RowKind.SECTION))
        rows += [
            _row(difference, part, titles, language, by)
            for difference in each.differences
            for _cause, parts in difference.by_cause()
            for part in parts
        ]
    return Table(
        (
            Column(_("Difference"), 1.6),
            Column(ours, 2.0),
            Column(theirs, 2.0),
            Column(_("Who is to act"), 2.4),
        ),
        tuple(rows),
    )


def _row(
    difference: Difference,
    part: Part,
    titles: Mapping[bytes, str],
    language: Language,
    by: Actor,
) -> Row:
    adds = _quantity(part.amount, difference.unit, language, signed=True)
    said = [
        f"{_quantity(counted, difference.unit, language)} \u00b7 {_documents(docs, titles)}"
        for counted, docs in zip(part.counted, (part.ours, part.theirs), strict=True)
    ]
    duty = owes(part, ours=by.side, language=language)
    cause = on_paper(part, ours=by.side, language=language)
    texts = (f"{cause}: {adds}", *said, duty)
    return Row(tuple((Text(text),) for text in texts))


def _quantity(amount: int, unit: str, language: Language, *, signed: bool = False) -> str:
    value = Quantity(abs(amount), unit).decimal
    sign = ("+" if amount > 0 else "\u2212") if signed else "\u2212" if amount < 0 else ""
    words = UNITS[unit].after(value, language)
    return f"{sign}{format_number(value, language)}\u00a0{words}"


def _documents(docs: Sequence[bytes], titles: Mapping[bytes, str]) -> str:
    """Name each document by its number and the first digits of its hash."""
    named = (f"{titles.get(doc, '')} ({doc.hex()[:8]})".strip() for doc in docs)
    return "; ".join(named) or NONE_STATED


def _titles(found: Sequence[Compared], by: Actor) -> dict[bytes, str]:
    """Return what the register calls each document, where the actor may read it."""
    parts = [part for each in found for part in each.parts]
    docs = {doc for part in parts for doc in (*part.ours, *part.theirs)}
    return {
        stored.record.hash: kinds.title_of(stored.record)
        for stored in reading.of_hashes(list(docs))
        if by.can(f"{stored.record.kind.split('.', 1)[0]}.read")
    }


def _sides(language: Language, by: Actor) -> tuple[str, str]:
    ours, theirs = (FIXED["side"][side].in_(language) for side in (by.side, by.side.other))
    return ours, theirs

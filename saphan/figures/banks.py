"""Pages of two banks: figures own | bridge | theirs, and each difference down to both documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import Any, ClassVar

import msgspec
from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.bilateral.models import Matter
from saphan.figures import cells, periods, reconciling, sheet, showing, standing
from saphan.figures.causes import NAMES, SAYS, owes
from saphan.figures.charts import FONTS
from saphan.figures.comparing import Part
from saphan.figures.reconciling import Compared, Difference
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import View
from saphan.figures.views import FiguresPage
from saphan.intake import kinds
from saphan.intake.showing import rows_of
from saphan.kernel.actors import Actor
from saphan.kernel.languages import Language
from saphan.kernel.units import Quantity
from saphan.ledger import reading
from saphan.ledger.reading import Stored
from saphan.render import docx, pdf
from saphan.web.components import Action, Bank, Banks, Link, Row
from saphan.web.display import language, quantity_text
from saphan.web.states import chip

PER_PAGE = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One figure between the banks; each value opens its records."""

    compared: Compared
    opens: Mapping[str, str]

    @property
    def amounts(self) -> dict[str, SafeString]:
        return {str(v): showing.amounts_of(a, language()) for v, a in self.compared.values.items()}

    @property
    def state(self) -> SafeString:
        """Whether the banks count alike, by shape and word."""
        if self.compared.objection:
            return chip("missing", note=OBJECTIONS[self.compared.objection])
        if self.compared.parts:
            return chip("disputed", note=_("different"))
        return chip("done", note=_("equal"))

    @property
    def causes(self) -> list[str]:
        """What makes them differ, such as `another amount +2 people`."""
        return [
            f"{NAMES[cause]} {signed(difference, sum(part.amount for part in parts))}"
            for difference in self.compared.differences
            for cause, parts in difference.by_cause()
        ]


OBJECTIONS = {
    reconciling.NOT_EXCHANGED: gettext_lazy("ours alone"),
    reconciling.DEFINITION: gettext_lazy("they count something else"),
}


def signed(difference: Difference, amount: int) -> str:
    """`+2 people`: an amount with its sign and unit, as the language writes them."""
    text = quantity_text(Quantity(abs(amount), difference.unit))
    return f"{'+' if amount > 0 else '\u2212'}{text}"


class BanksPage(FiguresPage):
    """What both sides count in the period that the address asks for."""

    def compare(self, *codes: str) -> list[Compared]:
        """Return nothing where nobody shares with the actor's authority."""
        authority = self.actor.authority
        if not standing.circle(authority).peers:
            return []
        return reconciling.compare(authority=authority, period=self.chosen.period, codes=codes)


class ComparePage(BanksPage):
    """Every figure of which both sides have records."""

    title = gettext_lazy("Figures of both banks")
    template_name: ClassVar[str] = "figures/compare.html"

    def actions(self) -> list[Action]:
        query = self.chosen.query
        return [
            Action(label, f"{reverse('figures:sheet', args=[kind])}?{query}")
            for kind, label in SHEETS.items()
        ]

    def get(self, _request: HttpRequest) -> HttpResponseBase:
        found = self.compare()
        lines = [_line(each) for each in found]
        differing = sum(bool(line.compared.parts) for line in lines)
        return self.answer(
            chosen=self.chosen,
            lines=lines,
            differ=differing,
            equal=len(lines) - differing,
            alone=not found,
        )


SHEETS = {
    "pdf": gettext_lazy("Differences sheet (PDF)"),
    "docx": gettext_lazy("Differences sheet (DOCX)"),
}


def _line(compared: Compared) -> Line:
    figure, period = compared.figure, compared.period
    opens = {
        str(view): reverse(
            "figures:cell",
            args=[cells.cell_id(figure.code, compared.authority, period, {}, view=view)],
        )
        for view in View
    }
    return Line(compared, opens)


class SheetPage(BanksPage):
    """The differences as a paper for both delegations, in the language of the page or `lang`."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponseBase:
        asked = request.GET.get("lang", language())
        if kind not in SHEETS or asked not in set(Language):
            raise Http404(str(_("There is no such paper.")))
        found = self.compare()
        made = sheet.paper(found, Language(asked), by=self.actor, period=self.chosen.period)
        data = docx.write(made) if kind == "docx" else pdf.write(made, fonts=[FONTS])
        return HttpResponse(
            data,
            content_type=TYPES[kind],
            headers={"Content-Disposition": f'attachment; filename="{made.code}-{asked}.{kind}"'},
        )


TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A matter's part in a difference: what it adds, who is to act, and both documents.

    `href` leads to where the matter is confirmed, objected to or linked.
    """

    cause: str
    says: str
    adds: str
    owes: str
    banks: Sequence[Banks]
    href: str = ""


class DifferencePage(BanksPage):
    """One figure's differences, matter by matter, each opened to the documents of both sides."""

    template_name: ClassVar[str] = "figures/difference.html"

    def trail(self) -> Sequence[Link]:
        href = f"{reverse('figures:compare')}?{periods.query(self.chosen.period)}"
        return [*super().trail(), Link(_("Figures of both banks"), href)]

    @cached_property
    def compared(self) -> Compared:
        if self.kwargs["code"] not in CATALOGUE:
            raise Http404(str(_("The catalogue has no such figure.")))
        found = self.compare(self.kwargs["code"])
        if not found:
            raise Http404(str(_("This authority shares its record with no peer yet.")))
        return found[0]

    def get(self, request: HttpRequest, **_address: str) -> HttpResponseBase:
        told = [
            (difference, part)
            for difference in self.compared.differences
            for _cause, parts in difference.by_cause()
            for part in parts
        ]
        try:
            page = Paginator(told, PER_PAGE).page(request.GET.get("page", "1"))
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404(str(_("This list has no such page."))) from error
        return self.answer(
            title=self.compared.figure.names.long.in_(language()),
            chosen=self.chosen,
            line=_line(self.compared),
            opened=list(_opened(list(page), by=self.actor)),
            pages={"page": page, "paginator": page.paginator},
        )


def _opened(told: Sequence[tuple[Difference, Part]], *, by: Actor) -> Iterator[Opened]:
    parts = [part for _difference, part in told]
    docs = {doc for part in parts for doc in (*part.ours, *part.theirs)}
    held = {stored.record.hash: stored for stored in reading.of_hashes(list(docs))}
    matters = {each.rec: each for each in Matter.objects.filter(rec__in={p.matter for p in parts})}
    for difference, part in told:
        matter = matters.get(part.matter)
        state = matter.status if matter else "alone" if part.ours else "proposed"
        yield Opened(
            cause=str(NAMES[part.cause]),
            says=str(SAYS[part.cause]),
            adds=signed(difference, part.amount),
            owes=owes(part, ours=by.side, language=language()),
            banks=list(_banks(difference, part, held, state, by)),
            href=reverse("bilateral:matter", args=[matter.peer, matter.rec]) if matter else "",
        )


def _banks(
    difference: Difference, part: Part, held: Mapping[bytes, Stored], state: str, by: Actor
) -> Iterator[Banks]:
    """Yield the documents in pairs; the first pair says what each side counts."""
    counted = [quantity_text(Quantity(amount, difference.unit)) for amount in part.counted]
    for ours, theirs in zip_longest(part.ours, part.theirs):
        left, right = (_fields(held.get(doc or b""), by) for doc in (ours, theirs))
        yield Banks(
            ours=_bank(left, right, counted[0], _href(held.get(ours or b""), by)),
            theirs=_bank(right, left, counted[1], ""),
            state=state,
            joint=signed(difference, part.amount),
        )


def _bank(mine: Mapping[str, Any], others: Mapping[str, Any], note: str, href: str) -> Bank:
    """Show each field beside the other side's; those that differ are marked."""
    rows = [
        Row(label, value, differs=bool(others) and others.get(label) != value)
        for label, value in mine.items()
    ]
    return Bank(rows, note=note, href=href)


def _fields(stored: Stored | None, by: Actor) -> dict[str, Any]:
    """Return a document's fields by their labels; none for whom its register is closed."""
    if stored is None or not _readable(stored, by):
        return {}
    record = stored.record
    kind = next((one for one in kinds.kinds() if one.name == record.kind), None)
    if kind is None or record.is_void:
        return {}
    rows = rows_of(msgspec.convert(record.core, kind.core), kind)
    return {str(row.label): row.value for row in rows}


def _href(stored: Stored | None, by: Actor) -> str:
    """Return the page of a record of ours, where its register has one."""
    if stored is None or stored.record.side != by.side or not _readable(stored, by):
        return ""
    try:
        return reverse(kinds.kind(stored.record.kind).route, args=[stored.record.uid])
    except (KeyError, NoReverseMatch):
        return ""


def _readable(stored: Stored, by: Actor) -> bool:
    return by.can(f"{stored.record.kind.split('.', 1)[0]}.read")

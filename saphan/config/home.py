"""The first page: what waits, what is late, what was doubtful, then the registers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, ExpressionWrapper, F, Func, IntegerField, QuerySet, Sum, Window
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saphan.accounts.roles import READ_FIGURES
from saphan.bilateral import showing
from saphan.bilateral.models import Matter, View
from saphan.figures import catalogue, cells, periods
from saphan.figures.cells import Cell
from saphan.figures.registry import CATALOGUE
from saphan.intake.choices import DraftState
from saphan.intake.models import Draft, Upload
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.registers.agreements.models import Content, Meeting
from saphan.web import menu
from saphan.web.components import Link, Text
from saphan.web.display import language, plain
from saphan.web.menu import Door
from saphan.web.pages import Page

FILE = ("filename", "uploaded_at")
LENGTH = "jsonb_array_length"
MOST = 5
"""Lines in a tile; the number above them opens the whole list."""
SHOWN: dict[str, tuple[str, ...]] = {
    "security": ("security.patrols-joint", "security.cases"),
    "crossings": ("crossings.entries", "crossings.exits"),
    "programmes": ("programmes.pupils-supported",),
    "agreements": ("agreements.contents-agreed", "agreements.instruments-signed"),
}
"""The figures that stand beside each register's doors."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of a tile: what it opens, and a word about it."""

    link: Link
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """`count` counts everything, `items` are the first of it; `href` opens the rest."""

    title: Text
    items: Sequence[Item]
    count: int
    calm: Text
    href: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Register:
    """A register's doors and its main figures."""

    name: Text
    doors: Sequence[Door]
    figures: Sequence[Cell]


class Home(Page):
    title = gettext_lazy("What waits")
    template_name: ClassVar[str] = "config/home.html"

    def get(self, _request: HttpRequest) -> HttpResponse:
        by, on = self.actor, clock.today()
        period = periods.newest(by=by, on=on)
        return self.answer(
            talks=_next_talks(by, on),
            tiles=[_waiting(by), _to_answer(by), _late(by, on), _doubtful(by)],
            registers=list(_registers(by, period)),
            period=period,
        )


def _next_talks(by: Actor, on: date) -> tuple[str, int] | None:
    """The name of the nearest talks ahead and the days until then."""
    ahead: Any = Meeting.objects.all().visible_to(by).filter(side=by.side, held_on__gte=on)
    meeting = ahead.order_by("held_on").first()
    return (meeting.title.in_(language()), (meeting.held_on - on).days) if meeting else None


def _waiting(by: Actor) -> Tile:
    drafts = _top(Draft.objects.visible_to(by).for_hands_of(by).order_by("drafted_at"))
    returned = _top(Draft.objects.visible_to(by).given_back_to(by).order_by("drafted_at"))
    files = _top(Upload.objects.visible_to(by).for_hands_of(by).order_by("uploaded_at").only(*FILE))
    back = _("given back")
    items = [
        *(Item(_draft(one), f"{back}: {one.note}" if one.note else back) for one in returned),
        *(Item(_draft(one), _hands(one)) for one in drafts),
        *(Item(_file(one), _("ready to clear")) for one in files),
    ]
    return Tile(
        title=_("For you"),
        items=items[:MOST],
        count=_count(drafts) + _count(returned) + _count(files),
        calm=_("Nothing waits for you."),
        href=reverse("intake:drafts"),
    )


def _to_answer(by: Actor) -> Tile:
    """What the other bank put forward, or objects to, and waits for."""
    matters = Matter.objects.visible_to(by).of_two().filter(turn=View.OURS)
    found = _top(matters.order_by("since"))
    return Tile(
        title=_("For the other bank"),
        items=[
            Item(Link(one.title, showing.href(one)), one.other_side)
            for one in showing.name_all(found)
        ],
        count=_count(found),
        calm=_("The other bank waits for nothing."),
        href=f"{reverse('bilateral:matters')}?turn={View.OURS}",
    )


def _late(by: Actor, on: date) -> Tile:
    contents: Any = Content.objects.all().visible_to(by).filter(side=by.side)
    found = _top(contents.late(on=on).order_by("due", "number"))
    return Tile(
        title=_("Late"),
        items=[Item(_content(one), _("due %(day)s") % {"day": plain(one.due)}) for one in found],
        count=_count(found),
        calm=_("Nothing agreed is past its day."),
        href=f"{reverse('agreements:contents')}?late=true",
        late=True,
    )


def _doubtful(by: Actor) -> Tile:
    cells_of = Func(F("report__doubtful"), function=LENGTH) + Func(
        F("report__refused"), function=LENGTH
    )
    found = _top(
        Upload.objects.visible_to(by)
        .doubtful()
        .order_by("uploaded_at")
        .only(*FILE)
        .annotate(cells=ExpressionWrapper(cells_of, IntegerField()))
        .annotate(all_cells=Window(Sum("cells")))
    )
    return Tile(
        title=_("Doubtful at import"),
        items=[Item(_file(one), _cells(one.cells)) for one in found],
        count=found[0].all_cells if found else 0,
        calm=_("Every cell of every file was clear."),
        href=reverse("intake:uploads"),
    )


def _registers(by: Actor, period: Period) -> Iterator[Register]:
    """The registers that the actor reads, each with its doors and figures."""
    read = [code for code in catalogue.REGISTERS if by.can(f"{code}.read")]
    codes = [one for code in read for one in SHOWN[code] if one in CATALOGUE]
    able = codes and by.can(READ_FIGURES)
    found = cells.table(authority=by.authority, period=period, codes=codes) if able else []
    doors = menu.visible_to(by)
    for code in read:
        yield Register(
            name=catalogue.REGISTERS[code].in_(language()),
            doors=[door for door in doors if door.href.startswith(f"/{code}/")],
            figures=[cell for cell in found if cell.figure.register == code],
        )


def _top(rows: QuerySet[Any]) -> list[Any]:
    """The first rows, each with the number of all; one query."""
    return list(rows.annotate(all_rows=Window(Count("pk")))[:MOST])


def _count(found: Sequence[Any]) -> int:
    return found[0].all_rows if found else 0


def _draft(one: Draft) -> Link:
    return Link(one.title, reverse("intake:draft", args=[one.pk]))


def _hands(one: Draft) -> str:
    if one.state == DraftState.CHECKED:
        return _("checked by %(name)s: clear it") % {"name": one.checked_name}
    return _("drafted by %(name)s: check it") % {"name": one.drafted_name}


def _file(one: Upload) -> Link:
    return Link(one.filename, reverse("intake:file", args=[one.pk]))


def _content(one: Content) -> Link:
    text = f"{one.number}. {one.text.in_(language())}"
    return Link(text, reverse("agreements:content", args=[one.uid]))


def _cells(count: int) -> str:
    words = ngettext("%(n)s cell needs an answer", "%(n)s cells need an answer", count)
    return words % {"n": count}

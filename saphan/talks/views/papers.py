"""Pages of the talks: parse, call one service or query, answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from saphan.figures.cells import Cell
from saphan.kernel.languages import Language
from saphan.kernel.sides import Side
from saphan.ledger.lists import RecordList
from saphan.registers.agreements.models import AgendaItem, Content
from saphan.render import html
from saphan.talks import jobs, packs, permissions, queries, services, signed, words
from saphan.talks.filters import TalksFilter
from saphan.talks.models import Pack
from saphan.talks.papers import parts
from saphan.talks.papers.report import debtors, text_in
from saphan.talks.queries import Talks
from saphan.talks.tables import TalksTable
from saphan.talks.views.files import attached
from saphan.web.components import Action, Empty, Link, Progress, Weight
from saphan.web.display import language
from saphan.web.pages import Page, note_read

MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
}
FORMATS = {"docx": "DOCX", "xlsx": "XLSX", "html": "HTML", "pdf": "PDF"}
FOLDERS = {
    "vi": _("Vietnamese"),
    "lo": _("Lao"),
    "en": _("English"),
    "bilingual": _("Minutes in two columns"),
    "differences": _("Differences of figures"),
}
CONTENT_STATES = {"not-started": "open", "": "open"}


class TalksList(RecordList):
    ability = permissions.READ
    title = _("Talks")
    table_class = TalksTable
    filter_class = TalksFilter
    export_name = "talks"
    empty = Empty(
        _("Talks stand here, one for each meeting of the two sides."),
        _("Import the workbook of the meeting into the register of agreements."),
    )

    def rows(self) -> QuerySet[Any]:
        return queries.talks_of(self.actor)


class OfTalks(Page):
    """A page below one meeting; names of delegates are read for it."""

    ability = permissions.READ

    @cached_property
    def talks(self) -> Talks:
        return queries.gather(self.kwargs["code"], by=self.actor)

    def trail(self) -> Sequence[Link]:
        return (Link(_("Talks"), reverse("talks:list")),)

    def note_delegates(self, *, purpose: str) -> None:
        meeting = queries.meeting_of(self.kwargs["code"], by=self.actor)
        note_read(self.request, [meeting.uid], purpose=purpose)


class TalksPage(OfTalks):
    template_name = "talks/talks.html"
    width: ClassVar[str] = "roomy"

    def get(self, _request: HttpRequest, code: str) -> HttpResponse:
        talks = self.talks
        named = {figure for item in talks.agenda for figure in item.figures}
        apart = [cell for cell in talks.cells if cell.figure.code not in named]
        newest = Pack.objects.visible_to(self.actor).of(code).without_files().first()
        self.note_delegates(purpose="show")
        return self.answer(
            title=talks.meeting.title.in_(language()),
            talks=talks,
            standing=signed.standing(code, by=self.actor),
            items=[_item(item, talks.cells) for item in talks.agenda],
            sections=[(name, _figures(cells)) for name, cells in parts.by_section(apart)],
            delegations=_sides(talks, talks.delegates),
            proposals=_sides(talks, talks.proposals),
            contents=[_content(each) for each in talks.contents],
            previous=[_content(each) for each in talks.previous],
            **(_pack(newest) if newest else {}),
        )

    def actions(self) -> Sequence[Action]:
        code = self.kwargs["code"]
        prepare = Action(
            _("Make the pack"),
            reverse("talks:prepare", args=[code]),
            Weight.FIRST,
            permissions.PREPARE,
            post=True,
        )
        return (
            prepare,
            Action(_("Look at the report"), reverse("talks:report", args=[code])),
            Action(_("Minutes"), reverse("talks:minutes", args=[code])),
        )


def _item(item: AgendaItem, cells: Sequence[Cell]) -> dict[str, Any]:
    return {
        "time": item.time,
        "title": text_in(item, "title", Language(language())),
        "lead": words.OF_SIDE.get(item.led_by.lower()),
        "cells": _figures(cell for cell in cells if cell.figure.code in item.figures),
    }


def _figures(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """Return the cells in the words of the papers."""
    at = Language(language())
    return [
        {
            "id": cell.id,
            "name": parts.name(cell, at),
            "shown": parts.words(cell, at),
            "documents": cell.documents,
            "status": cell.status,
        }
        for cell in cells
    ]


def _sides(talks: Talks, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Part the rows by bank, ours first."""
    banks = ("vn", "la") if talks.authority.side == Side.VN else ("la", "vn")
    at = Language(language())
    return [
        {
            "name": words.OF_SIDE[bank],
            "lines": [_line(row, at) for row in rows if row.of_side == bank],
        }
        for bank in banks
    ]


def _line(row: Any, at: Language) -> str:
    """Say what one seat or one proposal says."""
    if hasattr(row, "role"):
        who = " ".join(filter(None, (parts.rank(row.rank, at), row.name)))
        return ", ".join(filter(None, (who, text_in(row, "post", at))))
    return text_in(row, "text", at)


def _content(content: Content) -> dict[str, Any]:
    at = Language(language())
    return {
        "number": content.number,
        "text": text_in(content, "text", at),
        "by": debtors(content, at),
        "due": content.due or parts.term(content.term, at),
        "report": text_in(content, "report", at),
        "state": CONTENT_STATES.get(content.outcome, content.outcome),
        "outcome": words.OUTCOMES[content.outcome].in_(at),
    }


def _pack(pack: Pack) -> dict[str, Any]:
    """Return what the part about a pack shows."""
    note = _("You can leave this page; the pack goes on.")
    return {
        "pack": pack,
        "silent": packs.is_silent(pack),
        "progress": Progress(_("Making the pack"), pack.done, pack.total, note),
    }


class Report(OfTalks):
    """The report as a page of its own: it brings its own style and runs no script."""

    def get(self, _request: HttpRequest, code: str) -> HttpResponse:
        setting = services.of_this_node()
        page = services.preview(code, Language(language()), by=self.actor, setting=setting)
        self.note_delegates(purpose="show")
        return HttpResponse(page, headers={"Content-Security-Policy": html.POLICY})


class Prepare(OfTalks):
    ability = permissions.PREPARE

    def post(self, _request: HttpRequest, code: str) -> HttpResponse:
        pack = packs.ask(code, by=self.actor)
        jobs.make_pack.defer(number=pack.pk)
        return redirect("talks:pack", code=code, pk=pack.pk)


class OfPack(OfTalks):
    """A page about one pack of the own authority."""

    def pack(self, *, with_files: bool = True) -> Pack:
        found = Pack.objects.visible_to(self.actor).of(self.kwargs["code"])
        rows = found if with_files else found.without_files()
        pack = rows.filter(pk=self.kwargs["pk"]).first()
        if pack is None:
            raise Http404(str(_("There is no such pack.")))
        return pack

    def ready(self) -> Pack:
        pack = self.pack()
        if not pack.is_ready:
            raise Http404(str(_("This pack is not ready.")))
        self.note_delegates(purpose="export")
        return pack


class PackPage(OfPack):
    """Says how far the pack is; asked by the page itself it answers with that part alone."""

    template_name = "talks/pack.html"

    def trail(self) -> Sequence[Link]:
        code = self.kwargs["code"]
        return (*super().trail(), Link(code, reverse("talks:talks", args=[code])))

    def get(self, request: HttpRequest, **_given: Any) -> HttpResponse:
        pack = self.pack(with_files=True)
        part = "talks/parts/pack.html" if getattr(request, "htmx", False) else ""
        files = _files(packs.places(pack)) if pack.is_ready else []
        return self.answer(template=part, title=_("Pack"), files=files, **_pack(pack))


def _files(places: Sequence[str]) -> list[tuple[Any, list[Link]]]:
    """Group the files by folder; the link's address is the place within the pack."""
    return [
        (FOLDERS[folder], [Link(FORMATS[one.rpartition(".")[2]], one) for one in within])
        for folder, within in groupby(places, key=lambda one: one.partition("/")[0])
    ]


class TakeOver(OfPack):
    """Makes a pack within the request, when no worker does."""

    ability = permissions.PREPARE

    def post(self, _request: HttpRequest, code: str, pk: int) -> HttpResponse:
        pack = self.pack(with_files=False)
        if packs.is_silent(pack):
            packs.make(pack.pk, by=self.actor)
        return redirect("talks:pack", code=code, pk=pk)


class PackArchive(OfPack):
    def get(self, _request: HttpRequest, code: str, **_given: Any) -> HttpResponse:
        return attached(bytes(self.ready().archive or b""), f"{code}.zip", "application/zip")


class PackFile(OfPack):
    def get(self, _request: HttpRequest, place: str, **_given: Any) -> HttpResponse:
        data = packs.file_of(self.ready(), place)
        folder, _slash, name = place.rpartition("/")
        stem, _dot, ending = name.rpartition(".")
        return attached(data, f"{stem}-{folder}.{ending}", MEDIA[ending])

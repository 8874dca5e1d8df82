"""A list page: search and filter, sort, count, 50 rows a page, export; works without scripts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import batched, chain
from typing import Any, ClassVar

from django.core.paginator import EmptyPage, PageNotAnInteger
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.web import exports, saved
from saphan.web.components import Empty, Link, Text
from saphan.web.display import plain
from saphan.web.filters import FilterSet
from saphan.web.pages import Page, note_read
from saphan.web.paging import turn
from saphan.web.tables import CHUNK, Column, Table, heads, in_chunks, values

FORMATS = {"csv": exports.csv_response, "xlsx": exports.xlsx_response}
TOOLS = ("page", "sort", "export", "csrfmiddlewaretoken")
"""Parameters that are not filters."""


class ListPage(Page):
    """A register names its table, its filters and its rows.

    `rows` starts with `visible_to(self.actor)`. `presets` are ready-made filters: label and query.
    Who may read the list may save it as a file. With `personal`, the uids that a page or an export
    discloses go to the access log, and saving needs `export_ability` besides.
    """

    template_name: ClassVar[str] = "web/list.html"
    width: ClassVar[str] = "wide"
    table_class: ClassVar[type[Table]]
    filter_class: ClassVar[type[FilterSet]]
    empty: ClassVar[Empty] = Empty(_("Nothing here yet."))
    presets: ClassVar[Sequence[tuple[Text, str]]] = ()
    export_name: ClassVar[str] = "list"
    export_ability: ClassVar[str] = ""
    per_page: ClassVar[int] = 50
    personal: ClassVar[bool] = False

    def rows(self) -> QuerySet[Any]:
        """Return every row that `self.actor` may see, in the order of the list."""
        raise NotImplementedError

    def may_leave(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of the rows that may be saved as a file."""
        return rows

    def columns(self) -> Sequence[tuple[str, Column]]:
        """Return the columns that the table has on this page besides its own."""
        return ()

    def described(self, rows: Iterable[Any]) -> Iterable[Any]:
        """Return the rows with what a page tells of them besides their own columns."""
        return rows

    def get(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponseBase:
        rows = self.rows()
        chosen = self.filter_class(request.GET, queryset=rows, request=request)
        found = chosen.qs if chosen.is_valid() else rows.none()
        table = self.sorted_table(found)
        if "export" in request.GET:
            return self.export(table)
        self.turn_to(table, request.GET.get("page", "1"))
        if self.personal:
            shown = [getattr(row.record, table.key) for row in table.paginated_rows]
            note_read(request, shown, purpose="list")
        htmx = getattr(request, "htmx", None)
        partial = htmx is not None and bool(htmx) and not htmx.history_restore_request
        response = self.answer(
            template="web/parts/results.html" if partial else "", **self.shows(table, chosen)
        )
        patch_vary_headers(response, ["HX-Request"])
        return response

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Keep or forget one of the reader's own filters."""
        query = filter_query(QueryDict(request.POST.get("query", "")))
        if "forget" in request.POST:
            saved.forget(request, name=request.POST["forget"])
        else:
            saved.keep(request, name=request.POST.get("name", ""), query=query)
        return redirect(f"{request.path}?{query}" if query else request.path)

    def shows(self, table: Table, chosen: FilterSet) -> dict[str, Any]:
        """Return what the templates draw."""
        query = filter_query(self.request.GET)
        return {
            "table": table,
            "filter": chosen,
            "query": query,
            "sort": self.request.GET.get("sort", ""),
            "narrowed": bool(query),
            "empty": self.empty,
            "presets": [(Link(label, f"?{q}"), q == query) for label, q in self.presets],
            "saved": [(one, one.query == query) for one in saved.of(self.request)],
            "may_save": not self.export_ability or self.actor.can(self.export_ability),
            "export_query": urlencode({**self.request.GET.dict(), "page": ""}),
        }

    def sorted_table(self, rows: QuerySet[Any]) -> Table:
        """Sort as asked; the primary key breaks ties, so that no row hides between two pages."""
        sort = self.request.GET.get("sort", ())
        table = self.table_class(rows, order_by=sort, extra_columns=self.columns())
        ordered = table.data.data
        table.data.data = ordered.order_by(*ordered.query.order_by, "pk")
        return table

    def turn_to(self, table: Table, page: str) -> None:
        try:
            turn(table, to=page, size=self.per_page, described=self.described)
        except (EmptyPage, PageNotAnInteger) as error:
            raise Http404(str(_("This list has no such page."))) from error

    def export(self, table: Table) -> HttpResponseBase:
        if self.export_ability:
            self.actor.require(self.export_ability)
        make = FORMATS.get(self.request.GET["export"])
        if make is None:
            raise Http404(str(_("A list can be saved as CSV or XLSX.")))
        every = table.data.data
        rows = self.may_leave(every)
        if self.personal:
            uids = rows.values_list(self.table_class.key, flat=True)
            note_read(self.request, uids, purpose="export")
        told = chain.from_iterable(map(self.described, batched(in_chunks(rows), CHUNK)))
        lines = chain(values(table, told), _left_out(every, rows))
        return make(heads(table), lines, name=self.export_name)


def _left_out(every: QuerySet[Any], kept: QuerySet[Any]) -> Iterator[list[str]]:
    """Yield one line that says how many rows stayed behind, or none."""
    left = 0 if kept is every else every.count() - kept.count()
    if left:
        yield [
            ngettext(
                "%(n)s record is not in this file: its level of confidentiality keeps it here.",
                "%(n)s records are not in this file: their level of confidentiality keeps them"
                " here.",
                left,
            )
            % {"n": plain(Decimal(left))}
        ]


def filter_query(given: QueryDict) -> str:
    """Return the filters in `given` as a query, without empty ones and without page or sort."""
    kept = [
        (name, value)
        for name, several in given.lists()
        for value in several
        if value and name not in TOOLS
    ]
    return urlencode(kept)

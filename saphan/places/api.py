"""The gazetteer over HTTP: which place a name means on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from saphan.kernel import clock
from saphan.kernel.sides import Side
from saphan.places.choices import Kind
from saphan.places.lookup import names_in
from saphan.places.models import Place
from saphan.web.api import REFUSALS, AtWork, Span

router = Router(tags=["places"], auth=AtWork())


class Sought(Schema):
    """`on` is the day on which the place is to count; today when left out."""

    q: str = Field(min_length=1, max_length=200)
    on: date | None = None
    side: Side | None = None
    kind: Kind | None = None


class PlaceOut(Schema):
    """`name` is in the language of the answer, else as the place's own country writes it."""

    code: str
    kind: Kind
    side: Side
    name: str
    official_code: str


class PlaceList(Schema):
    count: int
    items: list[PlaceOut]


@router.get("", response={200: PlaceList, **REFUSALS}, url_name="places")
def search(
    request: HttpRequest,  # noqa: ARG001 - the framework calls by name
    sought: Query[Sought],
    span: Query[Span],
) -> dict[str, Any]:
    """Places with a name like `q`, nearest first; blind to accents, tones and romanisation."""
    rows = Place.objects.named(sought.q, on=sought.on or clock.today())
    rows = rows.of_side(sought.side) if sought.side else rows
    rows = rows.of_kind(sought.kind) if sought.kind else rows
    found = list(rows[span.offset : span.offset + span.limit])
    names = names_in([place.code for place in found], (get_language() or "en")[:2])
    items = [
        {
            "code": place.code,
            "kind": place.kind,
            "side": place.side,
            "name": names.get(place.code, place.code),
            "official_code": place.official_code,
        }
        for place in found
    ]
    return {"count": rows.count(), "items": items}

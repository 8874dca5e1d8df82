"""Questions about many places; every one that depends on a day takes it as `on=`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.postgres.search import TrigramSimilarity
from django.db import models
from django.db.models import Case, Max, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from saphan.kernel.sides import Side
from saphan.names.searchkeys import fold, loose
from saphan.places.choices import Kind, NameKind
from saphan.places.rules import strip_designation

if TYPE_CHECKING:
    from saphan.places.models import Name, Parent, Place  # noqa: F401 - named in quoted bases


def valid_on(day: date, *, prefix: str = "") -> Q:
    """Return the condition that a row counts on `day`; first and last day included."""
    began = Q((f"{prefix}valid_from", None)) | Q((f"{prefix}valid_from__lte", day))
    lasts = Q((f"{prefix}valid_until", None)) | Q((f"{prefix}valid_until__gte", day))
    return began & lasts


class NameQuerySet(models.QuerySet["Name"]):
    """Names, whatever their language."""

    def loosely(self, text: str) -> Self:
        """Names that sound like `text`: every exact, folded or loose match is among them."""
        texts = {text, strip_designation(text).text}
        return self.filter(loose_key__in={loose(one) for one in texts} - {""})


class ParentQuerySet(models.QuerySet["Parent"]):
    """Who belongs to whom, and when."""

    def on(self, day: date) -> Self:
        return self.filter(valid_on(day))


class PlaceQuerySet(models.QuerySet["Place"]):
    """Places of all times until `on` narrows them."""

    def on(self, day: date) -> Self:
        return self.filter(valid_on(day))

    def of_side(self, side: Side) -> Self:
        return self.filter(side=side)

    def of_kind(self, *kinds: Kind) -> Self:
        return self.filter(kind__in=kinds)

    def named(self, text: str, *, on: date) -> Self:
        """Places of that day with a name that holds or resembles `text`, nearest first.

        Blind to case, accents, tones and romanisation; it forgives a wrong letter (trigrams of
        words, pg_trgm's threshold 0.6). `near` is the likeness of the whole name, 0 to 1.
        """
        key = fold(strip_designation(text).text)
        if not key:
            return self.none()
        return (
            self.on(on)
            .filter(Q(names__search_key__trigram_word_similar=key) | Q(names__loose_key=loose(key)))
            .annotate(near=Max(TrigramSimilarity("names__search_key", key)))
            .order_by("-near", "code")
        )

    def children_on(self, parent: str, *, on: date) -> Self:
        """Places that belong to the place with code `parent` on that day."""
        return self.on(on).filter(valid_on(on, prefix="parents__"), parents__parent=parent)

    def sorted_in(self, language: str) -> Self:
        """Order by the name shown in `language`, as that language sorts."""
        names: Any = apps.get_model("places", "Name")._default_manager
        first = Case(When(kind=NameKind.OFFICIAL, then=0), default=1)
        own = names.filter(place=OuterRef("pk"), language=language).order_by(first, "pk")
        official = names.filter(place=OuterRef("pk"), kind=NameKind.OFFICIAL).order_by("language")
        keys = (Subquery(rows.values("sort_key")[:1]) for rows in (own, official))
        return self.order_by(Coalesce(*keys), "code")

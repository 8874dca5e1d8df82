"""Tables of the dated gazetteer. A day in `valid_from` or `valid_until` counts as valid.

None in `valid_from` means "since before this record begins", in `valid_until` "still".
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from saphan.kernel.languages import Language
from saphan.kernel.sides import Side
from saphan.names.scripts import Script
from saphan.places.choices import Basis, Change, Kind, NameKind, ShapeKind
from saphan.places.queries import NameQuerySet, ParentQuerySet, PlaceQuerySet


def _closed(field: str, values: type[Kind | Basis | NameKind | Change | ShapeKind | Side]) -> Q:
    return Q(**{f"{field}__in": [str(value) for value in values]})


def _ordered() -> Q:
    return Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from"))


class Place(models.Model):
    """One administrative unit, gate or marker for as long as it stayed the same unit.

    `code` is given once and never means another place. `official_code` is the statistics office's,
    which was given again to other units on 2025-07-01. `opposite` is a gate's pair on the other
    bank, `marker` the number of the border marker a gate stands at, where a source gives it.
    PII: none.
    """

    code = models.CharField(max_length=64, primary_key=True)
    kind = models.CharField(max_length=10)
    side = models.CharField(max_length=2)
    designation = models.CharField(max_length=40, blank=True)
    official_code = models.CharField(max_length=10, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    until_basis = models.CharField(max_length=10, default=Basis.STATED)
    opposite = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    marker = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=64, blank=True)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_closed("kind", Kind), name="place_kind"),
            models.CheckConstraint(condition=_closed("side", Side), name="place_side"),
            models.CheckConstraint(condition=_closed("until_basis", Basis), name="place_basis"),
            models.CheckConstraint(condition=_ordered(), name="place_days_ordered"),
            models.CheckConstraint(
                condition=Q(opposite=None) | Q(kind=Kind.GATE.value), name="place_pairs_are_gates"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "side"]),
            models.Index(fields=["official_code"]),
        ]

    def __str__(self) -> str:
        return self.code


class Parent(models.Model):
    """The place that a place belongs to, for a time. PII: none."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="parents")
    parent = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    edition = models.CharField(max_length=64, blank=True)

    objects = ParentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "valid_from"], nulls_distinct=False, name="one_parent_at_a_time"
            ),
            models.CheckConstraint(condition=_ordered(), name="parent_days_ordered"),
            models.CheckConstraint(condition=~Q(parent=F("place")), name="parent_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.parent_id}"


class Name(models.Model):
    """One spelling of a place's name, stored as its source writes it, with the keys that find it.

    `sort_key` compares only within one `icu_version`. PII: none.
    """

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=2)
    script = models.CharField(max_length=6)
    text = models.CharField(max_length=120)
    kind = models.CharField(max_length=15)
    source = models.CharField(max_length=200)
    sort_key = models.BinaryField()
    icu_version = models.CharField(max_length=20)
    search_key = models.CharField(max_length=120)
    loose_key = models.CharField(max_length=240)
    keys_version = models.PositiveSmallIntegerField()
    edition = models.CharField(max_length=64, blank=True)

    objects = NameQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "language", "text"], name="one_spelling_once"),
            models.UniqueConstraint(
                fields=["place", "language"],
                condition=Q(kind=NameKind.OFFICIAL.value),
                name="one_official_name_per_language",
            ),
            models.CheckConstraint(condition=_closed("kind", NameKind), name="name_kind"),
            models.CheckConstraint(
                condition=Q(language__in=[str(language) for language in Language]),
                name="name_language",
            ),
            models.CheckConstraint(
                condition=Q(script__in=[str(script) for script in Script]), name="name_script"
            ),
        ]
        indexes = [
            models.Index(fields=["loose_key"]),
            GinIndex(fields=["search_key"], opclasses=["gin_trgm_ops"], name="name_search_trgm"),
        ]

    def __str__(self) -> str:
        return self.text


class Succession(models.Model):
    """What became of a place on a day: the first day on which `successor` counts. PII: none."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="successions")
    successor = models.ForeignKey(
        Place, null=True, blank=True, on_delete=models.CASCADE, related_name="predecessions"
    )
    on = models.DateField()
    kind = models.CharField(max_length=10)
    edition = models.CharField(max_length=64, blank=True)

    objects: ClassVar[models.Manager[Succession]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "successor", "on"],
                nulls_distinct=False,
                name="one_succession_once",
            ),
            models.CheckConstraint(condition=_closed("kind", Change), name="succession_kind"),
            models.CheckConstraint(
                condition=Q(kind=Change.ABOLISHED.value) | Q(successor__isnull=False),
                name="only_the_abolished_have_no_heir",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind} {self.on:%Y-%m-%d}"


class Adjacency(models.Model):
    """A Vietnamese and a Lao place that share a stretch of the border. PII: none."""

    vn = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    la = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=200)
    edition = models.CharField(max_length=64, blank=True)

    objects: ClassVar[models.Manager[Adjacency]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vn", "la"], name="one_adjacency_once"),
        ]
        verbose_name_plural = "adjacencies"

    def __str__(self) -> str:
        return f"{self.vn_id} | {self.la_id}"


class Shape(models.Model):
    """A drawing for maps, as GeoJSON geometry in WGS 84; never a measure. PII: none."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="shapes")
    kind = models.CharField(max_length=10)
    geojson = models.JSONField()
    source = models.CharField(max_length=200)

    objects: ClassVar[models.Manager[Shape]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "kind"], name="one_shape_per_kind"),
            models.CheckConstraint(condition=_closed("kind", ShapeKind), name="shape_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.kind}"


class Edition(models.Model):
    """The gazetteer files that were loaded: one row, so that loading them again does nothing.

    PII: none.
    """

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Edition]] = models.Manager()

    def __str__(self) -> str:
        return self.digest

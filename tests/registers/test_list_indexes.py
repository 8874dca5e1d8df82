"""The long lists find their pages in indexes that hold what orders and narrows them."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from saphan.registers.crossings.models import Movement
from saphan.registers.security.models import Patrol
from tests import make

pytestmark = pytest.mark.django_db


def plan(rows: QuerySet[Any]) -> str:
    """How PostgreSQL would answer if reading the whole table and sorting were dear."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    return rows.explain()


def test_a_late_page_of_patrols_reads_the_index_alone() -> None:
    rows = Patrol.objects.all().visible_to(make.actor()).order_by("-ended_on", "number", "pk")

    narrowed = rows.filter(joint=True, office="vn-son-la-chieng-khuong", ended_on__year=2024)

    for page in (rows, narrowed):
        found = plan(page.values_list("pk")[5000:5050])
        assert "Index Only Scan using patrol_newest_first" in found
        assert "Sort" not in found


def test_a_late_page_of_movements_reads_the_index_alone() -> None:
    rows = Movement.objects.all().visible_to(make.actor()).order_by("-on", "-at", "pk")

    narrowed = rows.filter(direction="entry", resident="border", vehicle="truck")

    for page in (rows, narrowed):
        found = plan(page.values_list("pk")[5000:5050])
        assert "Index Only Scan using movement_newest_first" in found
        assert "Sort" not in found


def test_words_of_a_patrol_are_found_by_their_trigrams() -> None:
    found = plan(Patrol.objects.all().search("sạt lở"))

    assert found.count("Bitmap Index Scan on patrol_words") == 4

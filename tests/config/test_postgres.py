import pytest
from django.db import connection


@pytest.mark.django_db
def test_lao_letters_make_trigrams() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(show_trgm('ນ້ຳ'))")
        assert cursor.fetchone()[0] > 0

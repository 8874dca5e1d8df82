"""Each table says what personal data it holds, and the migrations say all that the models say."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.models import Model

STATEMENT = re.compile(r"\bPII: (none|names|documents|sensitive)\b")


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("saphan.")]


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model.__name__)
def test_a_model_says_what_personal_data_it_holds(model: type[Model]) -> None:
    assert STATEMENT.search(vars(model).get("__doc__") or "")


@pytest.mark.django_db
def test_the_migrations_are_complete() -> None:
    said = StringIO()

    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(said.getvalue())

"""The API's description: a change of it is seen, and every endpoint stands in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from saphan.config.commands.docs import pages
from saphan.intake import kinds

HERE = "tests/api/openapi.json"
ROOT = Path(__file__).parents[2]


def described() -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(pages()[HERE])
    return schema


def test_the_description_of_the_api_changes_on_purpose_only() -> None:
    assert json.loads((ROOT / HERE).read_text("utf-8")) == described(), "meant? run: make docs"


def test_every_reference_of_the_description_leads_somewhere() -> None:
    schema = described()
    text = json.dumps(schema)
    names = {one.split('"', 1)[0] for one in text.split('"#/components/schemas/')[1:]}

    assert names <= schema["components"]["schemas"].keys()


def test_every_kind_of_record_is_described_by_its_document() -> None:
    schemas = described()["components"]["schemas"]

    assert {kind.name for kind in kinds.kinds()} <= schemas.keys()


@pytest.mark.django_db
def test_anybody_may_read_the_description(client: Client) -> None:
    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code == 200
    assert answer.json()["info"]["title"] == "Saphan"

"""Every kind of record is served over HTTP, under the rules that all share."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from saphan.config.api import api
from saphan.intake import kinds
from saphan.ledger.seal import seal
from tests import make

PERSONAL = {"name", "birth", "document", "plate", "search_key", "address", "guardian"}


def lists() -> dict[str, str]:
    """Kind of record -> the path of its list."""
    ids = {
        str(operation.operation_id): f"/api/v1{bound.prefix}{path}"
        for bound in api._get_bound_routers()
        for path, view in bound.path_operations.items()
        for operation in view.operations
    }
    return {
        name.removeprefix("list_"): path
        for name, path in ids.items()
        if name.startswith("list_") and "." in name
    }


def parameters(path: str) -> dict[str, Any]:
    described: Any = api.get_openapi_schema()
    listed = described["paths"][path]["get"]["parameters"]
    return {one["name"]: one["schema"] for one in listed}


def test_every_kind_of_record_of_a_register_has_a_list() -> None:
    of_registers = {kind.name for kind in kinds.kinds() if kind.register != "exchange"}

    assert lists().keys() == of_registers


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "path"), lists().items())
def test_a_list_takes_its_orders_and_filters(reader: Client, kind: str, path: str) -> None:
    described = parameters(path)
    orders = described.pop("order")["enum"]
    filters = described.keys() - {"limit", "offset"}

    asked = [{"order": order} for order in orders] + [{name: ""} for name in filters]
    answers = [reader.get(path, query) for query in asked]

    assert {answer.status_code for answer in answers} == {200}
    assert {answer.json()["count"] for answer in answers} == {0}


@pytest.mark.parametrize(("kind", "path"), lists().items())
def test_no_list_is_ordered_or_filtered_by_who_somebody_is(kind: str, path: str) -> None:
    described = parameters(path)
    orders = {order.removeprefix("-") for order in described["order"]["enum"]}

    assert (orders | described.keys()) & PERSONAL == set()


@pytest.mark.django_db
def test_a_page_of_a_list_asks_as_often_as_agreed(reader: Client, frozen_queries: Any) -> None:
    for number in range(6):
        seal(make.patrol_entry(number=f"{number}/BB"), clearance=make.clearance())

    with frozen_queries("api list of patrols"):
        answer = reader.get("/api/v1/security/patrols")

    assert answer.json()["count"] == 6

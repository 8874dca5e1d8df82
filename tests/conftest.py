"""What every test may ask for."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.models.signals import pre_migrate
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from saphan.config.postgres import database
from tests.plugin_postgres import shared_cluster

PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""A busy machine is slow, which is no fault of the code."""
settings.register_profile("replay", PATIENT, derandomize=True)
settings.register_profile("search", PATIENT, max_examples=2_000)
settings.load_profile(os.environ.get("SAPHAN_EXAMPLES", "replay"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the session's server the first time a test asks for a database."""
    connections.settings["default"]["CONN_MAX_AGE"] = 0  # a served page leaves no session behind
    cluster = shared_cluster()
    if cluster:
        cluster.start()
    pre_migrate.connect(_add_extensions, dispatch_uid="extensions")


def _add_extensions(*, using: str, **_: object) -> None:
    connection = connections[using]
    connection.ensure_connection()
    database.add_extensions(connection.connection)


QUERY_COUNTS = Path(__file__).parent / "architecture" / "query_counts.json"


@pytest.fixture
def frozen_queries() -> Callable[[str], AbstractContextManager[None]]:
    """`with frozen_queries("security patrols list"): client.get(...)`.

    The number of SQL statements inside must be the one in architecture/query_counts.json.
    SAPHAN_FREEZE=1 writes the number instead (run without xdist).
    """
    return _frozen


@contextmanager
def _frozen(name: str) -> Iterator[None]:
    with CaptureQueriesContext(connection) as seen:
        yield
    counts = json.loads(QUERY_COUNTS.read_text("utf-8"))
    if os.environ.get("SAPHAN_FREEZE") == "1":
        counts[name] = len(seen)
        QUERY_COUNTS.write_text(json.dumps(counts, indent=2, sort_keys=True) + "\n", "utf-8")
    statements = "\n".join(query["sql"] for query in seen.captured_queries)
    assert counts.get(name) == len(seen), f"{name}: {len(seen)} statements\n{statements}"

"""What every test may ask for."""

from __future__ import annotations

import pytest
from django.db import connections
from django.db.models.signals import pre_migrate

from saphan.config.postgres import database
from tests.plugin_postgres import shared_cluster


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Start the session's server the first time a test asks for a database."""
    cluster = shared_cluster()
    if cluster:
        cluster.start()
    pre_migrate.connect(_add_extensions, dispatch_uid="extensions")


def _add_extensions(*, using: str, **_: object) -> None:
    connection = connections[using]
    connection.ensure_connection()
    database.add_extensions(connection.connection)

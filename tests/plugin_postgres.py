"""Gives the test session a PostgreSQL of its own, unless DATABASE_URL names one.

The cluster's place is decided before Django reads its settings; the server starts when the first
test asks for a database, so a run of pure tests never waits for it. SAPHAN_PG_BIN chooses other
programs than the embedded ones. With xdist the workers share the controller's server.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Generator
from pathlib import Path

import pytest

from saphan.config.postgres.cluster import Cluster

FOLDER = "SAPHAN_TEST_CLUSTER"
PREFIX = "saphan-test-"


def shared_cluster() -> Cluster | None:
    """The session's cluster, or None when a database was given."""
    folder = os.environ.get(FOLDER)
    return Cluster(Path(folder), durable=False) if folder else None


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Generator[None, None, None]:
    """Comes before Django's settings are read."""
    os.environ.pop("SAPHAN_NODE", None)
    if "DATABASE_URL" not in os.environ:
        _remove_leftovers()
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
        folder.chmod(0o711)
        os.environ[FOLDER] = str(folder)
        cluster = Cluster(folder, durable=False)
        cluster.settle()
        os.environ["DATABASE_URL"] = cluster.url("postgres")
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    cluster = None if hasattr(config, "workerinput") else shared_cluster()
    if cluster:
        cluster.remove()


def _remove_leftovers() -> None:
    """A session that was killed could not clean up; its process number is in the name."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if folder.stat().st_uid == os.geteuid() and not Path("/proc", owner).exists():
            Cluster(folder, durable=False).remove()
            shutil.rmtree(folder, ignore_errors=True)

"""What `saphan doctor` looks at: each check is one function that says what it saw."""

from __future__ import annotations

import platform
import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from saphan.config import output
from saphan.config.nodes import Node
from saphan.config.postgres import binaries, database
from saphan.config.postgres.account import server_account
from saphan.kernel.refusals import Refused

LEAST_FREE = 2 * 2**30


@dataclass(frozen=True, slots=True)
class Finding:
    """`good` False needs somebody's attention; `said` is one sentence."""

    node: str
    check: str
    said: str
    good: bool = True


def of_machine() -> Iterator[Finding]:
    """Findings that hold for every node of the machine."""
    yield Finding("", "python", f"Python {platform.python_version()}.")
    yield _asked("", "postgresql", _programs)


def of_node(node: Node) -> Iterator[Finding]:
    """Findings about one node whose database is running; nothing is changed."""
    yield _private(node, node.folder / "secret")
    yield _private(node, node.keys)
    yield _asked(node.name, "database", lambda: _database(node))
    yield _asked(node.name, "tables", _tables)
    yield _place(node)
    yield _room(node)


def _asked(node: str, check: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(node, check, look())
    except Refused as refused:
        return Finding(node, check, str(refused.sentence), good=False)
    except psycopg.Error as error:
        return Finding(node, check, f"The database does not answer: {error}".strip(), good=False)


def _programs() -> str:
    account = server_account()
    found = binaries.find(account)
    return f"PostgreSQL {found.major} in {found.folder}, run as {account.name}."


def _private(node: Node, path: Path) -> Finding:
    if not path.exists():
        return Finding(node.name, path.name, f"{path} is missing.", good=False)
    closed = not stat.S_IMODE(path.stat().st_mode) & 0o077
    said = "is private." if closed else "can be read by others: chmod go= it."
    return Finding(node.name, path.name, f"{path} {said}", good=closed)


def _database(node: Node) -> str:
    with psycopg.connect(node.database_url) as connection:
        objection = database.why_not_use(connection)
        if objection:
            raise Refused("database-unfit", objection)
        return f"PostgreSQL {connection.info.server_version // 10_000} answers and knows Lao."


def _tables() -> str:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        raise Refused(
            "tables-old",
            f"{output.count(len(missing), 'migration')} to apply: saphan manage migrate",
        )
    return "The tables are of this version."


def _place(node: Node) -> Finding:
    cluster = node.cluster
    if cluster is None or cluster.place == cluster.folder:
        return Finding(node.name, "place", "The data lie where they belong.")
    return Finding(
        node.name,
        "place",
        f"The data lie in {cluster.place}, which the system may clean: the account"
        f" {cluster.account.name} cannot reach {cluster.folder}. Fit for trials only.",
        good=False,
    )


def _room(node: Node) -> Finding:
    free = shutil.disk_usage(node.folder).free
    return Finding(node.name, "room", f"{free / 2**30:.1f} GiB free.", good=free >= LEAST_FREE)

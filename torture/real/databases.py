"""One PostgreSQL server for all nodes: databases copied from a template, killed and started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
from psycopg import sql

from saphan.config.postgres import database
from saphan.config.postgres.cluster import Cluster

TEMPLATE = "template_node"


class Databases:
    """A server that survives what processes survive: no fsync, but every commit is written."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="saphan-torture-"))
        self.folder.chmod(0o711)
        self.cluster = Cluster(self.folder)
        self.cluster.start()
        self._do("ALTER SYSTEM SET fsync = off")
        self._do("ALTER SYSTEM SET full_page_writes = off")
        self._do("SELECT pg_reload_conf()")

    def url(self, name: str) -> str:
        return self.cluster.url(name)

    def migrated(self) -> None:
        """Make the template: migrated once, in a process of its own."""
        database.make(self.url("postgres"), TEMPLATE)
        database.prepare(self.url(TEMPLATE))
        environment = {**os.environ, "DATABASE_URL": self.url(TEMPLATE)}
        environment["DJANGO_SETTINGS_MODULE"] = "saphan.config.settings"
        words = ("-m", "django", "migrate", "--verbosity", "0", "--no-input")
        subprocess.run((sys.executable, *words), env=environment, check=True)

    def copy(self, source: str, target: str) -> None:
        """Copy a database that nobody uses; one that is there already makes room."""
        self.drop(target)
        pair = sql.Identifier(target), sql.Identifier(source)
        self._do(sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(*pair))

    def drop(self, name: str) -> None:
        statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
        self._do(statement.format(sql.Identifier(name)))

    def kill(self) -> None:
        """Kill the server with all its processes, then start it again."""
        pid = int((self.cluster.data / "postmaster.pid").read_text().partition("\n")[0])
        os.kill(pid, signal.SIGKILL)
        while Path(f"/proc/{pid}").exists():
            time.sleep(0.01)
        self.cluster.start()

    def await_recovery(self) -> None:
        """Wait until the server takes connections again after one of its processes was killed."""
        until = time.monotonic() + 30
        while True:
            try:
                self._do("SELECT 1")
                return
            except psycopg.OperationalError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)

    def remove(self) -> None:
        self.cluster.remove()

    def _do(self, statement: str | sql.Composed) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)  # type: ignore[arg-type]

"""What a database needs before the first table: encoding, extensions, trigrams of Lao."""

from __future__ import annotations

import psycopg
from psycopg import sql

from saphan.config.postgres.binaries import OLDEST
from saphan.kernel.refusals import Refused

EXTENSIONS = ("pg_trgm", "btree_gist", "unaccent", "fuzzystrmatch")


def prepare(url: str) -> None:
    """Add the extensions to the database at `url` and refuse one that cannot serve."""
    with psycopg.connect(url, autocommit=True) as connection:
        add_extensions(connection)
        objection = why_not_use(connection)
    if objection:
        raise Refused("database-unfit", objection)


def make(server_url: str, name: str) -> None:
    """Create the database `name` on our own server unless it is there."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if known.fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def add_extensions(connection: psycopg.Connection) -> None:
    """All four are trusted: the database's owner may add them."""
    for name in EXTENSIONS:
        statement = sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name))
        connection.execute(statement)


def why_not_use(connection: psycopg.Connection) -> str | None:
    """Return what is wrong with the server or the database's locale, in one sentence."""
    if connection.info.server_version < OLDEST * 10_000:
        return f"PostgreSQL {OLDEST} or newer is needed."
    if connection.info.parameter_status("server_encoding") != "UTF8":
        return "The database must be encoded in UTF8."
    row = connection.execute("SELECT cardinality(show_trgm('ນ້ຳ')) > 0").fetchone()
    if not row or not row[0]:
        return "The database's locale knows no Lao letters: create it with the locale C.UTF-8."
    return None

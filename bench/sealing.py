"""Workbooks in: read and checked, then sealed with rows, facts and tallies, beside bare COPY."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, cast

import psycopg
from django.db import connection
from psycopg import sql

from bench import books
from bench.measuring import Measure, median, timed
from bench.stage import Stage
from saphan.config import scenario
from saphan.intake import kinds, services
from saphan.intake.reading.reader import read
from saphan.intake.services import File
from saphan.kernel import clock
from saphan.ledger.clearance import Clearance, Hand
from saphan.registers.security.services import record_patrols

ROWS = 50_000
TABLES = (
    "ledger_document", "ledger_part", "ledger_journalline",
    "crossings_movement", "crossings_tally", "figures_fact",
)  # fmt: skip


def workbook(stage: Stage) -> Iterator[Measure]:
    """A gate's book of 50,000 rows: cells -> values and doubts, then -> entries of the register."""
    file, officer, today = _book(stage, seed=1), scenario.actor("can-bo"), clock.today()
    tables = kinds.tables("crossings")
    if tables is None:
        raise RuntimeError("the crossings take no workbook")
    reading = median(
        lambda: read(file.data, filename=file.name, sheets=tables.sheets, today=today), runs=3
    )
    composing, found = timed(lambda: services.try_out(file, by=officer, on=today))
    _all_clean(found, stage.amount(ROWS))
    yield Measure(
        f"workbook of {stage.amount(ROWS):,} rows read and checked",
        reading,
        "s",
        target=5,
        detail={"columns": len(books.HEADS), "with_the_register's_own_questions": composing},
    )


def sealing(stage: Stage) -> Iterator[Measure]:
    """One workbook on a node that holds nothing: received, cleared, sealed, counted."""
    stage.once("movements 1")
    file, officer, today = _book(stage, seed=1), scenario.actor("can-bo"), clock.today()
    clearer = scenario.actor("phe-duyet")
    before = _sizes()
    receiving, (held, found) = timed(lambda: services.receive(file, by=officer, on=today))
    _all_clean(found, stage.amount(ROWS))
    clearing, _sealed = timed(
        lambda: services.clear_upload(held, by=clearer, on=today, found=found)
    )
    copying, copied = _copy(before)
    whole = receiving + clearing
    yield Measure(
        "movements imported and sealed",
        stage.amount(ROWS) / whole,
        "per second",
        target=4_000,
        at_least=True,
        detail={
            "received": receiving,
            "cleared_and_sealed": clearing,
            "sealed_per_second": stage.amount(ROWS) / clearing,
            "rows_written": copied,
        },
    )
    yield Measure(
        "import and seal beside bare COPY of the same rows",
        whole / copying,
        "x",
        detail={"ours": whole, "bare_copy": copying, "seal_alone": clearing / copying},
    )


def fill_movements(stage: Stage, *, books_of: int) -> None:
    """See to it that the register holds so many workbooks of movements."""
    for seed in range(1, books_of + 1):
        if not stage.once(f"movements {seed}"):
            continue
        file, today = _book(stage, seed=seed), clock.today()
        held, found = services.receive(file, by=scenario.actor("can-bo"), on=today)
        _all_clean(found, stage.amount(ROWS))
        services.clear_upload(held, by=scenario.actor("phe-duyet"), on=today)


def fill_patrols(stage: Stage, *, amount: int) -> None:
    """See to it that the register holds so many patrols."""
    if stage.once("patrols"):
        clearer = scenario.actor("phe-duyet")
        record_patrols(
            books.patrols(amount, seed=7),
            by=clearer,
            clearance=Clearance(Hand("can-bo", "Cán bộ"), cleared_by=clearer),
            on=clock.today(),
        )


def _book(stage: Stage, *, seed: int) -> File:
    data = books.movements(stage.amount(ROWS), seed=seed)
    return File(data, f"so-{seed}.xlsx", "crossings", books.OFFICE)


def _all_clean(found: Any, rows: int) -> None:
    """A measurement of rows that were refused would flatter."""
    if not found.clean or found.entries != rows:
        said = [*found.doubts, *found.refusals][:1]
        raise RuntimeError(f"{found.entries} of {rows} rows were accepted: {said}")


def _raw() -> psycopg.Connection[Any]:
    connection.ensure_connection()
    return cast("psycopg.Connection[Any]", connection.connection)


def _sizes() -> dict[str, int]:
    return {table: _count(table) for table in TABLES}


def _count(table: str) -> int:
    row = (
        _raw().execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    )
    return int(row[0]) if row else 0


def _copy(before: Mapping[str, int]) -> tuple[float, int]:
    """COPY what was added to each table into an equal one, in one transaction; seconds and rows."""
    added = {table: _dump(table, skip=before[table]) for table in TABLES}
    raw = _raw()
    for table in TABLES:
        raw.execute(
            sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(
                sql.Identifier(f"peer_{table}"), sql.Identifier(table)
            )
        )
    seconds, rows = timed(lambda: _load(raw, added))
    for table in TABLES:
        raw.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(f"peer_{table}")))
    return seconds, rows


def _dump(table: str, *, skip: int) -> bytes:
    held = io.BytesIO()
    query = sql.SQL("COPY (SELECT * FROM {} OFFSET {}) TO STDOUT").format(
        sql.Identifier(table), sql.Literal(skip)
    )
    with _raw().cursor() as cursor, cursor.copy(query) as source:
        for block in source:
            held.write(block)
    return held.getvalue()


def _load(raw: psycopg.Connection[Any], added: Mapping[str, bytes]) -> int:
    rows = 0
    with raw.transaction(), raw.cursor() as cursor:
        for table, data in added.items():
            statement = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(f"peer_{table}"))
            with cursor.copy(statement) as target:
                target.write(data)
            rows += cursor.rowcount
    return rows

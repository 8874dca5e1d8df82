"""The supervisor of our own PostgreSQL, on real clusters."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection as django_connection

from saphan.config.postgres import binaries, database
from saphan.config.postgres.account import server_account
from saphan.config.postgres.cluster import LONGEST_SOCKET, SOCKET_NAME, Cluster
from saphan.kernel.refusals import Refused

ROOT = Path(__file__).parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """A place that the server's account can reach; pytest's own folders are private."""
    top = Path(tempfile.mkdtemp(prefix="saphan-cluster-"))
    top.chmod(0o711)
    yield top / "postgres"
    Cluster(top / "postgres").remove()
    shutil.rmtree(top)


@pytest.fixture
def cluster(folder: Path) -> Cluster:
    return Cluster(folder, durable=False)


def answers(cluster: Cluster) -> bool:
    with psycopg.connect(cluster.url("postgres")) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def postmaster(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().splitlines()[0])


@pytest.mark.django_db
def test_the_session_has_a_database_with_trigrams_of_lao() -> None:
    django_connection.ensure_connection()

    assert database.why_not_use(django_connection.connection) is None


def test_who_leaves_last_stops_the_server(cluster: Cluster) -> None:
    second = Cluster(cluster.folder, durable=False)

    with cluster.hold():
        with second.hold():
            assert answers(cluster)
        assert answers(cluster)

    assert not cluster.running()


def test_what_was_written_is_there_after_a_restart(cluster: Cluster) -> None:
    with cluster.hold():
        database.make(cluster.url("postgres"), "saphan")
        database.prepare(cluster.url("saphan"))
        with psycopg.connect(cluster.url("saphan")) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 'ສະພານ' AS word")

    with cluster.hold(), psycopg.connect(cluster.url("saphan")) as connection:
        assert connection.execute("SELECT word FROM kept").fetchone() == ("ສະພານ",)


def test_a_durable_cluster_has_checksums_and_syncs(folder: Path) -> None:
    cluster = Cluster(folder)

    with cluster.hold(), psycopg.connect(cluster.url("postgres")) as connection:
        shown = [
            connection.execute(f"SHOW {name}").fetchone()
            for name in ("data_checksums", "fsync", "listen_addresses")
        ]

    assert shown == [("on",), ("on",), ("",)]


def test_two_starters_at_once_make_one_server(cluster: Cluster) -> None:
    code = (
        "import sys; from pathlib import Path; from saphan.config.postgres.cluster import Cluster;"
        "Cluster(Path(sys.argv[1]), durable=False).start()"
    )
    starters = [
        subprocess.Popen([sys.executable, "-c", code, str(cluster.folder)], cwd=ROOT)
        for _ in range(2)
    ]

    assert [starter.wait(60) for starter in starters] == [0, 0]
    assert answers(cluster)


def test_a_server_killed_outright_starts_again(cluster: Cluster) -> None:
    cluster.start()
    os.kill(postmaster(cluster), signal.SIGKILL)
    until = time.monotonic() + 10
    while cluster.running() and time.monotonic() < until:
        time.sleep(0.05)

    cluster.start()

    assert answers(cluster)


def test_a_process_number_that_now_belongs_to_a_stranger_is_no_server(cluster: Cluster) -> None:
    cluster.start()
    cluster.stop()
    stale = cluster.data / "postmaster.pid"
    stale.write_text(f"{os.getpid()}\n{cluster.data}\n0\n5432\n{cluster.socket}\n\n0 0\nready\n")

    assert not cluster.running()
    cluster.start()

    assert answers(cluster)


def test_a_long_path_gets_its_socket_elsewhere(folder: Path) -> None:
    deep = Cluster(folder / ("x" * 60) / ("y" * 60) / "postgres", durable=False)

    assert len(os.fsencode(deep.socket / SOCKET_NAME)) <= LONGEST_SOCKET
    with deep.hold():
        assert answers(deep)
    deep.remove()


def test_data_move_where_the_servers_account_can_reach_them(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    cluster = Cluster(closed / "postgres", durable=False)

    with cluster.hold():
        assert answers(cluster)

    assert (cluster.place != cluster.folder) == server_account().switched
    cluster.remove()
    assert not cluster.place.exists()


def test_a_half_made_cluster_is_made_again(cluster: Cluster) -> None:
    cluster.settle()
    (cluster.data / "left").write_text("by a power cut")

    with pytest.raises(Refused, match="database-not-made"):
        cluster.start()
    cluster.start()

    assert answers(cluster)


def test_the_socket_is_closed_to_other_accounts(cluster: Cluster) -> None:
    cluster.start()

    state = cluster.socket.stat()

    assert (state.st_uid, state.st_mode & 0o777) == (server_account().uid, 0o700)


def test_only_the_databases_owner_gets_in(cluster: Cluster) -> None:
    cluster.start()

    with pytest.raises(psycopg.OperationalError, match="pg_hba"):
        psycopg.connect(cluster.url("postgres").replace("saphan@", "postgres@"))


def test_programs_that_are_not_there_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAPHAN_PG_BIN", "/nowhere")

    with pytest.raises(Refused, match="no-postgres"):
        binaries.find(server_account())

"""List pages of 100,000 records, as a logged-in officer asks for them."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench import sealing
from bench.measuring import Measure, percentile, timed
from bench.stage import Stage
from saphan.accounts.models import User

RECORDS = 100_000
RUNS = 20


@dataclass(frozen=True, slots=True)
class List:
    """A list page by its URL name, and what is asked of it; `{late}` is a page near the end of it,
    `{half}` one near the end of half of it."""

    route: str
    asked: Mapping[str, str]


PATROLS = List(
    "security:patrols",
    {
        "first page": "",
        "late page": "page={late}",
        "search": "q=sạt lở",
        "search, rare": "q=099987",
        "search, nothing found": "q=zzzzzz",
        "filter": "since=01/06/2024&until=30/06/2024",
        "filter, late page": "joint=true&page={late}",
        "sort": "sort=number",
        "sort, no index": "sort=-participants_vn",
        "sort and search": "q=Lò&sort=team_vn",
    },
)
MOVEMENTS = List(
    "crossings:movements",
    {
        "first page": "",
        "late page": "page={late}",
        "search": "q=Nông sản",
        "search, nothing found": "q=zzzzzz",
        "filter": "since=01/02/2020&until=10/02/2020",
        "filter, late page": "direction=entry&page={half}",
        "sort": "sort=on",
        "sort, no index": "sort=-companions",
        "sort and search": "q=Ngô&sort=at",
    },
)
TRAVELLERS = List(
    "crossings:travellers",
    {
        "first page": "",
        "late page": "page={late}",
        "search": "q=Vừ A Dơ",
        "search, rare": "q=GTH0000987",
        "search, nothing found": "q=zzzzzz",
    },
)


def lists(stage: Stage) -> Iterator[Measure]:
    """Every way of asking, in turns; the 95th percentile is over all answers of a list."""
    records, runs = stage.amount(RECORDS), max(2, round(RUNS * stage.scale))
    sealing.fill_patrols(stage, amount=records)
    _take_stock()
    yield _measured(PATROLS, records, runs=runs)
    sealing.fill_movements(stage, books_of=RECORDS // sealing.ROWS)
    _take_stock()
    yield _measured(MOVEMENTS, records, runs=runs)
    yield _measured(TRAVELLERS, records, runs=runs)


def _take_stock() -> None:
    """What autovacuum does within a minute of a bulk load: pages are read on the days after it.

    What the load left in this process is taken out of the collector's way: pages are served by
    processes that loaded nothing.
    """
    gc.collect()
    gc.freeze()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _measured(page: List, records: int, *, runs: int) -> Measure:
    client = _client()
    taken: dict[str, list[float]] = {name: [] for name in page.asked}
    busy = time.process_time()
    for _run in range(runs):
        for name, query in page.asked.items():
            taken[name].append(_get(client, page.route, _asked(query, records)))
    busy = time.process_time() - busy
    every = [each for times in taken.values() for each in times]
    return Measure(
        f"list page {page.route} of {records:,} records, 95th percentile",
        percentile(every, 0.95) * 1000,
        "ms",
        target=150,
        detail={
            **{f"{name}, ms": statistics.median(times) * 1000 for name, times in taken.items()},
            "our own processor time each, ms": busy / len(every) * 1000,
            "statements": _statements(client, page, records),
        },
    )


def _client() -> Client:
    """A browser whose person has passed the second factor."""

    user = User.objects.get(login="can-bo")
    if not Authenticator.objects.filter(user=user).exists():
        raise RuntimeError("an officer without a second factor sees no list")
    client = Client(SERVER_NAME="localhost")
    client.force_login(user)
    return client


def _get(client: Client, route: str, query: str) -> float:
    seconds, answer = timed(lambda: client.get(f"{reverse(route)}?{query}"))
    if answer.status_code != 200:
        raise RuntimeError(f"{route}?{query}: {answer.status_code}")
    return seconds


def _asked(query: str, records: int) -> str:
    """Put page numbers in: one of the last of the list, and one for half of the records."""
    pages = records // 50
    return query.format(late=max(1, pages - 5), half=max(1, pages * 2 // 5))


def _statements(client: Client, page: List, records: int) -> int:
    """Return the most SQL statements that one answer needed."""
    most = 0
    for query in page.asked.values():
        with CaptureQueriesContext(connection) as seen:
            _get(client, page.route, _asked(query, records))
        most = max(most, len(seen))
    return most

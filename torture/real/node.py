"""One node's process: takes steps as the lines of a pipe ask for them, until it is killed.

`python -m torture.real.node` sets Django up once and forks a child for each life of the node, so
that a life costs milliseconds. A child says when it has read an order and, after the commit, what
came of it; its death is told by the parent.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from typing import Any

import django
import psycopg
from django.db import DatabaseError, connection

from saphan.kernel import clock, failpoints
from saphan.kernel.refusals import Refused

DIE, FULL, BACKEND = "die", "full", "backend"


def main() -> int:
    """Fork lives one after another; the last one ends when nobody orders any more."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "saphan.config.settings"
    django.setup()
    while True:
        life = os.fork()
        if life == 0:
            _live()
            os._exit(0)
        _pid, status = os.waitpid(life, 0)
        if not os.WIFSIGNALED(status):
            return os.waitstatus_to_exitcode(status)
        _say({"died": os.WTERMSIG(status)})


def _live() -> None:
    desk = import_module("torture.real.steps").Desk()  # models can be imported from here on
    for line in _orders():
        order = json.loads(line)
        _say({"got": order["n"]})
        with _fault(order):
            _say({"n": order["n"], **_answered(desk, order)})


def _orders() -> Iterator[bytes]:
    """Read an order at once or not at all: what was not read is the next life's."""
    line = b""
    while piece := os.read(0, 1 << 20):
        line += piece
        if line.endswith(b"\n"):
            yield from line.splitlines()
            line = b""


def _say(value: dict[str, Any]) -> None:
    os.write(1, json.dumps(value).encode() + b"\n")


def _answered(desk: Any, order: dict[str, Any]) -> dict[str, Any]:
    try:
        answer = getattr(desk, order["step"])(**order["args"])
    except Refused as refused:
        return {"code": refused.code, "sentence": str(refused)}
    except (DatabaseError, psycopg.Error, OSError) as error:
        connection.close()
        return {"fault": type(error).__name__, "sentence": str(error)[:500]}
    if order.get("fail") == "answer":
        os.kill(os.getpid(), signal.SIGKILL)
    return {"answer": answer}


@contextlib.contextmanager
def _fault(order: dict[str, Any]) -> Iterator[None]:
    """Arm what the order asks for: a place to die at, a statement to fail at, a wrong clock."""
    os.environ[failpoints.VARIABLE] = order.get("fail", "")
    if "years" in order:
        _shift_clock(order["years"])
    if not order.get("statement"):
        yield
        return
    with connection.execute_wrapper(_Trip(order["statement"], order["how"])):
        yield


class _Trip:
    """Lets statements pass until the one at which something happens."""

    def __init__(self, at: int, how: str) -> None:
        self.left, self.how = at, how

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        self.left -= 1
        if self.left == 0:
            if self.how == DIE:
                os.kill(os.getpid(), signal.SIGKILL)
            if self.how == FULL:
                raise psycopg.errors.DiskFull("No space left on device")
            os.kill(connection.connection.info.backend_pid, signal.SIGKILL)
        return execute(sql, params, *rest)


def _shift_clock(years: int) -> None:
    shift = timedelta(days=365 * years)

    def now() -> datetime:
        return datetime.now(UTC) + shift

    def today() -> date:
        return now().astimezone(clock.BORDER_TIME).date()

    clock.now, clock.today = now, today


if __name__ == "__main__":
    sys.exit(main())

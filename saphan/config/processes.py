"""Keeps the processes of a node alive: a dead one is started again, later each time it dies."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException

from saphan.config.nodes import Node

LONGEST_WAIT = 30.0
SETTLED_AFTER = 60.0
GRACE = 15.0
PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)
_libc = ctypes.CDLL(None)


@dataclass(slots=True)
class Service:
    """One process: its command, what its environment adds, and how often it died in a row."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    started: float = 0.0
    due: float = 0.0

    def start(self) -> None:
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - our own commands, never a shell
            list(self.command),
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no other thread forks here
        )

    def look(self) -> str | None:
        """Start what is due; return one line when the process was found dead."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.deaths = 1 if now - self.started > SETTLED_AFTER else self.deaths + 1
        wait = min(LONGEST_WAIT, 0.5 * 2 ** (self.deaths - 1))
        self.process, self.due = None, now + wait
        return f"{self.name} ended with {code}; starts again in {wait:g} s"


class Supervisor:
    """Runs services until told to stop; `check` is called each round (a server to look after)."""

    def __init__(
        self,
        services: Sequence[Service],
        *,
        say: Callable[[str], None],
        check: Callable[[], None] = lambda: None,
    ) -> None:
        self.services = services
        self.say = say
        self.check = check
        self.stopping = threading.Event()

    def run(self) -> None:
        """Return after `stop()`, or after Ctrl-C or SIGTERM, when every process has ended."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: self.stop())
        try:
            while not self.stopping.wait(0.5):
                self.check()
                for service in self.services:
                    news = service.look()
                    if news:
                        self.say(news)
        finally:
            self._end()

    def stop(self) -> None:
        self.stopping.set()

    def _end(self) -> None:
        """Ask all at once, then wait; who does not leave in time is killed."""
        alive = [service.process for service in self.services if service.process]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE
        for process in alive:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            with suppress(ProcessLookupError):  # a child of its own that did not hear of it
                os.killpg(process.pid, signal.SIGKILL)


def services(node: Node, *, port: int) -> list[Service]:
    """Web, signer, worker and carrier of `node`; the database is looked after beside them."""
    environment = {"SAPHAN_NODE": node.name, "DJANGO_SETTINGS_MODULE": "saphan.config.settings"}
    saphan = (sys.executable, "-m", "saphan")
    commands: dict[str, Sequence[str]] = {
        "web": (
            *(sys.executable, "-m", "granian", "saphan.config.wsgi:application"),
            *("--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"),
            *("--workers", "1", "--blocking-threads", "4", "--log-level", "warning"),
        ),
        "signer": (*saphan, "signer", "--node", node.name),
        "worker": (*saphan, "manage", "--node", node.name, "procrastinate", "worker"),
        "carrier": (*saphan, "carrier", "--node", node.name),
    }
    return [
        Service(f"{node.name} {name}", command, environment) for name, command in commands.items()
    ]


def answers(node: Node, *, port: int) -> bool:
    """Tell whether the pages of this very node can be had at the port by now."""
    asked = HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        asked.request("GET", "/health", headers={"X-Forwarded-Proto": "https"})
        said = json.loads(asked.getresponse().read())
    except (OSError, HTTPException, ValueError):
        return False
    finally:
        asked.close()
    return bool(said.get("node") == node.name)


def _die_with_parent() -> None:
    """A supervisor that is killed leaves no orphan on its port."""
    _libc.prctl(PARENT_DEATH_SIGNAL, signal.SIGTERM)

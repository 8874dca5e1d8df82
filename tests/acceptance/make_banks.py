"""Two real nodes beside each other, as `saphan up` runs them, and their people in a browser.

Each has a database, keys, processes and people of its own; they have met and share, and the talks
of 2025 are all that their records hold.
"""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.totp.internal import auth as totp
from playwright.sync_api import Browser, Locator, Page

from saphan.accounts.choices import Role
from saphan.config import nodes, scenario, together
from saphan.config.banks import HOUAPHANH, SON_LA, Bank
from saphan.config.nodes import Node

ROOT = Path(__file__).parents[2]
ROUNDS = 10
"""Times that a peer is asked for what it was told a moment ago: its signer may be a second late."""


@dataclass(frozen=True, slots=True)
class Running:
    """One bank's node, its pages answering."""

    bank: Bank
    node: Node

    def at_work(self, browser: Browser, role: Role) -> Page:
        """A browser of its own in which who has `role` logged in with password and code."""
        login, password, key = self._known(self.bank.login(role))
        context = browser.new_context(
            base_url=f"http://localhost:{self.node.port}", accept_downloads=True
        )
        page = context.new_page()
        page.goto("/accounts/login/")
        page.fill("[name=login]", login)
        page.fill("[name=password]", password)
        page.press("[name=password]", "Enter")
        page.fill("[name=code]", _code(key))
        page.press("[name=code]", "Enter")
        page.wait_for_url(re.compile(r"localhost:\d+/$"))
        return page

    def _known(self, login: str) -> list[str]:
        lines = (self.node.folder / scenario.LOGINS).read_text("utf-8").splitlines()
        return next(known for line in lines if (known := line.split())[0] == login)

    def until_there(self, page: Page, address: str, wanted: str) -> Locator:
        """Pull from the peer until the page shows what is wanted (a selector); return it."""
        for _round in range(ROUNDS):
            saphan("carrier", "--once", "--node", self.node.name)
            page.goto(address)
            if page.locator(wanted).count():
                return page.locator(wanted)
        raise AssertionError(
            f"{self.node.name}: no {wanted} at {address}: {page.inner_text('main')}"
        )


@contextmanager
def two_banks(table: Path) -> Iterator[tuple[Running, Running]]:
    """Build both nodes below $SAPHAN_HOME, let them meet and share, run them; leave nothing."""
    with ExitStack() as held:
        with ThreadPoolExecutor() as at_once:
            vn, la = at_once.map(_built, (SON_LA, HOUAPHANH))
        for each in (vn, la):
            assert each.node.cluster
            held.callback(each.node.cluster.remove)
            held.enter_context(each.node.cluster.hold())
        with together.voices([vn.node.name, la.node.name], table) as (here, there):
            together.meet(here, there, table)
            together.share(here, there)
        for one, other in ((vn, la), (la, vn)):
            of = other.bank.authority
            saphan("peers", "address", of, other.node.listen, "--node", one.node.name)
        held.enter_context(_up())
        yield vn, la


def _built(bank: Bank) -> Running:
    ports = ("--port", str(free_port()), "--listen", f"127.0.0.1:{free_port()}")
    run("tests.acceptance.build_bank", bank.node, *ports)
    return Running(bank, nodes.load(bank.node))


def saphan(*words: str) -> None:
    """Run a command of the node's operator."""
    run("saphan", *words)


def run(module: str, *words: str) -> None:
    """Run a module in a process of its own; it must end well."""
    command = [sys.executable, "-m", module, *words]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@contextmanager
def _up() -> Iterator[None]:
    """Have the processes of both nodes run from the moment when their pages answer."""
    command = [sys.executable, "-m", "saphan", "up"]
    up = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert up.stderr
    try:
        for _node in nodes.names():
            next(line for line in up.stderr if "http://" in line)
        yield
    finally:
        up.send_signal(signal.SIGTERM)
        up.communicate(timeout=60)


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _code(key: str) -> str:
    now = list(totp.yield_hotp_counters_from_time())
    return str(totp.format_hotp_value(totp.hotp_value(key, now[len(now) // 2])))

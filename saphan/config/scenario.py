"""The demo: officers of either bank import their offices' workbooks and prepare the talks.

Everything goes the way users go: an officer sends a file and answers its doubts or fills a form, a
second officer clears it, the secretary makes the pack.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction

from saphan.accounts import services as accounts
from saphan.accounts.choices import Role
from saphan.accounts.models import User
from saphan.accounts.services import Person, Post
from saphan.config import output
from saphan.config.banks import SON_LA, Bank
from saphan.intake import kinds
from saphan.intake import services as intake
from saphan.intake.services import File
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger.models import Document
from saphan.ledger.records import Entry

AUTHORITY = SON_LA.authority
TALKS = "son-la-houaphanh-2025"
LOGINS = "logins.txt"


@dataclass(frozen=True, slots=True)
class Done:
    """What happened to one workbook: `sealed` 0 when it had been imported before."""

    file: str
    rows: int
    doubts: int
    sealed: int


def people(folder: Path, *, operator: Actor, bank: Bank = SON_LA) -> None:
    """Make the bank's people with random passwords, written to a file of the node's owner."""
    today = clock.today()
    login, name = bank.administrator
    if User.objects.filter(login=login).exists():
        return
    first = accounts.first_administrator(
        Person(login, name, bank.language), authority=bank.authority, on=today
    )
    boss = accounts.actor_for(first, authority=bank.authority, on=today)
    lines = [_enter(first, by=operator)]
    for each, title, role in bank.people:
        user = accounts.add_person(Person(each, title, bank.language), by=boss, on=today)
        accounts.give_role(user, Post(bank.authority, role), since=date(2024, 1, 1), by=boss)
        lines.append(_enter(user, by=boss))
    path = folder / LOGINS
    path.touch(mode=0o600)
    path.write_text("login  password  key of the second factor (TOTP)\n" + "\n".join(lines) + "\n")


def _enter(user: User, *, by: Actor) -> str:
    """Use a set-up code as the person would; return login, password and key to print."""
    password, secret = secrets.token_urlsafe(12), totp.generate_totp_secret()
    now = clock.now()
    code = accounts.issue_setup_code(user, by=by, at=now)
    accounts.use_setup_code(user.login, code=code, password=password, at=now)
    totp.TOTP.activate(user, secret)
    return f"{user.login}  {password}  {secret}"


def actor(login: str, *, bank: Bank = SON_LA) -> Actor:
    """Return one of the demo's people at work."""
    user = User.objects.get(login=login)
    return accounts.actor_for(user, authority=bank.authority, on=clock.today())


def at_work(role: Role, *, bank: Bank = SON_LA) -> Actor:
    """Return who has `role` at the bank, at work."""
    return actor(bank.login(role), bank=bank)


def imports(
    folder: Path, *, say: Callable[[str], None], bank: Bank = SON_LA, late: bool = False
) -> Iterator[Done]:
    """Import each workbook of `folder` as its office's officer would, and clear it.

    The workbooks that come `late` are imported in a call of their own.
    """
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    officer, clearer = at_work(Role.OFFICER, bank=bank), at_work(Role.CLEARER, bank=bank)
    for book in manifest["workbooks"]:
        if book.get("late", False) is not late:
            continue
        done = _import(folder, book, officer=officer, clearer=clearer)
        if done.rows:
            say(_line(done))
        yield done


def decisions(folder: Path, *, bank: Bank = SON_LA) -> int:
    """Draft the decisions for which offices send no workbook, and have each cleared by a second.

    Returns how many were sealed: those that were before are left as they are.
    """
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    officer, clearer = at_work(Role.OFFICER, bank=bank), at_work(Role.CLEARER, bank=bank)
    today = clock.today()
    told = [one for one in manifest.get("decisions", ()) if not _is_sealed(UUID(one["uid"]))]
    for one in told:
        kind = kinds.kind(one["kind"])
        entry = Entry(UUID(one["uid"]), msgspec.convert(one["core"], kind.core))
        with transaction.atomic():
            held = intake.draft(kind, entry, by=officer, on=today)
            intake.clear(held, by=clearer, on=today)
    return len(told)


def _is_sealed(uid: UUID) -> bool:
    return Document.objects.filter(uid=uid).exists()


def _import(folder: Path, book: dict[str, Any], *, officer: Actor, clearer: Actor) -> Done:
    file = File(
        (folder / book["file"]).read_bytes(), book["file"], book["register"], book["office"]
    )
    today = clock.today()
    try:
        held, found = intake.receive(file, by=officer, on=today)
    except Refused as refused:
        if refused.code == "same-file":
            return Done(book["file"], 0, 0, 0)
        raise
    doubts = len(found.doubts) + len(found.refusals)
    if not found.clean:
        found = intake.settle(held, _answers(folder, book), by=officer, on=today)
    if not found.clean:
        open_ = [*found.doubts, *found.refusals]
        first = open_[0]
        place = f"{book['file']} {first['sheet']}!{first['cell']}"
        raise Refused("demo-doubt", f"{len(open_)} open, first {place}: {first['sentence']}")
    _found, refs = intake.clear_upload(held, by=clearer, on=today, found=found)
    return Done(book["file"], len(found.outcome.rows), doubts, len(refs))


def _line(done: Done) -> str:
    answered = f"; answers to what was in doubt: {done.doubts}" if done.doubts else ""
    return f"{done.file}: {output.count(done.rows, 'row')}, {done.sealed} sealed{answered}"


def _answers(folder: Path, book: dict[str, Any]) -> dict[str, str]:
    path = folder / book["answers"] if book.get("answers") else None
    said: dict[str, str] = json.loads(path.read_text("utf-8")) if path and path.is_file() else {}
    return said

"""What the two banks of the demo do together, each step at one node, as its officers would.

Every step may be taken again: what was done before is left as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import msgspec
from django.db import transaction

from saphan.accounts.choices import Role
from saphan.bilateral import kinds as two_owners
from saphan.bilateral import services as bilateral
from saphan.bilateral.models import Matter, View
from saphan.config import scenario, signing
from saphan.config.banks import Bank
from saphan.config.nodes import Node
from saphan.exchange import ingest, peers, serving
from saphan.exchange import services as exchange
from saphan.exchange.carriers import sticks
from saphan.exchange.ceremony import card, drafting, joining, keys
from saphan.exchange.documents import ArticleText
from saphan.exchange.models import Peer
from saphan.figures import announcing, reconciling
from saphan.figures.registry import CATALOGUE
from saphan.intake import kinds
from saphan.intake import services as intake
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.periods import Period
from saphan.kernel.refusals import Refused
from saphan.ledger import reading
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.records import Entry
from saphan.registers.security.models import Case, Patrol
from saphan.talks import restating, signed
from saphan.talks import signing as talks

ARTICLE: Final = "§ (demo)"
SHARED: Final = {
    "security.patrol": ["core"],
    "security.case": ["core"],
    "agreements.meeting": ["core"],
    "agreements.content": ["core"],
    "agreements.instrument": ["core"],
    "talks.minutes": ["core", "file"],
}
"""What the demo's sharing policy lets pass: what is countable, and no person."""

TABLES: Final[Mapping[str, type[Patrol | Case]]] = {
    "security.patrol": Patrol,
    "security.case": Case,
}


@dataclass(frozen=True, slots=True)
class Table:
    """One node at the table: its keys, its people, and the folder in which files change hands."""

    node: Node
    bank: Bank
    folder: Path

    def at_work(self, role: Role) -> Actor:
        return scenario.at_work(role, bank=self.bank)

    @property
    def clearance(self) -> Clearance:
        drafter = self.at_work(Role.OFFICER)
        return Clearance(Hand(drafter.login, drafter.name), self.at_work(Role.CLEARER))

    @property
    def peer(self) -> Peer:
        return Peer.objects.get()


def show_card(at: Table) -> str:
    """Write this node's card for the other side; return the file."""
    path = at.folder / f"card-{at.bank.node}.json"
    made = card.of(
        at.node.keys, side=at.bank.side, name=at.bank.node, authorities=at.node.authorities
    )
    path.write_bytes(card.dumps(made))
    return str(path)


def schemas(_at: Table) -> dict[str, str]:
    """Return the kinds of record that this node can read."""
    return two_owners.descriptions()


def join(at: Table, *, genesis: str, cards: Sequence[str]) -> None:
    """Join the pair whose file both sides' roots signed."""
    path = Path(genesis)
    data, signatures = path.read_bytes(), drafting.signatures_of(path)
    shown = [card.loads(Path(each).read_bytes()) for each in cards]
    own = next(each for each in shown if each.side == at.bank.side)
    others = [each for each in shown if each.side != at.bank.side]
    certificates = joining.certificates(data, signatures, own=own, cards=others)
    peers.join(data, signatures, key=own.key, certificates=certificates)


def locate(at: Table, *, address: str) -> None:
    """Say where the other side's node answers, for the time when both are served."""
    joining.locate(at.peer, address)


def propose_policy(at: Table) -> None:
    """Put the sharing policy to the other side."""
    if Matter.objects.filter(kind="exchange.policy").exists():
        return
    articles = [
        ArticleText(
            article=ARTICLE,
            schema=schema,
            parts=parts,
            levels=["public", "shared"],
            purpose="talks",
            retention_days=3650,
        )
        for schema, parts in SHARED.items()
    ]
    exchange.propose_policy(articles, clearance=at.clearance)


def announce(at: Table, *, otherwise: Sequence[str] = ()) -> None:
    """Say what this node counts under each code; under some of them it counts movements."""
    said = announcing.definitions()
    for code in otherwise:
        said[code] = replace(CATALOGUE[code], fact="crossing.movement").hash
    announcing.announce(said, clearance=at.clearance)


def compare(_at: Table) -> list[dict[str, Any]]:
    """Return both sides' figures for the talks, with every difference by its cause."""
    by = _at.at_work(Role.SECRETARY)
    found = reconciling.compare(
        authority=by.authority, period=Period(date(2024, 7, 1), date(2025, 8, 12))
    )
    return [each.as_json() for each in found]


def version(_at: Table, *, kind: str, number: str) -> str:
    """Return the hash of the present version of a record; empty when there is none here."""
    row = TABLES[kind].objects.filter(number=number).first()
    return f"sha256:{bytes(row.version_hash).hex()}" if row else ""


def send(at: Table) -> str:
    """Write everything that the other side has not onto the stick; return the file."""
    signing.sign(at.node)
    path = at.folder / f"from-{at.bank.node}.stick"
    peer = at.peer
    bundles = serving.bundles(peer.node, *serving.acknowledged(peer.node))
    sticks.write(path, bundles, to=bytes(peer.box))
    return str(path)


def take(at: Table, *, file: str) -> int:
    """Take the other side's stick in; return how many lines came."""
    box = keys.load_box(at.node.keys)
    lines = sum(ingest.take(data).lines for data in sticks.read(Path(file), key=box))
    signing.sign(at.node)
    return lines


def link(at: Table, *, pairs: Sequence[Mapping[str, str]]) -> int:
    """Say of each pair of records that they are one matter."""
    by, said = at.at_work(Role.CLEARER), 0
    for pair in pairs:
        one, two = (_matter(pair["kind"], pair[node]) for node in ("vn", "la"))
        if at.bank.node == "la":
            one, two = two, one
        if one and two and (one.main or one.rec) != (two.main or two.rec):
            bilateral.link(one, two, by=by)
            said += 1
    return said


def confirm(at: Table, *, kind: str = "", numbers: Sequence[str] = ()) -> int:
    """Agree to the other side's versions that wait for an answer: of a kind, or of some records."""
    by, done = at.at_work(Role.CLEARER), 0
    waiting = Matter.objects.current().filter(turn=View.OURS).order_by("rec")
    if kind:
        waiting = waiting.filter(kind=kind)
    chosen = {m.rec for n in numbers if (m := _main(_matter(kind, n)))}
    for matter in waiting:
        if numbers and matter.rec not in chosen:
            continue
        for doc in _theirs(matter):
            bilateral.confirm(matter, doc, by=by)
            done += 1
    return done


def object_to(at: Table, *, kind: str, number: str, reason: str, words: str) -> None:
    """Object to the other side's version of a record."""
    matter = _main(_matter(kind, number))
    if matter is None or matter.contested:
        return
    for doc in _theirs(matter) or _agreed_of_theirs(matter):
        bilateral.dispute(matter, doc, reason=reason, words=words, by=at.at_work(Role.CLEARER))


def amend(at: Table, *, kind: str, number: str, like: str, fields: Sequence[str]) -> None:
    """Take some fields of the other side's record over into our own, as a new version of it."""
    own, theirs = _record(kind, number, at.bank.side), _record(kind, like, _other(at))
    changed = {name: theirs.core[name] for name in fields}
    if all(own.core.get(name) == value for name, value in changed.items()):
        return
    described = kinds.kind(kind)
    core = {k: v for k, v in own.core.items() if k != "source"} | changed
    entry = Entry(
        own.uid,
        msgspec.convert(core, described.core),
        persons={key: said for key, said in own.persons.items() if key != "clearance"},
        prev=(own.hash,),
        level=own.level,
    )
    with transaction.atomic():
        held = intake.draft(described, entry, by=at.at_work(Role.OFFICER), on=clock.today())
        intake.clear(held, by=at.at_work(Role.CLEARER), on=clock.today())


def end(at: Table, *, kind: str, number: str, reason: str) -> None:
    """End a record of our own that should not be there."""
    row = TABLES[kind].objects.filter(number=number, side=at.bank.side).first()
    if row is None:
        return
    with transaction.atomic():
        held = intake.draft_end(
            kinds.kind(kind),
            uid=row.uid,
            prev=bytes(row.version_hash),
            reason=reason,
            by=at.at_work(Role.OFFICER),
        )
        intake.clear(held, by=at.at_work(Role.CLEARER), on=clock.today())


def late(at: Table, *, folder: str) -> int:
    """Import the workbooks that come after the last exchange."""
    done = scenario.imports(Path(folder), say=lambda _line: None, bank=at.bank, late=True)
    sealed = sum(each.sealed for each in done)
    signing.sign(at.node)
    return sealed


def sign_minutes(at: Table) -> None:
    """Sign the minutes of the talks as they stand, unless they are signed."""
    if signed.standing(scenario.TALKS, by=at.at_work(Role.LEADER)).newest is None:
        secretary = at.at_work(Role.SECRETARY)
        drafter = Hand(secretary.login, secretary.name)
        talks.sign(scenario.TALKS, by=at.at_work(Role.LEADER), drafted_by=drafter)


def countersign(at: Table) -> None:
    """Agree to the other side's minutes, if they wait for that."""
    if signed.standing(scenario.TALKS, by=at.at_work(Role.LEADER)).awaits_us:
        talks.countersign(scenario.TALKS, by=at.at_work(Role.LEADER))


def restated(at: Table) -> dict[str, Any]:
    """Return the state of the minutes, and each signed cell whose value differs now."""
    found = signed.standing(scenario.TALKS, by=at.at_work(Role.LEADER))
    changed = restating.restated(found.newest) if found.newest else []
    return {"status": str(found.status), "restated": [each.as_json() for each in changed]}


def standing(_at: Table) -> dict[str, Any]:
    """Return how the matters stand, by kind and status."""
    counted: dict[str, dict[str, int]] = {}
    for kind, status in Matter.objects.current().values_list("kind", "status"):
        by_status = counted.setdefault(kind, {})
        by_status[status] = by_status.get(status, 0) + 1
    return counted


STEPS: Final[Mapping[str, Callable[..., Any]]] = {
    step.__name__: step
    for step in (
        show_card,
        schemas,
        join,
        locate,
        propose_policy,
        announce,
        compare,
        version,
        send,
        take,
        link,
        confirm,
        object_to,
        amend,
        end,
        late,
        sign_minutes,
        countersign,
        restated,
        standing,
    )
}


def serve(at: Table, orders: Iterable[str]) -> Iterable[str]:
    """Take steps as the lines of a pipe ask for them, and answer each with a line."""
    for order in orders:
        said = json.loads(order)
        try:
            answer = {"answer": STEPS[said["step"]](at, **said["args"])}
        except Refused as refused:
            answer = {"code": refused.code, "sentence": refused.sentence}
        yield json.dumps(answer)


def _matter(kind: str, number: str) -> Matter | None:
    row = TABLES[kind].objects.filter(number=number).first()
    return Matter.objects.filter(uid=row.uid).first() if row else None


def _main(matter: Matter | None) -> Matter | None:
    if matter is None or not matter.main:
        return matter
    return Matter.objects.get(peer=matter.peer, rec=matter.main)


def _theirs(matter: Matter) -> list[str]:
    """Return the open versions of the other side."""
    return [doc for doc in matter.open if _is_theirs(doc) and doc not in matter.accepted]


def _agreed_of_theirs(matter: Matter) -> list[str]:
    return [doc for doc in matter.agreed if _is_theirs(doc)]


def _is_theirs(doc: str) -> bool:
    stored = reading.version(bytes.fromhex(doc))
    return stored is not None and bool(stored.record.peer)


def _record(kind: str, number: str, side: str) -> Any:
    row = TABLES[kind].objects.get(number=number, side=side)
    stored = reading.version(bytes(row.version_hash))
    if stored is None:
        raise Refused("no-record", number)
    return stored.record


def _other(at: Table) -> str:
    return "LA" if at.bank.side == "VN" else "VN"

"""What is done at a node, each step as its officers, its signer or its carrier would."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar
from uuid import UUID

from django.db import connections

from saphan.bilateral import kinds as two_owners
from saphan.bilateral import services as bilateral
from saphan.bilateral.models import Matter
from saphan.exchange import beside, ingest, peers, recovery, serving, status
from saphan.exchange import services as exchange
from saphan.exchange.carriers import pulling
from saphan.exchange.carriers.client import Line
from saphan.exchange.carriers.server import Server
from saphan.exchange.ceremony import card, drafting, joining, roots
from saphan.exchange.documents import ArticleText
from saphan.exchange.models import Peer
from saphan.figures.projection import FACTS
from saphan.kernel.actors import Actor
from saphan.kernel.sides import Side
from saphan.ledger import check, pairs, signer
from saphan.ledger.clearance import Clearance, Hand
from saphan.ledger.models import Document
from saphan.ledger.projectors import Name
from saphan.ledger.rebuild import rebuild
from saphan.ledger.records import Entry, Void
from saphan.ledger.seal import seal_many
from saphan.protocol import document as documents
from saphan.registers.security.documents import Case, Patrol, Person, Subject

ABILITIES = frozenset(
    f"{register}.{verb}"
    for register in ("security", "exchange")
    for verb in ("read", "read-personal", "draft", "check", "clear")
)
PASSPHRASE = "nobody keeps this"


class LaterPatrol(Patrol, frozen=True, kw_only=True):
    """What a later version of the program might write."""

    schema: ClassVar[str] = "security.patrol/9"

    drones: int = 1


pulling.Line = partial(Line, pause=lambda _seconds: None)  # type: ignore[misc,assignment]
FACTS[LaterPatrol.schema] = FACTS[Patrol.schema]


class Desk:
    """The node whose life this is; `sit` comes first."""

    folder: Path
    authority: str
    side: Side

    # the node itself

    def sit(self, *, database: str, folder: str, authority: str, side: str) -> None:
        connections.close_all()
        connections.settings["default"]["NAME"] = database
        self.folder, self.authority, self.side = Path(folder), authority, Side(side)

    def wake(self) -> list[str]:
        """Look at the files beside the database, as every process of a node does at its start."""
        return beside.look(self.folder)

    def leave(self) -> None:
        """Let go of the database, so that it can be copied."""
        connections.close_all()

    def make(self) -> str:
        """Make the node's keys; return its card."""
        (self.folder / "keys").mkdir(parents=True)
        signer.make_key(self.folder / "keys")
        path = self.folder / "card.json"
        path.write_bytes(card.dumps(self._card()))
        return str(path)

    def draft(self, *, cards: Sequence[str]) -> tuple[str, dict[str, str]]:
        """Write the file that roots of both sides sign; return it, and ids by authority."""
        shown = [card.loads(Path(each).read_bytes()) for each in cards]
        paths = [self.folder / f"root-{side}-{n}.pem" for side in Side for n in (1, 2)]
        sides = [side for side in Side for _n in (1, 2)]
        made = [
            roots.make(path, side=side, passphrase=PASSPHRASE)
            for path, side in zip(paths, sides, strict=True)
        ]
        genesis = self.folder / "genesis.json"
        genesis.write_bytes(drafting.draft(shown, made, schemas=two_owners.descriptions()))
        for path in paths:
            drafting.sign(genesis, roots.load(path, passphrase=PASSPHRASE))
        return str(genesis), {each.authorities[0]: each.id for each in shown}

    def join(self, *, genesis: str, cards: Sequence[str]) -> dict[str, str]:
        """Join the others; return the peers' ids by their first authority."""
        path = Path(genesis)
        data, signatures = path.read_bytes(), drafting.signatures_of(path)
        shown = [card.loads(Path(each).read_bytes()) for each in cards]
        found = joining.certificates(data, signatures, own=self._card(), cards=shown)
        joined = peers.join(data, signatures, key=self._card().key, certificates=found)
        return {peer.authorities[0]: peer.node for peer in joined}

    def _card(self) -> card.Card:
        return card.of(
            self.folder / "keys",
            side=self.side,
            name=self.authority,
            authorities=(self.authority,),
        )

    # what people do

    def seal(self, *, records: Sequence[dict[str, Any]]) -> list[str]:
        """Seal records together; each may replace the current version of the one before it."""
        entries = [self._entry(**each) for each in records]
        return [ref.hash.hex() for ref in seal_many(entries, clearance=self._clearance())]

    def _entry(
        self, *, kind: str, uid: str, number: str, people: int, canary: str, voids: bool = False
    ) -> Entry | Void:
        key = UUID(uid)
        own = Document.objects.filter(uid=key, peer="", superseded_by=None).first()
        prev = (bytes(own.hash),) if own else ()
        if voids and own:
            return Void(key, own.schema, "entered by mistake", prev)
        persons = {f"s{n}": Person(name=f"{canary} {n}") for n in range(people)}
        return Entry(key, self._core(kind, number, sorted(persons)), persons=persons, prev=prev)

    def _core(self, kind: str, number: str, people: Sequence[str]) -> Patrol | Case:
        day = date(2025, 2, 5)
        if kind == "case":
            return Case(
                number=number,
                opened_on=day,
                area=self.authority,
                coordinated_with=["the other side"],
                subjects=[Subject(id=each) for each in people],
            )
        made = LaterPatrol if kind == "later" else Patrol
        return made(
            number=number,
            started_on=day,
            ended_on=day,
            area=self.authority,
            participants={"vn": len(number), "la": 3},
        )

    def policy(self, *, uid: str, persons: bool) -> str:
        """Put a sharing policy, or its next version, to the other side."""
        own = Document.objects.filter(uid=UUID(uid), superseded_by=None, peer="").first()
        parts = ["core", "person"] if persons else ["core"]
        articles = [
            ArticleText(
                article="5",
                schema=schema,
                parts=parts,
                levels=["shared"],
                purpose="torture",
                retention_days=3650,
            )
            for schema in ("security.patrol", "security.case")
        ]
        ref = exchange.propose_policy(
            articles,
            clearance=self._clearance(),
            uid=UUID(uid),
            prev=(bytes(own.hash),) if own else (),
        )
        return ref.hash.hex()

    def say(self, *, verb: str, pick: int, kinds: Sequence[str]) -> str:
        """Confirm, dispute or withdraw something that can be; return what was said of."""
        choices = sorted(self._choices(verb, kinds))
        if not choices:
            return ""
        doc, rec = random.Random(pick).choice(choices)
        matter = Matter.objects.get(rec=rec)
        if verb == "dispute":
            bilateral.dispute(matter, doc, reason="value", by=self._clearer)
        else:
            getattr(bilateral, verb)(matter, doc, by=self._clearer)
        return doc

    def _choices(self, verb: str, kinds: Sequence[str]) -> Iterator[tuple[str, str]]:
        ours = verb == "withdraw"
        for matter in Matter.objects.filter(kind__in=kinds):
            docs = {*matter.open, *(() if verb == "confirm" else matter.agreed)}
            held = Document.objects.filter(hash__in=[bytes.fromhex(doc) for doc in docs])
            for each in held:
                if (each.peer == "") is ours:
                    yield bytes(each.hash).hex(), matter.rec

    def link(self, *, pick: int) -> bool:
        """Say that two matters of a pair are one."""
        chance = random.Random(pick)
        found = list(Matter.objects.current().filter(kind="security.patrol").order_by("since"))
        if len(found) < 2:
            return False
        bilateral.link(*chance.sample(found, 2), by=self._clearer)
        return True

    def erase(self, *, pick: int) -> str:
        """Erase a person's part of an own record; return its commitment."""
        found = [
            (doc.hash, name, commitment)
            for doc in Document.objects.filter(peer="", schema__startswith="security.")
            for name, commitment in documents.read(bytes(doc.bytes)).parts.items()
            if name.startswith("person_s")
        ]
        if not found:
            return ""
        digest, name, commitment = random.Random(pick).choice(sorted(found))
        exchange.erase(bytes(digest).hex(), name, ground="law", by=self._clearer)
        return commitment

    @property
    def _clearer(self) -> Actor:
        return Actor("clearer", "Clearer", self.authority, self.side, ABILITIES)

    def _clearance(self) -> Clearance:
        return Clearance(Hand("officer", "Officer"), self._clearer)

    # what travels

    def sign(self) -> None:
        signer.sign(signer.load_key(self.folder / "keys"))
        beside.keep(self.folder)

    def place(self, *, peer: str) -> tuple[str, int]:
        held = pairs.copy(peer)
        return held.epoch, held.size

    def serve(self, *, peer: str, epoch: str, size: int, to: str) -> bool:
        """Write the next bundle for a peer; return whether there is one."""
        data = serving.serve(peer, epoch, size)
        if data is not None:
            Path(to).write_bytes(data)
        return data is not None

    def take(self, *, file: str) -> int:
        return ingest.take(Path(file).read_bytes()).lines

    def listen(self) -> int:
        """Answer peers over TLS; return the port."""
        server = Server(
            ("127.0.0.1", 0),
            folder=self.folder / "keys",
            peers=pulling.certificates,
            answers=pulling.FromTables(),
        )
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        return int(server.server_address[1])

    def rest(self) -> None:
        """Do nothing; what the order arms stays armed until the next one."""

    def pull(self, *, peer: str, port: int) -> int:
        """Take in over TLS whatever the peer has to say; return how many lines came."""
        asked = Peer.objects.get(node=peer)
        asked.address = f"127.0.0.1:{port}"
        return pulling.pull(asked, folder=self.folder / "keys").lines

    # after a restore

    def needs_help(self, *, peer: str) -> bool:
        return recovery.needs_help(Peer.objects.get(node=peer))

    def chain(self, *, peer: str, to: str) -> None:
        Path(to).write_bytes(recovery.chain(peer))

    def asks_back(self, *, peer: str, chain: str) -> tuple[str, int]:
        recovery.step_back(peer, recovery.read_chain(Path(chain).read_bytes()))
        return recovery.asks_back(peer)

    def give_back(self, *, peer: str, epoch: str, size: int, to: str) -> list[str]:
        """Write the peer's own bundles after a place; return the files."""
        files = []
        for n, data in enumerate(recovery.give_back(peer, epoch, size)):
            files.append(f"{to}-{n}")
            Path(files[-1]).write_bytes(data)
        return files

    def recover(self, *, peer: str, chain: str, files: Sequence[str]) -> list[str]:
        """Take the node's own lines back; return the documents that nobody could give back."""
        said = recovery.read_chain(Path(chain).read_bytes())
        found = recovery.recover(peer, [Path(each).read_bytes() for each in files], said=said)
        if recovery.needs_help(Peer.objects.get(node=peer)):
            recovery.learn(peer, said)
        return list(found.lost)

    # how things stand

    def standing(self) -> list[dict[str, Any]]:
        return [each.as_json for each in status.all_peers()]

    def rebuilt(self) -> list[str]:
        """Return the tables that are not what the documents say."""
        names: tuple[Name, ...] = ("rows", "facts")
        return [each.table for name in names for each in rebuild(name) if not each.unchanged]

    def check(self) -> list[str]:
        """Return every fault that `saphan ledger check` finds."""
        return [str(fault) for fault in check.check().faults]

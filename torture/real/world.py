"""Two or three real nodes, their people, what passes between them and what goes wrong: by a seed.

The seed decides acts and faults; ids and keys are the nodes' own, so a replay meets the same
faults at the same places with other names.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg import sql

from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from torture.real import ledgers
from torture.real.databases import TEMPLATE, Databases
from torture.real.judge import Judge, canary_of
from torture.real.seat import DiedError, FaultError, Seat

AUTHORITIES = {"vn": "vn-son-la", "la": "la-houaphanh", "nbc": "vn-nbc"}
SIDES = {"vn": Side.VN, "la": Side.LA, "nbc": Side.VN}
ROUNDS_TO_SILENCE = 40
KINDS = ("security.patrol", "security.case")


@dataclass
class Node:
    """One node of a world: its process, its database, its folder and the peers it has."""

    name: str
    seat: Seat
    database: str
    folder: Path
    peers: dict[str, str] = field(default_factory=dict)
    backups: list[str] = field(default_factory=list)
    records: list[tuple[str, str]] = field(default_factory=list)
    policy: str = ""
    read_only: bool = False


@dataclass(frozen=True)
class Parcel:
    """A bundle on its way."""

    sender: str
    receiver: str
    file: Path


class World:
    """Nodes that have met, with a judge beside them."""

    def __init__(
        self, seed: int, databases: Databases, seats: Mapping[str, Seat], folder: Path
    ) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.databases, self.folder = databases, folder
        self.done: Counter[str] = Counter()
        self.flight: list[Parcel] = []
        self.delivered: list[Parcel] = []
        self.told: list[str] = []
        """What was done, step by step, for whoever replays a seed."""
        self._count = 0
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        self.nodes = {
            name: Node(name, seat, f"node_{name}", folder / name) for name, seat in seats.items()
        }
        for node in self.nodes.values():
            databases.copy(TEMPLATE, node.database)
            node.seat.sit(
                database=node.database,
                folder=str(node.folder),
                authority=AUTHORITIES[node.name],
                side=SIDES[node.name],
            )
        self.judge = Judge(self._meet())

    def _meet(self) -> dict[str, str]:
        """The ceremony: cards, roots, a file that both sides sign; return the nodes' ids."""
        cards = [node.seat("make") for node in self.nodes.values()]
        genesis, ids = self.nodes["vn"].seat("draft", cards=cards)
        for node in self.nodes.values():
            joined = node.seat("join", genesis=genesis, cards=cards)
            names = {AUTHORITIES[name]: name for name in self.nodes}
            node.peers = {names[authority]: peer for authority, peer in joined.items()}
        return {name: ids[AUTHORITIES[name]] for name in self.nodes}

    # steps at a node

    def at(self, node: Node, step: str, *, fault: dict[str, Any] | None = None, **args: Any) -> Any:
        """Take a step; a death or a failing database is a fault that was meant."""
        self.told.append(f"{node.name} {step} {fault or ''} {args}"[:160])
        try:
            answer = node.seat(step, fault=fault, **args)
        except DiedError:
            self.told.append("  died")
            return self._died(node, step, fault)
        except Refused as refused:
            self.told.append(f"  refused: {refused.code}")
            raise
        except FaultError as error:
            self.told.append(f"  {error}"[:160])
            if not (fault or node.read_only):
                raise AssertionError(f"{node.name} {step}: {error}") from error
            self.done[f"fault told: {str(error).partition(':')[0]}"] += 1
            self.databases.await_recovery()
            return None
        self.told.append(f"  {answer}"[:160])
        return answer

    def _died(self, node: Node, step: str, fault: dict[str, Any] | None) -> None:
        if not fault:
            raise AssertionError(f"{node.name} died at {step} and nobody killed it")

    def look(self) -> None:
        self.judge.look(self.ledgers())

    def ledgers(self) -> dict[str, ledgers.Ledger]:
        return {name: self.ledger(node) for name, node in self.nodes.items()}

    def ledger(self, node: Node) -> ledgers.Ledger:
        return ledgers.read(self.databases.url(node.database))

    def tries(self, node: Node, step: str, expected: Iterable[str], **args: Any) -> Any:
        """Take a step that may be refused with some codes."""
        try:
            return self.at(node, step, **args)
        except Refused as refused:
            self.done[f"refused: {refused.code}"] += 1
            own = step != "pull"  # over a line the refusal may be the peer's
            false = refused.code == "restored" and own and not self.judge.restores[node.name]
            if false or refused.code not in expected:
                raise AssertionError(f"{node.name} {step}: {refused.code}: {refused}") from refused
            return None

    # what people do

    def seals(self, node: Node, fault: dict[str, Any] | None = None) -> None:
        made = [self._record(node) for _n in range(self.chance.randint(1, 4))]
        records = list({each["uid"]: each for each in made}.values())
        hashes = self.tries(node, "seal", {"quarantine"}, fault=fault, records=records)
        self.judge.committed(node.name, hashes or [])

    def _record(self, node: Node) -> dict[str, Any]:
        fresh = not node.records or self.chance.random() < 0.6
        if fresh:
            kind = self.chance.choices(["patrol", "case", "later"], [5, 4, 1])[0]
            uid = UUID(int=self.chance.getrandbits(128)).hex
            node.records.append((uid, kind))
        else:
            uid, kind = node.records.pop(self.chance.randrange(len(node.records)))
        voids = not fresh and self.chance.random() < 0.15
        if not voids and not fresh:
            node.records.append((uid, kind))
        if kind == "later":
            self.done["fault: schema from the future"] += 1
        return {
            "kind": kind,
            "uid": uid,
            "number": f"{self.chance.randrange(1000)}/{node.name}",
            "people": self.chance.randint(0, 2),
            "canary": canary_of(node.name),
            "voids": voids,
        }

    def answers(self, node: Node, fault: dict[str, Any] | None = None) -> None:
        verb = self.chance.choices(["confirm", "dispute", "withdraw"], [7, 2, 1])[0]
        self.tries(
            node,
            "say",
            {"quarantine", "not-open", "parts-missing", "cannot-be-read", "no-matter"},
            fault=fault,
            verb=verb,
            pick=self.chance.getrandbits(32),
            kinds=[*KINDS] if self.chance.random() < 0.9 else ["exchange.policy"],
        )

    def agrees_on_policy(self, node: Node, _fault: object = None) -> None:
        """Confirm the policy that the other side put forward, as far as it is here."""
        self.tries(
            node,
            "say",
            {"quarantine", "not-open", "parts-missing", "no-matter"},
            verb="confirm",
            pick=self.chance.getrandbits(32),
            kinds=["exchange.policy"],
        )

    def shares(self, node: Node, fault: dict[str, Any] | None = None) -> None:
        persons = self.chance.random() < 0.3
        if persons:
            self.judge.persons |= {frozenset((node.name, other)) for other in node.peers}
        if not node.policy:
            node.policy = UUID(int=self.chance.getrandbits(128)).hex
        expected = {"quarantine"}
        self.tries(node, "policy", expected, fault=fault, uid=node.policy, persons=persons)

    def links(self, node: Node, fault: dict[str, Any] | None = None) -> None:
        expected = {"quarantine", "not-linkable"}
        self.tries(node, "link", expected, fault=fault, pick=self.chance.getrandbits(32))

    def erases(self, node: Node, fault: dict[str, Any] | None = None) -> None:
        expected = {"quarantine"}
        self.tries(node, "erase", expected, fault=fault, pick=self.chance.getrandbits(32))

    def signs(self, node: Node, fault: dict[str, Any] | None = None) -> None:
        self.tries(node, "sign", (), fault=fault)

    # what travels

    def sends(self, node: Node, fault: dict[str, Any] | None = None) -> Parcel | None:
        """Sign, and write the next bundle for a peer by what the peer holds."""
        other = self.nodes[self.chance.choice(sorted(node.peers))]
        self.tries(node, "sign", ())
        return self.carries(node, other, fault)

    def carries(
        self, node: Node, other: Node, fault: dict[str, Any] | None = None
    ) -> Parcel | None:
        place = self.at(other, "place", peer=other.peers[node.name])
        if place is None:
            return None
        self._count += 1
        file = self.folder / f"{self._count}.bundle"
        epoch, size = place
        wrote = self.tries(
            node,
            "serve",
            {"restored", "quarantine"},
            fault=fault,
            peer=node.peers[other.name],
            epoch=epoch,
            size=size,
            to=str(file),
        )
        if not wrote:
            return None
        if not self.judge.may_send_persons(node.name, other.name):
            canary = canary_of(node.name).encode()
            assert canary not in file.read_bytes(), "I10: a person left without a policy"
        parcel = Parcel(node.name, other.name, file)
        self.flight.append(parcel)
        return parcel

    def receives(self, _node: Node, fault: dict[str, Any] | None = None) -> None:
        """Any bundle in flight arrives, in whatever order."""
        if self.flight:
            at = self.chance.randrange(len(self.flight))
            if at:
                self.done["fault: out of order"] += 1
            self.delivers(self.flight.pop(at), fault)

    def delivers(self, parcel: Parcel, fault: dict[str, Any] | None = None) -> int:
        node = self.nodes[parcel.receiver]
        lines = self.tries(node, "take", EXPECTED, fault=fault, file=str(parcel.file))
        self.delivered.append(parcel)
        del self.delivered[:-40]
        return lines or 0

    # after a restore

    def helps(self, node: Node, fault: dict[str, Any] | None = None) -> bool:
        """Go one exchange further out of quarantine with each peer; a sound node does nothing."""
        needed = False
        for name, peer in sorted(node.peers.items()):
            if not self.at(node, "needs_help", peer=peer):
                continue
            needed = True
            helper, me = self.nodes[name], self.nodes[name].peers[node.name]
            self._count += 1
            chain = str(self.folder / f"{self._count}.chain")
            self.at(helper, "chain", peer=me, to=chain)
            asked = self.at(node, "asks_back", peer=peer, chain=chain)
            files = self.at(helper, "give_back", peer=me, epoch=asked[0], size=asked[1], to=chain)
            self.tries(node, "recover", EXPECTED, fault=fault, peer=peer, chain=chain, files=files)
        return needed

    # peace

    def rest(self) -> None:
        """No more faults: within a stated number of exchanges all are equal, then silent."""
        self.flight.clear()
        for node in self.nodes.values():
            self.writable(node)
            node.seat("sit", fault={"years": 0}, **node.seat.sitting)
        for _round in range(ROUNDS_TO_SILENCE):
            changed = [self._exchanges(node) for node in self.nodes.values()]
            if not any(changed):
                break
        else:
            raise AssertionError(f"I7: no silence after {ROUNDS_TO_SILENCE} rounds")
        self.judge.at_rest(self.ledgers())
        for node in self.nodes.values():
            self.judge.checked(node.name, self.at(node, "check"))
            differ = self.at(node, "rebuilt")
            assert not differ, f"I2: at {node.name} these are not what was sealed: {differ}"
        self.done["rests"] += 1

    def _exchanges(self, node: Node) -> bool:
        """One pull from every peer; return whether anything came or had to be mended."""
        changed = self.helps(node)
        for name in sorted(node.peers):
            other = self.nodes[name]
            self.tries(other, "sign", ())
            while self.carries(other, node) is not None:
                lines = self.delivers(self.flight.pop())
                changed |= lines > 0
                if not lines:
                    break
        return changed

    def writable(self, node: Node) -> None:
        if node.read_only:
            name = sql.Identifier(node.database)
            with psycopg.connect(self.databases.url("postgres"), autocommit=True) as connection:
                connection.execute(
                    sql.SQL("ALTER DATABASE {} RESET default_transaction_read_only").format(name)
                )
            node.seat("leave")
            node.read_only = False


EXPECTED = frozenset(
    {
        "bad-bundle", "bad-document", "bad-head", "bad-line", "bad-root", "bad-signature",
        "big-integer", "float", "gap", "key", "not-canonical", "not-json", "not-nfc",
        "other-epoch", "other-journal", "quarantine", "restored", "stale-base", "state-unknown",
        "surrogate", "too-deep", "too-large", "unassigned-character", "unreadable",
        "wrong-receiver", "wrong-sender",
    }
)  # fmt: skip
"""What a bundle may be called. `fork` and `state-differs` never happen honestly."""

type Doing = Callable[..., Any]

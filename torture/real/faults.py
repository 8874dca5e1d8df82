"""What goes wrong, by class; each is counted, and nothing it does may be seen when all is quiet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle
from torture.real import forging
from torture.real.lines import cutting
from torture.real.seat import DiedError
from torture.real.world import EXPECTED, Node, Parcel, World

DEATHS: Final[Mapping[str, tuple[str, ...]]] = {
    "seals": ("seal:before-commit", "seal:numbered", "answer"),
    "answers": ("answer",),
    "shares": ("seal:before-commit", "answer"),
    "signs": ("sign:between", "sign:before-commit", "answer"),
    "sends": ("bundle:build", "answer"),
    "receives": (
        "ingest:verified", "ack:before", "ingest:before-commit", "ingest:committed", "answer"
    ),
    "helps": ("recover:before-commit", "answer"),
}  # fmt: skip
"""Which step of the world passes which places in the program."""
BY_LINE: Final = EXPECTED | {"unreachable", "not-known", "bad-answer"}
MAY_PASS: Final = ("flipped", "spliced")
"""A flipped bit may hit a payload, which is dropped then; a splice may change nothing."""


class Faults:
    """Does harm to a world, one fault at a time."""

    def __init__(self, world: World) -> None:
        self.world, self.chance = world, world.chance

    def _counts(self, name: str) -> None:
        self.world.done[f"fault: {name}"] += 1

    # death

    def killed(self, node: Node) -> None:
        """The process dies at a place in the program."""
        doing = self.chance.choice(sorted(DEATHS))
        place = self.chance.choice(DEATHS[doing])
        if doing == "receives" and not self.world.flight:
            self.world.sends(node)
        self._dies(node, doing, {"fail": place}, place)

    def killed_at_a_statement(self, node: Node) -> None:
        """The process dies before its n-th question to the database."""
        doing = self.chance.choice(["seals", "receives", "signs", "answers", "erases", "helps"])
        fault = {"statement": self.chance.randint(1, 60), "how": "die"}
        self._dies(node, doing, fault, "a statement")

    def _dies(self, node: Node, doing: str, fault: dict[str, Any], name: str) -> None:
        lives = sum(each.seat.lives for each in self.world.nodes.values())
        getattr(self.world, doing)(node, fault)
        if sum(each.seat.lives for each in self.world.nodes.values()) > lives:
            self._counts(f"kill -9 at {name}")

    def backend_killed(self, node: Node) -> None:
        """A server process of PostgreSQL is killed under a statement: all connections end."""
        doing = self.chance.choice(["seals", "receives", "signs"])
        fault = {"statement": self.chance.randint(1, 30), "how": "backend"}
        self._told(node, doing, fault, "kill -9 of a database process")

    def disk_full(self, node: Node) -> None:
        doing = self.chance.choice(["seals", "receives", "signs", "answers"])
        fault = {"statement": self.chance.randint(1, 60), "how": "full"}
        self._told(node, doing, fault, "disk full")

    def _told(self, node: Node, doing: str, fault: dict[str, Any], name: str) -> None:
        before = self._faults_told()
        getattr(self.world, doing)(node, fault)
        if self._faults_told() > before:
            self._counts(name)
        self.world.databases.await_recovery()
        for each in self.world.nodes.values():
            each.seat("leave")

    def _faults_told(self) -> int:
        return sum(n for name, n in self.world.done.items() if name.startswith("fault told"))

    def server_killed(self, _node: Node) -> None:
        self.world.databases.kill()
        for each in self.world.nodes.values():
            each.seat("leave")
        self._counts("kill -9 of the database server")

    def read_only(self, node: Node) -> None:
        """The database takes no writes for a while; what was asked for meanwhile fails."""
        name = sql.Identifier(node.database)
        with psycopg.connect(self.world.databases.url("postgres"), autocommit=True) as connection:
            statement = "ALTER DATABASE {} SET default_transaction_read_only = on"
            connection.execute(sql.SQL(statement).format(name))
        node.seat("leave")
        node.read_only = True
        for doing in ("seals", "receives", "signs"):
            getattr(self.world, doing)(node)
        self.world.writable(node)
        self._counts("read-only database")

    def clock(self, node: Node) -> None:
        """The node's clock is years off from now on."""
        years = self.chance.choice([-10, 10])
        node.seat("sit", fault={"years": years}, **node.seat.sitting)
        self._counts("clock off by ten years")

    # the line

    def line(self, node: Node) -> None:
        """Pull over TLS through a proxy that cuts, while one of both may die midway."""
        other = self.world.nodes[self.chance.choice(sorted(node.peers))]
        self.world.signs(other)
        port = other.seat("listen")
        who = self.chance.choice(["", "", "send:midway", "receive:midway"])
        if who == "send:midway":
            other.seat("rest", fault={"fail": who})
        fault = {"fail": who} if who == "receive:midway" else None
        before = node.seat.lives
        with cutting(port, share=0.6, seed=self.chance.getrandbits(32), most=6000) as cut:
            self.world.tries(
                node, "pull", BY_LINE, fault=fault, peer=node.peers[other.name], port=cut
            )
        died = node.seat.lives > before or self._is_dead(other)
        self._counts(f"kill -9 at {who}" if died else "line cut at will")

    def _is_dead(self, node: Node) -> bool:
        try:
            node.seat("rest")
        except DiedError:
            return True
        return False

    # backups

    def keeps(self, node: Node) -> None:
        name = f"backup_{node.name}_{len(node.backups)}"
        node.seat("leave")
        self.world.databases.copy(node.database, name)
        node.backups.append(name)

    def goes_back(self, node: Node) -> None:
        """A backup is put back: the database only, not the files beside it."""
        if not node.backups:
            self.keeps(node)
            return
        self.world.look()
        backup = self.chance.choice(node.backups)
        node.seat("leave")
        self.world.databases.copy(backup, node.database)
        self.world.judge.restored(node.name)
        if self.world.flight:
            self._counts("restore with bundles in flight")
        else:
            self._counts("restore")
        node.seat.sit(**node.seat.sitting)
        if self.chance.random() < 0.5:
            (node.folder / "sizes.json").unlink(missing_ok=True)
        node.seat("wake")

    # on the way

    def loses(self, _node: Node) -> None:
        if self.world.flight:
            self.world.flight.pop(self.chance.randrange(len(self.world.flight)))
            self._counts("lost on the way")

    def doubles(self, _node: Node) -> None:
        """A bundle arrives again, soon or much later: perhaps in another life of its reader."""
        if self.world.delivered:
            parcel = self.chance.choice(self.world.delivered)
            self.world.delivers(parcel)
            self._counts("duplicate")

    def damages(self, _node: Node) -> None:
        way = self.chance.choice(["truncated", "flipped", "spliced", "other_key", "bomb"])
        parcel = self._any()
        if parcel is not None:
            forge: Callable[..., bytes] = getattr(forging, way)
            self._forged(parcel, forge(parcel.file.read_bytes(), self.chance), way)

    def misdirects(self, _node: Node) -> None:
        """A bundle comes to somebody else, or in a stranger's name."""
        parcel = self._any()
        if parcel is None:
            return
        data = parcel.file.read_bytes()
        if self.chance.random() < 0.5:
            stranger = "5" * 32
            self._forged(parcel, forging.readdressed(data, stranger), "a stranger's name")
        else:
            back = Parcel(parcel.receiver, parcel.sender, parcel.file)
            self._forged(back, data, "wrong recipient")

    def equivocates(self, _node: Node) -> None:
        """The peer's own key signs other lines under numbers that it told before."""
        parcel = self._any()
        if parcel is None:
            return
        sender, receiver = (self.world.nodes[n] for n in (parcel.sender, parcel.receiver))
        epoch = bundle.unpack(parcel.file.read_bytes()).header.epoch
        pair = self.world.ledger(receiver).pairs[receiver.peers[sender.name]]
        held = next((e.lines for e in pair.from_ if e.epoch == epoch), {})
        data = forging.equivocating(
            parcel.file.read_bytes(), sender.folder / "keys", [held[n] for n in sorted(held)]
        )
        if data is not None:
            self._forged(parcel, data, "equivocation", also=("fork",))

    def _any(self) -> Parcel | None:
        found = [*self.world.flight, *self.world.delivered]
        return self.chance.choice(found) if found else None

    def _forged(
        self, parcel: Parcel, data: bytes, name: str, *, also: tuple[str, ...] = ()
    ) -> None:
        """Hand in what was forged: it is refused and changes nothing, or nothing in it matters."""
        node = self.world.nodes[parcel.receiver]
        file = parcel.file.with_suffix(f".{name.replace(' ', '-')}")
        file.write_bytes(data)
        before = self._fingerprint(node)
        code = self._code(node, file)
        assert code in EXPECTED or code in also or name in MAY_PASS, f"I3: {name}: {code}"
        quiet = not code or code == "restored" or before == self._fingerprint(node)
        assert quiet, f"I3: {name} was refused ({code}) and changed something"
        self._counts(name.replace("_", " "))

    def _code(self, node: Node, file: Path) -> str:
        """Return the code with which a bundle is refused; empty when it is taken in."""
        try:
            node.seat("take", file=str(file))
        except Refused as refused:
            self.world.done[f"refused: {refused.code}"] += 1
            return refused.code
        return ""

    def _fingerprint(self, node: Node) -> object:
        held = self.world.ledger(node)
        pairs = {
            peer: (
                [(e.epoch, len(e.lines), e.base) for e in (*pair.to, *pair.from_)],
                pair.matters,
            )
            for peer, pair in held.pairs.items()
        }
        return (pairs, held.documents.keys(), held.parts, held.wanted, held.erased)

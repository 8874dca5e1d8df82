"""Two nodes, a bad link and an unkind hand, all decided by one seed; a judge looks at each step.

The judge keeps its own record of everything ever written and held, outside both nodes.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saphan.kernel.refusals import Refused
from saphan.protocol import genesis, policy, statements
from saphan.protocol.genesis import Genesis, Journal, Node, Side
from saphan.protocol.journal import Kind
from saphan.protocol.policy import Article, Policy
from torture import deeds, recovery
from torture.disk import Disk, new_id
from torture.judge import Judge
from torture.party import Party, public_of

EXPECTED_REFUSALS = frozenset(
    {
        "bad-bundle", "bad-document", "bad-head", "bad-line", "bad-root", "bad-signature", "behind",
        "big-integer", "float", "gap", "key", "not-canonical", "not-json", "not-nfc",
        "other-epoch", "other-journal", "quarantine", "stale-base", "state-unknown",
        "surrogate", "too-deep",
        "too-large", "unassigned-character", "unreadable", "wrong-receiver", "wrong-sender",
    }
)  # fmt: skip
"""What damage on the way may be called. `fork` and `state-differs` never happen honestly."""

ROUNDS_TO_SILENCE = 60
AUTHORITIES = {"VN": "vn-son-la", "LA": "la-houaphanh"}
RECORD = "security.patrol/1"
LEVELS = frozenset({"shared"})
POLICY_MATTER = "0" * 32


class World:
    """A pair and everything in flight between them; `run` makes so many steps and then rests."""

    def __init__(self, seed: int, *, restores: bool = True) -> None:
        self.seed, self.chance = seed, random.Random(seed)
        self.roots = {side: [self._key() for _ in range(3)] for side in ("VN", "LA")}
        self.parties = self._pair()
        self.flight: list[tuple[Party, bytes]] = []
        self.backups: dict[str, list[Disk]] = {
            party.name: [party.disk.twin()] for party in self.parties
        }
        self.judge = Judge(self.parties)
        self.recs: list[str] = []
        self.docs: list[tuple[str, str, Party]] = []
        self.done: Counter[str] = Counter()
        self.restores = restores

    def _key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.chance.randbytes(32))

    def _pair(self) -> tuple[Party, Party]:
        """Begin with a genesis file, as two sides do."""
        keys = {"VN": self._key(), "LA": self._key()}
        ids = {side: new_id(self.chance) for side in keys}
        first = Genesis(
            sides=tuple(
                Side(side, tuple(public_of(root) for root in roots), 2)
                for side, roots in self.roots.items()
            ),
            nodes=tuple(
                Node(
                    id=ids[side],
                    side=side,
                    key=public_of(keys[side]),
                    box=sha256(f"box {side}".encode()).hexdigest(),
                    tls=sha256(f"tls {side}".encode()).hexdigest(),
                    authorities=(AUTHORITIES[side],),
                )
                for side in keys
            ),
            journals=tuple(
                Journal(new_id(self.chance), new_id(self.chance), ids[one], ids[two])
                for one, two in (("VN", "LA"), ("LA", "VN"))
            ),
            schemas={},
        )
        first = genesis.loads(genesis.dumps(first))
        vn, la = (Party(AUTHORITIES[side], first, keys[side]) for side in ("VN", "LA"))
        vn.meet(la, self.chance)
        la.meet(vn, self.chance)
        vn.start()
        la.start()
        return vn, la

    def run(self, steps: int) -> None:
        """Make so many steps, then stop the faults and exchange until both are equal and silent."""
        self.play(steps)
        self.rest()

    def play(self, steps: int) -> None:
        """Make so many steps, faults among them."""
        doings: list[tuple[int, Callable[[Party], None]]] = [
            (20, self.speaks), (18, self.answers), (30, self.sends), (34, self.receives),
            (6, self.damages), (4, self.loses), (5, self.doubles), (4, self.crashes),
            (3, self.keeps), (1 if self.restores else 0, self.goes_back), (12, self.recovers),
            (4, self.shares), (2, self.erases), (1, self.rotates), (2, self.oversteps),
            (2, self.overreaches),
        ]  # fmt: skip
        weights = [weight for weight, _doing in doings]
        for _step in range(steps):
            (_weight, doing), party = (
                self.chance.choices(doings, weights)[0],
                self.chance.choice(self.parties),
            )
            doing(party)
            self.done[doing.__name__] += 1
            self.judge.look()

    def played(self, steps: int) -> str:
        """Run and return what was done, for a replay."""
        self.run(steps)
        return "  ".join(f"{name} {count:,}" for name, count in sorted(self.done.items()))

    def rest(self) -> None:
        """No more faults: within a stated number of exchanges both are equal, then silent."""
        self.flight.clear()
        for _round in range(ROUNDS_TO_SILENCE):
            changed = [self.exchanges(party) for party in self.parties]
            if not any(changed):
                break
        else:
            raise AssertionError(f"seed {self.seed}: no silence after {ROUNDS_TO_SILENCE} rounds")
        self.judge.look()
        self.judge.at_rest()

    def exchanges(self, party: Party) -> bool:
        """One pull without faults; return whether it changed anything."""
        before = fingerprint(party)
        self.recovers(party)
        self.sends(party.peer)
        while self.flight:
            self._delivers(*self.flight.pop(0))
        return before != fingerprint(party)

    # what people do

    def speaks(self, party: Party) -> None:
        """A new matter, a new version of one, or a link."""
        rec = new_id(self.chance)
        if self.recs and self.chance.random() < 0.6:
            rec = self.chance.choice(self.recs)
        if len(self.recs) > 1 and self.chance.random() < 0.05:
            other = self.chance.choice(self.recs)
            if other != rec:
                self._tries(lambda: party.say(Kind.LINK, rec, None, statements.linked(other=other)))
            return
        parts = {"core": self._text(), "person_a": self._text()}
        self._proposes(party, rec, parts, schema=RECORD)

    def shares(self, party: Party) -> None:
        """A policy is proposed, with or without persons; its matter is amended like any other."""
        kinds = self.chance.choice([{"core"}, {"core", "person"}])
        article = Article("5", "security.patrol", frozenset(kinds), LEVELS, "border security", 3650)
        self._proposes(
            party,
            POLICY_MATTER,
            {"core": policy.dumps(Policy((article,)))},
            schema=policy.SCHEMA + "/1",
        )

    def _proposes(self, party: Party, rec: str, parts: dict[str, bytes], *, schema: str) -> None:
        state = party.now.states.get(rec)
        prev = state.agreed if state else ()
        void = schema == RECORD and self.chance.random() < 0.1
        try:
            doc = deeds.propose(party, rec, parts, schema=schema, prev=prev, void=void)
        except Refused as refused:
            self._expected(refused)
            return
        if doc is not None:
            self.recs = list(dict.fromkeys([*self.recs, rec]))
            self.docs.append((rec, doc, party))

    def erases(self, party: Party) -> None:
        """A person's part of an own record is erased, here and at the peer."""
        own = [(rec, doc) for rec, doc, by in self.docs if by is party]
        if own:
            rec, doc = self.chance.choice(own)
            held = party.disk.shelf.read(doc)
            if held is not None and "person_a" in held.parts:
                self._tries(lambda: deeds.erase(party, rec, doc, "person_a"))

    def rotates(self, party: Party) -> None:
        roots = self.roots["VN" if party is self.parties[0] else "LA"]
        self._tries(lambda: deeds.rotate(party, self._key(), self.chance.sample(roots, 2)))

    def oversteps(self, party: Party) -> None:
        """A node discloses a person's part against the policy: its peer must not keep it."""
        own = [(rec, doc) for rec, doc, by in self.docs if by is party]
        if not own or self._allows_persons(party):
            return
        rec, doc = self.chance.choice(own)
        person = party.disk.shelf.commitments(doc, ["person_a"])
        if person and not deeds.disclosed(party, doc, "person_a"):
            args = statements.disclosed(parts=("person_a",), policy=None)
            self._tries(lambda: party.say(Kind.DISCLOSE, rec, doc, args))
            party.reckless |= person

    def overreaches(self, party: Party) -> None:
        """A node confirms or withdraws for an authority that it does not hold: it says nothing."""
        if self.docs:
            rec, doc, by = self.chance.choice(self.docs)
            kind = Kind.WITHDRAW if by is party else Kind.CONFIRM
            self._tries(lambda: deeds.overreach(party, kind, rec, doc, party.peer.name))

    def _allows_persons(self, party: Party) -> bool:
        return any("person" in a.parts for p in party.policies().values() for a in p.articles)

    def _text(self) -> bytes:
        return b'"' + self.chance.randbytes(8).hex().encode() + b'"'

    def _tries(self, doing: Callable[[], None]) -> None:
        try:
            doing()
        except Refused as refused:
            self._expected(refused)

    def answers(self, party: Party) -> None:
        """Confirm, dispute or withdraw something that is known here."""
        known = [(rec, doc, by) for rec, doc, by in self.docs if rec in party.now.states]
        if not known:
            return
        rec, doc, by = self.chance.choice(known[-12:])
        try:
            if by is party:
                party.say(Kind.WITHDRAW, rec, doc, {})
            elif self.chance.random() < 0.3:
                party.say(Kind.DISPUTE, rec, doc, statements.disputed(reason="value"))
            elif deeds.may_confirm(party, doc):
                party.say(Kind.CONFIRM, rec, doc, statements.confirmed(parts=("core",)))
        except Refused as refused:
            self._expected(refused)

    # the link

    def sends(self, party: Party) -> None:
        held = party.peer.disk.copy
        data = party.serve(held.epoch, held.size)
        if data is not None:
            self.judge.nothing_private(party, data)
            self.flight.append((party.peer, data))

    def receives(self, _party: Party) -> None:
        """Any bundle in flight arrives, in whatever order."""
        if self.flight:
            self._delivers(*self.flight.pop(self.chance.randrange(len(self.flight))))

    def loses(self, _party: Party) -> None:
        if self.flight:
            self.flight.pop(self.chance.randrange(len(self.flight)))

    def doubles(self, _party: Party) -> None:
        if self.flight and len(self.flight) < 30:
            self.flight.append(self.chance.choice(self.flight))

    def damages(self, _party: Party) -> None:
        """Cut a bundle, flip a bit of it, or give it to the wrong node: nothing may change."""
        if not self.flight:
            return
        party, data = self.chance.choice(self.flight)
        way = self.chance.randrange(3)
        if way == 0:
            data = data[: self.chance.randrange(len(data))]
        elif way == 1:
            at = self.chance.randrange(len(data))
            data = data[:at] + bytes([data[at] ^ (1 << self.chance.randrange(8))]) + data[at + 1 :]
        else:
            party = party.peer
        before = fingerprint(party)
        try:
            party.take(data)
        except Refused as refused:
            self._expected(refused)
        else:
            self.judge.unharmed_payloads(party)
            return
        self.judge.nothing_changed(before, fingerprint(party))

    # the hand

    def crashes(self, party: Party) -> None:
        """The process ends; what is on disk is all that is left."""
        party.start()

    def keeps(self, party: Party) -> None:
        self.backups[party.name].append(party.disk.twin())
        del self.backups[party.name][:-4]

    def goes_back(self, party: Party) -> None:
        """A backup is put back, of yesterday or of the day before."""
        party.disk = self.chance.choice(self.backups[party.name]).twin()
        self.judge.restored(party)
        party.start()

    def recovers(self, party: Party) -> None:
        """What a quarantined node does with its peer's help, as soon as it reaches it."""
        recovery.help_back(party)

    def _delivers(self, party: Party, data: bytes) -> bool:
        try:
            changed = party.take(data)
        except Refused as refused:
            self._expected(refused)
            return False
        again = fingerprint(party)
        if self.chance.random() < 0.2:
            try:
                party.take(data)
            except Refused as refused:
                self._expected(refused)
            self.judge.nothing_changed(again, fingerprint(party))
        return changed

    def _expected(self, refused: Refused) -> None:
        self.done[refused.code] += 1
        if refused.code not in EXPECTED_REFUSALS:
            raise AssertionError(f"seed {self.seed}: {refused.code}: {refused}")


def fingerprint(party: Party) -> object:
    disk = party.disk
    return (
        [(s.epoch, len(s.lines), s.limit) for s in (*disk.own, *disk.theirs)],
        disk.copy,
        frozenset(disk.shelf.payloads),
        frozenset(disk.shelf.documents),
        party.now.root(),
    )

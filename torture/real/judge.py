"""Judges real nodes from outside: it keeps what each ever committed and compares when all is quiet.

An AssertionError names the invariant of EXCHANGE 8 that does not hold.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from saphan.protocol import merkle, policy, statements
from saphan.protocol.fold import Fold
from saphan.protocol.journal import Kind, read_line
from saphan.protocol.states import Status
from torture.real.ledgers import Epoch, Ledger, Pair

STATEMENTS = (Kind.PROPOSE, Kind.STATE)


class Judge:
    """`nodes` maps names to node ids; nodes are known to each other by their ids."""

    def __init__(self, nodes: Mapping[str, str]) -> None:
        self.ids = dict(nodes)
        self.names = {node: name for name, node in nodes.items()}
        self.written: dict[tuple[str, str], dict[tuple[str, int], set[bytes]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self.documents: dict[str, dict[bytes, int]] = defaultdict(dict)
        self.told: dict[str, set[bytes]] = defaultdict(set)
        self.restores: Counter[str] = Counter()
        self.sizes: dict[tuple[str, str], int] = {}
        self.agreed: dict[tuple[str, str], dict[str, set[str]]] = defaultdict(
            lambda: defaultdict(set)
        )
        self.erased: set[bytes] = set()
        self.persons: set[frozenset[str]] = set()
        self.not_fetched_back = self.listed = 0

    def committed(self, name: str, hashes: list[str]) -> None:
        """A node answered that it sealed these: from now on they are there."""
        self.told[name] |= {bytes.fromhex(each) for each in hashes}

    def restored(self, name: str) -> None:
        self.restores[name] += 1
        self.told[name].clear()
        self.sizes = {key: size for key, size in self.sizes.items() if key[0] != name}

    def may_send_persons(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.persons

    def look(self, ledgers: Mapping[str, Ledger]) -> None:
        """Note what each node has committed, and check what it says of its peers."""
        for name, held in ledgers.items():
            for peer, pair in held.pairs.items():
                self._note(self.written[name, self.names[peer]], pair)
        for name, held in ledgers.items():
            self._look(name, held)

    def _look(self, name: str, held: Ledger) -> None:
        for digest, _row in held.own():
            self.documents[name].setdefault(digest, self.restores[name])
        missing = self.told[name] - held.documents.keys()
        assert not missing, f"I6: {name} answered and did not keep what it sealed"
        self.erased |= held.erased
        for peer, pair in held.pairs.items():
            other = self.names[peer]
            self._true_copy(name, other, pair)
            self._acks(name, other, pair)
            self._sizes(name, pair)
            self._note_agreed(name, other, pair)

    def _note(self, written: dict[tuple[str, int], set[bytes]], pair: Pair) -> None:
        for epoch in pair.to:
            for seq, data in epoch.lines.items():
                written[epoch.epoch, seq].add(data)

    def _true_copy(self, name: str, other: str, pair: Pair) -> None:
        written = self.written[other, name]
        for epoch in pair.from_:
            for seq, data in epoch.lines.items():
                known = written.get((epoch.epoch, seq), set())
                assert data in known, f"I1: {name} holds a line that {other} never wrote"

    def _acks(self, name: str, other: str, pair: Pair) -> None:
        """What the present epoch acknowledges is stored, byte for byte."""
        held = {epoch.epoch: epoch for epoch in pair.from_}
        for data in pair.to[-1].lines.values():
            said = statements.read_bytes(data)
            if isinstance(said, statements.Acked) and said.epoch in held:
                copy = held[said.epoch]
                first = [copy.lines.get(seq) for seq in range(1, said.size + 1)]
                kept = [merkle.leaf_hash(line) for line in first if line is not None]
                durable = len(kept) == said.size and merkle.root(kept).hex() == said.root
                assert durable or pair.quarantined or self.restores[name], (
                    f"I8: {name} acknowledges to {other} what it does not hold"
                )

    def _sizes(self, name: str, pair: Pair) -> None:
        for epoch in pair.from_:
            size, before = len(epoch.lines), self.sizes.get((name, epoch.epoch), 0)
            assert size >= before or pair.quarantined, f"I13: a copy at {name} became shorter"
            self.sizes[name, epoch.epoch] = size

    def _note_agreed(self, name: str, other: str, pair: Pair) -> None:
        if not pair.quarantined:
            for rec, (_status, agreed, *_rest) in pair.matters.items():
                for doc in agreed:
                    self.agreed[name, other][doc].add(rec)

    # when all is quiet

    def at_rest(self, ledgers: Mapping[str, Ledger]) -> None:
        self.look(ledgers)
        for name, held in ledgers.items():
            self._nothing_lost(name, ledgers)
            self._nothing_private(name, held)
            for peer, pair in held.pairs.items():
                other = self.names[peer]
                mirror = ledgers[other].pairs[self.ids[name]]
                assert not pair.quarantined, f"I7: {name} stays in quarantine with {other}"
                self._prefixes(name, other, pair, mirror)
                fold = pair.fold()
                self._states(name, other, pair, mirror, fold)
                self._told_once(name, other, held, pair, fold)
                self._latched(name, other, fold)
                self._payloads(name, other, held, ledgers[other])

    def checked(self, name: str, faults: list[str]) -> None:
        """A ledger is sound; a restored one may name what nobody could give back."""
        listed = [each for each in faults if self.restores[name] and each.endswith(": missing")]
        assert listed == faults, f"I6: ledger check at {name}: {faults[:4]}"
        self.listed = max(self.listed, len(listed))

    def _prefixes(self, name: str, other: str, pair: Pair, mirror: Pair) -> None:
        ours = [(epoch.epoch, _dense(epoch)) for epoch in pair.to]
        theirs = [(epoch.epoch, _dense(epoch)) for epoch in mirror.from_]
        sizes = [[(epoch[:6], len(lines)) for epoch, lines in each] for each in (ours, theirs)]
        assert ours == theirs, f"I7: the copy at {other} is not the journal of {name}: {sizes}"

    def _states(self, name: str, other: str, pair: Pair, mirror: Pair, fold: Fold) -> None:
        worked_out = {
            rec: (str(s.status), s.agreed, s.open, s.accepted, s.contested, s.main)
            for rec, s in fold.states.items()
        }
        assert pair.matters == worked_out, f"I4: {name} shows other states than its lines say"
        assert fold.root() == mirror.fold().root(), f"I4: {name} and {other} differ"
        assert pair.matters == mirror.matters, f"I4: {name} and {other} show different states"

    def _told_once(self, name: str, other: str, held: Ledger, pair: Pair, fold: Fold) -> None:
        """Each current record that a policy allows has one line in force; none has two."""
        counted: Counter[bytes] = Counter()
        for epoch in pair.to:
            for line in map(read_line, epoch.in_force):
                if line.kind in STATEMENTS and line.doc:
                    counted[bytes.fromhex(line.doc)] += 1
        doubled = [digest for digest, count in counted.items() if count > 1]
        assert not doubled, f"I5: {name} told {other} twice of one document"
        policies = held.policies(fold)
        for digest in held.current():
            read = held.documents[digest]["read"]
            entitled = policy.basis(read, "core", policies=policies) is not None
            assert not entitled or counted[digest] == 1, f"I5: {name} never told {other}"

    def _nothing_lost(self, name: str, ledgers: Mapping[str, Ledger]) -> None:
        """What was committed is here; after a restore what a peer holds is here again."""
        held = ledgers[name].documents
        gone = {d: life for d, life in self.documents[name].items() if d not in held}
        for digest, life in gone.items():
            assert life < self.restores[name], f"I6: {name} lost a document without a restore"
            self.documents[name].pop(digest)
            self.not_fetched_back += 1
        for other, theirs in ledgers.items():
            pair = ledgers[name].pairs.get(self.ids[other])
            if pair is None:
                continue
            named = {
                bytes.fromhex(line.doc)
                for epoch in pair.to
                for line in map(read_line, epoch.in_force)
                if line.doc and line.kind in STATEMENTS
            }
            back = gone.keys() & named & theirs.documents.keys()
            assert not back, f"I6: {name} did not fetch back what {other} holds"

    def _latched(self, name: str, other: str, fold: Fold) -> None:
        if self.restores[name] and self.restores[other]:
            return
        for doc, recs in self.agreed[name, other].items():
            stands = any(self._stands(fold, rec, doc) for rec in recs)
            assert stands, f"I9: {name} and {other} had agreed, and it is undone"

    def _stands(self, fold: Fold, rec: str, doc: str) -> bool:
        state = fold.states.get(rec)
        if state is None:
            return False
        main = state.main if state.status is Status.LINKED else rec
        return doc in fold.states[main].agreed or fold.was_agreed(rec, doc)

    def _nothing_private(self, name: str, held: Ledger) -> None:
        for other in self.ids:
            if other != name and not self.may_send_persons(name, other):
                canary = canary_of(other).encode()
                seen = [1 for payload in held.parts.values() if canary in payload]
                assert not seen, f"I10: {name} holds persons of {other} without a policy"
        kept = self.erased & held.parts.keys()
        assert not kept, f"I11: {name} holds what was erased"

    def _payloads(self, name: str, other: str, held: Ledger, theirs: Ledger) -> None:
        """What is awaited is there, unless it was erased or the policy ended meanwhile."""
        pair = held.pairs[self.ids[other]]
        policies = held.policies(pair.fold())
        for row in theirs.documents.values():
            for part, commitment in row["read"].parts.items():
                awaited = bytes.fromhex(commitment) in theirs.wanted & held.parts.keys()
                allowed = policy.basis(row["read"], part, policies=policies) is not None
                assert not (awaited and allowed), f"I7: {other} still waits for a part of {name}"


def canary_of(name: str) -> str:
    """Return the words that every person of a node's records bears."""
    return f"canary-{name}"


def _dense(epoch: Epoch) -> list[bytes]:
    size = len(epoch.lines)
    assert set(epoch.lines) == set(range(1, size + 1)), "I5: numbers are not dense"
    return epoch.in_force

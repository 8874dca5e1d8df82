"""Judges two nodes from outside: it keeps what was ever written and held, and believes nobody."""

from __future__ import annotations

from collections.abc import Iterable

from saphan.protocol import bundle, policy
from saphan.protocol.journal import Kind, read_line
from saphan.protocol.states import Status
from torture.disk import Stretch
from torture.party import Party

type Place = tuple[str, str, int]
"""Journal, epoch and line number."""


class Judge:
    """Looks after each step (`look`) and when all is quiet (`at_rest`).

    An AssertionError names the invariant of EXCHANGE 8 that does not hold.
    """

    def __init__(self, parties: tuple[Party, Party]) -> None:
        self.parties = parties
        self.written: dict[Place, set[bytes]] = {}
        self.held: dict[Place, bytes] = {}
        self.sizes: dict[tuple[str, str, str], int] = {}
        self.roots: dict[tuple[object, ...], bytes] = {}
        self.agreed: dict[str, dict[str, set[str]]] = {}
        self.back = {party.name: False for party in parties}

    @property
    def both_went_back(self) -> bool:
        """What both nodes lost is lost: then only equality can be asked for."""
        return all(self.back.values())

    def restored(self, party: Party) -> None:
        self.back[party.name] = True
        self.sizes = {key: size for key, size in self.sizes.items() if key[0] != party.name}

    def look(self) -> None:
        for party in self.parties:
            self._remember(party)
        for party in self.parties:
            self._true_copies(party)
            self._sizes(party)
            gone = party.orders & party.disk.shelf.payloads.keys()
            assert not gone, "I11: an erased part is still there"
        self._same_states()
        self._agreed()

    def nothing_changed(self, before: object, after: object) -> None:
        assert before == after, "I2/I3: a refused or repeated bundle changed something"

    def unharmed_payloads(self, party: Party) -> None:
        for commitment, payload in party.disk.shelf.payloads.items():
            assert payload.commitment == commitment, "I3: an altered payload was kept"

    def nothing_private(self, party: Party, data: bytes) -> None:
        """A bundle holds a person's part only while the sender sees a policy that allows it."""
        allowed = any(
            "person" in article.parts
            for each in party.policies().values()
            for article in each.articles
        )
        if not allowed:
            persons = {
                commitment
                for doc in party.disk.shelf.documents
                for commitment in party.disk.shelf.commitments(doc, ["person_a"])
            }
            sent = {part.commitment for part in bundle.unpack(data).parts}
            assert not sent & persons - party.reckless, "I10: a person's part left without a policy"

    def at_rest(self) -> None:
        """Both hold the same lines, the same states, every payload; nothing held was lost."""
        one, two = self.parties
        for owner, reader in ((one, two), (two, one)):
            assert not owner.quarantined, "I7: a node stays in quarantine"
            mine = [(s.epoch, s.in_force) for s in owner.disk.own]
            theirs = [(s.epoch, s.in_force) for s in reader.disk.theirs]
            assert mine == theirs, "I7: the copy differs from the journal"
            self._payloads(owner, reader)
        assert one.now.root() == two.now.root(), "I4: the same lines, two states"
        if not self.both_went_back:
            self._nothing_lost()
            self._latched()

    def _payloads(self, owner: Party, reader: Party) -> None:
        """What is awaited is there, unless the policy ended; nothing unlawful is."""
        shelf, policies = owner.disk.shelf, owner.policies()
        for doc in shelf.documents:
            held = shelf.read(doc)
            for name, commitment in held.parts.items() if held else ():
                allowed = held and policy.basis(held, name, policies=policies) is not None
                here = bytes.fromhex(commitment)
                missing = here in reader.wanted and here in shelf.payloads
                assert not (missing and allowed), "I7: a payload is missing"
        kept = owner.reckless & reader.disk.shelf.payloads.keys()
        assert not kept, "I10: what was disclosed unlawfully was kept"

    def _remember(self, party: Party) -> None:
        for seq, data, stretch in _numbered(party.disk.own):
            place = (party.journal, stretch.epoch, seq)
            self.written.setdefault(place, set()).add(data)

    def _true_copies(self, party: Party) -> None:
        for seq, data, stretch in _numbered(party.disk.theirs):
            place = (party.peer.journal, stretch.epoch, seq)
            assert data in self.written.get(place, ()), "I1: a line was altered or invented"
            self.held.setdefault(place, data)

    def _sizes(self, party: Party) -> None:
        """Sizes grow; a node in quarantine may give up what it held in another life."""
        if party.quarantined:
            self.sizes = {key: size for key, size in self.sizes.items() if key[0] != party.name}
            return
        for stretch in party.disk.theirs:
            key = (party.name, party.peer.journal, stretch.epoch)
            assert len(stretch.lines) >= self.sizes.get(key, 0), "I13: a size went down"
            self.sizes[key] = len(stretch.lines)

    def _same_states(self) -> None:
        for party in self.parties:
            key = tuple(
                sorted(
                    (journal, tuple((s.epoch, s.limit, len(s.in_force)) for s in stretches))
                    for journal, stretches in (
                        (party.journal, party.disk.own),
                        (party.peer.journal, party.disk.theirs),
                    )
                )
            )
            root = party.now.root()
            before = self.roots.setdefault(key, root)
            assert before == root or self.both_went_back, "I4: equal sizes, two state roots"

    def _agreed(self) -> None:
        """Note what a node shows as agreed; in quarantine it says itself that it may be wrong."""
        for party in self.parties:
            if party.quarantined:
                continue
            known = self.agreed.setdefault(party.name, {})
            for rec, state in party.now.states.items():
                for doc in state.agreed:
                    if doc not in known:
                        assert self._both_said(doc), "I9: agreed without the words of both owners"
                    known.setdefault(doc, set()).add(rec)

    def _both_said(self, doc: str) -> bool:
        """Whether one side's own authority put a document forward and the other's confirmed it."""
        owners = {party.journal: party.name for party in self.parties}
        lines = [
            read_line(data)
            for place in self.written.values()
            for data in place
            if doc.encode() in data
        ]
        said = {
            (line.journal, line.kind) for line in lines if line.authority == owners[line.journal]
        }
        one, two = owners
        return any(
            {(author, Kind.PROPOSE), (other, Kind.CONFIRM)} <= said
            for author, other in ((one, two), (two, one))
        )

    def _nothing_lost(self) -> None:
        """Every line that the other side ever held is in force on both."""
        for owner in self.parties:
            here = {
                (owner.journal, s.epoch, seq): data
                for s in owner.disk.own
                for seq, data in enumerate(s.in_force, start=1)
            }
            for place, data in self.held.items():
                if place[0] == owner.journal:
                    assert here.get(place) == data, "I1/I5: a line that was received is lost"

    def _latched(self) -> None:
        """What a node once showed as agreed is agreed still, or an agreed version came after it."""
        for party in self.parties:
            for doc, recs in self.agreed.get(party.name, {}).items():
                assert any(self._stands(party, doc, rec) for rec in recs), "I9: agreed, and undone"

    def _stands(self, party: Party, doc: str, rec: str) -> bool:
        state = party.now.states[rec]
        if state.status is Status.LINKED:
            state = party.now.states[state.main]
        return doc in state.agreed or party.now.was_agreed(rec, doc)


def _numbered(stretches: Iterable[Stretch]) -> Iterable[tuple[int, bytes, Stretch]]:
    for stretch in stretches:
        for seq, data in enumerate(stretch.lines, start=1):
            yield seq, data, stretch

"""A node of the simulation: the product's own protocol over a disk that can fail or go back.

What is on `disk` survives a crash; everything else is worked out again from it. A backup is a copy
of the disk. `largest`, `keyring` and `orders` are small files beside the database that a restore
does not touch: sizes that were reached, node keys, and what is to stay erased.
"""

from __future__ import annotations

import copy as copies
import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle, journal, merkle, policy, receive, statements
from saphan.protocol.bundle import Bundle, Header, Payload
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.genesis import Genesis
from saphan.protocol.journal import Head, Kind, Line, Seen
from saphan.protocol.policy import Policy
from saphan.protocol.receive import Copy, News
from saphan.protocol.telling import Telling
from saphan.protocol.trust import Trust
from torture.disk import Disk, Stretch, course_of, lines_of, root_of

MOMENT = "2025-08-12T02:00:00Z"
"""Clocks order nothing: the simulation needs one moment only."""
MOST_LINES = 12
"""Lines of a bundle here, so that several are needed."""


class Party:
    """One node of a pair; every public method is one transaction that happens whole or not."""

    def __init__(self, authority: str, first: Genesis, key: Ed25519PrivateKey) -> None:
        self.name, self.genesis = authority, first
        self.node = next(n.id for n in first.nodes if authority in n.authorities)
        mine = next(j for j in first.journals if j.owner == self.node)
        self.journal, self.first_epoch = mine.id, mine.epoch
        self.keyring = {public_of(key): key}
        self.largest: dict[str, int] = {}
        self.orders: set[bytes] = set()
        self.reckless: set[bytes] = set()
        """Payloads that this node sends although no policy allows it."""
        self.restored = False
        self.chance: random.Random
        self.peer: Party
        self.disk: Disk
        self.now: Fold
        self.wanted: set[bytes]
        self._told: Telling
        self._mirror: Telling
        self._trust: Trust
        self._peers_trust: Trust

    def meet(self, peer: Party, chance: random.Random) -> None:
        """Begin the pair: both journals empty, as the genesis file says."""
        self.peer, self.chance = peer, chance
        self.disk = Disk(
            own=[Stretch(self.first_epoch)],
            theirs=[Stretch(peer.first_epoch)],
            copy=Copy.empty(peer.node, peer.journal, peer.first_epoch),
        )

    @property
    def quarantined(self) -> bool:
        """After a restore, until the peer took note of the new epoch: reads only."""
        return self.restored or self.disk.own[-1].pending

    @property
    def lacks(self) -> bool:
        """Whether own lines saw lines of the peer that are not here."""
        return self._told.lacks

    def start(self) -> None:
        """Work out what is not on disk; what the small files know tells of a restore."""
        here = {stretch.epoch: len(stretch.lines) for stretch in self.disk.own}
        self.restored |= any(here.get(epoch, 0) < size for epoch, size in self.largest.items())
        for commitment in self.orders:
            self.disk.shelf.erase(commitment)
        own, theirs = list(self.own_lines()), list(self.their_lines())
        last = self.disk.own[-1]
        last.pending = last.pending and not any(_acknowledges(line, last.epoch) for line in theirs)
        mine, peers = course_of(self.journal, self.disk.own), self._peers_course()
        self.now, self.wanted = Fold(mine, peers, genesis=self.genesis), set()
        self._told = Telling(mine, peers, genesis=self.genesis)
        self._mirror = Telling(peers, mine, genesis=self.genesis)
        self._trust = Trust(self.genesis, self.journal)
        self._peers_trust = Trust(self.genesis, self.peer.journal)
        self._told.hear(theirs)
        self._mirror.hear(own)
        for line in own:
            self._told.tell(line)
            self._note_own(line)
        for line in theirs:
            self._hear(line)

    # what people do

    def say(self, kind: Kind, rec: str, doc: str | None, args: dict[str, Any]) -> None:
        """Write one line; `Refused` with `quarantine` after a restore."""
        if self.quarantined:
            raise Refused("quarantine", "The node was restored and reads only.")
        self.write(kind, rec, doc, args)

    def policies(self) -> dict[str, Policy]:
        """Return the policies in force by what is held here."""
        agreed = policy.in_force(self.now.states.values())
        found = ((doc, self.disk.shelf.policy(doc)) for doc in agreed)
        return {doc: each for doc, each in found if each is not None}

    # what travels

    def serve(self, epoch: str, size: int) -> bytes | None:
        """Return the bundle after the `size` lines that the peer holds of an epoch.

        None when the peer holds more than there is: this node was restored.
        """
        names = [stretch.epoch for stretch in self.disk.own]
        at = names.index(epoch) if epoch in names else -1
        stretch = self.disk.own[at]
        if at < 0 or (stretch.limit is None and size > len(stretch.lines)):
            self.restored |= not self.quarantined
            return None
        if stretch.limit is not None and size >= stretch.limit:
            stretch, size, at = self.disk.own[at + 1], 0, at + 1
        lines = tuple(stretch.in_force[size : size + MOST_LINES])
        head = self._head(at, size + len(lines))
        signing = self.keyring[self._trust.at(self._before(at) + head.size).key.hex()]
        return bundle.pack(
            Bundle(
                header=Header(self.node, self.peer.node, self.journal, stretch.epoch, size + 1),
                lines=lines,
                head=journal.head_bytes(head),
                signature=journal.sign_head(head, signing),
                documents=tuple(self._named_documents(lines)),
                parts=tuple(self._due_parts()),
            )
        )

    def take(self, data: bytes) -> bool:
        """Take a bundle in; return whether anything changed. Refusals change nothing."""
        arrived = bundle.unpack(data)
        held = self.disk.copy
        opens = arrived.header.sender == held.node and arrived.header.epoch != held.epoch
        base, stored = held.size, self.disk.theirs[-1].lines
        if opens:
            base = receive.reopened(
                arrived, held, held=lambda _first, last: stored[:last], yields=self.quarantined
            )
            held, stored = Copy.empty(held.node, held.journal, arrived.header.epoch), []
        before = sum(len(each.in_force) for each in self.disk.theirs[:-1]) + (base if opens else 0)
        trust = self._trust_after(arrived, before)
        news = receive.examine(
            arrived,
            held,
            me=self.node,
            key_at=lambda size: trust.at(before + size).key,
            held=lambda first, last: stored[first - 1 : last],
        )
        self._check_acks(news)
        named = {line.doc for line in news_lines(news) if line and line.doc}
        documents = dict(self.disk.shelf.documents)
        self.disk.shelf.take(arrived.documents, named=named)
        if news.lines and not self.quarantined and not opens:
            try:
                self._check_states(news)
            except Refused:
                self.disk.shelf.documents = documents
                self.start()
                raise
        return self._store(news, arrived.parts, closed=base if opens else None)

    # what a restored peer asks for

    def chain(self) -> set[str]:
        """Return the epochs of one's own journal."""
        return {stretch.epoch for stretch in self.disk.own}

    def holds(self) -> set[str]:
        """Return the epochs of the peer's journal that are held."""
        return {stretch.epoch for stretch in self.disk.theirs}

    def give_back(self, epoch: str, size: int) -> list[Stretch]:
        """Return what is held of the peer's own lines after `size` of an epoch."""
        names = [stretch.epoch for stretch in self.disk.theirs]
        if epoch not in names:
            return []
        first, *rest = self.disk.theirs[names.index(epoch) :]
        return [Stretch(first.epoch, first.in_force[size:]), *copies.deepcopy(rest)]

    def _store(self, news: News, parts: Sequence[Payload], *, closed: int | None) -> bool:
        """Keep what arrived and answer it, as one transaction."""
        missing = len(self.wanted)
        if closed is not None:
            self.disk.theirs[-1].limit = closed
            self.disk.theirs.append(Stretch(news.copy.epoch))
        self.disk.theirs[-1].lines += news.lines
        self.disk.copy = news.copy
        anew = closed is not None or self.quarantined
        if anew:
            self.start()
        else:
            self._told.hear(news_lines(news))
        kept = self.disk.shelf.keep(parts, wanted=self.wanted)
        if anew and kept:
            self.start()  # a policy's own text may be among what came back
            kept += self.disk.shelf.keep(parts, wanted=self.wanted)
        self.wanted -= self.disk.shelf.payloads.keys()
        self._erase_as_asked(news)
        fresh = kept or len(self.wanted) > missing
        self.disk.owes |= news.calls_for_ack or bool(fresh)
        self.answer()
        return bool(news.lines) or bool(fresh)

    def _hear(self, line: Line | None) -> None:
        """Follow one line of the peer: the states it implies, and which payloads are awaited."""
        self._mirror.tell(line)
        if line is None:
            return
        self.now.add(line)
        self._peers_trust.hear(len(self._mirror.roots) - 1, line)
        said = statements.read(line)
        shelf = self.disk.shelf
        if isinstance(said, statements.Disclosed):
            names = policy.lawful(said, self._mirror.stands, read=shelf.read, policies=shelf.policy)
            awaited = shelf.commitments(said.doc, names)
            self.wanted |= awaited - shelf.payloads.keys() - shelf.erased
        elif isinstance(said, statements.Erased) and line.kind is Kind.ERASE:
            for commitment in shelf.commitments(said.doc, [said.part]):
                shelf.erase(commitment)
                self.orders.add(commitment)
                self.wanted.discard(commitment)

    def _note_own(self, line: Line | None) -> None:
        """Follow one line of one's own."""
        if line is None:
            return
        self.now.add(line)
        self._trust.hear(len(self._told.roots) - 1, line)
        if line.kind is Kind.ERASE:
            for commitment in self.disk.shelf.commitments(line.doc or "", [line.args["part"]]):
                self.disk.shelf.erase(commitment)
                self.orders.add(commitment)

    def _erase_as_asked(self, news: News) -> None:
        """Answer each order to erase with a line; the payload went when the order was heard."""
        if self.quarantined:
            return
        for line in news_lines(news):
            if line is not None and line.kind is Kind.ERASE:
                self.write(Kind.ERASED, line.rec, line.doc, dict(line.args))

    def _check_acks(self, news: News) -> None:
        """What the peer says it holds of this journal is what was written here."""
        for line in news_lines(news):
            ack = statements.read(line) if line else None
            if isinstance(ack, statements.Acked):
                self._check_ack(ack)

    def _check_ack(self, ack: statements.Acked) -> None:
        stretch = next((s for s in self.disk.own if s.epoch == ack.epoch), None)
        if stretch is None or ack.size > len(stretch.lines):
            if not self.quarantined:
                self.restored = True
                raise Refused("behind", "The peer holds more of this journal than is here.")
        elif root_of(stretch.lines[: ack.size]).hex() != ack.root:
            raise Refused("fork", "The peer holds other lines of this journal than are here.")

    def _check_states(self, news: News) -> None:
        """The head's state root is what this node works out of the same lines."""
        if news.head.state == journal.UNKNOWN_STATE:
            raise Refused("state-unknown", "The peer was restored and is not complete yet.")
        for line in news_lines(news):
            self._hear(line)
        if self._mirror.roots[-1] != news.head.state:
            raise Refused("state-differs", "The two nodes work out different states.")

    def answer(self) -> None:
        if self.disk.owes and not self.restored and not self.lacks:
            self.acknowledge()

    def acknowledge(self) -> None:
        self.disk.owes = False
        held = self.disk.copy
        root = merkle.Frontier.from_bytes(held.frontier).root()
        missing = tuple(part.hex() for part in self.wanted)
        args = statements.acked(epoch=held.epoch, size=held.size, root=root, missing=missing)
        self.write(Kind.ACK, None, None, args)

    def write(
        self,
        kind: Kind,
        rec: str | None,
        doc: str | None,
        args: dict[str, Any],
        *,
        authority: str | None = None,
    ) -> None:
        present, held = self.disk.own[-1], self.disk.copy
        line = Line(
            journal=self.journal,
            epoch=present.epoch,
            seq=len(present.lines) + 1,
            kind=kind,
            rec=rec,
            doc=doc,
            authority=authority or self.name,
            at=MOMENT,
            seen=Seen(held.epoch, held.size),
            args=args,
        )
        present.lines.append(journal.line_bytes(line))
        self.largest[present.epoch] = len(present.lines)
        self._told.tell(line)
        self._mirror.hear([line])
        self._note_own(line)

    def _head(self, at: int, size: int) -> Head:
        stretch = self.disk.own[at]
        root = root_of(stretch.lines[:size])
        state = journal.UNKNOWN_STATE if self.lacks else self._told.roots[self._before(at) + size]
        return Head(self.journal, stretch.epoch, size, root, root, state)

    def _before(self, at: int) -> int:
        """How many lines in force stand before an epoch of one's own."""
        return sum(len(each.in_force) for each in self.disk.own[:at])

    def _trust_after(self, arrived: Bundle, before: int) -> Trust:
        """Return what holds of the peer, with what lines of the bundle change."""
        trust = copies.deepcopy(self._peers_trust)
        place = Copy.empty(self.peer.node, self.peer.journal, arrived.header.epoch)
        for seq, data in enumerate(arrived.lines, start=arrived.header.start):
            line = receive.line_at(data, place, seq)
            if line is not None:
                trust.hear(before + seq, line)
        return trust

    def _named_documents(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        named = {journal.read_line(data).doc for data in lines} - {None}
        held = self.disk.shelf.documents
        yield from (held[doc] for doc in sorted(filter(None, named)) if doc in held)

    def _due_parts(self) -> Iterator[Payload]:
        """Yield the disclosed payloads that the peer misses, while a policy allows them still."""
        told, reach = self._peers_last_ack()
        shelf, policies = self.disk.shelf, self.policies()
        for position, line in enumerate(self.own_lines(), start=1):
            said = statements.read(line) if line else None
            if not isinstance(said, statements.Disclosed):
                continue
            held = shelf.read(said.doc)
            for part in said.parts if held else ():
                for commitment in shelf.commitments(said.doc, [part]) & shelf.payloads.keys():
                    due = position > reach or commitment.hex() in told
                    allowed = held and policy.basis(held, part, policies=policies) is not None
                    if due and (allowed or commitment in self.reckless):
                        yield shelf.payloads[commitment]

    def _peers_last_ack(self) -> tuple[set[str], int]:
        """Return the commitments the peer misses, and how far it acknowledges this journal."""
        acks = [line for line in self.their_lines() if line and line.kind is Kind.ACK]
        if not acks:
            return set(), 0
        args = acks[-1].args
        reach = course_of(self.journal, self.disk.own).reach(args["epoch"], args["size"])
        return set(args.get("missing", ())), reach or 0

    def own_lines(self) -> Iterator[Line | None]:
        return lines_of(self.node, self.journal, self.disk.own)

    def their_lines(self) -> Iterator[Line | None]:
        return lines_of(self.peer.node, self.peer.journal, self.disk.theirs)

    def _peers_course(self) -> Course:
        course = course_of(self.peer.journal, self.disk.theirs)
        course.lost(self.disk.gone)
        return course


def news_lines(news: News) -> list[Line | None]:
    """Read the new lines in their places."""
    return [
        receive.line_at(data, news.copy, seq)
        for seq, data in enumerate(news.lines, start=news.start)
    ]


def public_of(key: Ed25519PrivateKey) -> str:
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _acknowledges(line: Line | None, epoch: str) -> bool:
    return line is not None and line.kind is Kind.ACK and line.args.get("epoch") == epoch

"""A node of the simulation: the product's own protocol over a disk that can fail or go back.

What is on `disk` survives a crash; everything else is worked out again from it. A backup is a copy
of the disk; `largest` is the small file beside the database that a restore does not touch.
"""

from __future__ import annotations

import copy as copies
import random
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle, journal, merkle, receive, statements
from saphan.protocol.bundle import Bundle, Header, Payload
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.journal import Head, Kind, Line, Seen
from saphan.protocol.receive import Copy, News
from saphan.protocol.telling import Telling
from torture.disk import Disk, Stretch, copied, course_of, lines_of, new_id, root_of

MOMENT = "2025-08-12T02:00:00Z"
"""Clocks order nothing: the simulation needs one moment only."""
MOST_LINES = 12
"""Lines of a bundle here, so that several are needed."""


class Party:
    """One node of a pair; every public method is one transaction that happens whole or not."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.name, self.chance = name, chance
        self.node, self.journal, self.first_epoch = (new_id(chance) for _ in range(3))
        self.key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
        self.public = self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.largest: dict[str, int] = {}
        self.restored = False
        self.peer: Party
        self.disk: Disk
        self.now: Fold
        self._told: Telling
        self._mirror: Telling

    def meet(self, peer: Party) -> None:
        """Begin the pair: both journals empty, as the genesis file says."""
        self.peer = peer
        self.disk = Disk(
            own=[Stretch(self.first_epoch)],
            theirs=[Stretch(peer.first_epoch)],
            copy=Copy.empty(peer.node, peer.journal, peer.first_epoch),
        )

    @property
    def quarantined(self) -> bool:
        """After a restore, until the peer took note of the new epoch: reads only."""
        return self.restored or self.disk.own[-1].pending

    def start(self) -> None:
        """Work out what is not on disk; what the small file knows tells of a restore."""
        here = {stretch.epoch: len(stretch.lines) for stretch in self.disk.own}
        self.restored |= any(here.get(epoch, 0) < size for epoch, size in self.largest.items())
        own, theirs = list(self._own_lines()), list(self._their_lines())
        last = self.disk.own[-1]
        last.pending = last.pending and not any(_acknowledges(line, last.epoch) for line in theirs)
        mine, peers = course_of(self.journal, self.disk.own), self._peers_course()
        self.now, self._told, self._mirror = (
            Fold(mine, peers), Telling(mine, peers), Telling(peers, mine),
        )  # fmt: skip
        self._told.hear(theirs)
        self._mirror.hear(own)
        for line in own:
            self._told.tell(line)
        for line in theirs:
            self._mirror.tell(line)
        for line in (*own, *theirs):
            if line is not None:
                self.now.add(line)

    # what people do

    def say(self, kind: Kind, rec: str, doc: str | None, args: dict[str, Any]) -> None:
        """Write one line; `Refused` with `quarantine` after a restore."""
        if self.quarantined:
            raise Refused("quarantine", "The node was restored and reads only.")
        self._write(kind, rec, doc, args)

    def propose(self, rec: str, *, prev: tuple[str, ...] = (), void: bool = False) -> str:
        """Disclose a document's core and put it to the other side; return its hash."""
        payload = Payload(b'"' + self.chance.randbytes(8).hex().encode() + b'"', self._salt())
        doc = sha256(payload.commitment).hexdigest()
        named = (payload.commitment.hex(),)
        self.say(Kind.DISCLOSE, rec, doc, statements.disclosed(parts=named, policy=None))
        self.disk.payloads[payload.commitment] = payload
        self.say(Kind.PROPOSE, rec, doc, statements.proposed(prev=prev, void=void))
        return doc

    def may_confirm(self, doc: str) -> bool:
        """Whether every part that was disclosed of `doc` is here."""
        named = [
            bytes.fromhex(part)
            for line in self._their_lines()
            if line is not None and line.kind is Kind.DISCLOSE and line.doc == doc
            for part in line.args["parts"]
        ]
        return bool(named) and all(part in self.disk.payloads for part in named)

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
        return bundle.pack(
            Bundle(
                header=Header(self.node, self.peer.node, self.journal, stretch.epoch, size + 1),
                lines=lines,
                head=journal.head_bytes(head),
                signature=journal.sign_head(head, self.key),
                parts=tuple(self._asked_for()),
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
        news = receive.examine(
            arrived,
            held,
            me=self.node,
            key_at=lambda _size: self.peer.public,
            held=lambda first, last: stored[first - 1 : last],
        )
        self._check_acks(news)
        if news.lines and not self.quarantined and not opens:
            self._check_states(news)
        return self._store(news, arrived.parts, closed=base if opens else None)

    # after a restore

    def give_back(self, epoch: str, size: int) -> list[Stretch]:
        """Return what is held of the peer's own lines after `size` of an epoch."""
        names = [stretch.epoch for stretch in self.disk.theirs]
        if epoch not in names:
            return []
        first, *rest = self.disk.theirs[names.index(epoch) :]
        return [Stretch(first.epoch, first.in_force[size:]), *copies.deepcopy(rest)]

    def recover(self, returned: Sequence[Stretch]) -> None:
        """Take one's own lines back and open a new epoch after them, for the peer to take note of.

        An epoch that the peer has not taken note of is opened again when more came back, and after
        every restore: lines that were lost may be on their way, so their numbers are spent.
        """
        own = self.disk.own
        if own[-1].pending and (self.restored or _goes_on_otherwise(returned, own[-1])):
            own.pop()
            own[-1].limit = None
        for stretch in returned:
            self._take_back(stretch)
        if not own[-1].pending:
            last = own[-1]
            last.limit = len(last.lines)
            own.append(Stretch(new_id(self.chance), pending=True))
            opening = receive.opening_args(
                parent=last.epoch, base=last.limit, root=root_of(last.lines)
            )
            self.largest = {stretch.epoch: len(stretch.lines) for stretch in own}
            self.restored = False
            self.start()
            self._write(Kind.EPOCH, None, None, opening)
            self._acknowledge()
        self._answer()

    @property
    def lacks(self) -> bool:
        """Whether own lines saw lines of the peer that are not here."""
        return self._told.lacks

    def chain(self) -> set[str]:
        """Return the epochs of one's own journal."""
        return {stretch.epoch for stretch in self.disk.own}

    def learn(self, chain: set[str]) -> None:
        """Give up epochs of the peer that were seen or held in another life and that it forgot."""
        theirs = self.disk.theirs
        held = len(theirs)
        while self.quarantined and len(theirs) > 1 and theirs[-1].epoch not in chain:
            theirs.pop()
            theirs[-1].limit = None
        seen = {line.seen.epoch for line in self._own_lines() if line and line.seen}
        gone = seen - {stretch.epoch for stretch in theirs} - chain
        if len(theirs) < held:
            self.disk.copy = copied(self.disk.copy, theirs[-1])
        if gone - self.disk.gone or len(theirs) < held:
            self.disk.gone |= gone
            self.start()
            self._answer()

    def asks_back(self) -> tuple[str, int]:
        """Return the epoch and size from which one's own lines are missing."""
        last = self.disk.own[-2] if self.disk.own[-1].pending else self.disk.own[-1]
        return last.epoch, len(last.lines)

    def _take_back(self, stretch: Stretch) -> None:
        """Append the lines of an epoch; one that is new here began where its first line says."""
        own = self.disk.own
        if stretch.epoch not in [each.epoch for each in own]:
            place = Copy.empty(self.node, self.journal, stretch.epoch)
            opening = receive.line_at(stretch.lines[0], place, 1)
            own[-1].limit = opening.args["base"] if opening else None
            own.append(Stretch(stretch.epoch, list(stretch.lines)))
        elif stretch.epoch == own[-1].epoch:
            own[-1].lines += stretch.lines[self._given(stretch) :]

    def _given(self, stretch: Stretch) -> int:
        """How many of the returned lines are here: all of an epoch comes, but for the first."""
        return 0 if stretch.epoch == self.asks_back()[0] else len(self.disk.own[-1].lines)

    def _store(self, news: News, parts: Iterable[Payload], *, closed: int | None) -> bool:
        """Keep what arrived and answer it, as one transaction."""
        if closed is not None:
            self.disk.theirs[-1].limit = closed
            self.disk.theirs.append(Stretch(news.copy.epoch))
        self.disk.theirs[-1].lines += news.lines
        self.disk.copy = news.copy
        lines = [
            receive.line_at(data, news.copy, seq)
            for seq, data in enumerate(news.lines, start=news.start)
        ]
        fresh = self._want(lines) + self._keep(parts)
        if closed is not None or self.quarantined:
            self.start()
        else:
            self._told.hear(lines)
            for line in lines:
                if line is not None:
                    self.now.add(line)
        self.disk.owes |= news.calls_for_ack or bool(fresh)
        self._answer()
        return bool(news.lines) or bool(fresh)

    def _want(self, lines: Iterable[Line | None]) -> int:
        """Note the payloads that are disclosed and not here; return how many are new."""
        before = len(self.disk.wanted)
        for line in lines:
            if line is not None and line.kind is Kind.DISCLOSE:
                named = {bytes.fromhex(part) for part in line.args["parts"]}
                self.disk.wanted |= named - self.disk.payloads.keys()
        return len(self.disk.wanted) - before

    def _keep(self, parts: Iterable[Payload]) -> int:
        kept = 0
        for part in parts:
            if part.commitment in self.disk.wanted:
                self.disk.wanted.discard(part.commitment)
                self.disk.payloads[part.commitment] = part
                kept += 1
        return kept

    def _check_acks(self, news: News) -> None:
        """What the peer says it holds of this journal is what was written here."""
        for seq, data in enumerate(news.lines, start=news.start):
            line = receive.line_at(data, news.copy, seq)
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
        root = b""
        for seq, data in enumerate(news.lines, start=news.start):
            root = self._mirror.tell(receive.line_at(data, news.copy, seq))
        if root != news.head.state:
            self.start()
            raise Refused("state-differs", "The two nodes work out different states.")

    def _answer(self) -> None:
        if self.disk.owes and not self.restored and not self.lacks:
            self._acknowledge()

    def _acknowledge(self) -> None:
        self.disk.owes = False
        held = self.disk.copy
        root = merkle.Frontier.from_bytes(held.frontier).root()
        missing = tuple(part.hex() for part in self.disk.wanted)
        args = statements.acked(epoch=held.epoch, size=held.size, root=root, missing=missing)
        self._write(Kind.ACK, None, None, args)

    def _write(self, kind: Kind, rec: str | None, doc: str | None, args: dict[str, Any]) -> None:
        present, held = self.disk.own[-1], self.disk.copy
        line = Line(
            journal=self.journal,
            epoch=present.epoch,
            seq=len(present.lines) + 1,
            kind=kind,
            rec=rec,
            doc=doc,
            authority=self.name,
            at=MOMENT,
            seen=Seen(held.epoch, held.size),
            args=args,
        )
        present.lines.append(journal.line_bytes(line))
        self.largest[present.epoch] = len(present.lines)
        self.now.add(line)
        self._told.tell(line)
        self._mirror.hear([line])

    def _head(self, at: int, size: int) -> Head:
        stretch = self.disk.own[at]
        root = root_of(stretch.lines[:size])
        before = sum(len(each.in_force) for each in self.disk.own[:at])
        state = journal.UNKNOWN_STATE if self.lacks else self._told.roots[before + size]
        return Head(self.journal, stretch.epoch, size, root, root, state)

    def _asked_for(self) -> Iterator[Payload]:
        """Yield the payloads that the peer's newest ack misses, and those it has not heard of."""
        last = None
        for line in self._their_lines():
            if line is not None and line.kind is Kind.ACK:
                last = line
        told = set(last.args.get("missing", ())) if last else set()
        reach = self._reach(last)
        for position, line in enumerate(self._own_lines(), start=1):
            if line is None or line.kind is not Kind.DISCLOSE:
                continue
            for part in line.args["parts"]:
                if (position > reach or part in told) and bytes.fromhex(part) in self.disk.payloads:
                    yield self.disk.payloads[bytes.fromhex(part)]

    def _reach(self, ack: Line | None) -> int:
        if ack is None:
            return 0
        course = course_of(self.journal, self.disk.own)
        return course.reach(ack.args["epoch"], ack.args["size"]) or 0

    def _own_lines(self) -> Iterator[Line | None]:
        return lines_of(self.node, self.journal, self.disk.own)

    def _their_lines(self) -> Iterator[Line | None]:
        return lines_of(self.peer.node, self.peer.journal, self.disk.theirs)

    def _peers_course(self) -> Course:
        course = course_of(self.peer.journal, self.disk.theirs)
        course.lost(self.disk.gone)
        return course

    def _salt(self) -> bytes:
        return self.chance.randbytes(32)


def _acknowledges(line: Line | None, epoch: str) -> bool:
    return line is not None and line.kind is Kind.ACK and line.args.get("epoch") == epoch


def _goes_on_otherwise(returned: Sequence[Stretch], pending: Stretch) -> bool:
    """Whether the peer holds something after the last agreed epoch that the pending one is not."""
    if not returned:
        return False
    last, *later = returned
    return bool(last.lines) or any(stretch.epoch != pending.epoch for stretch in later)

"""Two journals of one pair, written in turns: what tests of states, trust and proofs share."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from saphan.protocol import genesis, statements
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.genesis import Genesis, Journal, Node, Side
from saphan.protocol.journal import Kind, Line, Seen
from saphan.protocol.states import State


def key(number: int) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(number.to_bytes(32, "big"))


def public(number: int) -> str:
    return key(number).public_key().public_bytes_raw().hex()


VN, LA = "1" * 32, "2" * 32
NODES = {VN: "3" * 32, LA: "4" * 32}
EPOCHS = {VN: "a" * 32, LA: "b" * 32}
KEYS = {VN: 7, LA: 8}
ROOTS = {VN: (1, 2, 3), LA: (4, 5, 6)}
AUTHORITIES = {VN: "vn-son-la", LA: "la-houaphanh"}
REC, REC2 = "c" * 32, "d" * 32
FIRST = Genesis(
    sides=tuple(
        Side(code, tuple(public(n) for n in ROOTS[by]), 2) for code, by in (("VN", VN), ("LA", LA))
    ),
    nodes=tuple(
        Node(NODES[by], code, public(KEYS[by]), mark[0] * 64, mark[1] * 64, (AUTHORITIES[by],))
        for code, by, mark in (("VN", VN, "bc"), ("LA", LA, "de"))
    ),
    journals=(
        Journal(VN, EPOCHS[VN], NODES[VN], NODES[LA]),
        Journal(LA, EPOCHS[LA], NODES[LA], NODES[VN]),
    ),
    schemas={"security.patrol/1": "a" * 64},
)


def signed(
    args: dict[str, Any], *, by: str, seq: int, roots: tuple[int, ...] = (), epoch: str = ""
) -> dict[str, Any]:
    """The arguments of a line of trust, with signatures of two of the side's roots."""
    statement = genesis.root_statement(
        node=NODES[by], journal=by, epoch=epoch or EPOCHS[by], seq=seq, args=args
    )
    given = [
        genesis.sign(statement, key(n), context=genesis.KEY_CONTEXT) for n in roots or ROOTS[by][:2]
    ]
    return {**args, "signatures": [{"root": root, "signature": made} for root, made in given]}


def doc(name: str) -> str:
    return name if len(name) == 64 else sha256(name.encode()).hexdigest()


class Pair:
    """Two journals that are written in turns; each sees all of the other unless told otherwise."""

    def __init__(self) -> None:
        self.lines: dict[str, list[Line]] = {VN: [], LA: []}

    def say(
        self,
        by: str,
        kind: Kind,
        name: str = "",
        *,
        rec: str | None = REC,
        seen: int | None = None,
        authority: str = "",
        **args: Any,
    ) -> None:
        """Write the next line; `name` stands for a document, or is the hash of one."""
        other = LA if by == VN else VN
        self.lines[by].append(
            Line(
                journal=by,
                epoch=EPOCHS[by],
                seq=len(self.lines[by]) + 1,
                kind=kind,
                rec=rec,
                doc=doc(name) if name else None,
                authority=authority or AUTHORITIES[by],
                at="2025-08-12T02:00:00Z",
                seen=Seen(EPOCHS[other], len(self.lines[other]) if seen is None else seen),
                args=args,
            )
        )

    def propose(
        self,
        by: str,
        name: str,
        *prev: str,
        rec: str = REC,
        authority: str = "",
        **args: Any,
    ) -> None:
        args = statements.proposed(prev=tuple(doc(p) for p in prev), **args)
        self.say(by, Kind.PROPOSE, name, rec=rec, authority=authority, **args)

    def confirm(
        self,
        by: str,
        name: str,
        *,
        rec: str = REC,
        seen: int | None = None,
        parts: tuple[str, ...] = ("core",),
        authority: str = "",
    ) -> None:
        args = statements.confirmed(parts=parts)
        self.say(by, Kind.CONFIRM, name, rec=rec, seen=seen, authority=authority, **args)

    def moves(self, by: str, *authorities: str) -> None:
        """The roots say for whom the node speaks from the next line on."""
        args = signed({"authorities": list(authorities)}, by=by, seq=len(self.lines[by]) + 1)
        self.say(by, Kind.KEY, rec=None, **args)

    def dispute(self, by: str, name: str) -> None:
        self.say(by, Kind.DISPUTE, name, **statements.disputed(reason="value"))

    def withdraw(self, by: str, name: str) -> None:
        self.say(by, Kind.WITHDRAW, name)

    def withdraw_in(self, by: str, name: str, *, rec: str) -> None:
        self.say(by, Kind.WITHDRAW, name, rec=rec)

    def ack(self, by: str, size: int | None = None) -> None:
        other = LA if by == VN else VN
        held = len(self.lines[other]) if size is None else size
        args = statements.acked(epoch=EPOCHS[other], size=held, root=bytes(32))
        self.say(by, Kind.ACK, rec=None, **args)

    def agree(self, name: str, *prev: str, by: str = VN, void: bool = False) -> None:
        self.propose(by, name, *prev, void=void)
        self.confirm(LA if by == VN else VN, name)
        self.ack(by)

    def fold(self, order: str = "") -> Fold:
        """Fold the lines, VN's at each `v` of the order and LA's at each `l`, then the rest."""
        fold = Fold(Course(VN, EPOCHS[VN]), Course(LA, EPOCHS[LA]), genesis=FIRST)
        queues = {"v": list(self.lines[VN]), "l": list(self.lines[LA])}
        for letter in order + "v" * len(queues["v"]) + "l" * len(queues["l"]):
            if queues[letter]:
                fold.add(queues[letter].pop(0))
        return fold

    def state(self, rec: str = REC) -> State:
        return self.fold().states[rec]


FOREIGN = {VN: "vn-dien-bien", LA: "vn-son-la"}
names = st.sampled_from(["one", "two", "three"])
sayings = st.lists(
    st.tuples(
        st.sampled_from([VN, LA]),
        st.sampled_from(
            ["propose", "confirm", "dispute", "withdraw", "ack", "link", "forge", "move", "agree"]
        ),
        names,
        st.lists(names, max_size=2, unique=True),
        st.sampled_from([REC, REC2]),
    ),
    max_size=25,
)


def written(said: Any) -> Pair:
    pair = Pair()
    for by, what, name, prev, rec in said:
        if what == "propose":
            pair.propose(by, name, *(p for p in prev if p != name), rec=rec)
        elif what in ("confirm", "forge"):
            pair.confirm(by, name, rec=rec, authority=FOREIGN[by] if what == "forge" else "")
        elif what == "ack":
            pair.ack(by)
        elif what == "agree":
            pair.agree(name, *(p for p in prev if p != name), by=by)
        elif what == "move":
            pair.moves(by, *sorted({AUTHORITIES[by], FOREIGN[by]}))
        elif what == "link":
            pair.say(by, Kind.LINK, rec=rec, other=REC if rec == REC2 else REC2)
        else:
            (pair.dispute if what == "dispute" else pair.withdraw)(by, name)
    return pair

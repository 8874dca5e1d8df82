"""What a node's database holds, read from outside by plain SQL: the judge believes no node."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import psycopg
from psycopg.rows import dict_row

from saphan.protocol import document, policy, receive
from saphan.protocol.course import Course
from saphan.protocol.fold import Fold
from saphan.protocol.genesis import loads
from saphan.protocol.policy import Policy
from saphan.protocol.receive import Copy

STATES = "rec, status, agreed, open, accepted, contested, main"
SHARED = ("security.patrol", "security.case")


@dataclass(frozen=True, slots=True)
class Epoch:
    """An epoch with its stored lines from 1 on; `base` of them are in force (None: all)."""

    journal: str
    epoch: str
    base: int | None
    pending: bool
    lines: Mapping[int, bytes]

    @property
    def in_force(self) -> list[bytes]:
        size = len(self.lines) if self.base is None else self.base
        return [self.lines[seq] for seq in range(1, size + 1)]


@dataclass(slots=True)
class Pair:
    """A node's journals with one peer, and what it shows of each matter."""

    genesis: bytes
    to: list[Epoch] = field(default_factory=list)
    from_: list[Epoch] = field(default_factory=list)
    gone: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    matters: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    restored: bool = False

    @property
    def quarantined(self) -> bool:
        return self.restored or self.to[-1].pending

    def fold(self) -> Fold:
        """Work the states out anew from every stored line."""
        ours = _course(self.to, self.gone["to"])
        theirs = _course(self.from_, self.gone["from"])
        made = Fold(ours, theirs, genesis=loads(self.genesis))
        for each in (*self.to, *self.from_):
            at = Copy.empty("", each.journal, each.epoch)
            for seq, data in sorted(each.lines.items()):
                line = receive.line_at(data, at, seq)
                if line is not None:
                    made.add(line)
        return made


@dataclass(slots=True)
class Ledger:
    """All that one node holds; hashes and commitments are raw."""

    pairs: dict[str, Pair]
    documents: dict[bytes, dict[str, Any]]
    parts: dict[bytes, bytes]
    erased: set[bytes]
    wanted: set[bytes]

    def own(self) -> Iterator[tuple[bytes, dict[str, Any]]]:
        return ((digest, row) for digest, row in self.documents.items() if row["peer"] == "")

    def current(self) -> Iterator[bytes]:
        """Yield the newest version of each own record of the kinds that are shared."""
        for digest, row in self.own():
            if row["superseded_by"] is None and row["schema"].partition("/")[0] in SHARED:
                yield digest

    def policies(self, fold: Fold) -> dict[str, Policy]:
        """Return the policies in force with a peer."""
        found = {}
        for doc in policy.in_force(fold.states.values()):
            row = self.documents.get(bytes.fromhex(doc))
            if row is not None and row["schema"].startswith(policy.SCHEMA + "/"):
                core = self.parts.get(row["core"])
                if core is not None:
                    found[doc] = policy.loads(core)
        return found


def read(url: str) -> Ledger:
    """Read a whole database at one moment."""
    with psycopg.connect(url, row_factory=dict_row) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return Ledger(
            pairs=_pairs(connection),
            documents={bytes(row["hash"]): _document(row) for row in _rows(connection, DOCUMENTS)},
            parts={
                bytes(row["commitment"]): bytes(row["payload"])
                for row in _rows(connection, "SELECT commitment, payload FROM ledger_part")
            },
            erased={
                bytes(row["commitment"])
                for row in _rows(connection, "SELECT commitment FROM exchange_erasure")
            },
            wanted={
                bytes(row["commitment"])
                for row in _rows(connection, "SELECT commitment FROM exchange_wanted")
            },
        )


DOCUMENTS = "SELECT hash, uid, schema, version, superseded_by, peer, bytes FROM ledger_document"
EPOCHS = "SELECT * FROM ledger_pairepoch ORDER BY peer, way, number"


def _document(row: dict[str, Any]) -> dict[str, Any]:
    read_ = document.read(bytes(row["bytes"]))
    return {**row, "read": read_, "core": bytes.fromhex(read_.parts["core"])}


def _pairs(connection: psycopg.Connection[dict[str, Any]]) -> dict[str, Pair]:
    found = {
        row["peer"]: Pair(bytes(row["genesis"]))
        for row in _rows(connection, "SELECT peer, genesis FROM ledger_pair")
    }
    lines: dict[str, dict[int, bytes]] = defaultdict(dict)
    for row in _rows(connection, "SELECT epoch, seq, bytes FROM ledger_journalline"):
        lines[row["epoch"]][row["seq"]] = bytes(row["bytes"])
    for row in _rows(connection, EPOCHS):
        pair = found[row["peer"]]
        if row["gone"]:
            pair.gone[row["way"]].append(row["epoch"])
            continue
        made = Epoch(row["journal"], row["epoch"], row["base"], row["pending"], lines[row["epoch"]])
        (pair.to if row["way"] == "to" else pair.from_).append(made)
    for row in _rows(connection, f"SELECT peer, {STATES} FROM bilateral_matter"):
        peer, rec, *state = row.values()
        found[peer].matters[rec] = tuple(
            tuple(sorted(each)) if isinstance(each, list) else each for each in state
        )
    for row in _rows(connection, "SELECT node FROM exchange_peer WHERE restored"):
        found[row["node"]].restored = True
    return found


def _rows(connection: psycopg.Connection[dict[str, Any]], statement: str) -> list[dict[str, Any]]:
    return connection.execute(statement).fetchall()  # type: ignore[arg-type]


def _course(epochs: Sequence[Epoch], gone: Sequence[str]) -> Course:
    made = Course(epochs[0].journal, epochs[0].epoch)
    for before, after in pairwise(epochs):
        made.open(after.epoch, base=before.base or 0)
    made.lost(gone)
    return made

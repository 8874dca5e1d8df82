"""What a journal says of its own node, by position: its key, its authorities, its schemas.

The genesis file says how it begins; lines of the kinds `key` and `epoch` change it from their own
position on, so that a line which was valid stays valid (EXCHANGE 6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from saphan.kernel.refusals import Refused
from saphan.protocol.document import is_authority, is_hash, is_schema
from saphan.protocol.genesis import Genesis, root_statement, signed_by_roots
from saphan.protocol.journal import Kind, Line

LINES: Final = frozenset({Kind.KEY, Kind.EPOCH})
"""Kinds of lines that speak of the journal and its node, not of a matter."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds of a node from a position on.

    `key` is the raw public key that signs heads, `authorities` those that the node speaks for,
    `schemas` those that it reads and writes, each with the SHA-256 of its description.
    """

    since: int
    key: bytes
    authorities: frozenset[str]
    schemas: Mapping[str, str]


class Trust:
    """Follows one journal's lines of trust; `at` answers for every position."""

    def __init__(self, genesis: Genesis, journal: str) -> None:
        owner = next((j.owner for j in genesis.journals if j.id == journal), None)
        if owner is None:
            raise Refused("other-genesis", "The genesis file names no such journal.")
        node = genesis.node(owner)
        self._side, self._node = genesis.side_of(owner), owner
        authorities = frozenset(node.authorities)
        self._terms = [Terms(0, bytes.fromhex(node.key), authorities, genesis.schemas)]

    def hear(self, position: int, line: Line) -> bool:
        """Take the line at a position; return whether it changes what holds from there on.

        A line that opens an epoch also ends what was said beyond its base.
        """
        if line.kind not in LINES:
            return False
        self._terms = [terms for terms in self._terms if terms.since < position]
        reader = _READERS.get((line.kind, frozenset(line.args)))
        changes = reader(line.args) if reader else None
        if changes is None or ("signatures" in line.args and not self.signed(line)):
            return False
        mine = self._side.code.lower()
        if any(code[:2] != mine for code in changes.get("authorities", ())):
            return False
        self._terms.append(replace(self._terms[-1], since=position, **changes))
        return True

    def signed(self, line: Line) -> bool:
        """Whether enough roots of the node's side signed what a line says in its place."""
        statement = root_statement(
            node=self._node, journal=line.journal, epoch=line.epoch, seq=line.seq, args=line.args
        )
        return signed_by_roots(self._side, statement, line.args.get("signatures"))

    def at(self, position: int) -> Terms:
        """Return what holds at a position; of a head, that of its last line."""
        return next(terms for terms in reversed(self._terms) if terms.since <= position)


def announced(schemas: Mapping[str, str]) -> dict[str, Any]:
    """Return the arguments of a `key` line that names all schemas a node reads from there on."""
    return {"schemas": [{"hash": schemas[name], "schema": name} for name in sorted(schemas)]}


def common(name: str, ours: Mapping[str, str], theirs: Mapping[str, str]) -> int | None:
    """Return the highest version of the schema `name` that both know by the same description.

    That is the version to write in; None when there is none. `security.patrol` is a name.
    """
    versions = (
        int(schema.rpartition("/")[2])
        for schema, hash_ in ours.items()
        if schema.rpartition("/")[0] == name and theirs.get(schema) == hash_
    )
    return max(versions, default=None)


def readable(schema: str, known: Mapping[str, str]) -> bool:
    """Whether a document of this schema can be read, and so confirmed, by who knows these.

    One that cannot is stored and acknowledged all the same.
    """
    return schema in known


def claimed_twice(nodes: Iterable[Terms]) -> frozenset[str]:
    """Return the authorities that several nodes speak for at once: people must decide."""
    claims = Counter(code for terms in nodes for code in terms.authorities)
    return frozenset(code for code, count in claims.items() if count > 1)


def _key(args: Mapping[str, Any]) -> dict[str, Any] | None:
    return {"key": bytes.fromhex(args["key"])} if is_hash(args["key"]) else None


def _authorities(args: Mapping[str, Any]) -> dict[str, Any] | None:
    given = args["authorities"]
    if type(given) is not list or not all(is_authority(each) for each in given):
        return None
    return {"authorities": frozenset(given)}


def _schemas(args: Mapping[str, Any]) -> dict[str, Any] | None:
    try:
        known = {each["schema"]: each["hash"] for each in args["schemas"]}
    except (KeyError, TypeError):
        return None
    sound = all(is_schema(name) and is_hash(hash_) for name, hash_ in known.items())
    return {"schemas": known} if sound else None


_READERS: Final[
    Mapping[tuple[Kind, frozenset[str]], Callable[[Mapping[str, Any]], dict[str, Any] | None]]
] = {
    (Kind.KEY, frozenset({"key", "signatures"})): _key,
    (Kind.KEY, frozenset({"authorities", "signatures"})): _authorities,
    (Kind.KEY, frozenset({"schemas"})): _schemas,
    (Kind.EPOCH, frozenset({"base", "key", "parent", "root", "signatures"})): _key,
}

"""The file with which two sides begin: roots, nodes and their keys, journals (EXCHANGE 6).

Both sides' root keys sign it, and its hash is printed in the annex of the memorandum. Root keys
sign genesis, keys and epochs, never documents; a node key signs heads, never these.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from saphan.kernel.refusals import Refused
from saphan.protocol import canon
from saphan.protocol.document import is_authority, is_hash, is_id

FORMAT: Final = "saphan-genesis/1"
CONTEXT: Final = b"saphan genesis 1\n"
KEY_CONTEXT: Final = b"saphan key 1\n"


@dataclass(frozen=True, slots=True)
class Side:
    """A country: its root keys (raw, hexadecimal) and how many of them must sign."""

    code: str
    roots: tuple[str, ...]
    need: int


@dataclass(frozen=True, slots=True)
class Node:
    """An installation: its id, side, keys, and whom it speaks for.

    Hexadecimal: `key` its first Ed25519 key and `box` the X25519 key that sticks are encrypted to,
    both raw; `tls` the SHA-256 of the certificate (DER) that it shows and is known by.
    """

    id: str
    side: str
    key: str
    box: str
    tls: str
    authorities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal that one node keeps for another, and its first epoch."""

    id: str
    epoch: str
    owner: str
    reader: str


@dataclass(frozen=True, slots=True)
class Genesis:
    """What two sides signed; `schemas` maps a schema to the SHA-256 of its description."""

    sides: tuple[Side, ...]
    nodes: tuple[Node, ...]
    journals: tuple[Journal, ...]
    schemas: Mapping[str, str]

    def side_of(self, node: str) -> Side:
        """Return the side of a node by its id; KeyError for a stranger."""
        code = self.node(node).side
        return next(side for side in self.sides if side.code == code)

    def node(self, node: str) -> Node:
        found = next((each for each in self.nodes if each.id == node), None)
        if found is None:
            raise KeyError(node)
        return found


def dumps(genesis: Genesis) -> bytes:
    """Return the canonical bytes that the roots sign; `Refused` unless `loads` reads them."""
    value = {
        "format": FORMAT,
        "journals": [
            {"epoch": j.epoch, "journal": j.id, "owner": j.owner, "reader": j.reader}
            for j in genesis.journals
        ],
        "nodes": [
            {
                "authorities": list(n.authorities),
                "box": n.box,
                "key": n.key,
                "node": n.id,
                "side": n.side,
                "tls": n.tls,
            }
            for n in genesis.nodes
        ],
        "schemas": [{"hash": h, "schema": name} for name, h in sorted(genesis.schemas.items())],
        "sides": [{"need": s.need, "roots": list(s.roots), "side": s.code} for s in genesis.sides],
    }
    data = canon.dumps(value)
    loads(data)
    return data


def loads(data: bytes) -> Genesis:
    """Read canonical bytes; `Refused` with `bad-genesis` and the rule that they break.

    `authority-twice` is a code of its own: people must settle which node speaks.
    """
    value = canon.loads(data)
    if type(value) is not dict or value.get("format") != FORMAT:
        raise _fault("is of the format " + FORMAT)
    try:
        genesis = Genesis(
            sides=tuple(Side(s["side"], tuple(s["roots"]), s["need"]) for s in value["sides"]),
            nodes=tuple(
                Node(
                    id=n["node"],
                    side=n["side"],
                    key=n["key"],
                    box=n["box"],
                    tls=n["tls"],
                    authorities=tuple(n["authorities"]),
                )
                for n in value["nodes"]
            ),
            journals=tuple(
                Journal(j["journal"], j["epoch"], j["owner"], j["reader"])
                for j in value["journals"]
            ),
            schemas={s["schema"]: s["hash"] for s in value["schemas"]},
        )
    except (KeyError, TypeError):
        raise _fault("names sides, nodes, journals and schemas") from None
    for rule, holds in _RULES.items():
        if not _holds(holds, genesis):
            raise _fault(rule, code=_CODES.get(holds, "bad-genesis"))
    return genesis


def sign(data: bytes, root: Ed25519PrivateKey, *, context: bytes = CONTEXT) -> tuple[str, str]:
    """Return a root's raw public key and its signature over `data`, hexadecimal."""
    public = root.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return public.hex(), root.sign(context + data).hex()


def why_not_signed(data: bytes, signatures: Iterable[tuple[str, str]]) -> str | None:
    """Return the code of the first side that has not signed, as `unsigned-VN`; None for none."""
    signed = list(signatures)
    for side in loads(data).sides:
        if not _enough(side, data, signed, context=CONTEXT):
            return f"unsigned-{side.code}"
    return None


def root_statement(
    *, node: str, journal: str, epoch: str, seq: int, args: Mapping[str, Any]
) -> bytes:
    """Return what a side's roots sign for a line of trust: its place and what it says there."""
    said = {name: value for name, value in args.items() if name != "signatures"}
    return canon.dumps({**said, "epoch": epoch, "journal": journal, "node": node, "seq": seq})


def signed_by_roots(side: Side, statement: bytes, given: Any) -> bool:
    """Whether as many roots as `side` asks for signed a `root_statement`.

    `given` is the line's list of `{"root", "signature"}`, of whatever shape it came.
    """
    listed = given if type(given) is list else []
    signed = [(each.get("root"), each.get("signature")) for each in listed if type(each) is dict]
    return _enough(side, statement, signed, context=KEY_CONTEXT)


def _enough(
    side: Side, data: bytes, signatures: Iterable[tuple[Any, Any]], *, context: bytes
) -> bool:
    """Whether as many different roots as the side asks for signed these bytes."""
    good = {
        root
        for root, signature in signatures
        if root in side.roots and _verifies(root, signature, context + data)
    }
    return len(good) >= side.need


def _verifies(root: str, signature: Any, data: bytes) -> bool:
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(root))
        key.verify(bytes.fromhex(signature), data)
    except (InvalidSignature, TypeError, ValueError):
        return False
    return True


def _holds(rule: Callable[[Genesis], bool], genesis: Genesis) -> bool:
    try:
        return rule(genesis)
    except (AttributeError, KeyError, TypeError):
        return False


def _two_sides(genesis: Genesis) -> bool:
    return len({side.code for side in genesis.sides}) == len(genesis.sides) == 2


def _roots(genesis: Genesis) -> bool:
    roots = [root for side in genesis.sides for root in side.roots]
    enough = all(type(s.need) is int and 2 <= s.need <= len(s.roots) for s in genesis.sides)
    return enough and all(is_hash(root) for root in roots) and len(set(roots)) == len(roots)


def _nodes(genesis: Genesis) -> bool:
    ids = [node.id for node in genesis.nodes]
    keys = [key for node in genesis.nodes for key in (node.key, node.box, node.tls)]
    codes = {side.code for side in genesis.sides}
    sound = all(is_id(each) for each in ids) and all(is_hash(each) for each in keys)
    alone = len(set(ids)) == len(ids) and len(set(keys)) == len(keys)
    return sound and alone and all(n.side in codes for n in genesis.nodes)


def _authorities(genesis: Genesis) -> bool:
    named = [(code, node.side) for node in genesis.nodes for code in node.authorities]
    return all(is_authority(code) and code[:2] == side.lower() for code, side in named)


def _authorities_once(genesis: Genesis) -> bool:
    named = [code for node in genesis.nodes for code in node.authorities]
    return len(set(named)) == len(named)


def _journals(genesis: Genesis) -> bool:
    ways = [(j.owner, j.reader) for j in genesis.journals]
    ids = [name for j in genesis.journals for name in (j.id, j.epoch)]
    return (
        all(is_id(each) for each in ids)
        and len(set(ids)) == len(ids)
        and len(set(ways)) == len(ways)
        and all(genesis.node(a).side != genesis.node(b).side for a, b in ways)
        and all((reader, owner) in ways for owner, reader in ways)
    )


def _schemas(genesis: Genesis) -> bool:
    return all(type(name) is str and is_hash(hash_) for name, hash_ in genesis.schemas.items())


_RULES: Final[Mapping[str, Callable[[Genesis], bool]]] = {
    "has two sides": _two_sides,
    "gives each side different root keys, of which at least two must sign": _roots,
    "gives each node an id, keys of its own and a side": _nodes,
    "gives each authority to a node of its own side": _authorities,
    "gives each authority to one node": _authorities_once,
    "gives two nodes of different sides a journal each way": _journals,
    "names schemas by their SHA-256": _schemas,
}


_CODES: Final[Mapping[Callable[[Genesis], bool], str]] = {_authorities_once: "authority-twice"}


def _fault(rule: str, *, code: str = "bad-genesis") -> Refused:
    return Refused(code, f"A genesis file {rule}.")

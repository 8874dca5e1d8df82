"""What people do at a node: seal and propose, disclose, erase, change its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from saphan.kernel.refusals import Refused
from saphan.protocol import document, genesis, policy, statements
from saphan.protocol.document import Level, Part
from saphan.protocol.journal import Kind
from torture.disk import new_id
from torture.party import Party, public_of


def propose(
    party: Party,
    rec: str,
    parts: Mapping[str, bytes],
    *,
    schema: str,
    prev: tuple[str, ...] = (),
    void: bool = False,
) -> str | None:
    """Seal a document, disclose what a policy allows and put it to the other side.

    Return its hash; None when no policy allows even its core.
    """
    _writing(party)
    header = document.Header(new_id(party.chance), party.name, schema, Level("shared"))
    sealed = document.build(
        header, [Part(name, data, party.chance.randbytes(32)) for name, data in parts.items()]
    )
    doc = party.disk.shelf.put(sealed)
    if "core" not in disclose(party, rec, doc):
        return None
    party.say(Kind.PROPOSE, rec, doc, statements.proposed(prev=prev, void=void))
    return doc


def disclose(party: Party, rec: str, doc: str) -> tuple[str, ...]:
    """Disclose every part of an own document that a policy in force allows; return them."""
    held = party.disk.shelf.read(doc)
    allowed: dict[str, list[str]] = {}
    for part in held.parts if held else ():
        ground = policy.basis(held, part, policies=party.policies()) if held else None
        if ground is not None:
            allowed.setdefault(ground, []).append(part)
    for ground, names in sorted(allowed.items()):
        args = statements.disclosed(parts=tuple(names), policy=ground or None)
        party.say(Kind.DISCLOSE, rec, doc, args)
    return tuple(part for names in allowed.values() for part in names)


def disclosed(party: Party, doc: str, part: str) -> bool:
    """Whether a line of one's own names the part."""
    lines = (line for line in party.own_lines() if line and line.doc == doc)
    return any(part in line.args.get("parts", ()) for line in lines)


def erase(party: Party, rec: str, doc: str, part: str) -> None:
    """Delete a part of an own document here and ask the peer to."""
    party.say(Kind.ERASE, rec, doc, statements.erased(part=part, ground="asked"))


def rotate(party: Party, key: Ed25519PrivateKey, roots: Sequence[Ed25519PrivateKey]) -> None:
    """Go on with a new node key that the roots sign for the line that names it."""
    _writing(party)
    present = party.disk.own[-1]
    args = {"key": public_of(key)}
    statement = genesis.root_statement(
        node=party.node,
        journal=party.journal,
        epoch=present.epoch,
        seq=len(present.lines) + 1,
        args=args,
    )
    signed = [genesis.sign(statement, root, context=genesis.KEY_CONTEXT) for root in roots]
    party.keyring[public_of(key)] = key
    listed = [{"root": root, "signature": signature} for root, signature in signed]
    party.write(Kind.KEY, None, None, {**args, "signatures": listed})


def overreach(party: Party, kind: Kind, rec: str, doc: str, authority: str) -> None:
    """Say something for an authority that the node does not hold."""
    _writing(party)
    args = statements.confirmed(parts=("core",)) if kind is Kind.CONFIRM else {}
    party.write(kind, rec, doc, args, authority=authority)


def may_confirm(party: Party, doc: str) -> bool:
    """Whether the core of a document is here."""
    core = party.disk.shelf.commitments(doc, ["core"])
    return bool(core) and core <= party.disk.shelf.payloads.keys()


def _writing(party: Party) -> None:
    if party.quarantined:
        raise Refused("quarantine", "The node was restored and reads only.")

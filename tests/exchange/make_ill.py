"""A peer that means ill: documents, parts and lines that no honest node would write."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import msgspec

from saphan.protocol import canon, document, journal, statements
from saphan.protocol.document import CORE, Header, Level, Part
from saphan.protocol.journal import Kind
from tests import make
from tests.exchange.make_exchange import Line
from torture.disk import new_id


def core(**changes: Any) -> dict[str, Any]:
    """A patrol as a peer states it."""
    built: dict[str, Any] = msgspec.to_builtins(make.patrol(area="la-houaphanh"))
    return {**built, **changes}


def puts(
    line: Line,
    parts: Mapping[str, bytes],
    *,
    kind: Kind = Kind.PROPOSE,
    speaks: str | None = None,
    **changes: Any,
) -> str:
    """Houaphanh discloses and puts forward a document of any header; return its hash."""
    la = line.la
    header: dict[str, Any] = {
        "id": new_id(la.chance),
        "authority": la.name,
        "schema": "security.patrol/1",
        "level": Level("shared"),
        **changes,
    }
    given = [Part(name, data, la.chance.randbytes(32)) for name, data in parts.items()]
    return puts_bytes(line, document.build(Header(**header), given), kind=kind, speaks=speaks)


def puts_bytes(
    line: Line,
    sealed: document.Sealed,
    *,
    kind: Kind = Kind.PROPOSE,
    speaks: str | None = None,
) -> str:
    la = line.la
    doc = la.disk.shelf.put(sealed)
    la.reckless |= {part.commitment for part in sealed.parts}
    rec = new_id(la.chance)
    ground = next(iter(la.policies()), None)
    names = tuple(sorted(part.name for part in sealed.parts))
    told = statements.disclosed(parts=names, policy=ground)
    la.write(Kind.DISCLOSE, rec, doc, told, authority=speaks)
    la.write(kind, rec, doc, {}, authority=speaks)
    return doc


def borrows(line: Line, parts: Mapping[str, str]) -> str:
    """Houaphanh puts a document forward that names commitments of others' parts as its own."""
    la = line.la
    header = Header(new_id(la.chance), la.name, "security.patrol/1", Level("shared"))
    own = Part(CORE, canon.dumps(core()), la.chance.randbytes(32))
    value = canon.loads(document.build(header, [own]).data)
    value["parts"].update(parts)
    data = canon.dumps(value)
    return puts_bytes(line, document.Sealed(data, document.read(data).hash, (own,)))


def says(line: Line, kind: Kind, args: dict[str, Any], **place: Any) -> None:
    """Houaphanh writes a line of any sense, also one that its own program would stumble over."""
    line.la.write(Kind.REFUSED, place.get("rec"), place.get("doc"), {})
    stretch = line.la.disk.own[-1]
    written = journal.read_line(stretch.lines[-1])
    changes: dict[str, Any] = {
        "kind": kind,
        "args": args,
        "authority": place.get("speaks") or line.la.name,
    }
    stretch.lines[-1] = journal.line_bytes(dataclasses.replace(written, **changes))
    line.la.start()

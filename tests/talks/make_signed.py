"""Talks between this node and one that knows the protocol alone, ready to be signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from saphan.accounts.services import load_authorities
from saphan.exchange.documents import ArticleText
from saphan.figures.registry import CATALOGUE
from saphan.ledger.clearance import Hand
from saphan.ledger.records import DocumentRef
from saphan.ledger.seal import seal
from saphan.protocol import merkle
from saphan.talks import signing
from saphan.talks.models import SignedCell
from tests import make
from tests.exchange.make_exchange import Line
from tests.talks import make_talks
from torture.disk import Stretch, root_of

CODE = make_talks.CODE
SECRETARY = Hand("secretary", "Secretary")
SHARED = ("security.patrol", "talks.minutes", "agreements.content", "agreements.meeting")


def shared_line(seed: int = 1) -> Line:
    """A line over which both sides see patrols, meetings and minutes, and a meeting to sign."""
    load_authorities()
    line = Line(seed)
    line.share_by_policy(*(article(schema) for schema in SHARED))
    make_talks.seal_meeting()
    return line


def article(schema: str) -> ArticleText:
    return ArticleText(
        article="Điều 3",
        schema=schema,
        parts=["core", "file"],
        levels=["shared"],
        purpose="talks",
        retention_days=3650,
    )


def patrol(number: int, **changes: Any) -> DocumentRef:
    values = {"number": f"{number:02}/BB", "started_on": day(number), "ended_on": day(number)}
    return seal(make.patrol_entry(**{**values, **changes}), clearance=make.clearance())


def patrol_core(number: int, **changes: Any) -> dict[str, Any]:
    values = {"number": f"{number:02}/ຫຫ", "started_on": day(number), "ended_on": day(number)}
    core: dict[str, Any] = msgspec.to_builtins(make.patrol(**{**values, **changes}))
    return core


def replace(ref: DocumentRef, number: int, **changes: Any) -> DocumentRef:
    """Seal another version of a patrol."""
    days = {"started_on": day(number), "ended_on": day(number)}
    values = {"number": f"{number:02}/BB", **days, **changes}
    entry = make.patrol_entry(uid=ref.uid, prev=(ref.hash,), **values)
    return seal(entry, clearance=make.clearance())


def day(number: int) -> date:
    return date(2025, 1 + number % 6, 1 + number % 28)


def agreed_patrols(line: Line, count: int = 3) -> list[DocumentRef]:
    """Patrols of ours that the other side agreed to."""
    refs = [patrol(number) for number in range(1, count + 1)]
    line.there()
    for ref in refs:
        line.confirms(ref.hash.hex())
    line.exchange()
    return refs


def sign() -> DocumentRef:
    return signing.sign(CODE, by=make.actor(), drafted_by=SECRETARY)


def value(figure: str, view: str, ref: DocumentRef) -> Mapping[str, Any]:
    cell = SignedCell.objects.get(version_hash=ref.hash, figure=figure, view=view)
    return {one["unit"]: one["value"] for one in cell.components}


def their_minutes(
    line: Line, joint: Sequence[DocumentRef], value: str, *, forged: bool = False
) -> str:
    """Have the other side sign minutes of one joint cell, worked out without this node's code.

    `forged` names a root that its lines do not lead to.
    """
    leaves = sorted(ref.uid.bytes + ref.hash for ref in joint)
    figure = CATALOGUE["security.patrols-joint"]
    core: dict[str, Any] = {
        "talks": CODE,
        "since": make_talks.FIRST.isoformat(),
        "until": make_talks.LAST.isoformat(),
        "authorities": {"la": "la-houaphanh", "vn": "vn-son-la"},
        "cells": [
            {
                "figure": figure.code,
                "view": "joint",
                "components": [{"value": value, "unit": "patrol", "qualifier": "="}],
                "status": "final",
                "documents": len(joint),
                "definition": figure.hash,
                "root": merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]).hex(),
            }
        ],
        "own": _head(line.la.journal, line.la.disk.own[0]),
        "ours": _head(line.la.journal, line.la.disk.own[0]),
        "theirs": _head(line.la.peer.journal, line.la.disk.theirs[0]),
    }
    if forged:
        core["ours"]["root"] = "0" * 64
    return line.proposes(core, schema="talks.minutes/1")


def _head(journal: str, stretch: Stretch) -> dict[str, Any]:
    return {
        "journal": journal,
        "epoch": stretch.epoch,
        "size": len(stretch.lines),
        "position": len(stretch.lines),
        "root": root_of(stretch.lines).hex(),
    }

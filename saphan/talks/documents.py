"""The sealed minutes: the cells as signed, and as of which journals (FIGURES 3)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from saphan.ledger.records import Core


class Amount(msgspec.Struct, frozen=True, kw_only=True):
    """A component: `value` is a decimal text in `unit`, none for a missing one."""

    value: str | None
    unit: str
    qualifier: str = "="


class SignedCell(msgspec.Struct, frozen=True, kw_only=True):
    """A figure of the talks' period as it stood: `view` is that of the authority that signs.

    `definition` is the figure's hash, `root` the Merkle root over record and version of each
    document that contributes.
    """

    figure: str
    view: str
    components: list[Amount]
    status: str
    documents: int
    definition: str
    root: str
    within: dict[str, str] = {}


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first `size` lines of an epoch and their root; `position` counts through all epochs."""

    journal: str
    epoch: str
    size: int
    position: int
    root: str


class AgreedContent(msgspec.Struct, frozen=True, kw_only=True):
    """A content agreed at the talks, by the hash of the document that states it."""

    number: int
    document: str


class Scan(msgspec.Struct, frozen=True, kw_only=True):
    """One file of the signed paper: its bytes lie in the parts `file_<part>`, one after another."""

    media: str
    size: int
    sha256: str
    parts: list[str]


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """The paper that was signed by hand: `document` is the version whose code its pages carry.

    Who signed stands in the part `person_<side>` of each.
    """

    document: str
    signed_on: date
    place: str
    pages: int
    scans: list[Scan]


class Signer(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of who signed the paper for a side."""

    name: str


class Minutes(Core, frozen=True, kw_only=True):
    """The minutes of talks as one authority signs them and puts them to the other side.

    `own`, `ours` and `theirs` are the journals as they were: its own one, the one to the peer and
    the one from it. `texts` are hashes of the minutes' words by language; `restates` is the hash
    of the minutes whose values these replace.
    """

    schema: ClassVar[str] = "talks.minutes/1"

    talks: str
    since: date
    until: date
    authorities: dict[str, str]
    cells: list[SignedCell]
    own: Head
    ours: Head | None = None
    theirs: Head | None = None
    contents: list[AgreedContent] = []
    texts: dict[str, str] = {}
    restates: str = ""
    paper: Paper | None = None

"""Cells as of stated journals: what is signed, and what signed values are checked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgspec

from saphan.bilateral.as_of import Standing
from saphan.bilateral.models import View as For
from saphan.figures import cells
from saphan.figures.cells import Cell, Contribution
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.figures.standing import Circle, View, is_exchanged
from saphan.kernel.figures import Figure
from saphan.kernel.periods import Period
from saphan.protocol import merkle
from saphan.talks.documents import Amount, SignedCell


@dataclass(frozen=True, slots=True)
class Moment:
    """As of which sizes the views of one authority are read: our own journal, and a pair's.

    `standings` are the matters of the pair at these positions; none for talks without a peer.
    """

    own: int
    ours: int | None = None
    theirs: int | None = None
    standings: Sequence[Standing] = ()


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose cells of which days: `authority` signs, `peer` is the other side's node, if any.

    `mine` is false where the cells are those of the other side's authority.
    """

    authority: str
    period: Period
    peer: str = ""
    mine: bool = True

    def stands_for(self, view: View) -> For:
        """Return for whom, seen from this node, the versions of a view of the authority stand."""
        if view is View.JOINT:
            return For.JOINT
        return For.OURS if (view is View.OWN) is self.mine else For.THEIRS


@dataclass(frozen=True, slots=True)
class Frozen:
    """A cell and what it rests on."""

    cell: Cell
    contributions: Sequence[Contribution] = field(default=(), repr=False)

    @property
    def root(self) -> str:
        return root_of(self.contributions)

    def says(self, components: Sequence[Mapping[str, Any]]) -> bool:
        """Whether the cell has these components, as they are stored."""
        return list(components) == self.components

    @property
    def components(self) -> list[dict[str, Any]]:
        """The value as it is stored."""
        said: list[dict[str, Any]] = msgspec.to_builtins(amounts(self.cell))
        return said

    def as_signed(self) -> SignedCell:
        cell = self.cell
        return SignedCell(
            figure=cell.figure.code,
            view=str(cell.view),
            within=dict(cell.within),
            components=amounts(cell),
            status=cell.status,
            documents=cell.documents,
            definition=cell.figure.hash,
            root=self.root,
        )


def amounts(cell: Cell) -> list[Amount]:
    """Return a cell's components as they are signed."""
    return [Amount(value=a.text, unit=a.unit, qualifier=a.qualifier) for a in cell.components]


def root_of(contributions: Iterable[Contribution]) -> str:
    """Return the Merkle root over record and version (16 and 32 bytes), ascending, each once."""
    leaves = sorted({each.uid.bytes + each.version_hash for each in contributions})
    return merkle.root([merkle.leaf_hash(leaf) for leaf in leaves]).hex()


def freeze(
    figure: Figure, view: View, scope: Scope, moment: Moment, within: Mapping[str, str]
) -> Frozen:
    """Return one cell as of a moment, worked out from the record."""
    question = Question(
        figure,
        scope.authority,
        scope.period,
        dict(within),
        as_of=moment.own,
        view=view,
        circle=_circle(scope, moment),
    )
    if view is View.OWN and scope.mine:
        question = replace(question, taken=_taken(scope, moment.standings))
        return Frozen(cells.compute(question), cells.contributions(question))
    question = replace(question, versions=versions(scope, view, moment.standings))
    contributions = cells.contributions(question)
    contested = _contested(moment, contributions) if view is View.JOINT else 0
    cell = replace(cells.compute(question), contested=contested)
    return Frozen(replace(cell, status="disputed") if contested else cell, contributions)


def freeze_all(scope: Scope, moment: Moment, own: Iterable[Cell]) -> list[Frozen]:
    """Return the own cells given and, of what both sides record, the other views of each figure."""
    found = [freeze(cell.figure, View.OWN, scope, moment, cell.within) for cell in own]
    told = {each.cell.figure.code for each in found}
    for figure in CATALOGUE.values() if scope.peer else ():
        if not is_exchanged(figure):
            continue
        views = [freeze(figure, v, scope, moment, {}) for v in (View.COUNTERPART, View.JOINT)]
        if figure.code in told or any(each.cell.documents for each in views):
            found += views
    return found


def versions(scope: Scope, view: View, standings: Iterable[Standing]) -> tuple[bytes, ...]:
    """Return the raw hashes of what stands for a view of the authority.

    A matter in which another authority of its side stands is not its own.
    """
    whom = scope.stands_for(view)
    return tuple(
        bytes.fromhex(doc)
        for each in standings
        if all(_concerns(scope, code) for code in each.stated_by.values())
        for doc in each.docs[whom]
    )


def _taken(scope: Scope, standings: Sequence[Standing]) -> tuple[bytes, ...]:
    """Return what the other side wrote and the authority confirmed, having none of its own."""
    theirs = {doc for each in standings for doc, by in each.stated_by.items() if _is_far(scope, by)}
    standing = versions(scope, View.OWN, standings)
    return tuple(doc for doc in standing if doc.hex() in theirs)


def _is_far(scope: Scope, authority: str) -> bool:
    return authority[:2] != scope.authority[:2]


def _concerns(scope: Scope, authority: str) -> bool:
    """Whether a document of an authority is the scope's own or of the other side."""
    return authority == scope.authority or authority[:2] != scope.authority[:2]


def _circle(scope: Scope, moment: Moment) -> Circle:
    peers = (scope.peer,) if scope.peer else ()
    return Circle(scope.authority, peers, ours=moment.ours, theirs=moment.theirs)


def _contested(moment: Moment, contributions: Iterable[Contribution]) -> int:
    objected = {doc for each in moment.standings for doc in each.contested}
    return len({c.version_hash.hex() for c in contributions} & objected)

"""How records of each kind read on pages: the floors that know a kind's words hand them down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
from django.urls import reverse

from saphan.kernel.languages import T
from saphan.ledger.reading import Stored
from saphan.ledger.records import Core
from saphan.web.components import Text
from saphan.web.display import language


@dataclass(frozen=True, slots=True)
class Face:
    """A kind's words: `read` puts a field of a core in words, `labels` name the fields.

    `apart` are fields that each side has for itself: they never count as a difference. `route` is
    the URL name of a record's page, `route`-edit that of its form, `route`-new of an empty one.
    """

    names: T
    core: type[Core]
    title: Callable[[Any], str]
    labels: Mapping[str, Text]
    read: Callable[[Any, str], Any]
    route: str = ""
    apart: frozenset[str] = frozenset()

    def href(self, uid: object) -> str:
        return reverse(self.route, args=[uid]) if self.route else ""


type Look = Callable[[str], Face | None]

_looks: list[Look] = []


def plug(look: Look) -> None:
    """Add a floor that knows the faces of some kinds."""
    if look not in _looks:
        _looks.append(look)


def of(kind: str) -> Face | None:
    """Return the face of a kind; None for one that this node does not know."""
    return next((face for look in _looks if (face := look(kind))), None)


def name_of(kind: str) -> str:
    """Return a kind's name in the language of the page, its code where nobody knows it."""
    face = of(kind)
    return face.names.in_(language()) if face else kind


def core_of(stored: Stored) -> Core | None:
    """Return what a version says; None when it cannot be read here, or says only that it ends."""
    face, record = of(stored.record.kind), stored.record
    if face is None or face.core.schema != record.schema or record.is_void or not record.core:
        return None
    try:
        return msgspec.convert(record.core, face.core)
    except msgspec.ValidationError:
        return None


def title_of(versions: Iterable[Stored]) -> str:
    """Return what lists call a record, by the newest of its versions that can be read here."""
    for stored in sorted(versions, key=lambda each: each.record.version, reverse=True):
        face, core = of(stored.record.kind), core_of(stored)
        if face and core:
            return face.title(core)
    return ""

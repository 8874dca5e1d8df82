"""The small files that people carry between two nodes: canonical JSON that names its format."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from saphan.kernel.refusals import Refused
from saphan.protocol import canon
from saphan.web import sentences

type Rules = Mapping[str, Callable[[Any], bool]]


def dumps(kind: str, members: Mapping[str, Any]) -> bytes:
    return canon.dumps({"format": kind, **members})


def loads(data: bytes, kind: str, rules: Rules, *, code: str) -> dict[str, Any]:
    """Return the members, exactly those of `rules`, each of which holds; else Refused as `code`."""
    try:
        said = canon.loads(data)
    except Refused as fault:
        words = {"kind": kind, "fault": sentences.said(fault)}
        raise Refused(code, _("This is no file %(kind)s: %(fault)s") % words) from fault
    if type(said) is not dict or said.pop("format", None) != kind or said.keys() != rules.keys():
        raise Refused(code, _("This is no file %(kind)s.") % {"kind": kind})
    for name, holds in rules.items():
        if not holds(said[name]):
            words = {"kind": kind, "name": name}
            raise Refused(code, _("The file %(kind)s says something else as %(name)s.") % words)
    return said


def kind_of(data: bytes) -> str:
    """Return the format that a file names; empty for a file of another make."""
    try:
        said = canon.loads(data)
    except Refused:
        return ""
    return str(said.get("format", "")) if type(said) is dict else ""


def write(path: Path, data: bytes) -> None:
    """Replace a file so that the old or the new one is there, whatever happens."""
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def are_signatures(value: Any) -> bool:
    """Whether a member lists root keys with their signatures, both in hexadecimal."""
    return type(value) is list and all(
        type(one) is dict
        and one.keys() == {"root", "signature"}
        and all(type(text) is str for text in one.values())
        for one in value
    )

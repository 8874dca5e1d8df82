"""The hash by which two nodes know that they mean the same by a schema's name."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import msgspec
import orjson

from saphan.ledger.records import Core

NAMES = frozenset({"properties", "$defs"})
WORDS = frozenset({"title", "description"})


def hashes(cores: Mapping[str, type[Core]]) -> dict[str, str]:
    """Return the SHA-256 of each schema's description, by the schema's name."""
    return {name: hash_of(core) for name, core in cores.items()}


def hash_of(core: type[Core]) -> str:
    """Hash a core's JSON Schema, keys sorted: names of types count, words that explain do not."""
    described = _bare(msgspec.json.schema(core))
    return sha256(orjson.dumps(described, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _bare(value: Any, *, names: bool = False) -> Any:
    """Leave out titles and descriptions, but no field that is called so."""
    if type(value) is dict:
        return {
            key: _bare(each, names=not names and key in NAMES)
            for key, each in value.items()
            if names or key not in WORDS
        }
    return [_bare(each) for each in value] if type(value) is list else value

"""What may be disclosed: articles of policies that both sides agreed to, no more (EXCHANGE 6).

A policy is a matter of two owners like any other: in force while agreed and uncontested, so that
sharing starts by two and stops by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from saphan.kernel.refusals import Refused
from saphan.protocol import canon
from saphan.protocol.document import Document
from saphan.protocol.statements import Disclosed
from saphan.protocol.states import State, Status

SCHEMA: Final = "exchange.policy"
CONTROL: Final = frozenset({SCHEMA, "figures.definitions"})
"""Schemas whose core may always be disclosed: what both need to know before they can agree."""

IN_FORCE: Final = frozenset({Status.AGREED, Status.PENDING})
_ARTICLE: Final = frozenset({"article", "levels", "parts", "purpose", "retention_days", "schema"})

type Read = Callable[[str], Document | None]
"""A document by its hexadecimal hash; None when it is not held."""
type Policies = Callable[[str], Policy | None]
"""The policy that a document states, by its hash; None when it states none or cannot be read."""


@dataclass(frozen=True, slots=True)
class Article:
    """Parts of one kind of record that may be disclosed, at which levels, why and for how long.

    `schema` is a name without version, `parts` are kinds of part (`core`, `person`, `photo`,
    `file`), `levels` codes of levels; `article` cites the instrument.
    """

    article: str
    schema: str
    parts: frozenset[str]
    levels: frozenset[str]
    purpose: str
    retention_days: int

    def allows(self, document: Document, part: str) -> bool:
        header = document.header
        return (
            _name(header.schema) == self.schema
            and kind_of_part(part) in self.parts
            and header.level.code in self.levels
        )


@dataclass(frozen=True, slots=True)
class Policy:
    """What a policy document says in its core."""

    articles: tuple[Article, ...]


def loads(core: bytes) -> Policy:
    """Read the core of a policy; `Refused` with `bad-policy`."""
    value = canon.loads(core)
    if type(value) is not dict or type(value.get("articles")) is not list:
        raise _fault("is a list of articles")
    return Policy(tuple(_article(each) for each in value["articles"]))


def dumps(policy: Policy) -> bytes:
    """Return the canonical bytes of a policy's core."""
    return canon.dumps(
        {
            "articles": [
                {
                    "article": each.article,
                    "levels": sorted(each.levels),
                    "parts": sorted(each.parts),
                    "purpose": each.purpose,
                    "retention_days": each.retention_days,
                    "schema": each.schema,
                }
                for each in policy.articles
            ]
        }
    )


def in_force(states: Iterable[State]) -> frozenset[str]:
    """Return the documents whose matters are agreed and uncontested."""
    return frozenset(doc for state in states if state.status in IN_FORCE for doc in state.agreed)


def basis(document: Document, part: str, *, policies: Mapping[str, Policy]) -> str | None:
    """Return the hash of a policy in force that allows a part, `""` when none is needed.

    None: the part may not be disclosed. `policies` are those in force, by hash.
    """
    if part == "core" and _name(document.header.schema) in CONTROL:
        return ""
    for doc, policy in sorted(policies.items()):
        if any(article.allows(document, part) for article in policy.articles):
            return doc
    return None


def lawful(
    said: Disclosed, stands: Callable[[str], bool], *, read: Read, policies: Policies
) -> frozenset[str]:
    """Return which of the disclosed parts the policy that the line names allows.

    `stands` tells whether a document is agreed and uncontested at the line, by what its author had
    seen (`Telling.stands`). An unlawful part is dropped at
    ingest; the line stays.
    """
    document = read(said.doc)
    if document is None:
        return frozenset()
    named: dict[str, Policy] = {}
    if said.policy is not None and stands(said.policy):
        policy = policies(said.policy)
        named |= {said.policy: policy} if policy else {}
    return frozenset(
        part
        for part in said.parts
        if part in document.parts and basis(document, part, policies=named) is not None
    )


def kind_of_part(name: str) -> str:
    return name.partition("_")[0]


def _name(schema: str) -> str:
    return schema.partition("/")[0]


def _article(value: Any) -> Article:
    if type(value) is not dict or value.keys() != _ARTICLE:
        raise _fault("names in each article " + ", ".join(sorted(_ARTICLE)))
    days = value["retention_days"]
    if type(days) is not int or days < 1:
        raise _fault("says for how many days the parts are kept")
    texts = [value[name] for name in ("article", "purpose", "schema")]
    lists = [value[name] for name in ("levels", "parts")]
    if not all(type(text) is str and text for text in texts):
        raise _fault("cites an article, a purpose and a schema")
    if not all(type(each) is list and all(type(one) is str for one in each) for each in lists):
        raise _fault("lists parts and levels")
    return Article(
        article=value["article"],
        schema=value["schema"],
        parts=frozenset(value["parts"]),
        levels=frozenset(value["levels"]),
        purpose=value["purpose"],
        retention_days=days,
    )


def _fault(rule: str) -> Refused:
    return Refused("bad-policy", f"A policy {rule}.")

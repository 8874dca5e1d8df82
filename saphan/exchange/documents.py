"""The sealed payload of a sharing policy, a matter of two owners like any other (EXCHANGE 6)."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from saphan.ledger.records import Core


class ArticleText(msgspec.Struct, frozen=True, kw_only=True):
    """Which parts of one kind of record may be disclosed; see `protocol.policy.Article`."""

    article: str
    schema: str
    parts: list[str]
    levels: list[str]
    purpose: str
    retention_days: int


class PolicyText(Core, frozen=True, kw_only=True):
    """A sharing policy: in force while both sides agree to it."""

    schema: ClassVar[str] = "exchange.policy/1"

    articles: list[ArticleText]

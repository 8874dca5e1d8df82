"""Decisions about sharing: each returns the code of the first objection, or None. Pure."""

from __future__ import annotations

from datetime import date

from saphan.exchange.documents import PolicyText


def why_not_propose(policy: PolicyText, *, on: date) -> str | None:  # noqa: ARG001 - as every kind
    """A policy names records, and of each what is shared, at which levels, for how many days."""
    if not policy.articles:
        return "no-articles"
    for each in policy.articles:
        if not (each.article.strip() and each.purpose.strip() and each.schema):
            return "no-basis-to-share"
        if not each.parts or not each.levels:
            return "nothing-shared"
        if each.retention_days < 1:
            return "no-days"
    return None

"""The trace of reading personal data."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from saphan.accounts.models import Read
from saphan.kernel.actors import Actor


def log_read(
    uids: Collection[str], *, path: str, purpose: str, by: Actor, at: datetime
) -> Read | None:
    """Write one row for one page; None when the page showed nobody.

    `path` comes without its query: what was searched for may itself be a name.
    """
    if not uids:
        return None
    return Read.objects.create(
        at=at,
        login=by.login,
        authority=by.authority,
        path=path[:500],
        purpose=purpose,
        uids=sorted(set(uids)),
    )

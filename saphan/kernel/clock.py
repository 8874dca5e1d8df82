"""The only place that asks what day and time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BORDER_TIME = ZoneInfo("Asia/Ho_Chi_Minh")
"""Vietnam and Laos share UTC+7 all year."""


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return datetime.now(BORDER_TIME).date()

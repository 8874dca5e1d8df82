"""Closed lists of the agreements register."""

from __future__ import annotations

from enum import StrEnum


class InstrumentKind(StrEnum):
    TREATY = "treaty"
    AGREEMENT = "agreement"
    PROTOCOL = "protocol"
    MEMORANDUM = "memorandum"
    PLAN = "plan"
    MINUTES = "minutes"


class MeetingKind(StrEnum):
    """Talks of provincial commands, the annual meeting of the delegations, station briefings."""

    TALKS = "talks"
    ANNUAL_MEETING = "annual-meeting"
    BRIEFING = "briefing"


class ContentKind(StrEnum):
    """How a content binds: once by a day, again and again, always, or until a number is met."""

    ONE_OFF = "one-off"
    RECURRING = "recurring"
    STANDING = "standing"
    TARGET = "target"


class Outcome(StrEnum):
    """What one side says of a content of earlier talks."""

    DONE = "done"
    UNDER_WAY = "under-way"
    NOT_STARTED = "not-started"
    LATE = "late"


class Role(StrEnum):
    HEAD = "head"
    MEMBER = "member"
    SECRETARY = "secretary"

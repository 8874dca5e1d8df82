"""Decisions of the agreements register: each returns the code of the first objection, or None."""

from __future__ import annotations

import re
from datetime import date, timedelta

from saphan.kernel.first_days import first_day
from saphan.registers.agreements.choices import Outcome
from saphan.registers.agreements.documents import Content, Instrument, Meeting, Wording

SIDES = {"vn", "la"}
MOST = 999
"""Contents of one meeting, copies of one instrument, times that talks were held."""
FIRST_DAY = first_day("agreements")
LONGEST_REPORT = timedelta(days=3 * 366)
IS_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*").fullmatch


def why_not_record_instrument(instrument: Instrument, *, on: date) -> str | None:
    """An instrument was signed before it is recorded, and ends after it begins."""
    if not _says_something(instrument.title):
        return "no-text"
    if instrument.signed_on > on:
        return "in-the-future"
    if instrument.signed_on < FIRST_DAY:
        return "too-early"
    begins = instrument.in_force_on or instrument.signed_on
    if begins < instrument.signed_on:
        return "in-force-before-signed"
    if instrument.ended_on and instrument.ended_on < begins:
        return "ends-before-start"
    return None if 0 <= instrument.copies <= MOST else "bad-number"


def why_not_record_meeting(meeting: Meeting, *, on: date) -> str | None:
    """A meeting may lie ahead; the period on which it reports is a period."""
    if not IS_CODE(meeting.code):
        return "bad-code"
    if not _says_something(meeting.title):
        return "no-text"
    if meeting.held_on > on + timedelta(days=2 * 366):
        return "too-far-ahead"
    if meeting.held_on < FIRST_DAY:
        return "too-early"
    if not 0 <= meeting.ordinal <= MOST:
        return "bad-number"
    if len({d.id for d in meeting.delegates}) != len(meeting.delegates):
        return "same-child-twice"
    return why_not_report_on(meeting.since, meeting.until)


def why_not_report_on(since: date | None, until: date | None) -> str | None:
    """Both days of the period are given or none, in order and not too far apart."""
    if since is None and until is None:
        return None
    if since is None or until is None:
        return "half-a-period"
    if until < since:
        return "ends-before-start"
    return "too-long" if until - since > LONGEST_REPORT else None


def why_not_record_content(content: Content, *, on: date) -> str | None:
    """A content binds somebody, and falls due after it was agreed."""
    if not _says_something(content.text):
        return "no-text"
    if content.agreed_on > on:
        return "in-the-future"
    if content.agreed_on < FIRST_DAY:
        return "too-early"
    if not content.debtors or not set(content.debtors) <= SIDES:
        return "no-debtor"
    if content.due and content.due < content.agreed_on:
        return "due-before-agreed"
    return None if 1 <= content.number <= MOST else "bad-number"


def _says_something(text: Wording) -> bool:
    return bool(text.vi or text.lo or text.en)


def state_of(outcome: str, due: date | None, *, on: date) -> str:
    """Return what a content's chip says: its outcome, late when its day is over, else open."""
    if outcome == Outcome.DONE:
        return outcome
    return "late" if due and due < on else outcome or "open"

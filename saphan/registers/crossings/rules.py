"""Decisions of the crossings register: pure functions that return a reason code or None."""

from __future__ import annotations

from datetime import date

from saphan.kernel.first_days import first_day
from saphan.registers.crossings.choices import Vehicle
from saphan.registers.crossings.documents import Gate, Movement, Tally

FIRST_DAY = first_day("crossings")
MOST_COMPANIONS = 60
"""A bus; more on one document is a slip of the pen."""


def why_not_record_movement(movement: Movement, *, on: date) -> str | None:
    """A movement happened, at a known gate, with as many companions as one document can have."""
    if not movement.gate:
        return "no-gate"
    if movement.on > on:
        return "in-the-future"
    if movement.on < FIRST_DAY:
        return "too-early"
    if not 0 <= movement.companions <= MOST_COMPANIONS:
        return "absurd-companions"
    if movement.aboard and movement.vehicle == Vehicle.NONE:
        return "aboard-nothing"
    return None


def why_not_decide_gate(gate: Gate, *, on: date) -> str | None:
    """A decision was taken before it holds, and hours come in pairs; it may hold from later on."""
    if gate.decided_on > on:
        return "in-the-future"
    if gate.decided_on < FIRST_DAY:
        return "too-early"
    if gate.since < gate.decided_on:
        return "before-decision"
    if (gate.opens is None) != (gate.closes is None):
        return "half-hours"
    if gate.opens and gate.closes and gate.closes <= gate.opens:
        return "closes-before-opening"
    return None


def why_not_tally(tally: Tally, *, on: date) -> str | None:
    """A tally's parts add up to its count, and its day has come."""
    if tally.on > on:
        return "in-the-future"
    if sum(tally.travel_documents.values()) != tally.count:
        return "does-not-add-up"
    return "does-not-add-up" if sum(tally.vehicles.values()) > tally.count else None

"""States by shape and word: colour only helps who sees it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

_SHAPES = {
    "tick": '<path d="M2 8.5l4 4 8-9"/>',
    "double-tick": '<path d="M1 9l3 3 6-8M7.5 11.5l.6.6 6.4-8.4"/>',
    "half": '<circle cx="8" cy="8" r="6"/><path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/>',
    "cross": '<path d="M3 3l10 10M13 3L3 13"/>',
    "bars": '<path d="M2 5h12M2 11h12"/>',
    "pen": '<path d="M3 13l1-4 7-7 3 3-7 7zM9.5 3.5l3 3"/>',
    "dash": '<path d="M2 8h12"/>',
    "square": '<path d="M3 3h10v10H3z" fill="currentColor"/>',
    "ring": '<circle cx="8" cy="8" r="5.5"/>',
    "dots": '<path d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="3.4"/>',
    "clock": '<circle cx="8" cy="8" r="6"/><path d="M8 4.5V8l2.5 2"/>',
    "seal": '<circle cx="8" cy="8" r="6"/><path d="M5.2 8.2l2 2 3.6-4"/>',
    "question": '<path d="M5 5.5a3 3 0 1 1 4.6 2.6C8.4 8.8 8 9.3 8 10.5M8 13.5v.01"/>',
    "join": '<path d="M3 2.5l5 5.5 5-5.5M8 8v6"/>',
    "back": '<path d="M6.5 3L2 7.5 6.5 12M2 7.5h8a4 4 0 0 1 4 4V13"/>',
}


@dataclass(frozen=True, slots=True)
class State:
    """`tone` is one of the four state colours: ok, wait, no, off."""

    word: str | Promise
    tone: str
    shape: str


JOINT = {
    "alone": State(pgettext_lazy("joint state", "ours alone"), "off", "ring"),
    "proposed": State(pgettext_lazy("joint state", "proposed"), "wait", "half"),
    "accepted": State(pgettext_lazy("joint state", "accepted"), "wait", "tick"),
    "agreed": State(pgettext_lazy("joint state", "agreed"), "ok", "double-tick"),
    "amendment-pending": State(pgettext_lazy("joint state", "amendment pending"), "wait", "pen"),
    "contested": State(pgettext_lazy("joint state", "contested"), "no", "cross"),
    "two-texts": State(pgettext_lazy("joint state", "two texts"), "no", "bars"),
    "lapsed": State(pgettext_lazy("joint state", "lapsed"), "off", "dash"),
    "ended": State(pgettext_lazy("joint state", "ended"), "off", "square"),
    "stated": State(pgettext_lazy("joint state", "stated"), "off", "dots"),
    "linked": State(pgettext_lazy("joint state", "joined with another"), "off", "join"),
}
"""The bridge's states; a matter without a peer is ours alone."""

STATES = {
    **JOINT,
    "draft": State(_("draft"), "off", "dots"),
    "checked": State(_("checked"), "wait", "tick"),
    "sealed": State(_("sealed"), "ok", "seal"),
    "theirs": State(_("record of the other side"), "off", "ring"),
    "doubtful": State(_("doubtful"), "wait", "question"),
    "refused": State(_("refused"), "no", "cross"),
    "withdrawn": State(_("withdrawn"), "off", "back"),
    "returned": State(_("given back"), "wait", "back"),
    "ready": State(_("ready to clear"), "wait", "half"),
    "open": State(_("open"), "wait", "ring"),
    "done": State(_("done"), "ok", "tick"),
    "under-way": State(_("under way"), "wait", "half"),
    "late": State(_("late"), "no", "clock"),
    "closed": State(_("closed"), "off", "square"),
    "final": State(_("final"), "ok", "tick"),
    "provisional": State(_("provisional"), "wait", "half"),
    "estimated": State(_("estimated"), "wait", "dots"),
    "disputed": State(_("disputed"), "no", "cross"),
    "missing": State(_("missing"), "off", "dash"),
}


def add(code: str, state: State) -> None:
    """Let a register add a state of its own; ValueError when the code means something else."""
    if STATES.get(code, state) != state:
        raise ValueError(f"the state {code} has another meaning already")
    STATES[code] = state


def chip(code: str, *, note: str | Promise = "") -> SafeString:
    """Draw a state; an unknown code is shown as it is written, so that nothing disappears."""
    state = STATES.get(code, State(code, "off", "ring"))
    return format_html(
        '<span class="chip {}">{}<span>{}</span></span>',
        state.tone,
        shape(state.shape),
        note or state.word,
    )


def shape(name: str) -> SafeString:
    """A small drawing for one state; the word beside it carries the meaning for a reader."""
    drawing = mark_safe(_SHAPES[name])  # noqa: S308 - constants of this file
    return format_html(
        '<svg viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{}</svg>',
        drawing,
    )

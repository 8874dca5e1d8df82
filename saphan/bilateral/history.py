"""Who said what of a matter, in words: the lines of both journals as a history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from saphan.accounts.models import Authority
from saphan.bilateral.dossier import Dossier, Said
from saphan.bilateral.services import REASONS
from saphan.protocol import document, policy
from saphan.protocol.journal import Kind
from saphan.protocol.statements import (
    Confirmed,
    Disclosed,
    Disputed,
    Erased,
    Linked,
    Proposed,
    Stated,
    Withdrawn,
)
from saphan.web.components import Change
from saphan.web.display import language

PARTS: Final = {
    "photo": gettext_lazy("photographs"),
    "file": gettext_lazy("attachments"),
}
CLEARANCE: Final = "person_clearance"


def of(dossier: Dossier) -> list[Change]:
    """Return the history, newest first."""
    names = authorities(each.line.authority for each in dossier.said)
    changes = []
    for each in reversed(dossier.said):
        what = in_words(each, dossier)
        if what:
            changes.append(
                Change(
                    when=datetime.fromisoformat(each.line.at),
                    who=names.get(each.line.authority, each.line.authority),
                    what=what,
                    sealed=each.line.doc or "",
                )
            )
    return changes


def authorities(codes: Iterable[str]) -> Mapping[str, str]:
    """Return code -> short name of authorities in the language of the page."""
    found = Authority.objects.filter(code__in=set(codes))
    return {one.code: one.short.in_(language()) for one in found}


def parts_in_words(names: Iterable[str]) -> str:
    """Return parts of a document as people name them: `the record, 2 persons`."""
    listed = list(names)
    kinds = Counter(policy.kind_of_part(name) for name in listed if name != CLEARANCE)
    words = [_("the record")] if kinds.pop(document.CORE, 0) else []
    people = kinds.pop("person", 0)
    if people:
        words.append(ngettext("%(n)s person", "%(n)s persons", people) % {"n": people})
    if CLEARANCE in listed:
        words.append(_("who cleared it"))
    return ", ".join([*words, *(str(PARTS.get(kind, kind)) for kind in sorted(kinds))])


def reason_in_words(reason: str) -> str:
    """Put the code of a reason in words; the officer's own words stay as they are."""
    code, _colon, words = reason.partition(":")
    if code not in REASONS:
        return reason
    return f"{REASONS[code]} {words.strip()}".rstrip()


def in_words(said: Said, dossier: Dossier) -> Any:
    """Say a line in words; those of an officer may stand among them, marked as another text."""
    statement = said.statement
    say = _SAY.get(type(statement))
    return say(statement, said, dossier) if say else ""


def _version(doc: str, dossier: Dossier) -> str:
    held = dossier.versions.get(doc)
    return _("version %(n)s") % {"n": held.record.version} if held else _("a version")


def _proposed(statement: Proposed, _said: Said, dossier: Dossier) -> str:
    if statement.void:
        return _("put forward that the record ends")
    return _("put %(version)s forward") % {"version": _version(statement.doc, dossier)}


def _stated(statement: Stated, _said: Said, dossier: Dossier) -> str:
    return _("stated %(version)s") % {"version": _version(statement.doc, dossier)}


def _confirmed(statement: Confirmed, _said: Said, dossier: Dossier) -> str:
    words = {"version": _version(statement.doc, dossier)}
    return _("agreed to %(version)s of the other side") % words


def _disputed(statement: Disputed, _said: Said, dossier: Dossier) -> Any:
    words = {"version": _version(statement.doc, dossier)}
    what = _("objected to %(version)s of the other side") % words
    return format_html("{}: <bdi>{}</bdi>", what, reason_in_words(statement.reason))


def _withdrawn(statement: Withdrawn, _said: Said, dossier: Dossier) -> str:
    return _("took %(version)s back") % {"version": _version(statement.doc, dossier)}


def _linked(statement: Linked, _said: Said, dossier: Dossier) -> str:
    if statement.other in dossier.members:
        return _("said that two records of this matter are one")
    return _("said that this is the same matter as another record")


def _disclosed(statement: Disclosed, _said: Said, _dossier: Dossier) -> str:
    more = [name for name in statement.parts if name != document.CORE]
    return _("handed over: %(parts)s") % {"parts": parts_in_words(more)} if more else ""


def _erased(statement: Erased, said: Said, _dossier: Dossier) -> Any:
    sentence = {
        Kind.ERASE: _("erased, and asked the other side to erase, %(part)s"),
        Kind.ERASED: _("erased %(part)s as asked"),
        Kind.REFUSED: _("did not erase %(part)s"),
    }[said.line.kind]
    what = sentence % {"part": parts_in_words([statement.part])}
    return format_html("{}: <bdi>{}</bdi>", what, statement.ground)


_SAY: Final[Mapping[type, Callable[[Any, Said, Dossier], Any]]] = {
    Proposed: _proposed,
    Stated: _stated,
    Confirmed: _confirmed,
    Disputed: _disputed,
    Withdrawn: _withdrawn,
    Linked: _linked,
    Disclosed: _disclosed,
    Erased: _erased,
}

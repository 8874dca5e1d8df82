"""What an officer says to the other side of a matter: one line each, and nobody's value changes.

Each verb takes the ability to clear records of the matter's register, for it binds the authority.
A new value is a record of one's own, drafted, cleared and sealed like any other.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.bilateral import joint, kinds, needs
from saphan.bilateral.models import Matter
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Forbidden, Missing, Refused
from saphan.ledger import pairs
from saphan.ledger.models import Document
from saphan.ledger.pairs import Say
from saphan.protocol import statements
from saphan.protocol.journal import Kind

REASONS: Final = {
    "value": gettext_lazy("Our value differs."),
    "not-ours": gettext_lazy("We did not take part in this."),
    "duplicate": gettext_lazy("It is entered twice."),
    "date": gettext_lazy("Our day differs."),
    "unclear": gettext_lazy("It cannot be checked from what was sent."),
    "other": gettext_lazy("Another reason."),
}
"""Why a side does not agree; the words that follow are the officer's own."""


@transaction.atomic
def confirm(matter: Matter, doc: str, *, by: Actor) -> None:
    """Agree to the other side's version.

    Refused: `not-open` when it is not theirs or no longer open, `parts-missing` when what must be
    opened is not here, `cannot-be-read` for a document of a schema that this node does not know,
    and what the kind's own guard refuses.
    """
    held = _theirs(matter, doc, by=by)
    opened = needs.opened(matter.peer, held)
    kinds.guard(matter.kind, held)
    args = statements.confirmed(parts=tuple(sorted(opened)))
    _say(matter, Kind.CONFIRM, held, args, by=by)


@transaction.atomic
def dispute(matter: Matter, doc: str, *, reason: str, words: str = "", by: Actor) -> None:
    """Object to the other side's version, which stays as it is; our own value stands beside it.

    `reason` is a code of `REASONS`. Refused: `not-open`, `no-reason`.
    """
    if reason not in REASONS:
        raise Refused("no-reason", _("Say why: the reason is one of the list."))
    held = _theirs(matter, doc, by=by)
    own = _own_version(matter)
    said = f"{reason}: {words.strip()[:1000]}" if words.strip() else reason
    _say(matter, Kind.DISPUTE, held, statements.disputed(reason=said, own=own), by=by)


@transaction.atomic
def withdraw(matter: Matter, doc: str, *, by: Actor) -> None:
    """Take back a version of one's own; what was agreed stays agreed and is then contested.

    Refused with `not-ours`.
    """
    _require(matter, by=by)
    held = _document(doc)
    if held is None or held.peer or held.authority != by.authority:
        raise Refused("not-ours", _("Only who proposed a version takes it back."))
    _say(matter, Kind.WITHDRAW, held, {}, by=by)


@transaction.atomic
def link(matter: Matter, other: Matter, *, by: Actor) -> None:
    """Say that two matters are one, entered twice; they join when the other side says so too.

    Refused with `not-linkable` for matters of different pairs or kinds, or one and the same.
    """
    _require(matter, by=by)
    same = matter.peer == other.peer and matter.kind == other.kind
    if not same or (matter.main or matter.rec) == (other.main or other.rec):
        raise Refused("not-linkable", _("These two records cannot be one matter."))
    args = statements.linked(other=other.rec)
    says = [Say(Kind.LINK, by.authority, matter.rec, None, args)]
    pairs.write(matter.peer, says)
    joint.refresh(matter.peer, {matter.rec, other.rec})


def _require(matter: Matter, *, by: Actor) -> None:
    """A matter in which another authority of this node has a record is that authority's."""
    by.require(kinds.binding(matter.kind))
    own = Document.objects.filter(peer="").exclude(authority=by.authority)
    if matter.uid and own.filter(uid=matter.uid).exists():
        raise Forbidden("other-authority", _("This is a matter of another authority."))


def _theirs(matter: Matter, doc: str, *, by: Actor) -> Document:
    """Return the other side's version that is open to an answer."""
    _require(matter, by=by)
    held = _document(doc)
    if held is None or not held.peer or doc not in {*matter.open, *matter.agreed}:
        raise Refused("not-open", _("This version is not open to an answer any more."))
    return held


def _document(doc: str) -> Document | None:
    return Document.objects.filter(hash=bytes.fromhex(doc)).first()


def _own_version(matter: Matter) -> str | None:
    """Return our own version of the matter, if there is one, to name beside an objection."""
    if matter.uid is None:
        return None
    own = Document.objects.filter(uid=matter.uid, peer="", superseded_by=None, is_void=False)
    found = own.order_by("-version").first()
    return bytes(found.hash).hex() if found else None


def _say(matter: Matter, kind: Kind, held: Document, args: dict[str, Any], *, by: Actor) -> None:
    """Write the line under the matter in which the document was put forward."""
    doc = bytes(held.hash).hex()
    rec = needs.put_under(matter.peer, doc)
    if rec is None:
        raise Missing("no-matter", _("This version was never put to the other side."))
    pairs.write(matter.peer, [Say(kind, by.authority, rec, doc, args)])
    joint.refresh(matter.peer, {rec})

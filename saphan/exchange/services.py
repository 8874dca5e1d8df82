"""What people decide about sharing: a policy is sealed like any record and agreed to by both."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from saphan.accounts.roles import CLEAR
from saphan.bilateral import joint
from saphan.exchange import arrivals, rules, sharing
from saphan.exchange.documents import ArticleText, PolicyText
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.ledger.clearance import Clearance
from saphan.ledger.models import JournalLine
from saphan.ledger.pairs import Say
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import seal
from saphan.protocol import canon, policy, statements
from saphan.protocol.document import CORE
from saphan.protocol.journal import Kind

ABILITY = f"exchange.{CLEAR}"


def propose_policy(
    articles: Sequence[ArticleText],
    *,
    clearance: Clearance,
    uid: UUID | None = None,
    prev: tuple[bytes, ...] = (),
) -> DocumentRef:
    """Put a sharing policy to the other side, or a new version of one.

    It allows nothing until the other side agrees, and nothing once either objects. Refused with
    `no-articles` and `bad-policy`.
    """
    clearance.cleared_by.require(ABILITY)
    if not articles:
        raise Refused("no-articles", _("A policy names at least one kind of record."))
    entry = Entry(uid or uuid4(), PolicyText(articles=list(articles)), prev=prev)
    policy.loads(canon.dumps({"articles": [_plain(each) for each in articles]}))
    return seal(entry, clearance=clearance)


def record_policies(
    entries: Iterable[Entry],
    *,
    by: Actor,  # noqa: ARG001 - as every kind of record; the clearance names the same officer
    clearance: Clearance,
    on: date,
) -> list[DocumentRef]:
    """Put drafted policies to the other side; Refused by the rule, with its code."""
    refs = []
    for entry in entries:
        core = entry.core
        if not isinstance(core, PolicyText):
            raise TypeError(core)
        why_not = rules.why_not_propose(core, on=on)
        if why_not:
            raise Refused(why_not, _("A policy says what is shared, why and for how long."))
        refs.append(
            propose_policy(core.articles, clearance=clearance, uid=entry.uid, prev=entry.prev)
        )
    return refs


def _plain(article: ArticleText) -> dict[str, object]:
    return {name: getattr(article, name) for name in article.__struct_fields__}


@transaction.atomic
def erase(doc: str, part: str, *, ground: str, by: Actor) -> None:
    """Delete a part of an own record and ask every peer that was told of the record to do so.

    No figure changes: a core cannot be erased. Refused with `not-ours`, `no-part`, `no-ground`,
    `quarantine`.
    """
    by.require(ABILITY)
    if not ground.strip():
        raise Refused("no-ground", _("A part is erased on a legal ground: name it."))
    held = sharing.read(doc)
    if held is None or held.header.authority != by.authority:
        raise Refused("not-ours", _("Only who sealed a record erases a part of it."))
    if part == CORE or part not in held.parts:
        raise Refused("no-part", _("The record has no such part."))
    args = statements.erased(part=part, ground=ground)
    arrivals.erase(
        bytes.fromhex(held.parts[part]), statements.Erased(doc=doc, part=part, ground=ground)
    )
    for peer in pairs.peers():
        rec = _told_under(peer, doc)
        if rec is not None:
            pairs.write(peer, [Say(Kind.ERASE, by.authority, rec, doc, args)])
            joint.refresh(peer, {rec})


def _told_under(peer: str, doc: str) -> str | None:
    """Return the matter under which a peer was told of a version; None when it was not."""
    epochs = [each.epoch for each in pairs.epochs(peer, pairs.TO)]
    told = JournalLine.objects.filter(doc=bytes.fromhex(doc), epoch__in=epochs, rec__isnull=False)
    line = told.order_by("pk").first()
    return line.rec if line else None

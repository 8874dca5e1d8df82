"""How the exchange reads on pages: peers by name, states with what to do, policies by article."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from saphan.bilateral import faces
from saphan.bilateral.history import PARTS, authorities
from saphan.bilateral.models import Matter
from saphan.exchange import showing, status
from saphan.exchange.documents import ArticleText, PolicyText
from saphan.exchange.models import Peer
from saphan.ledger import reading
from saphan.ledger.levels import NAMES
from saphan.protocol import document
from saphan.web.components import Text
from saphan.web.display import language, plain
from saphan.web.states import State

STATES: Final = {
    status.SOUND: State(gettext_lazy("in step"), "ok", "tick"),
    status.WAITING: State(gettext_lazy("waits for an answer"), "wait", "clock"),
    status.QUARANTINE: State(gettext_lazy("quarantine"), "no", "bars"),
    status.FORK: State(gettext_lazy("fork"), "no", "cross"),
}
ADVICE: Final[Mapping[str, Text]] = {
    status.QUARANTINE: gettext_lazy(
        "This node was restored and only listens. Take in what the peer has, by line or by stick:"
        " it fetches its own lines back, opens a new epoch, and goes on once the peer takes note."
    ),
    status.FORK: gettext_lazy(
        "The peer showed two courses of one journal, both signed. Keep the refused bundle as"
        " evidence, stop agreeing to anything, and have the two administrators compare sizes."
    ),
    status.WAITING: gettext_lazy(
        "Lines written here are not acknowledged yet. If the line is down, carry a stick."
    ),
}
UNREAD: Final[Mapping[str, Text]] = {
    showing.UNKNOWN_SCHEMA: gettext_lazy("written by a newer program: bring this node up to date"),
    showing.NOT_THEIRS: gettext_lazy("states a record of an authority that is not the peer's"),
    showing.UNREADABLE: gettext_lazy("its content is not as this form of record demands"),
}
PARTS_OF_POLICY: Final[Mapping[str, Text]] = {
    document.CORE: gettext_lazy("the record"),
    "person": gettext_lazy("persons"),
    **PARTS,
}


def name_of(node: str) -> str:
    """Return a peer's authority by its short name; the first digits of a stranger's number."""
    peer = Peer.objects.filter(node=node).first()
    if peer is None:
        return node[:8]
    return authorities([peer.name]).get(peer.name, peer.name)


def parts_in_words(article: ArticleText) -> str:
    return ", ".join(str(PARTS_OF_POLICY.get(part, part)) for part in article.parts)


def levels_in_words(article: ArticleText) -> str:
    known = (NAMES.get(code) for code in article.levels)
    words = [name.in_(language()) if name else "" for name in known]
    return ", ".join(word or code for word, code in zip(words, article.levels, strict=True))


def article_in_words(article: ArticleText) -> str:
    """Say an article in a line: what of which records, at which levels, why, for how long."""
    return _("%(article)s: %(parts)s of %(kind)s (%(levels)s), for %(purpose)s, %(days)s days") % {
        "article": article.article,
        "kind": faces.name_of(article.schema),
        "parts": parts_in_words(article),
        "levels": levels_in_words(article),
        "purpose": article.purpose,
        "days": plain(Decimal(article.retention_days)),
    }


def articles_of(matter: Matter) -> list[str]:
    """Return the articles of the policy that a matter is about, the agreed one's if there is."""
    docs = [bytes.fromhex(doc) for doc in (matter.agreed or matter.open)[:1]]
    cores = (faces.core_of(stored) for stored in reading.of_hashes(docs))
    return [
        article_in_words(each)
        for core in cores
        if isinstance(core, PolicyText)
        for each in core.articles
    ]


def title_of(core: PolicyText) -> str:
    return ", ".join(dict.fromkeys(each.article for each in core.articles))[:80]

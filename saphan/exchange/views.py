"""Pages of the exchange: how things stand with each peer, what is amiss, a stick taken in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO, ClassVar, cast

from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from saphan.accounts.roles import CARRY_BUNDLES, READ, WATCH_EXCHANGE
from saphan.bilateral import showing
from saphan.bilateral.history import authorities
from saphan.bilateral.models import Matter
from saphan.exchange import ingest, status, words
from saphan.exchange.ceremony import keys
from saphan.exchange.filters import PeerFilter
from saphan.exchange.forms import TakeForm
from saphan.exchange.models import Peer, Refusal, Unread, Wanted
from saphan.exchange.status import Standing
from saphan.exchange.tables import RefusalTable, UnreadTable, WantedTable
from saphan.kernel.refusals import Refused
from saphan.protocol import bundle, journal, policy, stick
from saphan.web.components import Action, Empty, Link, Row, Text, Weight
from saphan.web.display import plain
from saphan.web.editing import Answers, FormPage
from saphan.web.lists import ListPage
from saphan.web.pages import Page


@dataclass(frozen=True, slots=True)
class Sharing:
    """A sharing policy between this node and a peer; `href` is empty for who may not read it."""

    title: str
    state: str
    turn: str
    articles: Sequence[str]
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """A peer as the page shows it."""

    name: str
    state: str
    advice: Text
    facts: Sequence[Row]
    identity: Sequence[Row]
    policies: Sequence[Sharing]


class StatusPage(Page):
    ability = WATCH_EXCHANGE
    title = _("Exchange")
    template_name = "exchange/status.html"
    width: ClassVar[str] = "roomy"

    def actions(self) -> list[Action]:
        take = reverse("exchange:take")
        return [Action(_("Take a stick in"), take, Weight.FIRST, CARRY_BUNDLES)]

    def get(self, _request: HttpRequest) -> HttpResponse:
        strangers = Refusal.objects.visible_to(self.actor)
        peers = Peer.objects.select_related("genesis")
        known = peers.values("node")
        return self.answer(
            peers=[self.card(peer) for peer in peers],
            strangers=strangers.exclude(peer__in=known).count(),
            refused=reverse("exchange:refused"),
        )

    def card(self, peer: Peer) -> Card:
        standing = status.of(peer)
        return Card(
            name=words.name_of(peer.node),
            state=standing.state,
            advice=words.ADVICE.get(standing.state, ""),
            facts=list(_facts(standing)),
            identity=list(_identity(peer)),
            policies=list(self.policies(peer)),
        )

    def policies(self, peer: Peer) -> Iterator[Sharing]:
        matters = Matter.objects.filter(peer=peer.node, kind=policy.SCHEMA).of_two()
        may = self.actor.can(f"exchange.{READ}")
        for matter in showing.name_all(matters.order_by("-since")):
            yield Sharing(
                title=matter.title,
                state=matter.status,
                turn=showing.turn_in_words(matter),
                articles=words.articles_of(matter),
                href=showing.href(matter) if may else "",
            )


def _facts(standing: Standing) -> Iterator[Row]:
    yield Row(_("Lines written for the peer"), standing.ours)
    yield Row(_("Signed"), standing.signed, differs=standing.signed < standing.ours)
    yield Row(_("Acknowledged by the peer"), standing.acknowledged)
    yield Row(_("Lines held of the peer"), standing.theirs)
    yield Row(_("Oldest line without an answer"), standing.oldest or _("none"))
    yield Row(_("Parts that have not arrived"), _opens(standing.missing, "missing", standing.peer))
    yield Row(_("Refused bundles"), _opens(standing.refused, "refused", standing.peer))
    unread = _opens(standing.unread, "unread", standing.peer)
    yield Row(_("Documents that cannot be read"), unread)
    yield Row(_("Matters that wait for us"), standing.waits_for_us)
    yield Row(_("Matters that wait for them"), standing.waits_for_them)


def _opens(count: int, name: str, peer: str) -> Any:
    """Return a count that opens what it counts."""
    if not count:
        return count
    return Link(plain(Decimal(count)), f"{reverse(f'exchange:{name}')}?peer={peer}")


def _identity(peer: Peer) -> Iterator[Row]:
    names = authorities(peer.authorities)
    yield Row(_("Authorities"), [names.get(code, code) for code in peer.authorities])
    yield Row(_("Address"), peer.address or _("by stick alone"))
    yield Row(_("Node"), _in_groups(peer.node))
    yield Row(_("Fingerprint of the genesis file"), _in_groups(bytes(peer.genesis.hash).hex()))
    yield Row(_("Joined on"), peer.genesis.joined_at)


def _in_groups(digits: str) -> SafeString:
    return format_html('<span class="hash">{}</span>', journal.printed(digits))


class OfExchange(ListPage):
    """A list below the status page."""

    ability = WATCH_EXCHANGE
    filter_class = PeerFilter

    def trail(self) -> Sequence[Link]:
        return (Link(StatusPage.title, reverse("exchange:status")),)


class RefusalList(OfExchange):
    title = _("Refused bundles")
    table_class = RefusalTable
    export_name = "refused"
    empty = Empty(_("Whatever arrived was taken in."))

    def rows(self) -> QuerySet[Any]:
        return Refusal.objects.visible_to(self.actor).defer("beginning").order_by("-at")


class UnreadList(OfExchange):
    title = _("Documents that cannot be read")
    table_class = UnreadTable
    export_name = "unread"
    empty = Empty(_("Every document of the peers can be read here."))

    def rows(self) -> QuerySet[Any]:
        return Unread.objects.visible_to(self.actor).order_by("-noticed_at")


class WantedList(OfExchange):
    title = _("Parts that have not arrived")
    table_class = WantedTable
    export_name = "missing"
    empty = Empty(_("Every part that was promised is here."))

    def rows(self) -> QuerySet[Any]:
        return Wanted.objects.visible_to(self.actor).order_by("since")


class Take(FormPage):
    """Takes a file in bundle by bundle; what is refused is told, and the rest goes on."""

    ability = CARRY_BUNDLES
    form_class = TakeForm
    check: ClassVar[bool] = False
    title = _("Take a stick in")
    submit = _("Take it in")

    def trail(self) -> Sequence[Link]:
        return (Link(StatusPage.title, reverse("exchange:status")),)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.back_to = reverse("exchange:status")
        return super().dispatch(request, *args, **kwargs)

    def act(self, answers: Answers) -> str:
        lines, refused = 0, list[Refused]()
        for data in _bundles(answers.values["file"]):
            try:
                lines += ingest.take(data).lines
            except Refused as fault:
                refused.append(fault)
        if refused and not lines:
            raise refused[0]
        said = ngettext("%(n)s line was taken in.", "%(n)s lines were taken in.", lines)
        messages.success(self.request, said % {"n": lines})
        for objection in refused:
            messages.error(self.request, objection.sentence)
        return reverse("exchange:status")


def _bundles(file: Any) -> Iterator[bytes]:
    """Yield the bundles of a stick's file that this node can open, or the one that lies bare."""
    plain = file.read(1) == b"{"
    file.seek(0)
    if plain:
        yield file.read(bundle.LIMIT + 1)
        return
    if settings.NODE is None:
        raise Refused("no-keys", str(_("This node has no key to open sticks with.")))
    yield from stick.read(cast("BinaryIO", file), key=keys.load_box(settings.NODE.keys))

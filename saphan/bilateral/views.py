"""Pages of matters with two owners: what waits, one matter, and what we say of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from saphan.accounts.roles import DRAFT
from saphan.bilateral import dossier, faces, history, kinds, linking, services, showing
from saphan.bilateral.dossier import Dossier
from saphan.bilateral.filters import MatterFilter
from saphan.bilateral.forms import LinkForm, ObjectForm
from saphan.bilateral.models import Matter, View
from saphan.bilateral.tables import MatterTable
from saphan.ledger.reading import Stored
from saphan.protocol import policy
from saphan.protocol.journal import Kind
from saphan.protocol.states import Status
from saphan.web.components import Action, Empty, Link, Record, Text, Weight
from saphan.web.editing import Answers, Filled, FormPage
from saphan.web.lists import ListPage
from saphan.web.pages import Page
from saphan.web.records import RecordPage
from saphan.web.states import STATES


class MatterList(ListPage):
    title = _("With the other bank")
    table_class = MatterTable
    filter_class = MatterFilter
    export_name = "matters"
    presets = (
        (_("waits for us"), "turn=ours"),
        (_("waits for them"), "turn=theirs"),
        (STATES[Status.CONTESTED].word, f"status={Status.CONTESTED}"),
        (STATES[Status.AGREED].word, f"status={Status.AGREED}"),
    )
    empty = Empty(
        _("Records that both sides answer for stand here: joint patrols, cases, talks."),
        _("One comes here when it is sealed and a sharing policy lets the other side see it."),
    )

    def rows(self) -> QuerySet[Any]:
        return Matter.objects.visible_to(self.actor).of_two().order_by("-since")

    def actions(self) -> list[Action]:
        face = faces.of(policy.SCHEMA)
        if face is None or not face.route:
            return []
        new, draft = reverse(f"{face.route}-new"), f"{policy.SCHEMA.partition('.')[0]}.{DRAFT}"
        return [Action(_("Propose a sharing policy"), new, ability=draft)]

    def described(self, rows: Iterable[Any]) -> Iterator[Any]:
        return showing.name_all(rows)


class OfMatter(Page):
    """A page below one matter that the actor may read."""

    @cached_property
    def told(self) -> Dossier:
        visible = Matter.objects.visible_to(self.actor)
        found = visible.filter(peer=self.kwargs["peer"], rec=self.kwargs["rec"]).first()
        if found is None:
            raise Http404(str(_("There is no such record.")))
        told = dossier.gather(found)
        own = {v.record.authority for v in told.versions.values() if not v.record.peer}
        if own and self.actor.authority not in own:
            raise Http404(str(_("There is no such record.")))
        return told

    @cached_property
    def named(self) -> Matter:
        """The matter with the title of its record."""
        (matter,) = showing.name_all([self.told.matter])
        return matter

    def binding(self) -> str:
        return kinds.binding(self.told.matter.kind)

    def may(self, verb: str) -> str:
        return f"{self.told.matter.kind.partition('.')[0]}.{verb}"

    def address(self, name: str, stored: Stored | None = None) -> str:
        matter = self.told.matter
        href = reverse(f"bilateral:{name}", args=[matter.peer, matter.rec])
        return f"{href}?doc={stored.record.hash.hex()}" if stored else href


class MatterPage(OfMatter, RecordPage):
    def trail(self) -> Sequence[Link]:
        return (Link(MatterList.title, reverse("bilateral:matters")),)

    def record(self) -> Record:
        told, matter = self.told, self.named
        return Record(
            title=matter.title,
            sub=f"{faces.name_of(matter.kind)} · {matter.other_side}",
            river=showing.river(told),
            facts=showing.agreed_text(told),
            facts_heading=_("The text that both agreed"),
            history=history.of(told),
            actions=list(self.verbs()),
        )

    def verbs(self) -> Iterator[Action]:
        """Yield what can be said now; each binds the authority."""
        clear = self.binding()
        theirs, ours = self.open_to_answer(ours=False), self.open_to_answer(ours=True)
        contested = self.told.matter.contested
        if theirs and not self.confirmed(theirs):
            href = self.address("agree", theirs)
            asked = self.told.matter.turn == View.OURS
            weight = Weight.FIRST if asked else Weight.OTHER
            yield Action(_("Agree to their version"), href, weight, clear)
        if theirs and theirs.record.hash.hex() not in contested:
            yield Action(
                _("Object to their version"), self.address("object", theirs), ability=clear
            )
        yield from self.writing()
        if len(self.sides()) == 1:
            yield Action(_("Entered twice: join with another"), self.address("link"), ability=clear)
        if ours and ours.record.authority == self.actor.authority:
            href = self.address("take-back", ours)
            yield Action(_("Take our version back"), href, Weight.DANGER, clear)

    def writing(self) -> Iterator[Action]:
        """Yield the door to our own value: a record like any other, drafted and cleared."""
        face, draft = faces.of(self.told.matter.kind), self.may(DRAFT)
        own = [v for v in self.told.put_forward(ours=True) if not v.record.is_void]
        if face is None or not face.route:
            return
        try:
            if own:
                href = reverse(f"{face.route}-edit", args=[own[-1].record.uid])
                yield Action(_("Amend our record"), href, ability=draft)
            else:
                yield Action(_("Enter our own record"), reverse(f"{face.route}-new"), ability=draft)
        except NoReverseMatch:
            return

    def sides(self) -> set[bool]:
        return {bool(each.record.peer) for each in self.told.versions.values()}

    def open_to_answer(self, *, ours: bool) -> Stored | None:
        """Return a side's newest version that is open, else its agreed one."""
        matter, versions = self.told.matter, self.told.put_forward(ours=ours)
        for docs in (matter.open, matter.agreed):
            found = [v for v in versions if v.record.hash.hex() in docs]
            if found:
                return found[-1]
        return None

    def confirmed(self, stored: Stored) -> bool:
        """Whether our last word about a version is that we agree to it."""
        answers = (Kind.CONFIRM, Kind.DISPUTE)
        doc = stored.record.hash.hex()
        lines = [s.line for s in self.told.said if s.ours and s.line.doc == doc]
        said = [line.kind for line in lines if line.kind in answers]
        return bool(said) and said[-1] is Kind.CONFIRM


class Verb(OfMatter, FormPage):
    """Says one thing to the other side; the version on the page comes back as the lock."""

    template_name: ClassVar[str] = "bilateral/verb.html"
    check: ClassVar[bool] = False
    done: Text = ""
    press: Text = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.submit = self.press or self.title
        return super().dispatch(request, *args, **kwargs)

    def get(self, _request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.actor.require(self.binding())
        return super().get(_request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.actor.require(self.binding())
        return super().post(request, *args, **kwargs)

    def trail(self) -> Sequence[Link]:
        return (Link(self.named.title, showing.href(self.told.matter)),)

    def version(self) -> str:
        return self.request.GET.get("doc", "")

    def show(self, filled: Filled, **around: Any) -> HttpResponse:
        self.back_to = showing.href(self.told.matter)
        return super().show(filled, **around)

    def answer(self, *, status: int = 200, template: str = "", **context: Any) -> HttpResponse:
        shown = self.told.versions.get(str(context.get("version", "")))
        rows = showing.rows_of(shown) if shown else []
        return super().answer(status=status, template=template, rows=rows, **context)

    def act(self, answers: Answers) -> str:
        self.say(answers)
        messages.success(self.request, str(self.done))
        return showing.href(self.told.matter)

    def say(self, answers: Answers) -> None:
        """Call the service."""
        raise NotImplementedError


class Agree(Verb):
    title = _("Agree to their version")
    statement = _("This binds your authority. It cannot be taken back, only contested later.")
    done = _("Said to the other side: we agree.")

    def say(self, answers: Answers) -> None:
        services.confirm(self.told.matter, answers.version, by=self.actor)


class Object(Verb):
    form_class = ObjectForm
    title = _("Object to their version")
    statement = _("Their version stays as it is; your reason stands beside it.")
    done = _("Said to the other side: we object.")

    def say(self, answers: Answers) -> None:
        said = answers.values
        services.dispute(
            self.told.matter,
            answers.version,
            reason=said["reason"],
            words=said["words"],
            by=self.actor,
        )


class TakeBack(Verb):
    title = _("Take our version back")
    danger = True
    statement = _("What both agreed stays agreed and is then contested. Our record stays here.")
    done = _("Said to the other side: we take our version back.")

    def say(self, answers: Answers) -> None:
        services.withdraw(self.told.matter, answers.version, by=self.actor)


class LinkPage(Verb):
    """`?q=` looks for records of any day."""

    template_name = "bilateral/link.html"
    form_class = LinkForm
    title = _("Entered twice: join with another")
    press = _("Join the two")
    statement = _("The two go on as one matter once the other side says so too.")
    done = _("Said to the other side: the two records are one matter.")

    @cached_property
    def candidates(self) -> list[Matter]:
        text = self.request.GET.get("q", "").strip()
        return list(showing.name_all(linking.candidates(self.told, by=self.actor, text=text)))

    def form_arguments(self) -> Mapping[str, Any]:
        return {
            "candidates": [(one.rec, f"{one.title} · {_state(one)}") for one in self.candidates]
        }

    def answer(self, *, status: int = 200, template: str = "", **context: Any) -> HttpResponse:
        text = self.request.GET.get("q", "")
        more = {"text": text, "candidates": self.candidates, "days": linking.DAYS}
        return super().answer(status=status, template=template, **more, **context)

    def say(self, answers: Answers) -> None:
        other = next(one for one in self.candidates if one.rec == answers.values["other"])
        services.link(self.told.matter, other, by=self.actor)


def _state(matter: Matter) -> str:
    return str(STATES[matter.status].word)

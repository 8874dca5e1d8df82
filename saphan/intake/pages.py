"""Pages that registers derive theirs from: a form that drafts, a record with its history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar
from uuid import UUID, uuid4

import msgspec
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property, lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.accounts.models import Authority
from saphan.bilateral import showing as bilateral
from saphan.intake import kinds, services, showing
from saphan.intake.kinds import Kind
from saphan.intake.models import Draft
from saphan.intake.services.drafts import CHANGED_MEANWHILE, entry_of, is_end
from saphan.intake.texts import fault_in
from saphan.kernel import clock
from saphan.kernel.dates import PartialDate
from saphan.kernel.refusals import Refused
from saphan.ledger import reading
from saphan.ledger.levels import NAMES
from saphan.ledger.records import Entry
from saphan.ledger.rowmodels import RecordRow
from saphan.protocol import document
from saphan.web.components import Action, Banks, Change, Link, Linked, Record, Weight
from saphan.web.display import language
from saphan.web.editing import Answers, FormPage, Objection
from saphan.web.records import RecordPage
from saphan.web.sentences import said

IN_THE_FUTURE = "in-the-future"


class WritingPage(FormPage):
    """A form whose texts go into a record: what hides in one is named where it stands."""

    def objections(self, answers: Answers) -> Iterable[Objection]:
        yield from _hidden(answers.values)
        for name, rows in answers.children.items():
            for number, row in enumerate(rows):
                yield from _hidden(row, rows=name, row=number)


def _hidden(values: Mapping[str, Any], *, rows: str = "", row: int = 0) -> Iterator[Objection]:
    for name, value in values.items():
        fault = fault_in(value) if isinstance(value, str) else None
        if fault:
            yield Objection(said(fault), name, rows, row)


class DraftPage(WritingPage):
    """Writes a draft: of a new record, of a new version (`uid` in the address, its lock is the
    hash of the version that was shown), or of an open draft anew (`pk` in the address).

    A register gives `kind_name`, the form, `entry` and its reverse `filled`. `objects_at` says
    at which fields each objection of its rule stands: `ended_on`, or `custody.on` for a field of
    the children `custody`. Fields of the form are marked together, rows one after the other.
    """

    kind_name: ClassVar[str]
    objects_at: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    statement = _("The record counts only after a second officer has cleared it.")
    submit = _("Hand in for clearance")

    @property
    def kind(self) -> Kind:
        return kinds.kind(self.kind_name)

    def entry(self, answers: Answers, *, uid: UUID, prev: tuple[bytes, ...]) -> Entry:
        """Return the record that the answers mean."""
        raise NotImplementedError

    def filled(self, entry: Entry) -> Mapping[str, Any]:
        """Return the form's values for a record: what `entry` was made of."""
        raise NotImplementedError

    def children_filled(self, _entry: Entry) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {}

    @cached_property
    def area(self) -> str:
        """The place for which the actor's authority works."""
        place = Authority.objects.filter(code=self.actor.authority).values_list("place", flat=True)
        return place.first() or self.actor.authority

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.title = self.kind.names.in_(get_language() or "en")
        return super().dispatch(request, *args, **kwargs)

    def initial(self) -> Mapping[str, Any]:
        return self.filled(self.opened) if self.opened else {}

    def children_initial(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return self.children_filled(self.opened) if self.opened else {}

    def version(self) -> str:
        return self.opened.prev[0].hex() if self.opened and self.opened.prev else ""

    def objections(self, answers: Answers) -> Iterable[Objection]:
        """Objections to the texts, else that of the register's rule at the fields it is about."""
        hidden = list(super().objections(answers))
        code = None if hidden else self.why_not(answers)
        return [*hidden, *(self.placed(code, answers) if code else ())]

    def why_not(self, answers: Answers) -> str | None:
        return self.kind.why_not(self.written(answers).core, on=clock.today())

    def placed(self, code: str, answers: Answers) -> Iterator[Objection]:
        """Find the fields at fault by leaving rows out until the rule says something else."""
        sentence = str(self.kind.objections[code])
        places: Sequence[str] = self.objects_at.get(code, ())
        if code == IN_THE_FUTURE:
            places = [place for place in places if _lies_ahead(place, answers, on=clock.today())]
        names = [place for place in places if "." not in place]
        targets = [place.split(".") for place in places if "." in place]
        without = {rows: () for rows, _field in targets}
        if not targets or (names and self.why_not(_with(answers, without)) == code):
            yield from (Objection(sentence, name) for name in names or [""])
            return
        for rows, field in targets:
            del without[rows]
            said = answers.children[rows]
            for count in range(1, len(said) + 1):
                if self.why_not(_with(answers, {**without, rows: said[:count]})) == code:
                    yield Objection(sentence, field, rows, count - 1)
                    return
        yield Objection(sentence)

    def written(self, answers: Answers) -> Entry:
        """Return the entry that the answers mean, under the lock of the version shown."""
        uid = self.opened.uid if self.opened else uuid4()
        return self.entry(answers, uid=uid, prev=lock_of(answers.version))

    def act(self, answers: Answers) -> str:
        entry = self.written(answers)
        if self.opened:  # a correction does not move a record to another level
            before = self.opened
            entry = replace(entry, level=before.level, basis=before.basis, until=before.until)
        if self.held:
            services.correct(self.held, entry, by=self.actor, on=clock.today())
            return reverse("intake:draft", args=[self.held.pk])
        draft = services.draft(self.kind, entry, by=self.actor, on=clock.today())
        return reverse("intake:draft", args=[draft.pk])

    @cached_property
    def held(self) -> Draft | None:
        pk = self.kwargs.get("pk")
        if pk is None:
            return None
        draft = draft_of(pk, authority=self.actor.authority)
        if draft.kind != self.kind_name or is_end(draft):
            raise Http404(str(_("There is no such draft.")))
        return draft

    @cached_property
    def opened(self) -> Entry | None:
        """The record before this writing: a draft's, the current version's, or none."""
        if self.held:
            return entry_of(self.held)
        uid = self.kwargs.get("uid")
        if uid is None:
            return None
        found = current(uid, self.kind, authority=self.actor.authority)
        if found is None:
            raise Http404(str(_("There is no such record.")))
        return found


def _lies_ahead(place: str, answers: Answers, *, on: date) -> bool:
    """Whether a day that has not come stands in a field, or in that field of some row."""
    rows, _dot, field = place.rpartition(".")
    said = answers.children[rows] if rows else [answers.values]
    days = (row[field] for row in said if row[field])
    return any((day.period.since if isinstance(day, PartialDate) else day) > on for day in days)


def _with(answers: Answers, children: Mapping[str, Sequence[Mapping[str, Any]]]) -> Answers:
    return replace(answers, children={**answers.children, **children})


class SealedPage(RecordPage):
    """A sealed record: values, what waits for it, history, evidence. `model` has `visible_to`."""

    kind_name: ClassVar[str]
    model: ClassVar[type[RecordRow]]

    @property
    def kind(self) -> Kind:
        return kinds.kind(self.kind_name)

    @cached_property
    def row(self) -> Any:
        manager: Any = self.model._default_manager
        rows = manager.all().visible_to(self.actor).filter(uid=self.kwargs["uid"])
        found = rows.filter(side=self.actor.side).first() or rows.first()
        if found is None:
            raise Http404(str(_("There is no such record.")))
        return found

    @property
    def is_own(self) -> bool:
        return bool(self.row.side == self.actor.side)

    def changes(self) -> list[Change]:
        return showing.history(self.row.uid, self.kind, side=self.row.side)

    def waiting(self) -> list[Linked]:
        """Return the open draft of this record, if there is one."""
        drafts = Draft.objects.filter(uid=self.row.uid, state__in=("drafted", "checked"))
        links = [Link(d.title, reverse("intake:draft", args=[d.pk])) for d in drafts]
        return [Linked(_("Waits for clearance"), links)] if links else []

    def banks(self) -> Banks | None:
        """Return what stands between the two banks, where the other one was told of the record."""
        matters = bilateral.of_record(self.row.uid, by=self.actor)
        return bilateral.banks(matters[0]) if matters else None

    def usual_actions(self) -> list[Action]:
        if not self.is_own:
            return []
        register = self.kind.register
        return [
            Action(
                _("Correct"),
                reverse(f"{self.kind.route}-edit", args=[self.row.uid]),
                Weight.FIRST,
                f"{register}.draft",
            ),
            Action(
                _("End this record"),
                reverse("intake:end", args=[self.kind_name, self.row.uid]),
                Weight.DANGER,
                f"{register}.draft",
            ),
        ]

    def sealed(self, **shown: Any) -> Record:
        """Return the record with what every sealed record has; `shown` is the register's part."""
        return Record(
            **{
                "state": "sealed" if self.is_own else "theirs",
                "banks": self.banks(),
                "level": NAMES[self.row.level].in_(language()),
                "linked": self.waiting(),
                "history": self.changes(),
                "evidence": self.evidence if self.is_own else "",
                "sealed": bytes(self.row.version_hash).hex(),
                "actions": self.usual_actions(),
                "uids": [str(self.row.uid)],
                **shown,
            }
        )

    @property
    def evidence(self) -> str:
        return reverse("intake:evidence", args=[self.kind_name, self.row.uid])


def template_href(sheet: str) -> str:
    """Return where the empty table of an office is downloaded, by the name of the table."""
    return f"{reverse('intake:template', args=[sheet.partition('.')[0]])}?sheet={sheet}"


def template_action(sheet: str) -> Action:
    """What a list of records offers to who imports: the table that an office fills in."""
    register = sheet.partition(".")[0]
    return Action(
        _("Template for offices"), lazy(template_href, str)(sheet), ability=f"{register}.import"
    )


def kind_of(name: str) -> Kind:
    """Return the kind that an address names; Http404 when nothing is called so."""
    try:
        return kinds.kind(name)
    except KeyError:
        raise Http404(str(_("There is no such record."))) from None


def current(uid: UUID, kind: Kind, *, authority: str) -> Entry | None:
    """Return the current version of an authority's record, with itself as what comes before.

    None for a record that was ended, of another kind or of another authority.
    """
    stored = reading.versions(uid)
    if not stored or (stored[-1].record.authority, stored[-1].record.kind) != (
        authority,
        kind.name,
    ):
        return None
    if stored[-1].record.is_void:
        return None
    record, level = stored[-1].record, document.read(stored[-1].data).header.level
    person = kind.person or dict
    return Entry(
        uid=uid,
        core=msgspec.convert(record.core, kind.core),
        persons={
            key: msgspec.convert(value, person)
            for key, value in record.persons.items()
            if key != "clearance"
        },
        prev=(record.hash,),
        level=level.code,
        basis=level.basis,
        until=date.fromisoformat(level.until) if level.until else None,
    )


def lock_of(version: str) -> tuple[bytes, ...]:
    """Read the hash that a form sends back; one that is none was never shown to anybody."""
    try:
        return (bytes.fromhex(version),) if version else ()
    except ValueError:
        raise Refused("changed-meanwhile", str(CHANGED_MEANWHILE)) from None


def draft_of(pk: UUID, *, authority: str) -> Draft:
    """Return a draft of the authority; Http404 for any other."""
    found = Draft.objects.filter(pk=pk, authority=authority).first()
    if found is None:
        raise Http404(str(_("There is no such draft.")))
    return found

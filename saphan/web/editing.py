"""A form page: typed values are never lost, and a sealed act is checked before it is done."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.forms.formsets import BaseFormSet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from saphan.kernel.refusals import Forbidden, Refused
from saphan.web.components import Row, Text
from saphan.web.forms import (
    Children,
    Form,
    Problem,
    answers,
    problems,
    quiet,
    row_number,
    with_one_more,
    without_row,
)
from saphan.web.pages import Page
from saphan.web.sentences import said

DONE = "done"
MOST_DONE = 20


@dataclass(frozen=True, slots=True)
class Answers:
    """What a service gets: cleaned values, the children that were filled in, the lock.

    `version` is the hash of the version the user saw; `once` is new for each form that was opened.
    """

    values: Mapping[str, Any]
    children: Mapping[str, Sequence[Mapping[str, Any]]]
    version: str
    once: str


@dataclass(frozen=True, slots=True)
class Objection:
    """What a rule says against sound answers, at a field of the form or of one of its rows.

    `rows` names the children and `row` counts, from 0, those that were filled in; a field that
    the form does not show leaves the sentence to the form, or to the row.
    """

    sentence: str
    field: str = ""
    rows: str = ""
    row: int = 0

    @classmethod
    def of(cls, refused: Refused) -> Objection:
        """A service says in `where` which field it means."""
        at = refused.where
        row = int(at.get("row", 0))
        return cls(said(refused), at.get("field", ""), at.get("rows", ""), row)


@dataclass(slots=True)
class Filled:
    """A form with its children, as opened or as posted."""

    form: forms.Form
    children: list[tuple[Children, BaseFormSet[Any]]]
    problems: list[Problem] = field(default_factory=list)

    def every(self) -> list[forms.Form]:
        return [self.form, *(row for _, rows in self.children for row in rows.forms)]

    def is_valid(self) -> bool:
        """Judge everything, not only the first fault, and gather the problems."""
        sound = all([self.form.is_valid(), *(rows.is_valid() for _, rows in self.children)])
        self._gather()
        return sound

    def answers(self, *, version: str, once: str) -> Answers:
        """Return what was said; only for valid forms."""
        children = {
            spec.name: [row.cleaned_data for row in _filled(rows)] for spec, rows in self.children
        }
        return Answers(self.form.cleaned_data, children, version, once)

    def object_to(self, objections: Iterable[Objection]) -> None:
        """Put each sentence at its field and gather the problems anew."""
        rows = {spec.name: _filled(rows) for spec, rows in self.children}
        for one in objections:
            form = rows[one.rows][one.row] if one.rows else self.form
            form.add_error(one.field if _shows(form, one.field) else None, one.sentence)
        self._gather()

    def _gather(self) -> None:
        self.problems = [one for form in self.every() for one in problems(form)]
        for _, rows in self.children:
            self.problems += [Problem("", "", str(text)) for text in rows.non_form_errors()]


class FormPage(Page):
    """A register names the form and does the act; `check` asks to look at the answers first.

    `act` calls one service and returns the address to go to. A service that refuses brings the
    form back with its sentence, at the field when `where` names one.
    """

    template_name: ClassVar[str] = "web/form.html"
    width: ClassVar[str] = "narrow"
    form_class: ClassVar[type[forms.Form]] = Form
    children: ClassVar[Sequence[Children]] = ()
    check: ClassVar[bool] = True
    danger: ClassVar[bool] = False
    statement: Text = ""
    submit: Text = gettext_lazy("Save")
    back_to: str = ""

    def initial(self) -> Mapping[str, Any]:
        return {}

    def children_initial(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        return {}

    def form_arguments(self) -> Mapping[str, Any]:
        """Return more keyword arguments for the form, such as choices of this actor."""
        return {}

    def version(self) -> str:
        """Return the hash of the version shown: the lock of an edit."""
        return ""

    def objections(self, _answers: Answers) -> Iterable[Objection]:
        """Return what a rule says against sound answers, before anybody is asked to check them."""
        return ()

    def act(self, answers: Answers) -> str:
        """Call the service; return where to go."""
        raise NotImplementedError

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        opened = self.children_initial()
        filled = Filled(
            self.form_class(initial=dict(self.initial()), **self.form_arguments()),
            [(spec, spec.unbound(opened.get(spec.name, ()))) for spec in self.children],
        )
        return self.show(filled)

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        done = request.session.get(DONE, {}).get(request.POST.get("once", ""))
        if done:
            return redirect(done)
        step, _, rest = request.POST.get("do", "continue").partition(" ")
        if step in ("add", "drop", "back"):
            return self.show(self._changed(step, rest), changed=True)
        filled = self._filled(request.POST)
        if not filled.is_valid():
            return self.show(filled, changed=True, status=422)
        try:
            return self._judge(filled, acts=step == "act" or not self.check)
        except Forbidden:
            raise
        except Refused as refused:
            filled.object_to([Objection.of(refused)])
            return self.show(filled, changed=True, status=409, code=refused.code)

    def _judge(self, filled: Filled, *, acts: bool) -> HttpResponse:
        """Mark what a rule objects to; else ask for a look at the answers, or act on them."""
        posted = self.request.POST
        answers = filled.answers(version=posted.get("version", ""), once=posted.get("once", ""))
        objections = list(self.objections(answers))
        if objections:
            filled.object_to(objections)
            return self.show(filled, changed=True, status=422)
        return self._act(answers) if acts else self._ask(filled)

    def show(
        self, filled: Filled, *, changed: bool = False, status: int = 200, code: str = ""
    ) -> HttpResponse:
        return self.answer(
            status=status,
            form=filled.form,
            children=filled.children,
            problems=filled.problems,
            code=code,
            changed=changed,
            multipart=any(form.is_multipart() for form in filled.every()),
            **self._around(),
        )

    def _around(self) -> dict[str, Any]:
        posted = self.request.POST
        return {
            "once": posted.get("once") or secrets.token_urlsafe(16),
            "version": posted["version"] if "version" in posted else self.version(),
            "check": self.check,
            "danger": self.danger,
            "statement": self.statement,
            "submit": self.submit,
            "back_to": self.back_to,
        }

    def _filled(self, data: QueryDict) -> Filled:
        form = self.form_class(data, self.request.FILES, **self.form_arguments())
        return Filled(form, [(spec, spec.bound(data)) for spec in self.children])

    def _changed(self, step: str, rest: str) -> Filled:
        """Return what was typed with a row more or less, not judged yet."""
        data: QueryDict = self.request.POST
        name, _, index = rest.partition(" ")
        if step == "add":
            data = with_one_more(data, name=name)
        elif step == "drop":
            data = without_row(data, name=name, index=row_number(index))
        filled = self._filled(data)
        for form in filled.every():
            quiet(form)
        return filled

    def _ask(self, filled: Filled) -> HttpResponse:
        """Show the answers as they were understood; nothing is done yet."""
        kept = [
            (name, value)
            for name, values in self.request.POST.lists()
            if name not in ("csrfmiddlewaretoken", "do")
            for value in values
        ]
        return self.answer(
            template="web/check.html",
            answers=answers(filled.form),
            groups=[(spec.heading, _rows(rows)) for spec, rows in filled.children],
            kept=kept,
            **self._around(),
        )

    def _act(self, answers: Answers) -> HttpResponse:
        target = self.act(answers)
        if answers.once:
            kept = list(self.request.session.get(DONE, {}).items())[1 - MOST_DONE :]
            self.request.session[DONE] = dict([*kept, (answers.once, target)])
        return redirect(target)


def _filled(rows: BaseFormSet[Any]) -> list[forms.Form]:
    return [row for row in rows.forms if row.has_changed()]


def _shows(form: forms.Form, name: str) -> bool:
    return name in form.fields and not form[name].is_hidden


def _rows(rows: BaseFormSet[Any]) -> list[list[Row]]:
    return [answers(row) for row in _filled(rows)]

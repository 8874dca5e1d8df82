"""A form page: typed values are never lost, and a sealed act is checked before it is done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
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
        self.problems = [one for form in self.every() for one in problems(form)]
        for _, rows in self.children:
            self.problems += [Problem("", "", str(text)) for text in rows.non_form_errors()]
        return sound


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
        if self.check and step != "act":
            return self._ask(filled)
        return self._act(filled)

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

    def _act(self, filled: Filled) -> HttpResponse:
        once = self.request.POST.get("once", "")
        try:
            target = self.act(
                Answers(
                    filled.form.cleaned_data,
                    {spec.name: _values(rows) for spec, rows in filled.children},
                    self.request.POST.get("version", ""),
                    once,
                )
            )
        except Forbidden:
            raise
        except Refused as refused:
            return self._refused(filled, refused)
        if once:
            kept = list(self.request.session.get(DONE, {}).items())[1 - MOST_DONE :]
            self.request.session[DONE] = dict([*kept, (once, target)])
        return redirect(target)

    def _refused(self, filled: Filled, refused: Refused) -> HttpResponse:
        name = refused.where.get("field", "")
        known = name if name in filled.form.fields else None
        filled.form.add_error(known, str(refused.sentence))
        filled.problems = list(problems(filled.form))
        return self.show(filled, changed=True, status=409, code=refused.code)


def _values(rows: BaseFormSet[Any]) -> list[Mapping[str, Any]]:
    return [row.cleaned_data for row in rows.forms if row.has_changed()]


def _rows(rows: BaseFormSet[Any]) -> list[list[Row]]:
    return [answers(row) for row in rows.forms if row.has_changed()]

"""The root of every form, and rows of children such as the exhibits of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator
from django.forms.formsets import BaseFormSet, formset_factory
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from saphan.web.components import Row, Text

MOST_CHILDREN = 200
LONGEST_NUMBER = 120
"""Characters of the number that a paper bears."""
LONGEST_LINE = 1_000
LONGEST_TEXT = 20_000
TOO_LONG = _("This is %(show_value)s characters long; at most %(limit_value)s are kept.")
ADD = _("Add a row")


class Form(forms.Form):
    """No colon after labels, and no check by the browser: our sentences say what to do."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")
            if "invalid_choice" in field.error_messages:
                field.error_messages["invalid_choice"] = _("Choose one from the list.")
            if isinstance(field, forms.CharField) and not _is_bounded(field):
                lines = isinstance(field.widget, forms.Textarea)
                field.validators.append(at_most(LONGEST_TEXT if lines else LONGEST_LINE))


def _is_bounded(field: forms.Field) -> bool:
    return any(isinstance(one, MaxLengthValidator) for one in field.validators)


def at_most(most: int) -> MaxLengthValidator:
    """Say how long a text may be; the browser cuts nothing off unseen, as `maxlength` would."""
    return MaxLengthValidator(most, message=TOO_LONG)


def number_of_paper(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """The number of minutes, a case or a decision: a short line."""
    return forms.CharField(
        label=label, help_text=help_text, required=required, validators=[at_most(LONGEST_NUMBER)]
    )


@dataclass(frozen=True, slots=True)
class Children:
    """Rows that belong to the form; an empty row is left out. `start` rows stand ready."""

    name: str
    heading: Text
    form_class: type[forms.Form]
    add: Text = ADD
    start: int = 1
    at_least: int = 0

    def unbound(self, initial: Sequence[Mapping[str, Any]]) -> BaseFormSet[Any]:
        extra = max(self.start - len(initial), 0)
        return self._factory(extra)(prefix=self.name, initial=list(initial))

    def bound(self, data: QueryDict) -> BaseFormSet[Any]:
        return self._factory(0)(data, prefix=self.name)

    def _factory(self, extra: int) -> type[BaseFormSet[Any]]:
        return formset_factory(
            self.form_class,
            extra=extra,
            min_num=self.at_least,
            validate_min=self.at_least > 0,
            absolute_max=MOST_CHILDREN,
            max_num=MOST_CHILDREN,
            validate_max=True,
        )


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: the field's id, its label, what to do."""

    target: str
    label: Text
    sentence: Text


def with_one_more(data: QueryDict, *, name: str) -> QueryDict:
    """Return the typed data with one more empty row of `name`."""
    more = data.copy()
    more[f"{name}-TOTAL_FORMS"] = str(min(_total(data, name) + 1, MOST_CHILDREN))
    return more


def without_row(data: QueryDict, *, name: str, index: int) -> QueryDict:
    """Return the typed data without row `index` of `name`; later rows move up."""
    less = data.copy()
    total = _total(data, name)
    if not 0 <= index < total:
        return less
    for key in data:
        place, field = _place(key, name)
        if place >= index:
            less.pop(key, None)
        if place > index:
            less.setlist(f"{name}-{place - 1}-{field}", data.getlist(key))
    less[f"{name}-TOTAL_FORMS"] = str(total - 1)
    return less


def row_number(text: str) -> int:
    """Return which row `text` names; -1 when it is no number or one that no form reaches."""
    return int(text) if re.fullmatch("[0-9]{1,4}", text) else -1


def _total(data: QueryDict, name: str) -> int:
    return max(row_number(str(data.get(f"{name}-TOTAL_FORMS", ""))), 0)


def _place(key: str, name: str) -> tuple[int, str]:
    """Return row and field of a key such as `exhibits-2-item`; -1 for any other key."""
    row, _, field = key.removeprefix(f"{name}-").partition("-")
    return (row_number(row), field) if key.startswith(f"{name}-") else (-1, "")


def quiet(form: forms.Form) -> None:
    """Show what was typed without judging it yet: a row was added, or a step taken back."""
    vars(form)["_errors"] = ErrorDict()


def problems(form: forms.Form) -> Iterator[Problem]:
    """Yield what to mend, field by field, in the order of the form."""
    for sentence in form.non_field_errors():
        yield Problem("", "", str(sentence))
    for field in form:
        for sentence in field.errors:
            yield Problem(field.id_for_label or field.auto_id, field.label, str(sentence))


def answers(form: forms.Form) -> list[Row]:
    """Return each label and its answer as it was understood."""
    return [Row(field.label, _answer(form, field.name)) for field in form if not field.is_hidden]


def _answer(form: forms.Form, name: str) -> Any:
    field, value = form.fields[name], form.cleaned_data.get(name)
    if isinstance(field, forms.ModelChoiceField):
        return value and field.label_from_instance(value)
    if isinstance(field, forms.MultipleChoiceField):
        return [_word(field, one) for one in value or ()]
    if isinstance(field, forms.ChoiceField):
        return _word(field, value)
    return value


def _word(field: forms.ChoiceField, value: Any) -> Any:
    for key, word in field.widget.choices:
        if isinstance(word, list | tuple):
            for inner, text in word:
                if str(inner) == str(value):
                    return text
        elif str(key) == str(value):
            return word
    return value

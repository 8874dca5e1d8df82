"""Form fields that take what people type: both separators, days in three boxes, partial dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple, override

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from saphan.kernel.dates import DateReading, Doubt, PartialDate, read_date
from saphan.kernel.numbers import format_number, read_number
from saphan.kernel.periods import Period
from saphan.kernel.units import UNITS, Quantity
from saphan.web.display import language, plain

MARK = "="
"""Between a chosen reading and the text it was chosen for: another text asks again."""


class Written(NamedTuple):
    """What was typed, its unit, and the reading chosen when the text has two."""

    text: str
    unit: str = ""
    reading: str = ""

    @property
    def chosen(self) -> str:
        value, _, text = self.reading.partition(MARK)
        return value if text == self.text else ""


class NumberWidget(forms.Widget):
    """One box, a unit beside it when there are several, and the readings when there are two."""

    template_name = "web/widgets/number.html"
    units: Sequence[str] = ()
    decimals = False

    @override
    def value_from_datadict(self, data: Any, files: Any, name: str) -> Written:
        unit = data.get(f"{name}-unit", self.units[0] if self.units else "")
        return Written(data.get(name, ""), unit, data.get(f"{name}-reading", ""))

    @override
    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> Written:
        if isinstance(value, Written):
            return value
        if value is None or value == "":
            return Written("", self.units[0] if self.units else "")
        exact = value.decimal if isinstance(value, Quantity) else Decimal(value)
        text = format_number(exact, language())
        unit = value.unit if isinstance(value, Quantity) else ""
        return Written(text, unit, f"{exact:f}{MARK}{text}")

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        written = self.format_value(value)
        context = super().get_context(name, written, attrs)
        values = readings(written, decimals=self.decimals)
        choices = [
            {
                "value": f"{one:f}{MARK}{written.text}",
                "text": format_number(one, language()),
                "whole": one == one.to_integral_value(),
            }
            for one in values
        ]
        context["widget"] |= {
            "value": written.text,
            "units": [(code, UNITS[code].names.in_(language())) for code in self.units],
            "unit": written.unit,
            "readings": choices if len(choices) > 1 else [],
            "reading": written.reading if written.chosen else "",
        }
        return context


def readings(written: Written, *, decimals: bool) -> list[Decimal]:
    """Return the values the text can have; a unit that cannot be divided decides between two."""
    return [one.value for one in read_number(written.text) if _fits(one.value, written, decimals)]


def _fits(value: Decimal, written: Written, decimals: bool) -> bool:  # noqa: FBT001 - private
    if written.unit in UNITS:
        return value * UNITS[written.unit].factor % 1 == 0
    return decimals or value == value.to_integral_value()


class NumberField(forms.Field):
    """Cleans to int, or to Decimal with `decimals`; a text with two readings asks which."""

    widget = NumberWidget
    default_error_messages = {
        "not-a-number": _("Write a number with digits, for example %(example)s."),
        "not-whole": _("Write a whole number, for example %(example)s."),
        "two-readings": _("“%(text)s” can be read two ways: %(one)s or %(two)s. Choose one."),
        "too-small": _("Write a number of at least %(least)s."),
    }

    def __init__(
        self, *, decimals: bool = False, least: Decimal | int | None = 0, **kwargs: Any
    ) -> None:
        self.decimals, self.least = decimals, least
        super().__init__(**kwargs)
        self.widget.decimals = decimals

    def to_python(self, written: Any) -> Any:
        """Return the one value meant; ValidationError with a sentence that says what to do."""
        if not isinstance(written, Written) or not written.text.strip():
            return None
        value = self._meant(written)
        if self.least is not None and value < self.least:
            raise self._refusal("too-small", least=plain(Decimal(self.least)))
        return self.finish(value, unit=written.unit)

    def finish(self, value: Decimal, *, unit: str) -> Any:  # noqa: ARG002 - for fields with units
        return value if self.decimals else int(value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        if not isinstance(data, Written):
            return False
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True

    def _meant(self, written: Written) -> Decimal:
        values = readings(written, decimals=self.decimals)
        if not values:
            whole = bool(read_number(written.text))
            raise self._refusal("not-whole" if whole else "not-a-number", example=self._example())
        if len(values) == 1:
            return values[0]
        for value in values:
            if written.chosen == f"{value:f}":
                return value
        one, two = (plain(value) for value in values[:2])
        raise self._refusal("two-readings", text=written.text, one=one, two=two)

    def _example(self) -> str:
        return plain(Decimal("12.5") if self.decimals else Decimal(1250))

    def _refusal(self, code: str, **words: str) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=words)


class QuantityField(NumberField):
    """A number with one of `units`; cleans to a kernel Quantity. A counter decides the reading."""

    def __init__(self, *, units: Sequence[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.units = tuple(units)
        self.units = tuple(units)

    @override
    def finish(self, value: Decimal, *, unit: str) -> Quantity:
        return Quantity.of(value, unit if unit in self.units else self.units[0])


class DayWidget(forms.Widget):
    """Three boxes: day, month, year. Their text travels as one, `12/8/2025`."""

    template_name = "web/widgets/day.html"
    use_fieldset = True
    PARTS = ("day", "month", "year")

    @override
    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        parts = [data.get(f"{name}-{part}", "").strip() for part in self.PARTS]
        whole = bool(parts[0]) and not parts[0].isdigit() and not any(parts[1:])
        return (parts[0] if whole else "/".join(parts)) if any(parts) else ""

    @override
    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return all(f"{name}-{part}" not in data for part in self.PARTS)

    @override
    def id_for_label(self, id_: str, index: str | int | None = None) -> str:
        return f"{id_}-day"

    def format_value(self, value: Any) -> str:
        return _written_day(value)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = self.format_value(value).split("/")
        typed = typed if len(typed) == 3 else [self.format_value(value), "", ""]
        labels = (_("Day"), _("Month"), _("Year"))
        context["widget"]["boxes"] = [
            {
                "part": part,
                "label": label,
                "value": text,
                "size": "four" if part == "year" else "two",
            }
            for part, label, text in zip(self.PARTS, labels, typed, strict=True)
        ]
        return context


class DayField(forms.Field):
    """A day; cleans to `datetime.date`. One text box instead of three with `DayInput`.

    `window` refuses days outside it; a Buddhist-era or two-digit year asks for the plain one.
    """

    widget: type[forms.Widget] = DayWidget
    default_error_messages = {
        "not-a-day": _("Write day, month and year in numbers, for example 12 8 2025."),
        "buddhist-year": _("The year reads as Buddhist era. If you mean %(day)s, write that year."),
        "two-digit-year": _("Write the year with four digits, for example 2025."),
        "outside-window": _("The day must be between %(since)s and %(until)s."),
    }

    def __init__(self, *, window: Period | None = None, **kwargs: Any) -> None:
        self.window = window
        super().__init__(**kwargs)

    def to_python(self, text: Any) -> date | PartialDate | None:
        if isinstance(text, date | PartialDate):
            return text
        written = str(text or "").strip().strip("/")
        if not written:
            return None
        found = read_date(written, window=self.window)
        if not found or not self.takes(found[0].value):
            raise ValidationError(self.error_messages["not-a-day"], code="not-a-day")
        self._doubt(found[0])
        return found[0].value

    def takes(self, value: date | PartialDate) -> bool:
        return isinstance(value, date)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return _written_day(initial).strip("/") != str(data or "").strip("/")

    def _doubt(self, reading: DateReading) -> None:
        for doubt in (Doubt.SHORT_YEAR, Doubt.BUDDHIST, Doubt.OUTSIDE):
            if doubt in reading.doubts:
                raise ValidationError(
                    self.error_messages[doubt.value], code=doubt.value, params=self._words(reading)
                )

    def _words(self, reading: DateReading) -> dict[str, str]:
        window = self.window
        ends = {"since": plain(window.since), "until": plain(window.until)} if window else {}
        day = reading.value
        return {**ends, "day": day.text if isinstance(day, PartialDate) else plain(day)}


class PartialDateField(DayField):
    """A day, or only a month and year, or only a year, when no more is known."""

    default_error_messages = {
        "not-a-day": _("Write what is known: a year, a month and a year, or a whole day."),
    }

    @override
    def takes(self, value: date | PartialDate) -> bool:
        return True


class DayInput(forms.TextInput):
    """One box for a day, for filters."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"placeholder": "31/12/2025", "inputmode": "numeric", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        return _written_day(value)


def _written_day(value: Any) -> str:
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, PartialDate):
        return f"/{value.month or ''}/{value.year}"
    return str(value or "")

"""The kinds of record of this register, as intake and the pages know them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from saphan.intake.kinds import Kind
from saphan.kernel.languages import T
from saphan.kernel.numbers import format_number
from saphan.kernel.units import UNITS
from saphan.registers.security import documents, rules, services
from saphan.registers.security.choices import ITEM_NAMES, Act, Offence, PatrolLevel, Sex
from saphan.web.display import language, plain

type Words = Mapping[Any, Any]

LEVELS: Words = {
    PatrolLevel.STATION: _("Station"),
    PatrolLevel.COMMAND: _("Provincial command"),
}
OFFENCES: Words = {
    Offence.DRUGS: _("Drugs"),
    Offence.SMUGGLING: _("Smuggling and trade fraud"),
    Offence.WEAPONS: _("Weapons and explosives"),
    Offence.FIRECRACKERS: _("Firecrackers"),
    Offence.ILLEGAL_CROSSING: _("Illegal crossing"),
    Offence.TRAFFICKING: _("Trafficking in persons"),
    Offence.FOREST: _("Forest products and wildlife"),
    Offence.OTHER: pgettext_lazy("offence", "Other"),
}
ACTS: Words = {
    Act.ILLEGAL_ENTRY: _("Illegal entry"),
    Act.ILLEGAL_EXIT: _("Illegal exit"),
    Act.OVERSTAY: _("Overstay"),
    Act.OTHER: pgettext_lazy("illegal crossing", "Other"),
}
SEXES: Words = {Sex.MALE: pgettext_lazy("sex", "male"), Sex.FEMALE: pgettext_lazy("sex", "female")}
SIDES: Words = {"VN": _("Vietnamese side"), "LA": _("Lao side")}
_in_words: Any = lazy(lambda name: name.in_(language()), str)
ITEMS: Words = {item: _in_words(name) for item, name in ITEM_NAMES.items()}
"""How the codes of the closed lists read on pages."""


def amount_text(amount: documents.Amount) -> str:
    """`111,22 g`: a quantity with its counter, as the page's language writes it."""
    unit = UNITS[amount.unit]
    return f"{format_number(Decimal(amount.value), language())} {unit.names.in_(language())}"


def exhibit_text(exhibit: documents.Exhibit) -> str:
    """One exhibit in a line: what it is, its quantities, and the officer's words."""
    amounts = " + ".join(map(amount_text, exhibit.amounts))
    weighed = [amount_text(exhibit.weighed)] if exhibit.weighed else []
    said = "; ".join([*([exhibit.written] if exhibit.written else []), *weighed])
    name = ITEM_NAMES[exhibit.item].in_(language())
    line = f"{name}: {amounts}" if amounts else name
    return f"{line} ({said})" if said else line


def subjects_text(subjects: Sequence[documents.Subject]) -> str:
    count = len(subjects)
    return ngettext("%(count)s person", "%(count)s persons", count) % {"count": count}


def step_text(step: documents.CustodyStep) -> str:
    minutes = f" ({step.minutes})" if step.minutes else ""
    return f"{plain(step.on)}: {step.giver} → {step.receiver}. {step.note}{minutes}"


def by_side_text(said: Mapping[str, Any]) -> str:
    """What each side has, under the side's name: people, units, commanders."""
    words = {code: _counted(value) for code, value in sorted(said.items(), reverse=True) if value}
    return "; ".join(f"{SIDES[code.upper()]}: {value}" for code, value in words.items())


def _counted(value: Any) -> str:
    return format_number(value, language()) if isinstance(value, int) else str(value)


def _lines(say: Any) -> Any:
    return lambda values: [say(one) for one in values]


CLASSES = {"act": ACTS, "item": ITEMS, "offence": OFFENCES}
"""How figures name their classes."""

PATROL_LABELS = {
    "number": _("Minutes number"),
    "started_on": _("First day"),
    "ended_on": _("Last day"),
    "area": _("Area"),
    "office": _("Office"),
    "level": _("Level of command"),
    "joint": _("Walked by both sides"),
    "section_from": _("From marker"),
    "section_to": _("To marker"),
    "participants": _("People by side"),
    "teams": _("Units by side"),
    "leaders": _("Commanders by side"),
    "findings": _("Findings"),
    "minutes": _("Minutes"),
    "note": _("Note"),
}

CASE_LABELS = {
    "number": _("Case number"),
    "opened_on": _("Day of the case"),
    "area": _("Area"),
    "place": _("Place"),
    "office": _("Office"),
    "offence": _("Class of offence"),
    "act": _("Offence as written"),
    "coordinated_with": _("Handled together with"),
    "partner": _("Unit of the other side"),
    "subjects": _("Subjects"),
    "exhibits": _("Exhibits"),
    "custody": _("Chain of custody"),
    "decision": _("Outcome"),
    "note": _("Note"),
}

HANDBACK_LABELS = {
    "number": _("Minutes number"),
    "on": _("Day handed back"),
    "found_on": _("Day found"),
    "area": _("Area"),
    "place": _("Place"),
    "gate": _("Gate"),
    "office": _("Office"),
    "giver": _("Handed over by"),
    "receiver": _("Received by"),
    "unit": _("Receiving unit"),
    "act": _("Act"),
    "act_written": _("Act as written"),
    "article": _("Legal basis"),
    "subjects": _("Subjects"),
}

KINDS = (
    Kind(
        "security.patrol",
        names=T(en="Bilateral patrol", vi="Tuần tra song phương", lo="ການລາດຕະເວນຮ່ວມ"),
        core=documents.Patrol,
        record=services.record_patrols,
        why_not=rules.why_not_record_patrol,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.number} · {core.started_on:%d/%m/%Y}",
        labels=PATROL_LABELS,
        reads={
            "level": LEVELS.get,
            "participants": by_side_text,
            "teams": by_side_text,
            "leaders": by_side_text,
        },
        route="security:patrol",
    ),
    Kind(
        "security.case",
        names=T(en="Case", vi="Vụ việc", lo="ຄະດີ"),
        core=documents.Case,
        person=documents.Person,
        record=services.record_cases,
        why_not=rules.why_not_record_case,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.number} · {core.opened_on:%d/%m/%Y}",
        labels=CASE_LABELS,
        reads={
            "offence": OFFENCES.get,
            "subjects": subjects_text,
            "exhibits": _lines(exhibit_text),
            "custody": _lines(step_text),
        },
        route="security:case",
    ),
    Kind(
        "security.handback",
        names=T(en="Hand-back of persons", vi="Trao trả người", lo="ການມອບ-ຮັບຄົນ"),
        core=documents.Handback,
        person=documents.Person,
        record=services.record_handbacks,
        why_not=rules.why_not_record_handback,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.number} · {core.on:%d/%m/%Y}",
        labels=HANDBACK_LABELS,
        reads={
            "giver": SIDES.get,
            "receiver": SIDES.get,
            "act": ACTS.get,
            "subjects": subjects_text,
        },
        route="security:handback",
    ),
)

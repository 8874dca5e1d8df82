"""The kinds of record of this register, as intake and the pages know them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Kind
from saphan.kernel.languages import T
from saphan.registers.security import documents, rules, services

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
    "findings": _("Findings"),
    "minutes": _("Minutes"),
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
    ),
)

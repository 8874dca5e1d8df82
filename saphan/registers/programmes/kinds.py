"""The kinds of record of this register, as intake and the pages know them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Kind
from saphan.kernel.languages import T
from saphan.registers.programmes import documents, rules, services

SUPPORT_LABELS = {
    "names": _("Name"),
    "code": _("Code"),
    "office": _("Office in charge"),
    "area": _("Area"),
    "unit": _("Unit"),
    "rates": _("Rate"),
    "beneficiaries": _("Pupils"),
    "ended_on": _("Ended on"),
    "note": _("Note"),
}
PAYMENT_LABELS = {
    "code": _("Programme"),
    "month": _("Month"),
    "office": _("Office in charge"),
    "area": _("Area"),
    "unit": _("Unit"),
    "lines": _("Payments"),
}
OBSERVATION_LABELS = {
    "figure": _("Figure"),
    "qualifier": _("How sure"),
    "value": _("Value"),
    "unit": _("Unit"),
    "since": _("First day"),
    "until": _("Last day"),
    "basis": _("Period"),
    "area": _("Area"),
    "stated_by": _("Stated by"),
    "source": _("Source document"),
    "source_on": _("Date of the document"),
    "counts": _("Counts in the figure"),
    "note": _("Note"),
}

KINDS = (
    Kind(
        "programmes.support",
        names=T(en="Support programme", vi="Chương trình hỗ trợ", lo="ໂຄງການຊ່ວຍເຫຼືອ"),
        core=documents.Support,
        person=documents.Pupil,
        record=services.record_supports,
        why_not=rules.why_not_record_support,
        objections=services.OBJECTIONS,
        title=lambda core: core.names.in_("vi")[:80],
        labels=SUPPORT_LABELS,
        route="programmes:support",
    ),
    Kind(
        "programmes.payment",
        names=T(
            en="Payment of a month", vi="Chi trả hỗ trợ hằng tháng", lo="ການຈ່າຍເງິນຊ່ວຍເຫຼືອປະຈຳເດືອນ"
        ),
        core=documents.Payment,
        person=documents.Receipt,
        record=services.record_payments,
        why_not=rules.why_not_record_payment,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.code} · {core.month}",
        labels=PAYMENT_LABELS,
        route="programmes:payment",
    ),
    Kind(
        "programmes.observation",
        names=T(en="Reported statistic", vi="Số liệu công bố", lo="ຕົວເລກລາຍງານ"),
        core=documents.Observation,
        record=services.record_observations,
        why_not=rules.why_not_record_observation,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.figure} · {core.until:%d/%m/%Y} · {core.source[:40]}",
        labels=OBSERVATION_LABELS,
        route="programmes:observation",
    ),
)

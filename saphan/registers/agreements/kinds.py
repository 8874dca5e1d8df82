"""The kinds of record of this register, as intake and the pages know them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.intake.kinds import Kind
from saphan.kernel.languages import T
from saphan.registers.agreements import documents, rules, services

INSTRUMENT_LABELS = {
    "title": _("Title"),
    "kind": _("Kind"),
    "number": _("Number"),
    "signed_on": _("Signed on"),
    "in_force_on": _("In force from"),
    "ended_on": _("Ended on"),
    "place": _("Place"),
    "parties": _("Parties"),
    "languages": _("Languages"),
    "prevails": _("Language that prevails"),
    "copies": _("Copies"),
    "meeting": _("Meeting"),
    "text_seen": _("Text seen"),
    "note": _("Note"),
}
MEETING_LABELS = {
    "title": _("Title"),
    "code": _("Code"),
    "kind": _("Kind"),
    "held_on": _("Day"),
    "place": _("Place"),
    "host": _("Host"),
    "authorities": _("Authorities"),
    "since": _("Reports from"),
    "until": _("Reports until"),
    "ordinal": _("Ordinal"),
    "agenda": _("Agenda"),
    "delegates": _("Delegates"),
    "proposals": _("Proposals"),
}
CONTENT_LABELS = {
    "meeting": _("Meeting"),
    "number": _("Number"),
    "agreed_on": _("Agreed on"),
    "text": _("Text"),
    "debtors": _("Carried out by"),
    "kind": _("Kind"),
    "due": _("Due"),
    "term": _("Term as written"),
    "office": _("Office"),
    "figure": _("Measured by"),
    "outcome": _("Outcome"),
    "report": _("Report"),
}

KINDS = (
    Kind(
        "agreements.instrument",
        names=T(en="Instrument", vi="Văn kiện", lo="ເອກະສານ"),
        core=documents.Instrument,
        record=services.record_instruments,
        why_not=rules.why_not_record_instrument,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.title.in_('vi')[:80]} · {core.signed_on:%d/%m/%Y}",
        labels=INSTRUMENT_LABELS,
        route="agreements:instrument",
    ),
    Kind(
        "agreements.meeting",
        names=T(en="Meeting", vi="Hội đàm", lo="ກອງປະຊຸມ"),
        core=documents.Meeting,
        person=documents.Person,
        record=services.record_meetings,
        why_not=rules.why_not_record_meeting,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.code} · {core.held_on:%d/%m/%Y}",
        labels=MEETING_LABELS,
        route="agreements:meeting",
    ),
    Kind(
        "agreements.content",
        names=T(en="Content agreed", vi="Nội dung thống nhất", lo="ເນື້ອໃນທີ່ເປັນເອກະພາບ"),
        core=documents.Content,
        record=services.record_contents,
        why_not=rules.why_not_record_content,
        objections=services.OBJECTIONS,
        title=lambda core: f"{core.meeting} · {core.number}. {core.text.in_('vi')[:60]}",
        labels=CONTENT_LABELS,
        route="agreements:content",
    ),
)

"""Plugs the register in."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    name = "saphan.registers.agreements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from saphan.accounts import roles
        from saphan.bilateral import kinds as bilateral
        from saphan.intake import kinds
        from saphan.ledger import projectors
        from saphan.registers.agreements import documents
        from saphan.registers.agreements.forms import INSTRUMENTS
        from saphan.registers.agreements.intake import TABLES
        from saphan.registers.agreements.kinds import KINDS
        from saphan.registers.agreements.models import Content, Instrument, Meeting
        from saphan.registers.agreements.permissions import READ
        from saphan.registers.agreements.projection import PROJECTORS
        from saphan.web import menu, states

        roles.declare("agreements")
        for projector in PROJECTORS:
            projectors.plug(projector)
        words: dict[str, Any] = {
            "instrument": dict(INSTRUMENTS),
            "topic": Meeting.objects.all().titles_of,
        }
        bilateral.plug(documents.Instrument, rows=Instrument, day="signed_on")
        bilateral.plug(documents.Meeting, rows=Meeting, day="held_on")
        bilateral.plug(documents.Content, rows=Content, day="agreed_on")
        kinds.plug(*KINDS, tables=TABLES, classes=words)
        states.add("not-started", states.State(_("not started"), "wait", "ring"))
        menu.add(menu.MenuItem(_("Agreements"), "agreements:meetings", READ, order=20))

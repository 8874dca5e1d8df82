"""The columns of this register's lists."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from saphan.registers.security.models import Patrol
from saphan.web.tables import Column, NumberColumn, Table


class PatrolTable(Table):
    """Bilateral patrols, newest first."""

    route = "security:patrol"

    number = Column(verbose_name=_("Minutes number"))
    started_on = Column(verbose_name=_("First day"))
    ended_on = Column(verbose_name=_("Last day"))
    section = Column(
        accessor="section", verbose_name=_("Markers"), order_by=("section_from", "section_to")
    )
    team_vn = Column(verbose_name=_("Vietnamese unit"))
    participants_vn = NumberColumn(verbose_name=_("Vietnamese side"))
    team_la = Column(verbose_name=_("Lao unit"))
    participants_la = NumberColumn(verbose_name=_("Lao side"))

    class Meta:
        model = Patrol
        fields = (
            "number",
            "started_on",
            "ended_on",
            "section",
            "team_vn",
            "participants_vn",
            "team_la",
            "participants_la",
        )
        order_by = "-ended_on"

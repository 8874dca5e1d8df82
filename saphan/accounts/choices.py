"""Closed lists of accounts, and how they read on a page."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from saphan.kernel.languages import Language


class Role(StrEnum):
    """What a person is trusted with inside one authority; `roles.py` says what that means."""

    READER = "reader"
    OFFICER = "officer"
    CHECKER = "checker"
    CLEARER = "clearer"
    REGISTRAR = "registrar"
    SECRETARY = "secretary"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class AuthorityKind(StrEnum):
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    COMMITTEE = "committee"
    COMMAND = "command"
    PROCURACY = "procuracy"
    PROVINCE = "province"


class OfficeKind(StrEnum):
    STATION = "station"
    GATE = "gate"
    DEPARTMENT = "department"
    UNIT = "unit"


ROLE_NAMES = {
    Role.READER: _("Reader"),
    Role.OFFICER: _("Officer"),
    Role.CHECKER: _("Checker"),
    Role.CLEARER: _("Clearer"),
    Role.REGISTRAR: _("Registrar"),
    Role.SECRETARY: _("Secretary"),
    Role.LEADER: _("Leader"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
}

KIND_NAMES = {
    AuthorityKind.GOVERNMENT: _("Government"),
    AuthorityKind.MINISTRY: _("Ministry"),
    AuthorityKind.COMMITTEE: _("Committee"),
    AuthorityKind.COMMAND: _("Command"),
    AuthorityKind.PROCURACY: _("Procuracy"),
    AuthorityKind.PROVINCE: _("Province"),
    OfficeKind.STATION: _("Station"),
    OfficeKind.GATE: _("Gate"),
    OfficeKind.DEPARTMENT: _("Department"),
    OfficeKind.UNIT: _("Unit"),
}
"""A code reads the same way whether it names an authority or an office."""

LANGUAGE_NAMES = {Language.VI: "Tiếng Việt", Language.LO: "ລາວ", Language.EN: "English"}
"""Each in itself, so that whoever needs it can read it."""

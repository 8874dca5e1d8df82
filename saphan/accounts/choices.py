"""Closed lists of accounts."""

from __future__ import annotations

from enum import StrEnum


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

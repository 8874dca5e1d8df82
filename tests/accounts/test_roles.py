from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from saphan.accounts import roles
from saphan.accounts.choices import Role

DAY = date(2025, 8, 12)


@dataclass(frozen=True)
class Held:
    role: str
    since: date = date(2025, 1, 1)
    until: date | None = None


@pytest.fixture(autouse=True)
def two_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "_declared", {})
    roles.declare("security")
    roles.declare("population", written_by=[Role.REGISTRAR])


TABLE = {
    Role.READER: "read",
    Role.OFFICER: "read read-personal draft import",
    Role.CHECKER: "read read-personal check export",
    Role.CLEARER: "read read-personal check clear export",
    Role.REGISTRAR: "read read-personal draft import export",
    Role.SECRETARY: "read export",
    Role.LEADER: "read clear",
    Role.ADMINISTRATOR: "",
    Role.AUDITOR: "read",
}


@pytest.mark.parametrize("role", Role)
def test_a_role_gives_its_verbs_in_a_register(role: Role) -> None:
    given = roles.abilities_of([Held(role)], [], DAY)

    in_security = {ability for ability in given if ability.startswith("security.")}
    assert in_security == {f"security.{verb}" for verb in TABLE[role].split()}


def test_an_officer_only_reads_where_registrars_write() -> None:
    given = roles.abilities_of([Held(Role.OFFICER)], [], DAY)

    assert "population.read" in given
    assert not given & {"population.draft", "population.read-personal", "population.import"}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_who_only_administers_or_audits_reads_no_personal_data(role: Role) -> None:
    given = roles.abilities_of([Held(role)], [], DAY)

    assert not [ability for ability in given if ability.endswith(roles.READ_PERSONAL)]


@pytest.mark.parametrize("role", Role)
def test_only_an_administrator_administers(role: Role) -> None:
    given = roles.abilities_of([Held(role)], [], DAY)

    assert (roles.ADMINISTER in given) == (role is Role.ADMINISTRATOR)


def test_a_role_counts_on_its_first_and_last_day_only() -> None:
    one_day = [Held(Role.OFFICER, since=DAY, until=DAY)]

    assert roles.abilities_of(one_day, [], DAY)
    assert not roles.abilities_of(one_day, [], date(2025, 8, 11))
    assert not roles.abilities_of(one_day, [], date(2025, 8, 13))


def test_a_mandate_adds_to_ones_own_role() -> None:
    own, acting = [Held(Role.OFFICER)], [Held(Role.CLEARER, until=DAY)]

    given = roles.abilities_of(own, acting, DAY)

    assert {"security.draft", "security.clear"} <= given


def test_what_binds_an_authority_is_known() -> None:
    binding = {ability for ability in roles.all_abilities() if roles.is_binding(ability)}

    assert binding == {
        "accounts.administer",
        "ledger.set-clearance",
        "population.clear",
        "security.clear",
        "talks.sign",
    }

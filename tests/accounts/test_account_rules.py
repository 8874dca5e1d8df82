from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saphan.accounts import rules
from saphan.accounts.choices import ROLE_NAMES, Role
from saphan.kernel.actors import Acting
from tests.accounts import make_accounts as make

DAY = date(2025, 8, 12)
CLEARER = make.actor(Role.CLEARER, login="second")
MANDATE = Acting("son-la/don-long-sap", "12/QĐ-BCHBP", date(2025, 8, 1), date(2025, 8, 31))


def objection(
    *,
    drafted_by: str = "first",
    checked_by: str | None = None,
    second_officer_needed: bool = False,
    on: date = DAY,
    acting: Acting | None = None,
) -> str | None:
    return rules.why_not_clear(
        drafted_by=drafted_by,
        checked_by=checked_by,
        clearer=replace(CLEARER, acting=acting),
        second_officer_needed=second_officer_needed,
        on=on,
    )


def test_another_officer_clears_a_draft() -> None:
    assert objection() is None
    assert objection(checked_by="second", second_officer_needed=True) is None
    assert objection(checked_by="third", second_officer_needed=True) is None


def test_nobody_clears_his_own_draft() -> None:
    assert objection(drafted_by="second") == "own-draft"
    assert objection(drafted_by="second", checked_by="third") == "own-draft"


def test_a_check_by_the_writer_is_no_check() -> None:
    assert objection(checked_by="first", second_officer_needed=True) == "own-check"


def test_what_needs_a_second_officer_is_checked_first() -> None:
    assert objection(second_officer_needed=True) == "needs-check"


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2025, 7, 31), "mandate-not-begun"),
        (date(2025, 8, 1), None),
        (date(2025, 8, 31), None),
        (date(2025, 9, 1), "mandate-ended"),
    ],
)
def test_an_acting_officer_clears_on_the_days_of_his_mandate(
    on: date, expected: str | None
) -> None:
    assert objection(acting=MANDATE, on=on) == expected


@given(
    drafted=st.sampled_from(["first", "second"]),
    checked=st.sampled_from([None, "first", "second", "third"]),
    needed=st.booleans(),
    on=st.dates(date(2025, 7, 1), date(2025, 9, 30)),
)
def test_whatever_is_cleared_was_seen_by_two(
    drafted: str, checked: str | None, needed: bool, on: date
) -> None:
    code = objection(
        drafted_by=drafted,
        checked_by=checked,
        second_officer_needed=needed,
        on=on,
        acting=MANDATE,
    )

    if code is None:
        assert drafted != CLEARER.login
        assert MANDATE.covers(on)
        assert checked != drafted
        assert checked or not needed
    else:
        assert code in rules.OBJECTIONS


def test_nobody_changes_his_own_account() -> None:
    admin = make.actor(Role.ADMINISTRATOR)

    assert rules.why_not_administer(by=admin, login=admin.login, authorities=[]) == "own-role"


def test_an_administrator_keeps_to_his_own_authority() -> None:
    admin = make.actor(Role.ADMINISTRATOR)

    def why_not(*authorities: str) -> str | None:
        return rules.why_not_administer(by=admin, login="lan", authorities=authorities)

    assert why_not() is None
    assert why_not("vn-son-la", "vn-nghe-an") is None
    assert why_not("vn-nghe-an") == "other-authority"


def test_who_can_bind_the_authority_needs_a_second_factor() -> None:
    assert rules.needs_second_factor(["security.clear"], everybody=False)
    assert rules.needs_second_factor(["accounts.administer"], everybody=False)
    assert not rules.needs_second_factor(["security.read"], everybody=False)
    assert rules.needs_second_factor([], everybody=True)


def test_every_role_has_a_name() -> None:
    assert set(ROLE_NAMES) == set(Role)

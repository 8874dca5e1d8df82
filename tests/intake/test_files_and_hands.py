"""A file goes through its hands once: what is sealed or withdrawn stays so, whoever asks."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import Workbook

from saphan.accounts.choices import Role
from saphan.accounts.roles import SET_CLEARANCE
from saphan.intake import services
from saphan.intake.choices import UploadState
from saphan.intake.models import Upload
from saphan.kernel.refusals import Refused
from saphan.ledger import policies, reading
from saphan.ledger.clearance import Rule
from saphan.ledger.policies import Decision
from saphan.registers.security.models import Patrol
from tests import make, visits

TODAY = date(2025, 8, 12)
ROWS = (
    ("Số biên bản", "Thời gian", "", "Đoạn biên giới", "", "Phía Việt Nam", "Phía Lào"),
    ("", "Từ ngày", "Đến ngày", "Từ mốc", "Đến mốc", "Quân số", "Quân số"),
    ("01/BB", date(2025, 2, 5), date(2025, 2, 7), "242", "246", 12, 10),
)


@pytest.fixture
def held(db: None) -> Upload:
    """A file without doubts that an officer sent."""
    visits.person()
    book, data = Workbook(), io.BytesIO()
    for row in ROWS:
        book.worksheets[0].append(row)
    for cells in ("A1:A2", "B1:C1", "D1:E1"):
        book.worksheets[0].merge_cells(cells)
    book.save(data)
    file = services.File(data.getvalue(), "a.xlsx", "security")
    held, found = services.receive(file, by=make.actor("officer"), on=TODAY)
    assert found.clean, (found.doubts, found.refusals)
    return held


def settle(held: Upload) -> None:
    services.settle(held, {}, by=make.actor("officer"), on=TODAY)


def withdraw(held: Upload) -> None:
    services.withdraw_upload(held, by=make.actor("officer"))


def clear(held: Upload) -> None:
    services.clear_upload(held, by=make.actor("clearer"), on=TODAY)


@pytest.mark.parametrize("again", [settle, withdraw, clear])
def test_a_sealed_file_is_touched_by_nobody(held: Upload, again: Callable[[Upload], None]) -> None:
    seen_before = Upload.objects.get(pk=held.pk)
    clear(held)

    with pytest.raises(Refused) as refused:
        again(seen_before)

    assert refused.value.code == "same-file"
    assert Upload.objects.get().state == UploadState.SEALED
    assert Patrol.objects.count() == 1


@pytest.mark.parametrize("again", [settle, withdraw, clear])
def test_a_withdrawn_file_is_not_sealed_after_all(
    held: Upload, again: Callable[[Upload], None]
) -> None:
    seen_before = Upload.objects.get(pk=held.pk)
    withdraw(held)

    with pytest.raises(Refused) as refused:
        again(seen_before)

    assert refused.value.code == "file-closed"
    assert Upload.objects.get().state == UploadState.WITHDRAWN
    assert not Patrol.objects.exists()


def test_who_answered_a_files_doubts_does_not_clear_it(held: Upload) -> None:
    both = make.actor("chi-huy")
    services.settle(held, {}, by=both, on=TODAY)

    with pytest.raises(Refused) as refused:
        services.clear_upload(held, by=both, on=TODAY)

    assert refused.value.code == "own-draft"
    assert not Patrol.objects.exists()


def again(held: Upload, login: str = "officer", **given: Any) -> Upload:
    """The same bytes once more."""
    file = services.File(bytes(held.data), "b.xlsx", "security", **given)
    return services.receive(file, by=make.actor(login), on=TODAY)[0]


def test_a_file_tried_again_is_the_one_that_waits(held: Upload) -> None:
    same = again(held, "another")

    assert (same.pk, same.filename, same.uploaded_by) == (held.pk, "a.xlsx", "officer")
    clear(same)
    assert Upload.objects.get().state == UploadState.SEALED


def test_a_withdrawn_file_may_be_sent_anew(held: Upload) -> None:
    withdraw(held)

    anew = again(held)

    assert anew.pk != held.pk
    assert anew.state == UploadState.READY


def test_who_answers_when_sending_again_has_a_hand_in_the_file(held: Upload) -> None:
    Upload.objects.update(checked_by="checker")

    same = again(held, "chi-huy", answers={"Sheet!C3": "2025-02-07"})

    assert (same.settled_by, same.checked_by) == (["chi-huy"], "")
    assert refusal_of(partial(services.clear_upload, same, by=make.actor("chi-huy"), on=TODAY)) == (
        "own-draft"
    )


def test_answers_sent_again_replace_those_of_the_same_hand_and_no_others(held: Upload) -> None:
    services.settle(held, {"Sheet!A1": "one"}, by=make.actor("helper"), on=TODAY)
    again(held, answers={"Sheet!B1": "slip"})

    same = again(held, answers={"Sheet!C1": "right"})

    assert same.answers == {"Sheet!A1": "one", "Sheet!C1": "right"}
    assert set(same.answered_by) == set(same.answers)


def demand_a_check(**rule: Any) -> None:
    leader = make.actor("leader", abilities=frozenset({SET_CLEARANCE}))
    rule = {"needs_check": True, **rule}
    decision = Decision("12/QĐ", TODAY)
    policies.set_policy("security.patrol", Rule(**rule), decision=decision, by=leader)


def refusal_of(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_a_file_is_checked_where_the_authority_demands_it(held: Upload) -> None:
    demand_a_check()

    unchecked = refusal_of(lambda: clear(held))
    services.check_upload(held, by=make.actor("checker"))
    clear(held)

    (stored,) = reading.versions(Patrol.objects.get().uid)
    assert unchecked == "needs-check"
    assert stored.record.persons["clearance"]["checked_by"] == "Checker"


def test_who_sent_or_settled_a_file_does_not_check_it(held: Upload) -> None:
    services.settle(held, {}, by=make.actor("second"), on=TODAY)

    for login in ("officer", "second"):
        check = partial(services.check_upload, held, by=make.actor(login))
        assert refusal_of(check) == "own-draft"


def test_a_new_answer_undoes_the_check_of_a_file(held: Upload) -> None:
    demand_a_check()
    services.check_upload(held, by=make.actor("checker"))

    settle(held)

    assert refusal_of(lambda: clear(held)) == "needs-check"


def test_a_file_is_checked_by_the_roles_that_the_authority_names(held: Upload) -> None:
    demand_a_check(checkers=frozenset({Role.CHECKER}))

    other = make.actor("clearer", roles=frozenset({Role.CLEARER}))
    named = make.actor("checker", roles=frozenset({Role.CHECKER}))

    assert refusal_of(lambda: services.check_upload(held, by=other)) == "other-role"
    services.check_upload(held, by=named)
    assert Upload.objects.get().checked_by == "checker"


def test_a_checker_checks_a_file_on_its_page(held: Upload) -> None:
    client = visits.at_work(Role.CHECKER, login="a.checker")
    address = reverse("intake:file-check", args=[held.pk])

    offered = address in client.get(reverse("intake:file", args=[held.pk])).content.decode()
    client.post(address)

    shown = client.get(reverse("intake:file", args=[held.pk])).content.decode()
    assert offered
    assert Upload.objects.get().checked_by == "a.checker"
    assert address not in shown
    assert "A.Checker" in shown

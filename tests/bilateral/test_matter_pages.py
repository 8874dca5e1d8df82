"""A matter of two owners on its pages: drawn as two banks, and answered from there."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.middleware import HAS_FACTOR
from saphan.bilateral.models import Matter, View
from saphan.protocol.journal import Kind
from saphan.protocol.states import Status
from tests import make
from tests.exchange.make_exchange import Line, patrol
from tests.visits import at_work

pytestmark = pytest.mark.django_db


def core(**changes: Any) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(make.patrol(**changes))
    return said


def address(matter: Matter, name: str = "matter") -> str:
    return reverse(f"bilateral:{name}", args=[matter.peer, matter.rec])


def text(answer: Any) -> str:
    """The page, with every run of white space as one space."""
    return " ".join(answer.content.decode().split())


@pytest.fixture
def line() -> Line:
    made = Line()
    made.share_by_policy()
    return made


def proposed_by_them(line: Line, **changes: Any) -> Matter:
    doc = line.proposes(core(**changes))
    line.exchange()
    return line.matter(doc)


def test_their_proposal_waits_for_us_in_the_list_and_is_agreed_to_from_its_page(
    line: Line,
) -> None:
    matter = proposed_by_them(line, number="ຫຫ-03")
    clearer = at_work(Role.CLEARER)

    listed = text(clearer.get(f"{reverse('bilateral:matters')}?turn=ours"))
    page = text(clearer.get(address(matter)))
    form = clearer.get(f"{address(matter, 'agree')}?doc={matter.open[0]}")
    done = clearer.post(
        address(matter, "agree"), {"version": matter.open[0], "once": "1"}, follow=True
    )
    line.exchange()

    assert "ຫຫ-03" in listed
    assert "It is for us to answer." in page
    assert "We have said nothing yet." in page
    assert matter.open[0] in text(form)
    assert "Said to the other side: we agree." in text(done)
    assert line.matter(matter.open[0]).status == Status.AGREED


def test_an_objection_takes_a_reason_and_shows_on_our_bank_and_in_the_history(line: Line) -> None:
    matter = proposed_by_them(line)
    clearer = at_work(Role.CLEARER)
    said = {"version": matter.open[0], "once": "1", "reason": "value"}

    silent = clearer.post(address(matter, "object"), {**said, "reason": ""})
    done = clearer.post(address(matter, "object"), {**said, "words": "11 người"}, follow=True)

    assert silent.status_code == 422
    assert "objected to version 1 of the other side: <bdi>Our value differs. 11 người" in text(done)
    assert text(done).count("Our value differs. 11 người") == 2
    assert "We have said nothing yet." not in text(done)
    assert Matter.objects.get(rec=matter.rec).status == Status.CONTESTED


def test_what_two_banks_say_of_one_patrol_differs_field_by_field(line: Line) -> None:
    ours = patrol()
    line.exchange()
    theirs = line.proposes(core(number="ຫຫ-07", participants={"vn": 12, "la": 10}))
    line.exchange()
    one, two = line.matter(ours.hash.hex()), line.matter(theirs)
    clearer = at_work(Role.CLEARER)

    form = text(clearer.get(address(one, "link")))
    clearer.post(address(one, "link"), {"other": two.rec, "once": "1"})
    line.there()
    line.la.say(Kind.LINK, two.rec, None, {"other": one.rec})
    line.exchange()
    page = text(clearer.get(address(line.matter(ours.hash.hex()))))

    assert "ຫຫ-07" in form
    assert "<mark>07/BB-TTSP</mark>" in page
    assert "<mark>ຫຫ-07</mark>" in page
    assert "2 fields differ" in page
    assert "said that two records of this matter are one" in page


def test_a_version_of_ours_is_taken_back_and_lapses(line: Line) -> None:
    ref = patrol()
    line.exchange()
    matter = line.matter(ref.hash.hex())
    clearer = at_work(Role.CLEARER)

    clearer.post(address(matter, "take-back"), {"version": ref.hash.hex(), "once": "1"})
    line.exchange()
    page = text(clearer.get(address(matter)))

    assert Matter.objects.get(rec=matter.rec).status == Status.LAPSED
    assert "taken back" in page


def test_only_who_clears_answers_and_only_who_reads_sees(line: Line) -> None:
    matter = proposed_by_them(line)
    officer, administrator = at_work(Role.OFFICER), at_work(Role.ADMINISTRATOR)

    page = text(officer.get(address(matter)))
    refused = officer.post(address(matter, "agree"), {"version": matter.open[0]})
    unseen = administrator.get(address(matter))
    listed = administrator.get(reverse("bilateral:matters"))

    assert "Agree to their version" not in page
    assert refused.status_code == 403
    assert unseen.status_code == 404
    assert "07/BB-TTSP" not in text(listed)
    assert Matter.objects.get(rec=matter.rec).turn == View.OURS


def test_a_matter_of_another_authority_of_this_node_is_not_shown(line: Line) -> None:
    ref = patrol()
    line.exchange()
    matter = line.matter(ref.hash.hex())
    stranger = at_work(Role.CLEARER, authority="vn-nghe-an")

    assert stranger.get(address(matter)).status_code == 404
    assert "07/BB-TTSP" not in text(stranger.get(reverse("bilateral:matters")))
    assert stranger.post(address(matter, "take-back"), {}).status_code == 404


def test_a_version_that_was_replaced_meanwhile_is_not_agreed_to(line: Line) -> None:
    matter = proposed_by_them(line)
    clearer = at_work(Role.CLEARER)

    answer = clearer.post(address(matter, "agree"), {"version": "00" * 32, "once": "1"})

    assert answer.status_code == 409
    assert "not open to an answer" in text(answer)


def test_a_record_of_another_program_says_that_it_cannot_be_read(line: Line) -> None:
    doc = line.proposes({"what": "ever"}, schema="security.patrol/9")
    line.exchange()
    clearer = at_work(Role.CLEARER)

    page = text(clearer.get(address(line.matter(doc))))

    assert "This version cannot be read here" in page


def test_the_record_page_shows_how_things_stand_with_the_other_bank(
    line: Line,
) -> None:
    ref = patrol()
    line.exchange()
    officer = at_work(Role.OFFICER)

    page = text(officer.get(reverse("security:patrol", args=[ref.uid])))

    assert address(line.matter(ref.hash.hex())) in page
    assert "It is for them to answer." in page


def test_the_list_is_searched_by_what_the_registers_hold_and_saved(line: Line) -> None:
    proposed_by_them(line, number="ຫຫ-03")
    proposed_by_them(line, number="ຫຫ-04")
    clearer = at_work(Role.CLEARER)

    found = text(clearer.get(f"{reverse('bilateral:matters')}?q=ຫຫ-04"))
    file: Any = clearer.get(f"{reverse('bilateral:matters')}?export=csv")
    saved = b"".join(file.streaming_content)

    assert "ຫຫ-04" in found
    assert "ຫຫ-03" not in found
    assert "ຫຫ-03" in saved.decode()


def test_without_a_second_factor_nothing_is_said_to_the_other_side(line: Line) -> None:
    matter = proposed_by_them(line)
    clearer = at_work(Role.CLEARER)
    session = clearer.session
    session[HAS_FACTOR] = False
    session.save()

    clearer.post(address(matter, "agree"), {"version": matter.open[0], "once": "1"})

    assert Matter.objects.get(rec=matter.rec).status == Status.PROPOSED


def test_a_matter_that_both_banks_joined_is_no_candidate_any_more(line: Line) -> None:
    ours, theirs = patrol(), line.proposes(core(number="ຫຫ-07"))
    alone = patrol(number="11/BB-TTSP")
    line.exchange()
    one, two = line.matter(ours.hash.hex()), line.matter(theirs)
    clearer = at_work(Role.CLEARER)
    clearer.post(address(one, "link"), {"other": two.rec, "once": "1"})
    line.there()
    line.la.say(Kind.LINK, two.rec, None, {"other": one.rec})
    line.exchange()

    form = text(clearer.get(address(line.matter(alone.hash.hex()), "link")))
    listed = text(clearer.get(reverse("bilateral:matters")))

    assert "No record of the other bank is within 3 days" in form
    assert "07/BB-TTSP · 05/02/2025</a>" in listed

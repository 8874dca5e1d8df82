"""How things stand with each peer, on pages: sizes, policies, what was refused, a stick by hand."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.bilateral.models import Matter
from saphan.exchange import forms, ingest
from saphan.exchange.models import Refusal
from saphan.intake.models import Draft
from saphan.kernel.refusals import Refused
from saphan.ledger import pairs
from saphan.protocol import journal
from saphan.protocol.states import Status
from tests import make
from tests.exchange.make_exchange import POLICY, Line, patrol, peer_of
from tests.visits import at_work

pytestmark = pytest.mark.django_db

STATUS = "exchange:status"


def text(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def new_bundle(line: Line) -> bytes:
    """What Houaphanh has for this node: a patrol that it proposes."""
    line.proposes(msgspec.to_builtins(make.patrol(number="ຫຫ-03")))
    held = pairs.copy(line.peer.node)
    data = line.la.serve(held.epoch, held.size)
    assert data is not None
    return data


def send(data: bytes, *, role: Role = Role.ADMINISTRATOR) -> Any:
    file = SimpleUploadedFile("to-son-la", data)
    return at_work(role).post(reverse("exchange:take"), {"file": file}, follow=True)


def test_the_page_tells_sizes_policies_and_who_the_peer_is() -> None:
    line = Line()
    line.share_by_policy()
    patrol()
    line.exchange()
    genesis = journal.printed(bytes(peer_of(line).genesis.hash).hex())

    page = text(at_work(Role.LEADER).get(reverse(STATUS)))

    assert genesis in page
    assert "Điều 3: the record of Bilateral patrol (Shared), for talks, 3,650 days" in page
    assert "agreed" in page
    assert "by stick alone" in page


def test_a_policy_that_waits_says_for_whom_and_leads_to_its_matter() -> None:
    line = Line()
    doc = line.proposes(
        {"articles": [msgspec.to_builtins(POLICY) | {"article": "Điều 7"}]},
        schema="exchange.policy/1",
    )
    line.exchange()
    matter = line.matter(doc)
    leader = at_work(Role.LEADER)

    page = text(leader.get(reverse(STATUS)))
    shown = text(leader.get(reverse("bilateral:matter", args=[matter.peer, matter.rec])))
    leader.post(
        reverse("bilateral:agree", args=[matter.peer, matter.rec]),
        {"version": doc, "once": "1"},
    )
    line.exchange()

    assert "It is for us to answer." in page
    assert reverse("bilateral:matter", args=[matter.peer, matter.rec]) in page
    assert "Điều 7" in shown
    assert line.matter(doc).status == Status.AGREED


def test_a_refused_bundle_is_listed_with_code_sentence_and_size() -> None:
    line = Line()
    line.share_by_policy()
    data = new_bundle(line).replace(b"propose", b"proposf")
    with pytest.raises(Refused):
        ingest.take(data)
    auditor = at_work(Role.AUDITOR)

    page = text(auditor.get(reverse("exchange:refused")))

    assert Refusal.objects.get().code in page
    assert f"{len(data):,}" in page


def test_a_document_of_a_newer_program_is_listed_with_the_reason() -> None:
    line = Line()
    line.share_by_policy()
    line.proposes({"what": "ever"}, schema="security.patrol/9")
    line.exchange()

    page = text(at_work(Role.AUDITOR).get(reverse("exchange:unread")))

    assert "security.patrol/9" in page
    assert "written by a newer program" in page


def test_an_administrator_takes_a_bundle_in_by_hand_once() -> None:
    line = Line()
    line.share_by_policy()
    data = new_bundle(line)

    first, again = send(data), send(data)

    assert "lines were taken in." in text(first)
    assert "0 lines were taken in." in text(again)


def test_what_is_no_bundle_is_refused_and_kept_as_evidence() -> None:
    Line()

    answer = send(b'{"no":"bundle"}')

    assert answer.status_code == 409
    assert Refusal.objects.get().size == 15


def test_a_file_that_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    Line()
    monkeypatch.setattr(forms, "LARGEST", 10)

    answer = send(b"{" + b"x" * 10)

    assert answer.status_code == 422
    assert not Refusal.objects.exists()


def test_who_does_not_carry_takes_nothing_in() -> None:
    Line()

    assert send(b"{}", role=Role.LEADER).status_code == 403
    assert at_work(Role.OFFICER).get(reverse(STATUS)).status_code == 403


def test_a_restored_node_says_what_to_do() -> None:
    line = Line()
    peer = peer_of(line)
    peer.restored = True
    peer.save()

    page = text(at_work(Role.ADMINISTRATOR).get(reverse(STATUS)))

    assert "quarantine" in page
    assert "This node was restored and only listens." in page


def test_a_policy_is_drafted_cleared_by_another_and_put_to_the_peer() -> None:
    line = Line()
    registrar, leader = at_work(Role.REGISTRAR), at_work(Role.CLEARER)
    said = {
        "articles-TOTAL_FORMS": "1",
        "articles-INITIAL_FORMS": "0",
        "articles-0-article": "Điều 3",
        "articles-0-schema": "security.patrol",
        "articles-0-parts": ["core"],
        "articles-0-levels": ["shared"],
        "articles-0-purpose": "hội đàm",
        "articles-0-retention_days": "3650",
        "once": "1",
        "do": "act",
    }

    drafted = registrar.post(reverse("intake:policy-new"), said)
    draft = Draft.objects.get()
    seen = text(leader.get(drafted["Location"]))
    leader.post(reverse("intake:draft-verb", args=[draft.pk, "clear"]), {"do": "act"})
    line.exchange()
    page = text(leader.get(reverse("intake:policy", args=[draft.uid])))

    assert "Điều 3: the record of Bilateral patrol (Shared), for hội đàm, 3,650 days" in seen
    assert "It is for them to answer." in page
    assert Matter.objects.get().kind == "exchange.policy"


def test_an_article_that_shares_nothing_is_marked(db: None) -> None:
    registrar = at_work(Role.REGISTRAR)
    said = {"articles-TOTAL_FORMS": "1", "articles-INITIAL_FORMS": "0", "do": "act"}

    answer = registrar.post(reverse("intake:policy-new"), {**said, "articles-0-purpose": "x"})

    assert answer.status_code == 422

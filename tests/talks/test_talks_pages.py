"""Pages of the talks, as people at work see them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.render import readback
from saphan.talks import packs
from saphan.talks.models import Pack
from tests.accounts import make_visits as visit
from tests.visits import at_work


@pytest.fixture
def secretary(talks: str) -> Client:
    return visit.enter(visit.somebody(Role.SECRETARY))


@pytest.fixture
def reader(talks: str) -> Client:
    return visit.enter(visit.somebody(Role.READER))


def body(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(f"talks:{name}", args=args))
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def ready(client: Client, talks: str) -> Pack:
    client.post(reverse("talks:prepare", args=[talks]))
    pack = Pack.objects.get()
    packs.make(pack.pk)
    return Pack.objects.get()


def test_the_list_leads_to_the_talks(secretary: Client, talks: str) -> None:
    assert reverse("talks:talks", args=[talks]) in body(secretary, "list")


def test_the_list_has_the_talks_that_the_other_side_alone_entered(talks: str) -> None:
    across = at_work(Role.SECRETARY, authority="la-houaphanh")

    assert reverse("talks:talks", args=[talks]) in body(across, "list")


def test_the_talks_show_agenda_figures_proposals_and_contents(
    secretary: Client, talks: str
) -> None:
    page = body(secretary, "talks", talks)

    assert "Signing of the memorandum of understanding" in page
    assert (
        reverse("figures:cell", args=["security.cases@vn-son-la:2024-07-01..2025-08-12/own"])
        in page
    )
    assert "Keep up the bilateral patrols" in page
    assert "Held at the two New Year feasts" in page
    assert Read.objects.filter(purpose="show").exists()


def test_a_reader_sees_no_button_and_may_not_press_it(reader: Client, talks: str) -> None:
    page = body(reader, "talks", talks)

    assert reverse("talks:prepare", args=[talks]) not in page
    assert reader.post(reverse("talks:prepare", args=[talks])).status_code == 403
    assert not Pack.objects.exists()


def test_the_preview_is_the_report_and_runs_no_script(reader: Client, talks: str) -> None:
    answer = reader.get(reverse("talks:report", args=[talks]))

    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "unsafe-inline' 'self" not in answer.headers["Content-Security-Policy"]
    assert len(readback.numbers_in_html(answer.content)) > 30


def test_asking_leads_to_a_page_that_asks_again_until_the_pack_is_there(
    secretary: Client, talks: str
) -> None:
    answer = secretary.post(reverse("talks:prepare", args=[talks]))
    where = answer.headers["Location"]

    waiting = secretary.get(where).content.decode()
    packs.make(Pack.objects.get().pk)
    done = secretary.get(where, headers={"HX-Request": "true"}).content.decode()

    assert 'hx-trigger="every 2s"' in waiting
    assert "hx-trigger" not in done
    assert "<html" not in done
    assert "The pack is ready" in done


def test_the_files_come_as_they_were_made(secretary: Client, talks: str) -> None:
    pack = ready(secretary, talks)

    whole = secretary.get(reverse("talks:pack-zip", args=[talks, pack.pk]))
    single = secretary.get(reverse("talks:pack-file", args=[talks, pack.pk, f"lo/{talks}.docx"]))

    assert whole.content == bytes(pack.archive or b"")
    assert single.content == packs.file_of(pack, f"lo/{talks}.docx")
    assert single.headers["Content-Disposition"] == f'attachment; filename="{talks}-lo.docx"'
    assert Read.objects.filter(purpose="export").exists()


def test_a_pack_of_another_authority_is_not_there(secretary: Client, talks: str) -> None:
    pack = ready(secretary, talks)
    Pack.objects.update(authority="vn-nghe-an")

    assert secretary.get(reverse("talks:pack", args=[talks, pack.pk])).status_code == 404
    assert secretary.get(reverse("talks:pack-zip", args=[talks, pack.pk])).status_code == 404


@pytest.mark.parametrize("page", ["talks", "report", "prepare"])
def test_talks_that_nobody_recorded_are_not_there(secretary: Client, page: str) -> None:
    where = reverse(f"talks:{page}", args=["son-la-houaphanh-1825"])

    answer = secretary.post(where) if page == "prepare" else secretary.get(where)

    assert answer.status_code == 404
    assert "There are no talks with the code son-la-houaphanh-1825." in answer.content.decode()


def test_a_file_that_is_not_in_the_pack_is_not_there(secretary: Client, talks: str) -> None:
    pack = ready(secretary, talks)

    answer = secretary.get(reverse("talks:pack-file", args=[talks, pack.pk, "vi/speech.docx"]))

    assert (answer.status_code, "no-such-file" in answer.content.decode()) == (404, True)


def test_the_secretary_makes_it_himself_when_no_worker_answers(
    secretary: Client, talks: str
) -> None:
    secretary.post(reverse("talks:prepare", args=[talks]))
    pack = Pack.objects.get()
    Pack.objects.update(moved_at=pack.moved_at - 2 * packs.SILENCE)

    page = body(secretary, "pack", talks, pack.pk)
    secretary.post(reverse("talks:pack-make", args=[talks, pack.pk]))

    assert "Make it here and now" in page
    assert Pack.objects.get().is_ready

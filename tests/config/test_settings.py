from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.module_loading import import_string

from saphan.accounts import conf
from saphan.config.refusals import RefusalMiddleware
from saphan.kernel.refusals import Forbidden, Refused

ROOT = Path(__file__).parents[2]
LISTS = {"INSTALLED_APPS", "MIDDLEWARE", "CONTEXT_PROCESSORS"}


def test_every_setting_of_accounts_is_taken_over() -> None:
    said = {name for name in dir(conf) if name.isupper()} - LISTS

    assert [name for name in sorted(said) if getattr(settings, name, None) is None] == []
    assert set(conf.INSTALLED_APPS) <= set(settings.INSTALLED_APPS)


def test_limits_on_guessing_count_for_all_processes_of_a_node() -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_a_folder_that_is_not_there_yet_is_not_served(recwarn: pytest.WarningsRecorder) -> None:
    import_string("whitenoise.middleware.WhiteNoiseMiddleware")(lambda _: HttpResponse())

    assert [str(one.message) for one in recwarn] == []


@pytest.mark.django_db
def test_a_monitor_learns_that_the_database_answers(client: Client) -> None:
    response = client.get("/health")

    assert (response.status_code, response.json()["status"]) == (200, "ok")


@pytest.mark.django_db
def test_every_answer_forbids_foreign_and_inline_code(client: Client) -> None:
    policy = client.get("/health").headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("language", "written"), [("vi", "683.013"), ("lo", "683.013"), ("en", "683,013")]
)
def test_pages_group_digits_as_their_language_does(language: str, written: str) -> None:
    with translation.override(language):
        assert Template("{{ number }}").render(Context({"number": 683013})) == written


def test_lao_is_known_by_its_name() -> None:
    assert translation.get_language_info("lo")["name_local"] == "ລາວ"


@pytest.mark.parametrize(
    ("refused", "status"),
    [(Refused("not-finished", "Not yet."), 409), (Forbidden("not-able", "You may not."), 403)],
)
def test_the_api_answers_a_refusal_with_code_and_sentence(refused: Refused, status: int) -> None:
    request = RequestFactory().get("/api/v1/patrols")

    response = RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, refused)

    assert response
    assert response.status_code == status
    assert refused.code.encode() in response.content


def test_other_faults_are_not_dressed_up() -> None:
    request = HttpRequest()

    assert RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, OSError()) is None


def test_every_variable_of_the_environment_is_documented() -> None:
    used = {
        name
        for path in (ROOT / "saphan/config").rglob("*.py")
        for name in re.findall(r'environ[^"]*"(SAPHAN_[A-Z_]+|DATABASE_URL)"', path.read_text())
    }
    page = (ROOT / "docs/operations/start.md").read_text()

    assert used
    assert {name for name in used if f"`{name}`" not in page} == set()

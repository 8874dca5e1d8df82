"""The one place that turns a refusal into an answer: 409, or what `STATUSES` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from saphan.kernel.refusals import Forbidden, Missing, Refused
from saphan.web.api import Unreadable
from saphan.web.sentences import said

API = "/api/"
STATUSES: dict[type[Refused], int] = {Forbidden: 403, Missing: 404, Unreadable: 422}


class RefusalMiddleware:
    """Answers with code and sentence: as JSON under the API, else as a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if _holds_nul(request):
            return _say(request, Unreadable(_("What was sent cannot be read."), where={}))
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return _say(request, exception) if isinstance(exception, Refused) else None


def _holds_nul(request: HttpRequest) -> bool:
    """No text of ours holds U+0000, and no column of the database can."""
    said = (request.path, *_values(request.GET), *_values(request.POST))
    return any("\0" in one for one in said)


def _values(said: QueryDict) -> Iterator[str]:
    for name, values in said.lists():
        yield name
        yield from map(str, values)


def _say(request: HttpRequest, refused: Refused) -> HttpResponse:
    if request.path.startswith(API):
        return JsonResponse(answer(refused), status=status(refused))
    return render(request, "web/refused.html", answer(refused), status=status(refused))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that leads nowhere: JSON under the API, else the page."""
    if not request.path.startswith(API):
        return page_not_found(request, exception)
    sentence = _("There is nothing here.")
    return JsonResponse({"code": "not-found", "sentence": sentence, "where": {}}, status=404)


def status(refused: Refused) -> int:
    return next((code for kind, code in STATUSES.items() if isinstance(refused, kind)), 409)


def answer(refused: Refused) -> dict[str, object]:
    return {"code": refused.code, "sentence": said(refused), "where": refused.where}

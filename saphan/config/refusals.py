"""The one place that turns a refusal into an answer: 409, or 403 when an ability is lacking."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.defaults import page_not_found

from saphan.kernel.refusals import Forbidden, Refused

API = "/api/"


class RefusalMiddleware:
    """Answers with code and sentence: as JSON under the API, else as a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        if request.path.startswith(API):
            return JsonResponse(answer(exception), status=status(exception))
        return render(request, "web/refused.html", answer(exception), status=status(exception))


def missing(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for an address that leads nowhere: JSON under the API, else the page."""
    if not request.path.startswith(API):
        return page_not_found(request, exception)
    sentence = _("There is nothing here.")
    return JsonResponse({"code": "not-found", "sentence": sentence, "where": {}}, status=404)


def status(refused: Refused) -> int:
    return 403 if isinstance(refused, Forbidden) else 409


def answer(refused: Refused) -> dict[str, object]:
    return {"code": refused.code, "sentence": str(refused.sentence), "where": refused.where}

"""Who is at work, who may come in, and the trace of what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from saphan.accounts import rules, services
from saphan.accounts.models import Authority, User
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused

AUTHORITY = "authority"
"""Session key: the code of the authority a person chose to work for."""
HAS_FACTOR = "has-second-factor"
API = "/api/"
ALWAYS_OPEN = ("account_", "mfa_", "accounts:own-")
"""Names of pages for someone who logged in but is not at work yet."""

type Answer = Callable[[HttpRequest], HttpResponse]


class ReadNotes:
    """Whose personal data one answer shows, and what for (`show`, `list`, `export`)."""

    def __init__(self) -> None:
        self.uids: set[str] = set()
        self.purposes: set[str] = set()

    def __call__(self, uids: Iterable[str], *, purpose: str) -> None:
        self.uids.update(uids)
        self.purposes.add(purpose)


class ActorRequest(HttpRequest):
    """A request inside this floor's middleware; `refusal` says why there is no actor."""

    actor: Actor | None
    authority: Authority | None
    refusal: Refused | None
    read_uids: ReadNotes


class ActorMiddleware:
    """Sets `request.actor`: a kernel Actor, or None with the reason in `request.refusal`."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("ActorRequest", plain)
        request.actor = request.authority = request.refusal = None
        if isinstance(request.user, User):
            try:
                found = services.at_work(
                    request.user, authority=request.session.get(AUTHORITY), on=clock.today()
                )
                request.actor, request.authority = found.actor, found.authority
            except Refused as refused:
                request.refusal = refused
        return self.get_response(request)


class DoorMiddleware(LoginRequiredMiddleware):
    """Every page is closed unless its view says `login_not_required`.

    Inside, a second factor and a role come first; pages of one's own account stay open.
    """

    def process_view(
        self,
        request: HttpRequest,
        view_func: Callable[..., HttpResponseBase],
        view_args: tuple[Any, ...],
        view_kwargs: dict[str, Any],
    ) -> HttpResponseBase | None:
        if not getattr(view_func, "login_required", True):
            return None
        if not request.user.is_authenticated and request.path.startswith(API):
            answer = {"code": "not-logged-in", "sentence": _("Log in first."), "where": {}}
            return JsonResponse(answer, status=401)
        closed = super().process_view(request, view_func, view_args, view_kwargs)
        if closed is not None or _stays_open(request):
            return closed
        return _first_step(cast("ActorRequest", request))


def _stays_open(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name.startswith(ALWAYS_OPEN)


def _first_step(request: ActorRequest) -> HttpResponseBase | None:
    """What still lies between this person and the page, if anything."""
    refused = request.refusal
    if refused is not None and refused.code in ("choose-authority", "no-such-authority"):
        return _send(request, "accounts:own-authority", refused.code)
    if refused is not None or request.actor is None:
        return _explain(request, refused)
    needed = rules.needs_second_factor(
        request.actor.abilities, everybody=settings.SAPHAN_REQUIRE_MFA
    )
    if needed and not _has_factor(request):
        return _send(request, "accounts:own-factor", "second-factor")
    return None


def _has_factor(request: HttpRequest) -> bool:
    """Remembered in the session: nobody can take away his own last factor."""
    if not request.session.get(HAS_FACTOR):
        request.session[HAS_FACTOR] = is_mfa_enabled(request.user)
    return bool(request.session[HAS_FACTOR])


def _send(request: HttpRequest, page: str, code: str) -> HttpResponseBase:
    if request.path.startswith(API):
        sentence = _("Open a page first: one step of logging in is left.")
        return JsonResponse({"code": code, "sentence": sentence, "where": {}}, status=403)
    return redirect(page)


def _explain(request: HttpRequest, refused: Refused | None) -> HttpResponseBase:
    answer = {
        "code": refused.code if refused else "not-at-work",
        "sentence": str(refused.sentence) if refused else "",
        "where": {},
    }
    if request.path.startswith(API):
        return JsonResponse(answer, status=403)
    return render(request, "accounts/not_at_work.html", answer, status=403)


class AccessLogMiddleware:
    """Gives views `request.read_uids` and writes one row for each answer that used it.

    An answer whose trace cannot be written is not given. No browser and no proxy keeps an answer
    with personal data: the next person at the station's computer finds nothing.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, plain: HttpRequest) -> HttpResponse:
        request = cast("ActorRequest", plain)
        request.read_uids = notes = ReadNotes()
        response = self.get_response(request)
        if request.user.is_authenticated and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store" if notes.purposes else "private"
        if notes.uids and response.status_code < 400:
            if request.actor is None:
                raise RuntimeError("personal data was shown to somebody who is not at work")
            services.log_read(
                notes.uids,
                path=request.path,
                purpose=", ".join(sorted(notes.purposes)),
                by=request.actor,
                at=clock.now(),
            )
        return response

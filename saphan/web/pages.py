"""The root of every page: who asks, may he, and what stands around the answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views import View

from saphan.kernel.actors import Actor
from saphan.web.components import Action, Link, Text


def actor_of(request: HttpRequest) -> Actor | None:
    """Return who asks, as the accounts' middleware found out, or None before signing in."""
    return getattr(request, "actor", None)


def note_read(request: HttpRequest, uids: Iterable[object], *, purpose: str) -> None:
    """Hand the uids of the personal records on this page to the access log.

    Raise RuntimeError without a log: personal data is then not shown at all.
    """
    log = getattr(request, "read_uids", None)
    if log is None:
        raise RuntimeError("personal data is shown outside the access log")
    log([str(uid) for uid in uids], purpose=purpose)


class Page(View):
    """Asks to sign in, demands `ability` (none: any actor), then lets the method answer.

    `trail` leads back up; `width` is "", "wide" (lists), "roomy" (records) or "narrow".
    """

    ability: ClassVar[str] = ""
    title: Text = ""
    width: ClassVar[str] = ""
    template_name: ClassVar[str] = "web/base.html"
    actor: Actor

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if actor is None:
            return redirect_to_login(request.get_full_path())
        if self.ability:
            actor.require(self.ability)
        self.actor = actor
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> Sequence[Link]:
        return ()

    def actions(self) -> Sequence[Action]:
        return ()

    def allowed(self, actions: Sequence[Action]) -> list[Action]:
        """Return the actions this actor may take, in the order given."""
        return [one for one in actions if not one.ability or self.actor.can(one.ability)]

    def answer(self, *, status: int = 200, template: str = "", **context: Any) -> HttpResponse:
        """Render the page; `context` adds to title, trail, width and actions."""
        around = {
            "title": self.title,
            "trail": self.trail(),
            "width": self.width,
            "actions": self.allowed(self.actions()),
        }
        name = template or self.template_name
        return render(self.request, name, {**around, **context}, status=status)

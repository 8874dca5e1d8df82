"""What every part of the API shares: who asks, how it refuses, pages of a list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.http import HttpRequest
from ninja import Field, Schema
from ninja.security import SessionAuth

from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.web.pages import actor_of


class AtWork(SessionAuth):
    """Lets the logged-in actor in who has `ability` (none: any actor); writes need a CSRF token."""

    def __init__(self, ability: str = "") -> None:
        super().__init__()
        self.ability = ability

    def authenticate(self, request: HttpRequest, _key: str | None) -> Actor | None:
        actor = actor_of(request)
        if actor is not None and self.ability:
            actor.require(self.ability)
        return actor


def actor_at(request: HttpRequest) -> Actor:
    """Return who asks, inside an endpoint that `AtWork` guards."""
    return cast("Actor", actor_of(request))


class Unreadable(Refused):
    """What was sent cannot be understood: 422, and `where` names the place of each fault."""

    def __init__(self, sentence: str, *, where: Mapping[str, str]) -> None:
        super().__init__("unreadable", sentence, where=where)


class Refusal(Schema):
    """How every endpoint says no."""

    code: str
    sentence: str
    where: dict[str, str] = {}


REFUSALS = {403: Refusal, 404: Refusal, 409: Refusal, 422: Refusal}
"""Answers that an endpoint may give besides its own."""


class Span(Schema):
    """Which part of a list; the database counts no offset of 2^63 and more."""

    limit: int = Field(50, ge=1, le=200)
    offset: int = Field(0, ge=0, le=2**53 - 1)

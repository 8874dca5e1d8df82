"""Questions about what was refused and what cannot be shown; who watches the exchange asks them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from saphan.accounts.roles import WATCH_EXCHANGE
from saphan.kernel.actors import Actor

if TYPE_CHECKING:
    from saphan.exchange.models import (  # noqa: F401 - named by the annotations
        Refusal,
        Unread,
        Wanted,
    )


class RefusalQuerySet(models.QuerySet["Refusal"]):
    """Bundles that were refused."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.can(WATCH_EXCHANGE) else self.none()

    def search(self, text: str) -> Self:
        """By code, by words of the reason, or by the node that it names as its sender."""
        words = Q(code__icontains=text) | Q(sentence__icontains=text)
        return self.filter(words | Q(peer__startswith=text))


class UnreadQuerySet(models.QuerySet["Unread"]):
    """Documents of peers that cannot be shown here."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.can(WATCH_EXCHANGE) else self.none()

    def search(self, text: str) -> Self:
        return self.filter(Q(schema__icontains=text) | Q(code__icontains=text))


class WantedQuerySet(models.QuerySet["Wanted"]):
    """Parts that were promised and did not arrive."""

    def visible_to(self, actor: Actor) -> Self:
        return self if actor.can(WATCH_EXCHANGE) else self.none()

    def search(self, text: str) -> Self:
        return self.filter(part__icontains=text)

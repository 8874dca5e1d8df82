"""Questions about many matters; `visible_to` comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from saphan.bilateral import kinds
from saphan.kernel.actors import Actor

if TYPE_CHECKING:
    from saphan.bilateral.models import Matter  # noqa: F401 - named by the annotations


class MatterQuerySet(models.QuerySet["Matter"]):
    """Matters shared with peers."""

    def visible_to(self, actor: Actor) -> Self:
        """Matters of the registers that the officer may read; of no register, for whoever reads."""
        found = self.order_by().values_list("kind", flat=True).distinct()
        return self.filter(kind__in=[kind for kind in found if actor.can(kinds.reading(kind))])

    def current(self) -> Self:
        """Without those that go on under another matter."""
        return self.filter(main="")

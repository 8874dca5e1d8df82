"""Questions about many matters; `visible_to` comes first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from saphan.accounts.roles import READ
from saphan.bilateral import kinds
from saphan.kernel.actors import Actor
from saphan.ledger.models import Document
from saphan.protocol.states import Status

if TYPE_CHECKING:
    from saphan.bilateral.models import Matter  # noqa: F401 - named by the annotations


class MatterQuerySet(models.QuerySet["Matter"]):
    """Matters shared with peers."""

    def visible_to(self, actor: Actor) -> Self:
        """Matters of the registers that the officer may read; of no register, for whoever reads.

        Those of another authority of this node are not among them.
        """
        may = Q(pk__in=[])
        for ability in actor.abilities:
            register, _dot, verb = ability.rpartition(".")
            may |= Q(kind__startswith=f"{register}.") if verb == READ else Q(pk__in=[])
        rules = {kind: kinds.answering(kind) for kind in kinds.known()}
        may |= Q(kind__in=[kind for kind, own in rules.items() if own and actor.can(own.reading)])
        own = Document.objects.filter(uid=OuterRef("uid"), peer="")
        return self.filter(may).exclude(Exists(own.exclude(authority=actor.authority)))

    def current(self) -> Self:
        """Without those that go on under another matter."""
        return self.filter(main="")

    def of_two(self) -> Self:
        """Those on which both sides are to agree, each once."""
        return self.current().exclude(status=Status.STATED)

    def search(self, text: str) -> Self:
        """Matters whose records, on either bank, their registers find by `text`."""
        found = Q(rec=text)
        for kind in kinds.with_rows():
            manager: Any = kind.rows and kind.rows._default_manager
            uids = manager.all().search(text).values("uid")
            stands = apps.get_model("bilateral", "Stand").objects.filter(uid__in=uids)
            found |= Q(kind=kind.name) & (Q(uid__in=uids) | Q(rec__in=stands.values("matter")))
        return self.filter(found)

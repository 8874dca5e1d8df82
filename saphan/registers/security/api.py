"""The security register over HTTP."""

from __future__ import annotations

from ninja import Router

from saphan.intake.endpoints import Served, serve
from saphan.registers.security.filters import CaseFilter, HandbackFilter, PatrolFilter
from saphan.registers.security.models import Case, Handback, Patrol

router = Router(tags=["security"])
serve(
    router,
    "/patrols",
    Served("security.patrol", Patrol, PatrolFilter, orders=("ended_on", "started_on", "number")),
)
serve(
    router,
    "/cases",
    Served("security.case", Case, CaseFilter, orders=("opened_on", "number")),
)
serve(
    router,
    "/handbacks",
    Served("security.handback", Handback, HandbackFilter, orders=("on", "number")),
)

"""The programmes register over HTTP."""

from __future__ import annotations

from ninja import Router

from saphan.intake.endpoints import Served, serve
from saphan.registers.programmes.filters import ObservationFilter, PaymentFilter, SupportFilter
from saphan.registers.programmes.models import Observation, Payment, Support

router = Router(tags=["programmes"])
serve(
    router,
    "/supports",
    Served("programmes.support", Support, SupportFilter, orders=("since", "code")),
)
serve(
    router,
    "/payments",
    Served("programmes.payment", Payment, PaymentFilter, orders=("month", "code")),
)
serve(
    router,
    "/observations",
    Served("programmes.observation", Observation, ObservationFilter, orders=("until", "figure")),
)

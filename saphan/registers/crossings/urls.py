"""Addresses of the crossings register."""

from django.urls import path

from saphan.registers.crossings.views import gates, movements, tallies

app_name = "crossings"
urlpatterns = [
    path("movements", movements.MovementList.as_view(), name="movements"),
    path("travellers", movements.TravellerList.as_view(), name="travellers"),
    path("movements/new", movements.MovementDraft.as_view(), name="movement-new"),
    path("movements/<uuid:uid>", movements.MovementPage.as_view(), name="movement"),
    path("movements/<uuid:uid>/edit", movements.MovementDraft.as_view(), name="movement-edit"),
    path("movements/drafts/<uuid:pk>", movements.MovementDraft.as_view(), name="movement-draft"),
    path("tallies", tallies.TallyList.as_view(), name="tallies"),
    path("tallies/<uuid:uid>", tallies.TallyPage.as_view(), name="tally"),
    path("gates", gates.GateList.as_view(), name="gates"),
    path("gates/decisions/new", gates.DecisionDraft.as_view(), name="gate-decision-new"),
    path("gates/decisions/<uuid:uid>", gates.DecisionPage.as_view(), name="gate-decision"),
    path(
        "gates/decisions/<uuid:uid>/edit", gates.DecisionDraft.as_view(), name="gate-decision-edit"
    ),
    path(
        "gates/decisions/drafts/<uuid:pk>",
        gates.DecisionDraft.as_view(),
        name="gate-decision-draft",
    ),
    path("gates/<slug:code>", gates.GatePage.as_view(), name="gate"),
]

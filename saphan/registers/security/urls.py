"""Addresses of the security register."""

from django.urls import path

from saphan.registers.security.views import cases, handbacks, patrols

app_name = "security"
urlpatterns = [
    path("patrols", patrols.PatrolList.as_view(), name="patrols"),
    path("patrols/new", patrols.PatrolDraft.as_view(), name="patrol-new"),
    path("patrols/<uuid:uid>", patrols.PatrolPage.as_view(), name="patrol"),
    path("patrols/<uuid:uid>/edit", patrols.PatrolDraft.as_view(), name="patrol-edit"),
    path("patrols/drafts/<uuid:pk>", patrols.PatrolDraft.as_view(), name="patrol-draft"),
    path("cases", cases.CaseList.as_view(), name="cases"),
    path("cases/new", cases.CaseDraft.as_view(), name="case-new"),
    path("cases/<uuid:uid>", cases.CasePage.as_view(), name="case"),
    path("cases/<uuid:uid>/edit", cases.CaseDraft.as_view(), name="case-edit"),
    path("cases/drafts/<uuid:pk>", cases.CaseDraft.as_view(), name="case-draft"),
    path("hand-backs", handbacks.HandbackList.as_view(), name="handbacks"),
    path("hand-backs/new", handbacks.HandbackDraft.as_view(), name="handback-new"),
    path("hand-backs/<uuid:uid>", handbacks.HandbackPage.as_view(), name="handback"),
    path("hand-backs/<uuid:uid>/edit", handbacks.HandbackDraft.as_view(), name="handback-edit"),
    path("hand-backs/drafts/<uuid:pk>", handbacks.HandbackDraft.as_view(), name="handback-draft"),
]

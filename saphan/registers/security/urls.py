"""Addresses of the security register."""

from django.urls import path

from saphan.registers.security import views

app_name = "security"
urlpatterns = [
    path("patrols", views.PatrolList.as_view(), name="patrols"),
    path("patrols/new", views.PatrolDraft.as_view(), name="patrol-new"),
    path("patrols/<uuid:uid>", views.PatrolPage.as_view(), name="patrol"),
    path("patrols/<uuid:uid>/edit", views.PatrolDraft.as_view(), name="patrol-edit"),
    path("patrols/drafts/<uuid:pk>", views.PatrolDraft.as_view(), name="patrol-draft"),
]

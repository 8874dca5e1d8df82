"""Addresses of the ledger."""

from django.urls import path

from saphan.ledger import views

app_name = "ledger"
urlpatterns = [
    path("journal", views.JournalPage.as_view(), name="journal"),
    path("check", views.CheckPage.as_view(), name="check"),
]

"""Addresses of the exchange."""

from django.urls import path

from saphan.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.StatusPage.as_view(), name="status"),
    path("refused", views.RefusalList.as_view(), name="refused"),
    path("unread", views.UnreadList.as_view(), name="unread"),
    path("missing", views.WantedList.as_view(), name="missing"),
    path("take", views.Take.as_view(), name="take"),
]

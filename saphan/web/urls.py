"""Addresses that belong to no register."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from saphan.web.design import DesignPage
from saphan.web.theme import choose_theme

app_name = "web"
urlpatterns = [
    path("theme", login_not_required(choose_theme), name="theme"),
    path("design", DesignPage.as_view(), name="design"),
]

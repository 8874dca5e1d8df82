"""Addresses of what has two owners."""

from django.urls import path

from saphan.bilateral import views

app_name = "bilateral"
urlpatterns = [
    path("", views.MatterList.as_view(), name="matters"),
    path("<slug:peer>/<slug:rec>", views.MatterPage.as_view(), name="matter"),
    path("<slug:peer>/<slug:rec>/agree", views.Agree.as_view(), name="agree"),
    path("<slug:peer>/<slug:rec>/object", views.Object.as_view(), name="object"),
    path("<slug:peer>/<slug:rec>/take-back", views.TakeBack.as_view(), name="take-back"),
    path("<slug:peer>/<slug:rec>/link", views.LinkPage.as_view(), name="link"),
]

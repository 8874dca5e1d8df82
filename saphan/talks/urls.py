"""Addresses of the talks."""

from django.urls import path

from saphan.talks import views

app_name = "talks"
urlpatterns = [
    path("", views.TalksList.as_view(), name="list"),
    path("<slug:code>", views.TalksPage.as_view(), name="talks"),
    path("<slug:code>/report", views.Report.as_view(), name="report"),
    path("<slug:code>/prepare", views.Prepare.as_view(), name="prepare"),
    path("<slug:code>/packs/<int:pk>", views.PackPage.as_view(), name="pack"),
    path("<slug:code>/packs/<int:pk>/make", views.TakeOver.as_view(), name="pack-make"),
    path("<slug:code>/packs/<int:pk>/zip", views.PackArchive.as_view(), name="pack-zip"),
    path("<slug:code>/packs/<int:pk>/<path:place>", views.PackFile.as_view(), name="pack-file"),
]

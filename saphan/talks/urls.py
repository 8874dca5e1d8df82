"""Addresses of the talks."""

from django.urls import path

from saphan.talks.views import minutes, papers

app_name = "talks"
urlpatterns = [
    path("", papers.TalksList.as_view(), name="list"),
    path("minutes/<uuid:uid>", minutes.OfRecord.as_view(), name="minutes-record"),
    path("<slug:code>", papers.TalksPage.as_view(), name="talks"),
    path("<slug:code>/report", papers.Report.as_view(), name="report"),
    path("<slug:code>/prepare", papers.Prepare.as_view(), name="prepare"),
    path("<slug:code>/minutes", minutes.MinutesPage.as_view(), name="minutes"),
    path("<slug:code>/minutes/evidence", minutes.Evidence.as_view(), name="evidence"),
    path("<slug:code>/minutes/print", minutes.Print.as_view(), name="print"),
    path("<slug:code>/minutes/sign", minutes.Sign.as_view(), name="sign"),
    path("<slug:code>/minutes/countersign", minutes.Countersign.as_view(), name="countersign"),
    path("<slug:code>/minutes/restated", minutes.Changes.as_view(), name="restated"),
    path("<slug:code>/minutes/restate", minutes.Restate.as_view(), name="restate"),
    path("<slug:code>/minutes/paper", minutes.OnPaper.as_view(), name="paper"),
    path("<slug:code>/minutes/scans/<int:number>", minutes.ScanFile.as_view(), name="scan"),
    path("<slug:code>/packs/<int:pk>", papers.PackPage.as_view(), name="pack"),
    path("<slug:code>/packs/<int:pk>/make", papers.TakeOver.as_view(), name="pack-make"),
    path("<slug:code>/packs/<int:pk>/zip", papers.PackArchive.as_view(), name="pack-zip"),
    path("<slug:code>/packs/<int:pk>/<path:place>", papers.PackFile.as_view(), name="pack-file"),
]

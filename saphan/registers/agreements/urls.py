"""Addresses of the agreements register."""

from django.urls import path

from saphan.registers.agreements.views import contents, instruments, meetings

app_name = "agreements"
urlpatterns = [
    path("", meetings.MeetingList.as_view(), name="meetings"),
    path("meetings/new", meetings.MeetingDraft.as_view(), name="meeting-new"),
    path("meetings/<uuid:uid>", meetings.MeetingPage.as_view(), name="meeting"),
    path("meetings/<uuid:uid>/edit", meetings.MeetingDraft.as_view(), name="meeting-edit"),
    path("meetings/drafts/<uuid:pk>", meetings.MeetingDraft.as_view(), name="meeting-draft"),
    path("contents", contents.ContentList.as_view(), name="contents"),
    path("contents/new", contents.ContentDraft.as_view(), name="content-new"),
    path("contents/<uuid:uid>", contents.ContentPage.as_view(), name="content"),
    path("contents/<uuid:uid>/edit", contents.ContentDraft.as_view(), name="content-edit"),
    path("contents/drafts/<uuid:pk>", contents.ContentDraft.as_view(), name="content-draft"),
    path("instruments", instruments.InstrumentList.as_view(), name="instruments"),
    path("instruments/new", instruments.InstrumentDraft.as_view(), name="instrument-new"),
    path("instruments/<uuid:uid>", instruments.InstrumentPage.as_view(), name="instrument"),
    path(
        "instruments/<uuid:uid>/edit",
        instruments.InstrumentDraft.as_view(),
        name="instrument-edit",
    ),
    path(
        "instruments/drafts/<uuid:pk>",
        instruments.InstrumentDraft.as_view(),
        name="instrument-draft",
    ),
]

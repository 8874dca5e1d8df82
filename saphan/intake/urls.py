"""Addresses of staging: what waits, drafts, uploaded files."""

from django.urls import path

from saphan.intake import views

app_name = "intake"
urlpatterns = [
    path("drafts", views.DraftList.as_view(), name="drafts"),
    path("drafts/<uuid:pk>", views.DraftPage.as_view(), name="draft"),
    path("drafts/<uuid:pk>/<slug:verb>", views.DraftVerb.as_view(), name="draft-verb"),
    path("files", views.UploadList.as_view(), name="uploads"),
    path("files/<int:pk>", views.UploadPage.as_view(), name="file"),
    path("files/<int:pk>/clear", views.ClearUpload.as_view(), name="file-clear"),
    path("files/<int:pk>/withdraw", views.WithdrawUpload.as_view(), name="file-withdraw"),
    path("files/<int:pk>/source", views.UploadSource.as_view(), name="file-source"),
    path("<slug:register>/import", views.UploadForm.as_view(), name="upload"),
    path("<slug:register>/template", views.Template.as_view(), name="template"),
    path("<str:kind>/<uuid:uid>/end", views.EndRecord.as_view(), name="end"),
    path("<str:kind>/<uuid:uid>/evidence", views.Evidence.as_view(), name="evidence"),
]

"""Addresses of staging: what waits, drafts, uploaded files."""

from django.urls import path

from saphan.intake.views import clearance, drafts, files, policies

app_name = "intake"
urlpatterns = [
    path("drafts", drafts.DraftList.as_view(), name="drafts"),
    path("drafts/<uuid:pk>", drafts.DraftPage.as_view(), name="draft"),
    path("drafts/<uuid:pk>/<slug:verb>", drafts.DraftVerb.as_view(), name="draft-verb"),
    path("clearance", clearance.RulesPage.as_view(), name="rules"),
    path("clearance/<str:kind>", clearance.SetRule.as_view(), name="set-rule"),
    path("policies/new", policies.PolicyDraft.as_view(), name="policy-new"),
    path("policies/<uuid:uid>", policies.PolicyPage.as_view(), name="policy"),
    path("policies/<uuid:uid>/edit", policies.PolicyDraft.as_view(), name="policy-edit"),
    path("policies/drafts/<uuid:pk>", policies.PolicyDraft.as_view(), name="policy-draft"),
    path("files", files.UploadList.as_view(), name="uploads"),
    path("files/<int:pk>", files.UploadPage.as_view(), name="file"),
    path("files/<int:pk>/clear", files.ClearUpload.as_view(), name="file-clear"),
    path("files/<int:pk>/check", files.CheckUpload.as_view(), name="file-check"),
    path("files/<int:pk>/withdraw", files.WithdrawUpload.as_view(), name="file-withdraw"),
    path("files/<int:pk>/source", files.UploadSource.as_view(), name="file-source"),
    path("<slug:register>/import", files.UploadForm.as_view(), name="upload"),
    path("<slug:register>/template", files.Template.as_view(), name="template"),
    path("<str:kind>/<uuid:uid>/end", drafts.EndRecord.as_view(), name="end"),
    path("<str:kind>/<uuid:uid>/evidence", drafts.Evidence.as_view(), name="evidence"),
]

"""Addresses of the programmes register."""

from django.urls import path

from saphan.registers.programmes.views import observations, payments, supports

app_name = "programmes"
urlpatterns = [
    path("", supports.SupportList.as_view(), name="supports"),
    path("new", supports.SupportDraft.as_view(), name="support-new"),
    path("<uuid:uid>", supports.SupportPage.as_view(), name="support"),
    path("<uuid:uid>/edit", supports.SupportDraft.as_view(), name="support-edit"),
    path("drafts/<uuid:pk>", supports.SupportDraft.as_view(), name="support-draft"),
    path("payments", payments.PaymentList.as_view(), name="payments"),
    path("payments/new", payments.PaymentDraft.as_view(), name="payment-new"),
    path("payments/<uuid:uid>", payments.PaymentPage.as_view(), name="payment"),
    path("payments/<uuid:uid>/edit", payments.PaymentDraft.as_view(), name="payment-edit"),
    path("payments/drafts/<uuid:pk>", payments.PaymentDraft.as_view(), name="payment-draft"),
    path("statistics", observations.ObservationList.as_view(), name="observations"),
    path("statistics/new", observations.ObservationDraft.as_view(), name="observation-new"),
    path("statistics/<uuid:uid>", observations.ObservationPage.as_view(), name="observation"),
    path(
        "statistics/<uuid:uid>/edit",
        observations.ObservationDraft.as_view(),
        name="observation-edit",
    ),
    path(
        "statistics/drafts/<uuid:pk>",
        observations.ObservationDraft.as_view(),
        name="observation-draft",
    ),
]

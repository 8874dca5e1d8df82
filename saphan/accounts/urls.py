"""Addresses under /accounts/; allauth's own names stay as allauth writes them."""

from __future__ import annotations

from allauth.account import views as allauth
from django.urls import URLPattern, URLResolver, include, path

from saphan.accounts.views import authorities, factors, own, people, reads

_OWN: list[URLPattern | URLResolver] = [
    path("start/", own.SetUpPage.as_view(), name="own-start"),
    path("factor/", own.FactorPage.as_view(), name="own-factor"),
    path("authority/", own.AuthorityChoice.as_view(), name="own-authority"),
]
_PERSON = [
    path("", people.PersonPage.as_view(), name="person"),
    path("role/", people.GiveRole.as_view(), name="give-role"),
    path("mandate/", people.GiveMandate.as_view(), name="give-mandate"),
    path("sheet/", people.SetupSheet.as_view(), name="setup-sheet"),
    path("close/", people.CloseAccount.as_view(), name="close"),
    path("reopen/", people.ReopenAccount.as_view(), name="reopen"),
]
_PAGES: list[URLPattern | URLResolver] = [
    path("people/", people.PeopleList.as_view(), name="people"),
    path("people/new", people.AddPerson.as_view(), name="add-person"),
    path("people/<str:login>/", include(_PERSON)),
    path("roles/<int:pk>/end/", people.EndMembership.as_view(), name="end-membership"),
    path("mandates/<int:pk>/end/", people.EndMandate.as_view(), name="end-mandate"),
    path("authorities/", authorities.AuthorityList.as_view(), name="authorities"),
    path("authorities/<str:code>/", authorities.AuthorityPage.as_view(), name="authority"),
    path("offices/", authorities.OfficeList.as_view(), name="offices"),
    path("reads/", reads.ReadList.as_view(), name="reads"),
]
_LOGIN = [
    path("login/", allauth.login, name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("again/", allauth.reauthenticate, name="account_reauthenticate"),
    path("password/", allauth.password_change, name="account_change_password"),
]
"""No sign-up, no reset by e-mail: an administrator lets people in with a printed code."""

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_OWN + _PAGES, "accounts"))),
    path("", include(_LOGIN)),
    path("2fa/webauthn/keys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("2fa/", include("allauth.mfa.urls")),
]

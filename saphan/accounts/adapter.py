"""What allauth asks of us: no sign-up, secrets sealed, a second factor that stays."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from saphan.accounts.models import User
from saphan.accounts.sealing import seal_secret, unseal_secret


def display_name(user: User) -> str:
    return user.display_name


class AccountAdapter(DefaultAccountAdapter):
    """People are added by an administrator; they see pages in their own language at once."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        return False

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            secure=request.is_secure(),
            samesite="Lax",
        )
        return response


class FactorAdapter(DefaultMFAAdapter):
    """Keys of telephones lie sealed in the database; the last factor cannot be taken away."""

    def get_totp_label(self, user: User) -> str:
        return user.login

    def encrypt(self, text: str) -> str:
        return seal_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unseal_secret(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        factors = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=factors)
        return bool(others.exclude(pk=authenticator.pk).exists())

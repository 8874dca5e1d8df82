"""Seals small secrets with a key derived from the node's secret, so that a copy of the database
alone gives nobody a second factor."""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"saphan second factor 1"


def seal_secret(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal_secret(sealed: str) -> str:
    """InvalidToken when the node's secret is another and no fallback fits."""
    return _keys().decrypt(sealed.encode()).decode()


def _keys() -> MultiFernet:
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(_derive(str(secret))) for secret in secrets])


def _derive(secret: str) -> bytes:
    key = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return base64.urlsafe_b64encode(key)

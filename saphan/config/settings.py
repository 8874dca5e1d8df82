"""Django's settings: plain, from the environment and the node's folder.

`SAPHAN_NODE` names the node under `SAPHAN_HOME`; `DATABASE_URL` goes before the node's database.
Without either the settings load, but there is no database to connect to.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from django.conf.locale import LANG_INFO
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _
from psycopg.conninfo import conninfo_to_dict

from saphan.accounts import conf as _accounts
from saphan.accounts.conf import (
    ACCOUNT_ADAPTER,
    ACCOUNT_EMAIL_NOTIFICATIONS,
    ACCOUNT_EMAIL_VERIFICATION,
    ACCOUNT_FORMS,
    ACCOUNT_LOGIN_METHODS,
    ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE,
    ACCOUNT_LOGOUT_REDIRECT_URL,
    ACCOUNT_PRESERVE_USERNAME_CASING,
    ACCOUNT_PREVENT_ENUMERATION,
    ACCOUNT_RATE_LIMITS,
    ACCOUNT_REAUTHENTICATION_TIMEOUT,
    ACCOUNT_SESSION_REMEMBER,
    ACCOUNT_SIGNUP_FIELDS,
    ACCOUNT_USER_DISPLAY,
    ACCOUNT_USER_MODEL_EMAIL_FIELD,
    ACCOUNT_USER_MODEL_USERNAME_FIELD,
    AUTH_PASSWORD_VALIDATORS,
    AUTH_USER_MODEL,
    AUTHENTICATION_BACKENDS,
    CACHES,
    CSRF_COOKIE_SAMESITE,
    LOGIN_REDIRECT_URL,
    LOGIN_URL,
    MFA_ADAPTER,
    MFA_FORMS,
    MFA_PASSKEY_LOGIN_ENABLED,
    MFA_RECOVERY_CODE_COUNT,
    MFA_SUPPORTED_TYPES,
    MFA_TOTP_ISSUER,
    MFA_TOTP_TOLERANCE,
    MFA_WEBAUTHN_USER_VERIFICATION,
    SAPHAN_REQUIRE_MFA,
    SAPHAN_SETUP_CODE_DAYS,
    SESSION_COOKIE_AGE,
    SESSION_COOKIE_HTTPONLY,
    SESSION_COOKIE_SAMESITE,
    SESSION_EXPIRE_AT_BROWSER_CLOSE,
    SESSION_SAVE_EVERY_REQUEST,
)
from saphan.config import nodes

BASE_DIR = Path(__file__).resolve().parents[2]
NODE_NAME = os.environ.get("SAPHAN_NODE", "")
NODE = nodes.load(NODE_NAME) if NODE_NAME else None

# Safety

DEBUG = False
SECRET_KEY = NODE.secret if NODE else secrets.token_urlsafe(48)
HTTPS = os.environ.get("SAPHAN_HTTPS") == "1"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", *os.environ.get("SAPHAN_HOSTS", "").split()]
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS] if HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],  # icons inside the style sheet, the code of a second factor
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# Two nodes on one machine share the host name, and cookies know no port.
_COOKIE = f"-{NODE_NAME}" if NODE_NAME else ""
SESSION_COOKIE_NAME = f"saphan{_COOKIE}"
CSRF_COOKIE_NAME = f"saphan-csrf{_COOKIE}"
LANGUAGE_COOKIE_NAME = f"saphan-language{_COOKIE}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

# Parts

ROOT_URLCONF = "saphan.config.urls"
WSGI_APPLICATION = "saphan.config.wsgi.application"
INSTALLED_APPS = [
    "saphan.web",
    "saphan.accounts",
    "saphan.places",
    "saphan.ledger",
    "saphan.bilateral",
    "saphan.exchange",
    "saphan.intake",
    "saphan.registers.security",
    "saphan.registers.crossings",
    "saphan.registers.programmes",
    "saphan.registers.agreements",
    "saphan.figures",
    "saphan.talks",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "procrastinate.contrib.django",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    *_accounts.MIDDLEWARE,
    "saphan.config.refusals.RefusalMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                *_accounts.CONTEXT_PROCESSORS,
                "saphan.web.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SAPHAN_GENERATED = NODE.generated if NODE else None
"""What pages and papers say of generated records, in three languages; None where none are."""

# Database

DATABASE_URL = os.environ.get("DATABASE_URL") or (NODE.database_url if NODE else "")
_given = conninfo_to_dict(DATABASE_URL) if DATABASE_URL else {}
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _given.pop("dbname", nodes.DATABASE),
        "USER": _given.pop("user", ""),
        "PASSWORD": _given.pop("password", ""),
        "HOST": _given.pop("host", ""),
        "PORT": _given.pop("port", ""),
        "OPTIONS": _given,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
}

# Languages and time

LANG_INFO["lo"] = {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ລາວ"}
LANGUAGE_CODE = "en"
LANGUAGES = [("vi", _("Vietnamese")), ("lo", _("Lao")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["saphan.config.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# Files

STATIC_URL = "static/"
_COLLECTED = BASE_DIR / "var" / "static"
# Set-up collects the files under names that change with their content; a served node uses those.
HASHED = os.environ.get("SAPHAN_STATIC") == "hashed" or (
    NODE is not None and (_COLLECTED / "staticfiles.json").exists()
)
STATIC_ROOT = _COLLECTED if HASHED else None
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if HASHED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not HASHED
WHITENOISE_AUTOREFRESH = False
MEDIA_ROOT = NODE.folder / "files" if NODE else BASE_DIR / "var" / "files"
FILE_UPLOAD_PERMISSIONS = 0o600

# Work in the background and what the machine is told

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}

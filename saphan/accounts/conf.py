"""Plain constants that the settings take over; what each protects is said beside it."""

from __future__ import annotations

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

INSTALLED_APPS = [
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "saphan.accounts",
]
"""`saphan.web` goes before allauth, so that its templates win."""

MIDDLEWARE = [
    "allauth.account.middleware.AccountMiddleware",
    "saphan.accounts.middleware.ActorMiddleware",
    "saphan.accounts.middleware.DoorMiddleware",
    "saphan.accounts.middleware.AccessLogMiddleware",
]
"""In this order, after sessions, authentication and messages."""

CONTEXT_PROCESSORS = ["saphan.accounts.context.actor"]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation." + name, "OPTIONS": options}
    for name, options in (
        (
            "UserAttributeSimilarityValidator",
            {"user_attributes": ("login", "display_name", "email")},
        ),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]

SESSION_COOKIE_AGE = 8 * 60 * 60
"""One shift; closing the browser ends it sooner."""
SESSION_SAVE_EVERY_REQUEST = False
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

SAPHAN_REQUIRE_MFA = True
"""Everybody sets up a second factor before anything else is shown."""
SAPHAN_SETUP_CODE_DAYS = 7
"""How long a printed set-up code is good."""

ACCOUNT_ADAPTER = "saphan.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_USER_DISPLAY = "saphan.accounts.adapter.display_name"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "setup": "20/m/ip,5/5m/key",
}
"""Offices share one address, so the limit per address is wide and the one per login narrow."""

MFA_ADAPTER = "saphan.accounts.adapter.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Saphan"
MFA_TOTP_TOLERANCE = 1
"""Telephones at a station without network drift: one step of 30 s either way."""
MFA_RECOVERY_CODE_COUNT = 10
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
ACCOUNT_FORMS = {"login": "saphan.accounts.forms.LoginForm"}
MFA_FORMS = {
    "authenticate": "saphan.accounts.forms.AuthenticateForm",
    "reauthenticate": "saphan.accounts.forms.ReauthenticateForm",
    "add_webauthn": "saphan.accounts.forms.AddKeyForm",
    "edit_webauthn": "saphan.accounts.forms.EditKeyForm",
}

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}
}
"""Limits on guessing and used codes count for the whole node, so its processes share them."""

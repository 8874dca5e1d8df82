"""Shapes of input; choices are those of the administrator's own authority."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa import app_settings as mfa
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.webauthn import forms as key_forms
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from saphan.accounts.choices import LANGUAGE_NAMES, ROLE_NAMES
from saphan.accounts.models import LOGIN, Office
from saphan.kernel import clock
from saphan.kernel.periods import Period
from saphan.web.display import language
from saphan.web.fields import DayField
from saphan.web.forms import Form

NAME_OF_KEY = _("Name of the key")
LANGUAGES = [(language.value, name) for language, name in LANGUAGE_NAMES.items()]
ROLES = [(role.value, name) for role, name in ROLE_NAMES.items()]


class SetupForm(Form):
    """The printed code and the first password."""

    login = forms.CharField(
        label=_("Login name"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("Code from the printed sheet"),
        max_length=32,
        help_text=_("Twelve letters and digits, for example K7QF-2M9P-XW3D."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
    password = forms.CharField(
        label=_("New password"),
        max_length=128,
        help_text=_("At least 12 characters. Four words that belong to nobody else are good."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password once more"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("password") != found.get("again"):
            self.add_error("again", _("The two passwords differ. Type both again."))
        return found


class PersonForm(Form):
    login = forms.CharField(
        label=_("Login name"),
        max_length=64,
        validators=[LOGIN],
        help_text=_("Small Latin letters, for example ha.thi.lan. It never changes."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        help_text=_("As the person writes it, in its own script."),
    )
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES)
    email = forms.EmailField(label=_("E-mail"), required=False)


class _PostForm(Form):
    role = forms.ChoiceField(label=_("Role"), choices=ROLES)
    office = forms.ChoiceField(label=_("Office"), required=False)
    since = DayField(label=_("First day"))

    def __init__(self, *args: Any, authority: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = Office.objects.of(authority).in_force(clock.today())
        names = [(office.code, office.names.in_(language())) for office in offices]
        field = self.fields["office"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("The whole authority")), *names]


class RoleForm(_PostForm):
    until = DayField(
        label=_("Last day"), required=False, help_text=_("Leave empty while no end is known.")
    )


class MandateForm(_PostForm):
    until = DayField(label=_("Last day"))
    decision = forms.CharField(
        label=_("Number of the decision"),
        max_length=80,
        help_text=_("For example 12/QĐ-BCHBP of 1 August 2025."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("The last day is before the first day."))
        return found


class EndForm(Form):
    """Today still counts when it is the last day; yesterday ends it at once."""

    on = DayField(
        label=_("Last day"),
        help_text=_("Yesterday ends it at once; today lets the day be finished."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = clock.today()
        field = self.fields["on"]
        if isinstance(field, DayField):
            field.window = Period(today - timedelta(days=1), today + timedelta(days=366))


class LoginForm(account_forms.LoginForm):
    """allauth's form with the words of our own sheets and catalogues."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["login"].label = _("Login name or e-mail")
        self.fields["login"].widget = forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none"}
        )
        self.fields["password"].label = _("Password")
        self.fields["password"].widget.attrs.pop("placeholder", None)


class _OnceMixin:
    """A telephone's code opens one door once, for as long as it could be good.

    allauth remembers a used code for one step of the clock only; with tolerance it lives longer.
    """

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        steps = 2 * mfa.TOTP_TOLERANCE + 1
        key = f"second-factor-used:{self.user.pk}:{code}"  # type: ignore[attr-defined]
        if not cache.add(key, "used", timeout=steps * mfa.TOTP_PERIOD):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_OnceMixin, factor_forms.AuthenticateForm):
    pass


class ReauthenticateForm(_OnceMixin, factor_forms.ReauthenticateForm):
    pass


class AddKeyForm(key_forms.AddWebAuthnForm):
    """allauth leaves this one label untranslated, here and where the key is renamed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME_OF_KEY


class EditKeyForm(key_forms.EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME_OF_KEY

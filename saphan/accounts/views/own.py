"""One's own account: the first password, a second factor, the authority one works for."""

from __future__ import annotations

from typing import cast

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.account.utils import perform_login
from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from saphan.accounts import rules, services
from saphan.accounts.forms import SetupForm
from saphan.accounts.middleware import AUTHORITY
from saphan.accounts.models import Authority, User
from saphan.kernel import clock
from saphan.kernel.refusals import Refused
from saphan.web.forms import problems


@method_decorator(login_not_required, name="dispatch")
@method_decorator(never_cache, name="dispatch")
@method_decorator(sensitive_post_parameters("code", "password", "again"), name="dispatch")
class SetUpPage(View):
    """The printed code becomes a password; then the person is in and adds a second factor."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(SetupForm(initial={"login": request.GET.get("login", "")}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = SetupForm(request.POST)
        if not form.is_valid():
            return self.show(form, status=422)
        given = form.cleaned_data
        if not ratelimit.consume(request, action="setup", key=given["login"].lower()):
            return render(request, "429.html", status=429)
        try:
            user = services.use_setup_code(
                given["login"], code=given["code"], password=given["password"], at=clock.now()
            )
        except Refused as refused:
            field = "password" if refused.code == "weak-password" else None
            form.add_error(field, str(refused.sentence))
            return self.show(form, status=409)
        perform_login(request, user, redirect_url="/")
        reauthenticate_by_password(request)
        return redirect("accounts:own-factor")

    def show(self, form: SetupForm, *, status: int = 200) -> HttpResponse:
        context = {
            "title": _("Set up your account"),
            "form": form,
            "problems": list(problems(form)),
        }
        return render(self.request, "accounts/set_up.html", context, status=status)


class FactorPage(View):
    """Which second factor to add; both may be added."""

    def get(self, request: HttpRequest) -> HttpResponse:
        types = set(
            Authenticator.objects.filter(user=_user(request)).values_list("type", flat=True)
        )
        context = {
            "title": _("A second factor"),
            "has_totp": Authenticator.Type.TOTP in types,
            "has_passkey": Authenticator.Type.WEBAUTHN in types,
        }
        return render(request, "accounts/factor.html", context)


class AuthorityChoice(View):
    """For whom one works in this session."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request)

    def post(self, request: HttpRequest) -> HttpResponse:
        code = request.POST.get("authority", "")
        if code not in [one.code for one in self.authorities(request)]:
            return self.show(request, status=409)
        request.session[AUTHORITY] = code
        return redirect("/")

    def authorities(self, request: HttpRequest) -> list[Authority]:
        return services.authorities_of(_user(request), on=clock.today())

    def show(self, request: HttpRequest, *, status: int = 200) -> HttpResponse:
        context = {
            "title": _("For whom do you work now?"),
            "authorities": self.authorities(request),
            "sentence": rules.OBJECTIONS["no-such-authority"] if status == 409 else "",
        }
        return render(request, "accounts/authority_choice.html", context, status=status)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)

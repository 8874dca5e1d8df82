"""The API's root: routers of floors and registers, one shape for every refusal."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

import saphan
from saphan import registers
from saphan.config import refusals
from saphan.figures.api import router as figures
from saphan.intake import kinds
from saphan.intake.api import drafts, uploads
from saphan.kernel.refusals import Refused
from saphan.places.api import router as places

DESCRIPTION = """\
A node's records, figures and staging for programs. Log in as on the pages: the API takes the
session's cookie, and a write needs the CSRF token in the head `X-CSRFToken`. Every refusal is
`{code, sentence, where}`. Personal data is shown only where `persons` asks for it, to those who
may read it, and each such answer is logged.
"""


class Api(NinjaAPI):
    """Describes each kind of record by the schema of its document."""

    def get_openapi_schema(self, **asked: Any) -> OpenAPISchema:
        described = super().get_openapi_schema(**asked)
        known = sorted(kinds.kinds(), key=lambda kind: kind.name)
        cores, parts = msgspec.json.schema_components(
            [kind.core for kind in known], ref_template="#/components/schemas/record.{name}"
        )
        described["components"]["schemas"] |= {
            **{f"record.{name}": part for name, part in parts.items()},
            **{kind.name: core for kind, core in zip(known, cores, strict=True)},
        }
        return described


api = Api(
    title="Saphan",
    version=saphan.__version__,
    description=DESCRIPTION,
    urls_namespace="api",
    docs_url=None,
    docs_decorator=login_not_required,
)


@api.exception_handler(Refused)
def refuse(request: HttpRequest, refused: Refused) -> HttpResponse:
    return api.create_response(request, refusals.answer(refused), status=refusals.status(refused))


@api.exception_handler(Http404)
def miss(request: HttpRequest, missing: Http404) -> HttpResponse:
    return _answer(request, 404, "not-found", str(missing) or _("There is nothing here."))


@api.exception_handler(AuthenticationError)
def ask_to_log_in(request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    return _answer(request, 401, "not-logged-in", _("Log in first."))


@api.exception_handler(HttpError)
def object_(request: HttpRequest, error: HttpError) -> HttpResponse:
    """The framework's own objections: a missing CSRF token, a body that is no JSON."""
    code = "csrf" if error.status_code == 403 else "unreadable"
    return _answer(request, error.status_code, code, str(error))


@api.exception_handler(RawPostDataException)
def ask_for_json(request: HttpRequest, _error: RawPostDataException) -> HttpResponse:
    """A form was sent to an operation that takes JSON: its body has been read as a form."""
    return _answer(request, 422, "unreadable", _("What was sent cannot be read."))


@api.exception_handler(ValidationError)
def point_out(request: HttpRequest, faulty: ValidationError) -> HttpResponse:
    where = {".".join(map(str, one["loc"])): str(one["msg"]) for one in faulty.errors}
    sentence = _("What was sent cannot be read.")
    return _answer(request, 422, "unreadable", sentence, where=where)


def _answer(
    request: HttpRequest,
    status: int,
    code: str,
    sentence: str,
    *,
    where: dict[str, str] | None = None,
) -> HttpResponse:
    said = {"code": code, "sentence": sentence, "where": where or {}}
    return api.create_response(request, said, status=status)


def _add_routers() -> None:
    api.add_router("/figures", figures)
    api.add_router("/places", places)
    api.add_router("/drafts", drafts)
    api.add_router("/uploads", uploads)
    for register in pkgutil.iter_modules(registers.__path__):
        name = f"{registers.__name__}.{register.name}.api"
        if find_spec(name):
            api.add_router(f"/{register.name}", import_module(name).router)


_add_routers()

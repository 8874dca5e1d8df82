"""Files of offices: one with its doubts, its clearing, its source; the templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from saphan.intake import kinds, services, showing
from saphan.intake.choices import UploadState
from saphan.intake.filters import UploadFilter
from saphan.intake.models import Upload
from saphan.intake.offices import offices_of
from saphan.intake.pages import template_href
from saphan.intake.reading.columns import in_language
from saphan.intake.services import File
from saphan.intake.tables import STATE_OF_UPLOAD, UploadTable
from saphan.kernel import clock
from saphan.web.components import Action, Empty, Link, Weight
from saphan.web.display import language
from saphan.web.editing import Answers, FormPage
from saphan.web.forms import Form
from saphan.web.lists import ListPage
from saphan.web.pages import Page, note_read

MOST_BYTES = 40 * 2**20
HOW = {
    "answer": _("an answer"),
    "column": _("the other cells of the column"),
    "unit": _("the unit and the limits of the column"),
}
"""What left one reading where nobody is named."""


class UploadList(ListPage):
    title = _("Files")
    table_class = UploadTable
    filter_class = UploadFilter
    export_name = "files"
    empty = Empty(_("Workbooks that offices sent stand here with their doubts."))
    presets = ((_("doubtful"), "state=doubtful"), (_("to clear"), "state=ready"))

    def actions(self) -> list[Action]:
        return [
            Action(
                _("Import and templates: %(register)s") % {"register": known.title},
                reverse("intake:upload", args=[known.register]),
                ability=f"{known.register}.import",
            )
            for known in kinds.all_tables()
        ]

    def rows(self) -> QuerySet[Any]:
        return Upload.objects.visible_to(self.actor).defer("data").order_by("-uploaded_at")


class FileForm(Form):
    file = forms.FileField(
        label=_("Workbook"),
        help_text=_("The office's own table or our template: .xlsx, .xls, .csv."),
    )
    office = forms.ChoiceField(label=_("Office that sent it"), required=False)

    def __init__(self, *args: Any, offices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known: Any = self.fields["office"]
        known.choices = [("", _("your own")), *offices]


class UploadForm(FormPage):
    """The file, and what an office fills in and sends back: a template for each table."""

    template_name: ClassVar[str] = "intake/upload.html"
    form_class = FileForm
    title = _("Import a workbook")
    submit = _("Read the workbook")
    statement = _("Nothing is recorded yet: you see first how each cell was read.")
    check = False

    def form_arguments(self) -> Mapping[str, Any]:
        return {"offices": offices_of(self.actor.authority)}

    def answer(self, **about: Any) -> HttpResponse:
        known = kinds.tables(self.kwargs["register"])
        if known is None:
            raise Http404
        links = [
            Link(in_language(sheet.titles, language()), template_href(sheet.name))
            for sheet in known.sheets
        ]
        mine = links if self.actor.can(f"{known.register}.import") else []
        return super().answer(**{"sub": known.title, "templates": mine, **about})

    def act(self, answers: Answers) -> str:
        given = answers.values["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(str(_("The file is too large.")))
        file = File(given.read(), given.name, self.kwargs["register"], answers.values["office"])
        held, _read = services.receive(file, by=self.actor, on=clock.today())
        return reverse("intake:file", args=[held.pk])


def upload_of(pk: int, page: Page) -> Upload:
    found = Upload.objects.visible_to(page.actor).filter(pk=pk).first()
    if found is None:
        raise Http404(str(_("There is no such file.")))
    return found


class UploadPage(Page):
    """A file: how it was read, its doubts with their readings, what cannot be taken."""

    template_name: ClassVar[str] = "intake/file.html"
    width: ClassVar[str] = "wide"

    @cached_property
    def held(self) -> Upload:
        return upload_of(self.kwargs["pk"], self)

    def actions(self) -> list[Action]:
        held = self.held
        if held.state in (UploadState.SEALED, UploadState.WITHDRAWN):
            return []
        ready = held.state == UploadState.READY and held.uploaded_by != self.actor.login
        clear = Action(
            _("Clear and seal"),
            reverse("intake:file-clear", args=[held.pk]),
            Weight.FIRST,
            f"{held.register}.clear",
        )
        check = Action(
            _("Checked and right"),
            reverse("intake:file-check", args=[held.pk]),
            ability=f"{held.register}.check",
            post=True,
        )
        withdraw = Action(
            _("Withdraw"),
            reverse("intake:file-withdraw", args=[held.pk]),
            Weight.DANGER,
            f"{held.register}.import",
            post=True,
        )
        check_first = [] if held.checked_by else [check]
        return [*([clear, *check_first] if ready else []), withdraw]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        answers = {
            key.removeprefix("cell "): str(value)
            for key, value in request.POST.items()
            if key.startswith("cell ") and value
        }
        services.settle(self.held, answers, by=self.actor, on=clock.today())
        return redirect("intake:file", pk=pk)

    def show(self) -> HttpResponse:
        """The cells of an office's file may name people: they are shown as personal data is."""
        held = self.held
        personal = self.actor.can(f"{held.register}.read-personal")
        told = held.report.get("settled", [])
        preview = held.report.get("preview", []) if personal else []
        if personal:
            note_read(self.request, [held.sha256], purpose="preview")
        return self.answer(
            title=held.filename,
            held=held,
            state=STATE_OF_UPLOAD[UploadState(held.state)],
            report=held.report,
            personal=personal,
            preview=showing.preview_of(preview, held.register),
            settles=personal and self.actor.can(f"{held.register}.import"),
            settled=[{**one, "how": one["by"] or HOW[one["why"]]} for one in told],
            more_settled=held.report.get("settled_in_all", 0) - len(told),
        )


class ClearUpload(FormPage):
    check = False
    title = _("Clear and seal")
    submit = _("Clear and seal")
    statement = _("Every record of the file is sealed and counts from now on.")

    def get(self, _request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        upload_of(self.kwargs["pk"], self)
        return super().get(_request)

    def act(self, answers: Answers) -> str:
        held = upload_of(self.kwargs["pk"], self)
        read, refs = services.clear_upload(held, by=self.actor, on=clock.today())
        messages.success(
            self.request,
            _("%(n)s records of %(file)s are sealed.") % {"n": len(refs), "file": read.filename},
        )
        return reverse("intake:file", args=[held.pk])


class CheckUpload(Page):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        services.check_upload(upload_of(pk, self), by=self.actor)
        return redirect("intake:file", pk=pk)


class WithdrawUpload(Page):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        services.withdraw_upload(upload_of(pk, self), by=self.actor)
        return redirect("intake:uploads")


class UploadSource(Page):
    """The file as it came; opened by nobody but those who may read what is in it, and logged."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        held = upload_of(pk, self)
        self.actor.require(f"{held.register}.read-personal")
        note_read(request, [held.sha256], purpose="export")
        answer = HttpResponse(bytes(held.data), content_type="application/octet-stream")
        answer["Content-Disposition"] = f'attachment; filename="{held.sha256[:12]}.bin"'
        return answer


class Template(Page):
    """An empty table for an office, or one filled with what stays the same next month."""

    def get(self, request: HttpRequest, register: str) -> HttpResponse:
        self.actor.require(f"{register}.import")
        name, data = services.template(
            register,
            sheet=request.GET.get("sheet", ""),
            language=get_language() or "en",
            by=self.actor,
            on=clock.today(),
            note=lambda uids: note_read(request, uids, purpose="export"),
        )
        answer = HttpResponse(
            data,
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
        answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
        return answer

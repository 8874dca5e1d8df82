"""Pages of the minutes: sign, counter-sign, what changed since, and the paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from saphan.exchange import proof
from saphan.figures.evidence import Opened
from saphan.kernel import clock
from saphan.kernel.languages import Language
from saphan.ledger.evidence import Receiver
from saphan.talks import (
    checking,
    permissions,
    queries,
    restating,
    scans,
    services,
    showing,
    signed,
    signing,
)
from saphan.talks.checking import Checked, Verdict
from saphan.talks.forms import PaperForm
from saphan.talks.models import Minutes, SignedCell
from saphan.talks.papers import parts
from saphan.talks.restating import Restated
from saphan.talks.signed import Standing
from saphan.talks.views.files import attached
from saphan.web.components import Action, Link, Text, Weight
from saphan.web.display import language
from saphan.web.editing import Answers, FormPage
from saphan.web.pages import Page, note_read

VIEWS = {
    "own": _("As the authority that signs has it"),
    "counterpart": _("As the other side has it"),
    "joint": _("Agreed by both"),
}


class OfMinutes(Page):
    """A page about the minutes of one meeting."""

    ability = permissions.READ

    @cached_property
    def standing(self) -> Standing:
        queries.meeting_of(self.kwargs["code"], by=self.actor)
        return signed.standing(self.kwargs["code"], by=self.actor)

    def trail(self) -> Sequence[Link]:
        return (
            Link(_("Talks"), reverse("talks:list")),
            Link(self.kwargs["code"], self.address("talks")),
        )

    def address(self, name: str, *more: object) -> str:
        return reverse(f"talks:{name}", args=[self.kwargs["code"], *more])


class MinutesPage(OfMinutes):
    template_name = "talks/minutes.html"
    width: ClassVar[str] = "roomy"
    title = _("Minutes")

    def get(self, request: HttpRequest, **_given: Any) -> HttpResponse:
        found = self.standing
        newest = found.newest
        if newest and newest.signers:
            note_read(request, [newest.uid], purpose="show")
        return self.answer(
            standing=found,
            groups=_by_view(signed.cells_of(newest)) if newest else [],
            scans=self._scans(newest) if newest and newest.paper else [],
        )

    def _scans(self, minutes: Minutes) -> list[Link]:
        paper = checking.said(minutes).paper
        listed = enumerate(paper.scans if paper else (), start=1)
        return [Link(f"{n} · {scan.media}", self.address("scan", n)) for n, scan in listed]

    def actions(self) -> Sequence[Action]:
        return list(self._actions())

    def _actions(self) -> Iterator[Action]:
        found, sign = self.standing, permissions.SIGN
        if found.newest is None:
            yield Action(_("Sign the minutes"), self.address("sign"), Weight.FIRST, sign)
            return
        if found.awaits_us:
            href = self.address("countersign")
            yield Action(_("Check and counter-sign"), href, Weight.FIRST, sign)
        yield Action(_("What changed since the signing"), self.address("restated"))
        yield Action(_("Print the minutes"), self.address("print"))
        yield Action(_("Download the evidence"), self.address("evidence"))
        if found.newest.side == self.actor.side:
            yield Action(_("Signed on paper: keep the scan"), self.address("paper"), ability=sign)


class Changes(OfMinutes):
    """Each signed value that is another one today, with the records that make the difference."""

    template_name = "talks/restated.html"
    width: ClassVar[str] = "roomy"
    title = _("What changed since the signing")

    def get(self, _request: HttpRequest, code: str) -> HttpResponse:
        minutes = signed.require(code, by=self.actor)
        self.found = restating.restated(minutes)
        return self.answer(minutes=minutes, cells=[_restated(each) for each in self.found])

    def actions(self) -> Sequence[Action]:
        if not self.found:
            return ()
        href = self.address("restate")
        return (Action(_("Restate the minutes"), href, Weight.FIRST, permissions.SIGN),)


class Signing(OfMinutes, FormPage):
    """A verb that binds the authority; the page says so and asks once more."""

    ability = permissions.SIGN
    template_name: ClassVar[str] = "talks/signing.html"
    check: ClassVar[bool] = False
    done: Text = ""

    def get(self, _request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._open()
        return super().get(_request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self._open()
        return super().post(request, *args, **kwargs)

    def _open(self) -> None:
        self.submit, self.back_to = self.title, self.address("minutes")
        queries.meeting_of(self.kwargs["code"], by=self.actor)

    def act(self, answers: Answers) -> str:
        self.say(answers)
        messages.success(self.request, str(self.done))
        return self.address("minutes")

    def say(self, answers: Answers) -> None:
        """Call the service."""
        raise NotImplementedError


class Sign(Signing):
    title = _("Sign the minutes")
    statement = _(
        "Every figure of the period is frozen as it stands now and put to the other side. "
        "Later values never replace it."
    )
    done = _("The minutes are signed by us.")

    def say(self, _answers: Answers) -> None:
        signing.sign(self.kwargs["code"], by=self.actor)


class Countersign(Signing):
    """Lists what is not found here as signed; a joint value that differs cannot be signed."""

    title = _("Check and counter-sign")
    statement = _(
        "Each value was worked out again here, as of the lines that the minutes name. "
        "Your signature says that both sides agree."
    )
    done = _("The minutes are signed by both.")

    def answer(self, *, status: int = 200, template: str = "", **context: Any) -> HttpResponse:
        minutes = signed.require_waiting(self.kwargs["code"], by=self.actor)
        found = checking.check(minutes)
        counts = {
            verdict.name.lower(): len([each for each in found if each.verdict is verdict])
            for verdict in Verdict
        }
        rows = [_checked(each) for each in found if each.verdict is Verdict.DIFFERS]
        more = {"counts": counts, "checked": rows, "objects": any(each.objects for each in found)}
        return super().answer(status=status, template=template, **more, **context)

    def say(self, _answers: Answers) -> None:
        signing.countersign(self.kwargs["code"], by=self.actor)


class Restate(Signing):
    title = _("Restate the minutes")
    statement = _("Today's values are put to the other side beside those that were signed.")
    done = _("The restated minutes are put to the other side.")

    def say(self, _answers: Answers) -> None:
        signing.restate(self.kwargs["code"], by=self.actor)


class OnPaper(Signing):
    title = _("Signed on paper: keep the scan")
    form_class = PaperForm
    statement = _("The code ties the scan to these minutes; the other side gets it as well.")
    done = _("The scan of the signed paper is kept.")

    def say(self, answers: Answers) -> None:
        said = answers.values
        paper = signing.Paper(
            code=said["code"],
            signed_on=said["signed_on"],
            place=said["place"],
            signers={side: said[side] for side in ("vn", "la")},
            pages=said["pages"],
            scans=[one.read(scans.MOST_BYTES + 1) for one in said["scans"]],
        )
        signing.keep_paper(self.kwargs["code"], paper, by=self.actor)


class ScanFile(OfMinutes):
    def get(self, request: HttpRequest, code: str, number: int) -> HttpResponse:
        minutes = signed.require_newest(code, by=self.actor)
        found = scans.whole(minutes, number)
        if found is None:
            raise Http404(str(_("This scan is not here.")))
        note_read(request, [minutes.uid], purpose="export")
        scan, data = found
        ending = scans.MEDIA[scan.media][1] if scan.media in scans.MEDIA else "bin"
        return attached(data, f"{minutes.code}-scan-{number}.{ending}", scan.media)


class Print(OfMinutes):
    """The minutes in two columns as PDF, with the code of what was signed on each page."""

    def get(self, request: HttpRequest, code: str) -> HttpResponse:
        minutes = signed.require_newest(code, by=self.actor)
        meeting = queries.meeting_of(code, by=self.actor)
        note_read(request, [meeting.uid], purpose="export")
        data = services.printed_minutes(code, by=self.actor, setting=services.of_this_node())
        return attached(data, f"{minutes.code}.pdf", "application/pdf")


class Evidence(OfMinutes):
    """The newest minutes' proof: of both sides once both signed."""

    def get(self, _request: HttpRequest, code: str) -> HttpResponse:
        minutes = signed.require_newest(code, by=self.actor)
        receiver = Receiver(on=clock.today())
        record = bytes(minutes.version_hash)
        data = proof.file_of(record, words=showing.in_words, receiver=receiver)
        return attached(data, f"evidence-{minutes.code}.json", "application/json")


class OfRecord(Page):
    """The minutes by the number of their record."""

    ability = permissions.READ

    def get(self, _request: HttpRequest, uid: UUID) -> HttpResponse:
        found = Minutes.objects.all().visible_to(self.actor).filter(uid=uid).first()
        if found is None:
            raise Http404(str(_("There is no such record.")))
        return redirect("talks:minutes", code=found.talks)


def _by_view(cells: Iterable[SignedCell]) -> list[tuple[Any, list[dict[str, Any]]]]:
    """Group the cells under the words of their views, in the order of these."""
    grouped: dict[str, list[dict[str, Any]]] = {view: [] for view in VIEWS}
    for cell in cells:
        grouped[cell.view].append(_signed(cell))
    return [(VIEWS[view], shown) for view, shown in grouped.items() if shown]


def _signed(cell: SignedCell) -> dict[str, Any]:
    at, known = Language(language()), signed.as_cell(cell)
    return {
        "name": parts.name(known, at) if known else cell.figure,
        "shown": parts.words(known, at) if known else "; ".join(_raw(cell.components)),
        "documents": cell.documents,
        "status": cell.status,
        "view": VIEWS[cell.view],
    }


def _raw(components: Iterable[dict[str, Any]]) -> Iterator[str]:
    for one in components:
        yield f"{one['value']} {one['unit']}"


def _checked(each: Checked) -> dict[str, Any]:
    found = parts.words(each.found.cell, Language(language())) if each.found else ""
    return _signed(each.signed) | {"found": found, "objects": each.objects}


def _restated(each: Restated) -> dict[str, Any]:
    at = Language(language())
    return _signed(each.signed) | {
        "now": parts.words(each.now.cell, at) if each.now else _("It is counted otherwise now."),
        "changes": [(_versions(one.before), _versions(one.after)) for one in each.changes],
    }


def _versions(opened: Iterable[Opened]) -> list[dict[str, Any]]:
    return [
        {"title": one.title, "value": one.quantity, "on": one.on, "hash": one.version_hash.hex()}
        for one in opened
    ]

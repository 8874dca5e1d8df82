"""What the talks produce: the pack in four formats and three languages, and the minutes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from django.conf import settings

from saphan import web
from saphan.figures import reconciling, sheet, standing
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.languages import Language, T
from saphan.kernel.refusals import Refused
from saphan.ledger import levels
from saphan.render import docx, html, pdf, xlsx
from saphan.render.paper import Paper
from saphan.talks import permissions, restating, signed
from saphan.talks.papers import minutes, parts, report
from saphan.talks.queries import Talks, gather
from saphan.talks.restating import Restated

SHEET = ("docx", "pdf")
"""In what formats the differences sheet goes into the pack: it is signed, and edited before."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the pack: its place below the pack's folder, and its bytes."""

    place: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Setting:
    """What papers need besides the records: fonts, and what to say where those are generated."""

    fonts: Sequence[Path]
    generated: T | None = None


def of_this_node() -> Setting:
    """Return what papers need here: the fonts of the pages; a demo says so on every page."""
    fonts = Path(web.__file__).parent / "static" / "dist" / "fonts"
    return Setting(fonts=(fonts,), generated=settings.SAPHAN_GENERATED)


def preview(code: str, language: Language, *, by: Actor, setting: Setting) -> bytes:
    """Return the report as one HTML page; Refused as `queries.gather` refuses."""
    by.require(permissions.READ)
    talks, made_at = gather(code, by=by), clock.now().replace(microsecond=0)
    return html.write(_report(talks, language, made_at, setting))


def make_pack(
    code: str, *, by: Actor, setting: Setting, languages: Sequence[Language] = tuple(Language)
) -> Iterator[File]:
    """Yield the files of the pack: each language's four, with a peer its differences sheet, then
    the bilingual minutes, which tell the signed values once they are signed.

    Refused with `no-such-talks`, `no-period`, `above-level` when something in it may not be shared
    with the other side, or `not-able` without the ability to prepare talks.
    """
    by.require(permissions.PREPARE)
    talks, made_at = gather(code, by=by), clock.now().replace(microsecond=0)
    require_shareable(talks)
    newest = signed.standing(code, by=by).newest
    reported = replace(talks, restated=_restated(code, by=by)) if newest else talks
    for language in languages:
        paper = _report(reported, language, made_at, setting)
        yield from _files(paper, f"{language}/{code}", setting.fonts)
    for language in languages:
        yield from _differences(talks, language, setting, by=by)
    recorded = signed.told(talks, newest) if newest else talks
    yield from _files(
        _minutes(recorded, made_at, generated=setting.generated),
        f"bilingual/{code}-minutes",
        setting.fonts,
    )


def count_files(*, by: Actor) -> int:
    """Return how many files a pack has: with a peer there is a differences sheet a language."""
    shares = bool(standing.circle(by.authority).peers)
    return 4 * (len(Language) + 1) + (len(SHEET) * len(Language) if shares else 0)


def _differences(
    talks: Talks, language: Language, setting: Setting, *, by: Actor
) -> Iterator[File]:
    """Yield the sheet that explains where both sides' figures differ, if there is a peer."""
    if not standing.circle(by.authority).peers:
        return
    found = reconciling.compare(authority=by.authority, period=talks.period)
    paper = sheet.paper(found, language, by=by, period=talks.period)
    place = f"differences/{talks.meeting.code}-{language}"
    yield from _files(paper, place, setting.fonts, kinds=SHEET)


def printed_minutes(code: str, *, by: Actor, setting: Setting) -> bytes:
    """Return the newest signed minutes as PDF, with their code on each page.

    Equal minutes give equal bytes. Refused `not-signed`, `above-level` and as `queries.gather`.
    """
    by.require(permissions.READ)
    minutes_ = signed.require_newest(code, by=by)
    talks = signed.told(gather(code, by=by), minutes_)
    require_shareable(talks)
    paper = _minutes(talks, minutes_.sealed_at.replace(microsecond=0), generated=setting.generated)
    return pdf.write(paper, fonts=setting.fonts)


def _restated(code: str, *, by: Actor) -> list[Restated]:
    return restating.restated(signed.require(code, by=by))


def _report(talks: Talks, language: Language, made_at: datetime, setting: Setting) -> Paper:
    note = setting.generated.in_(language) if setting.generated else ""
    return report.paper(talks, language, made_at=made_at, fonts=setting.fonts, note=note)


def require_shareable(talks: Talks) -> None:
    """The pack is for both delegations."""
    objection = levels.why_not_hand_out(parts.levels_of(talks), receiver=levels.SHARED)
    if objection:
        raise Refused(objection, str(levels.OBJECTIONS[objection]))


def _minutes(talks: Talks, made_at: datetime, *, generated: T | None) -> Paper:
    note = f"{generated.vi} {generated.lo}" if generated else ""
    return minutes.paper(talks, made_at=made_at, note=note)


def _files(
    paper: Paper, place: str, fonts: Sequence[Path], *, kinds: Sequence[str] = ()
) -> Iterator[File]:
    """Yield the paper in each format, or in those of `kinds`."""
    writers: dict[str, Callable[[Paper], bytes]] = {
        "docx": docx.write,
        "xlsx": xlsx.write,
        "html": html.write,
        "pdf": lambda each: pdf.write(each, fonts=fonts),
    }
    for kind, write in writers.items():
        if kinds and kind not in kinds:
            continue
        yield File(f"{place}.{kind}", write(paper))

"""The minutes in two columns, both languages of the border side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from saphan.kernel.dates import format_date
from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side
from saphan.registers.agreements.models import Content, Proposal
from saphan.render.paper import (
    Heading,
    NumberedList,
    Paper,
    Paragraph,
    Prose,
    Runs,
    Text,
    TwoColumn,
    runs_of,
)
from saphan.talks import words
from saphan.talks.papers import narrative, parts, proof
from saphan.talks.papers.report import debtors, text_in
from saphan.talks.queries import Talks

type Pair = tuple[Prose, Prose]
type Languages = tuple[Language, Language]


def paper(talks: Talks, *, made_at: datetime, note: str) -> Paper:
    """Return the bilingual minutes: Vietnamese and Lao, our bank left."""
    languages = _languages(talks)
    return Paper(
        heads=tuple(
            parts.head(
                talks,
                language,
                title=words.MINUTES,
                about=talks.meeting.title.in_(language),
                side=_side_of(language),
            )
            for language in languages
        ),
        code=parts.page_code(talks),
        level=parts.level(talks, languages[0]),
        made_at=made_at,
        blocks=(TwoColumn(tuple(_pairs(talks, languages))), *proof.of_signed(talks, languages)),
        signatures=parts.signatures(talks, languages),
        note=note,
        author=talks.own_name.in_(languages[0]),
    )


def words_of(talks: Talks) -> dict[Language, str]:
    """Return all that the minutes say in each of their languages, a line for each paragraph."""
    languages = _languages(talks)
    columns = zip(*_pairs(talks, languages), strict=True)
    return {
        language: "\n".join(_plain(prose) for prose in column)
        for language, column in zip(languages, columns, strict=True)
    }


def _plain(prose: Prose) -> str:
    if isinstance(prose, Heading):
        return prose.text
    return parts.plain(tuple(runs_of(prose)))


def _languages(talks: Talks) -> Languages:
    own = (Language.VI, Language.LO)
    return own if talks.authority.side == Side.VN else (own[1], own[0])


def _side_of(language: Language) -> Side:
    return Side.VN if language is Language.VI else Side.LA


def _pairs(talks: Talks, languages: Languages) -> Iterator[Pair]:
    yield _paragraph(talks, languages, _opening)
    yield _headings(words.REVIEWED, languages)
    yield from _results(talks, languages)
    yield _headings(words.PROPOSALS, languages)
    yield _list([_proposal(each, languages) for each in talks.proposals], dashes=True)
    yield _headings(words.CONTENTS, languages)
    yield _list([_content(each, languages) for each in talks.contents])
    yield _paragraph(talks, languages, lambda _talks, language: words.CLOSING.in_(language))


def _results(talks: Talks, languages: Languages) -> Iterator[Pair]:
    """Yield the sentences that can be told, side by side: the same cells fill both languages."""
    left, right = (list(narrative.told(talks, language)) for language in languages)
    for (_section, ours), (_same, theirs) in zip(left, right, strict=True):
        yield Paragraph(ours), Paragraph(theirs)


def _headings(text: T, languages: Languages) -> Pair:
    left, right = (Heading(text.in_(language), 2) for language in languages)
    return left, right


def _paragraph(talks: Talks, languages: Languages, say: Callable[[Talks, Language], str]) -> Pair:
    left, right = (Paragraph((Text(say(talks, language)),)) for language in languages)
    return left, right


def _list(items: Sequence[tuple[Runs, Runs]], *, dashes: bool = False) -> Pair:
    left, right = (
        NumberedList(tuple(item[column] for item in items), dashes=dashes) for column in (0, 1)
    )
    return left, right


def _proposal(proposal: Proposal, languages: Languages) -> tuple[Runs, Runs]:
    left, right = (
        (
            Text(f"{words.OF_SIDE[proposal.of_side].in_(language)}: "),
            Text(text_in(proposal, "text", language)),
        )
        for language in languages
    )
    return left, right


def _content(content: Content, languages: Languages) -> tuple[Runs, Runs]:
    left, right = (
        (Text(text_in(content, "text", language)), Text(f" ({debtors(content, language)})"))
        for language in languages
    )
    return left, right


def _opening(talks: Talks, language: Language) -> str:
    names = {
        str(a.side).lower(): a.names_on(talks.meeting.held_on).in_(language)
        for a in (talks.authority, talks.other)
        if a
    }
    return words.OPENING.in_(language).format(
        day=format_date(talks.meeting.held_on, language),
        place=within(talks.meeting.place.in_(language), language),
        vn=names.get("vn", ""),
        la=names.get("la", ""),
        title=talks.meeting.title.in_(language),
    )


def within(place: str, language: Language) -> str:
    """Return a place's name as it stands inside a Vietnamese sentence: `tỉnh Sơn La`."""
    kind, _space, _name = place.partition(" ")
    lowered = language is Language.VI and kind in {"Tỉnh", "Thành", "Xã", "Phường"}
    return place[:1].lower() + place[1:] if lowered else place

"""From a written name to the places it may mean; it answers with all of them and never chooses."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from saphan.names.searchkeys import loose
from saphan.places import rules
from saphan.places.choices import Kind, Match, NameKind
from saphan.places.models import Name, Parent, Place, Succession
from saphan.places.queries import NameQuerySet, valid_on
from saphan.places.rules import Candidate, Entry

type Spans = Mapping[str, Sequence[tuple[str, date | None, date | None]]]

_COLUMNS = (
    "place_id", "place__kind", "place__side", "text", "kind", "search_key", "loose_key",
    "place__valid_from", "place__valid_until",
)  # fmt: skip


def _entries(names: NameQuerySet) -> list[Entry]:
    return [
        Entry(place, Kind(kind), side, text, name_kind == NameKind.OFFICIAL, *rest)
        for place, kind, side, text, name_kind, *rest in names.values_list(*_COLUMNS)
    ]


def _spans(places: Iterable[str] | None = None) -> Spans:
    rows = Parent.objects.all() if places is None else Parent.objects.filter(place__in=places)
    spans: dict[str, list[tuple[str, date | None, date | None]]] = defaultdict(list)
    columns = ("place_id", "parent_id", "valid_from", "valid_until")
    for place, parent, since, until in rows.values_list(*columns):
        spans[place].append((parent, since, until))
    return spans


def _parent(spans: Spans, place: str, on: date) -> str | None:
    for parent, since, until in spans.get(place, ()):
        if (since is None or since <= on) and (until is None or on <= until):
            return parent
    return None


def _is_within(spans: Spans, place: str, within: str, on: date) -> bool:
    """Tell whether `place` lies in `within` on that day, however many steps up."""
    at: str | None = place
    while at is not None:
        if at == within:
            return True
        at = _parent(spans, at, on)
    return False


class Resolver:
    """The whole gazetteer in memory: 3 queries to build (about a second), none to ask.

    Made for imports: the same text asked again costs one dictionary look-up. `on` is the day used
    when a question names none; every day can be asked. It does not see later changes.
    """

    def __init__(self, on: date) -> None:
        self.on = on
        self._by_sound: dict[str, list[Entry]] = defaultdict(list)
        for entry in _entries(Name.objects.all()):
            self._by_sound[entry.loose_key].append(entry)
        self.places = {
            place: Entry(place, Kind(kind), side, place, True, "", "", since, until)  # noqa: FBT003
            for place, kind, side, since, until in Place.objects.values_list(
                "code", "kind", "side", "valid_from", "valid_until"
            )
        }
        self._spans = _spans()
        self._answers: dict[tuple[str, Kind | None, date, str | None], list[Candidate]] = {}

    def resolve(
        self,
        text: str,
        *,
        kind: Kind | None = None,
        on: date | None = None,
        within: str | None = None,
    ) -> list[Candidate]:
        """Return every place that `text` may mean on that day, none when it means none.

        `within` is the code of a place that the answer must lie in. A place's code answers itself.
        """
        question = (text, kind, on or self.on, within)
        if question not in self._answers:
            self._answers[question] = self._find(*question)
        return self._answers[question]

    def parent(self, place: str, *, on: date | None = None) -> str | None:
        """Return the code of the place it belongs to on that day."""
        return _parent(self._spans, place, on or self.on)

    def _find(self, text: str, kind: Kind | None, on: date, within: str | None) -> list[Candidate]:
        coded = self.places.get(text)
        if coded:
            fits = coded.on(on) and kind in {None, coded.kind}
            return [_coded(coded)] if fits else []
        sounds = {loose(text), loose(rules.strip_designation(text).text)}
        entries = [
            entry
            for sound in sounds
            for entry in self._by_sound.get(sound, ())
            if entry.on(on) and (within is None or _is_within(self._spans, entry.place, within, on))
        ]
        return rules.candidates(entries, text, kind=kind)


def _coded(place: Entry) -> Candidate:
    return Candidate(place.place, place.kind, place.side, place.text, Match.CODE)


def resolve(
    text: str, *, on: date, kind: Kind | None = None, within: str | None = None
) -> list[Candidate]:
    """Answer one question as `Resolver` does, from the database: for a form, not for an import."""
    place = Place.objects.on(on).filter(pk=text).first()
    if place:
        entry = Entry(text, Kind(place.kind), place.side, text, True, "", "", None, None)  # noqa: FBT003
        return [_coded(entry)] if kind in {None, entry.kind} else []
    entries = _entries(Name.objects.loosely(text).filter(valid_on(on, prefix="place__")))
    if within is not None:
        spans = _upwards({entry.place for entry in entries})
        entries = [one for one in entries if _is_within(spans, one.place, within, on)]
    return rules.candidates(entries, text, kind=kind)


def _upwards(places: set[str]) -> Spans:
    """Return the parents of these places and of theirs, up to the countries: 4 queries at most."""
    spans: dict[str, Sequence[tuple[str, date | None, date | None]]] = {}
    while places:
        found = _spans(places)
        spans.update(found)
        places = {parent for rows in found.values() for parent, *_ in rows} - spans.keys()
    return spans


def became(code: str, *, on: date) -> list[str]:
    """Return what the place with this code is on that day: itself, its successors, or nothing.

    A split place became several, an abolished one nothing. Looks forward only.
    """
    now, seen, living = {code}, set[str](), set[str]()
    while now:
        living |= set(Place.objects.on(on).filter(pk__in=now).values_list("pk", flat=True))
        seen |= now
        heirs = Succession.objects.filter(place__in=now - living, on__lte=on)
        now = {one for one in heirs.values_list("successor", flat=True) if one} - seen
    return sorted(living)

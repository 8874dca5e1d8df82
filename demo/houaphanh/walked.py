"""Sơn La's patrols as Houaphanh has them: own numbers, own words, and six planted differences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from demo.houaphanh import words
from demo.houaphanh.differences import Found
from demo.patrols import LA, VN, Patrol

COMPANY = "houaphanh/dai-doi-pa-hang"
STAFF_FORM, COMPANY_FORM = "{n:02}/ບບ-ລຕຮ/{year}", "ປຮ-{n:02}/{year}"
DIFFERENCES = ("d01", "d02", "d03", "d04", "d06")
DRIVERS = {VN: 0, LA: 2}
ONE_MORE = {VN: 0, LA: 1}
CALLED_OFF = Patrol(
    "",
    date(2025, 6, 17),
    date(2025, 6, 18),
    (296, 300),
    {VN: "son-la/don-tan-xuan", LA: "houaphanh/dai-doi-sop-bau"},
    {VN: 10, LA: 9},
    {VN: "Đại úy, Đội trưởng Vũ trang", LA: "Đại úy, Đại đội trưởng"},
    "Đường biên, mốc quốc giới nguyên trạng; không phát hiện vi phạm.",
)
"""Planned, entered from the plan, and never walked: no Vietnamese minutes have a number for it."""


@dataclass(frozen=True, slots=True)
class Walked:
    """One Lao record of a patrol; `ours` is the number of the Vietnamese minutes."""

    ours: str
    own: Patrol


@dataclass(frozen=True, slots=True)
class Patrols:
    """What the staff sends, what one company sends itself, and what comes late."""

    staff: Sequence[Walked]
    company: Sequence[Walked]
    late: Sequence[Walked]
    found: dict[str, Found]

    @property
    def every(self) -> Iterator[Walked]:
        yield from (*self.company, *self.staff, *self.late)


def walked(ours: Sequence[Patrol], rng: Random) -> Patrols:
    """Share the patrols out between the Lao files; `ours` are Sơn La's by date."""
    *in_time, last = ours
    of_company = [one for one in in_time if one.unit[LA] == COMPANY]
    missing, crowded, _ = rng.sample([o for o in in_time if o not in of_company], 3)
    twice = rng.choice(of_company)
    by_staff = [one for one in in_time if one not in of_company and one is not missing]
    by_staff = sorted([*by_staff, twice, CALLED_OFF], key=lambda one: one.first)
    changed = {crowded.number: _with(crowded, DRIVERS)}
    rows = [Walked(one.number, changed.get(one.number, one)) for one in (*by_staff, last)]
    rows[-1] = Walked(last.number, _with(last, ONE_MORE))
    *staff, late = _numbered(rows, STAFF_FORM)
    company = list(_numbered([Walked(one.number, one) for one in of_company], COMPANY_FORM))
    made = Patrols(staff, company, [late], {})
    places = (missing, CALLED_OFF, crowded, twice, last)
    made.found.update(_found(made, dict(zip(DIFFERENCES, places, strict=True))))
    return made


def _with(one: Patrol, more: dict[str, int]) -> Patrol:
    return replace(one, people={side: count + more[side] for side, count in one.people.items()})


def _numbered(rows: Sequence[Walked], form: str) -> Iterator[Walked]:
    """Word each patrol in Lao and number it anew in every year."""
    counts: dict[int, int] = defaultdict(int)
    for row in rows:
        one, year = row.own, row.own.first.year
        counts[year] += 1
        own = replace(
            one,
            number=form.format(n=counts[year], year=year),
            rank={side: words.RANKS[rank] for side, rank in one.rank.items()},
            findings=words.findings(one.findings, one.markers[0]),
        )
        yield Walked(row.ours, own)


def _found(made: Patrols, planted: dict[str, Patrol]) -> Iterator[tuple[str, Found]]:
    """Where each difference lies; `planted` holds the Vietnamese patrol under its number."""
    for number, one in planted.items():
        own = [row.own for row in made.every if row.ours == one.number]
        mine = (one.number,) if one.number else ()
        theirs = tuple(each.number for each in own)
        yield number, Found(mine, theirs, f"{one.last:%Y-%m}", _said(one, own))


def _said(one: Patrol, own: Sequence[Patrol]) -> dict[str, object]:
    """What either side wrote, for the sentences: the first Lao record and the last."""
    if not own:
        return {}
    return {
        "people": one.people[LA],
        "their_people": own[0].people[LA],
        "first": own[0].number,
        "second": own[-1].number,
    }

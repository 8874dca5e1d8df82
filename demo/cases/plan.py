"""The 58 cases before anybody writes them down: when, where, who, what, and which office's file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from demo.cases.seizures import Exhibit, parcels
from demo.chance import day, spread
from demo.people import Person, person

type Piles = dict[str, list[Exhibit]]

SUBJECTS = 71
UNCLAIMED = 5


@dataclass(frozen=True, slots=True)
class Desk:
    """One file: which office reports which cases (themes) of which days, and its case numbers."""

    key: str
    office: str
    first: date
    last: date
    themes: str
    numbering: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """One step of custody; giver and taker are posts or units, never named people."""

    on: date
    giver: str
    taker: str
    what: str
    minutes: str

    def record(self) -> dict[str, str]:
        return {
            "on": self.on.isoformat(),
            "from": self.giver,
            "to": self.taker,
            "what": self.what,
            "minutes": self.minutes,
        }


@dataclass(slots=True)
class Case:
    number: str
    office: str
    on: date
    place: str
    act: str
    theme: str
    result: str
    people: list[Person] = field(default_factory=list)
    exhibits: list[Exhibit] = field(default_factory=list)
    custody: list[Transfer] = field(default_factory=list)
    partner: str = ""

    def record(self) -> dict[str, Any]:
        return {
            "kind": "coordinated-case" if self.partner else "case",
            "number": self.number,
            "office": self.office,
            "on": self.on.isoformat(),
            "place": self.place,
            "act": self.act,
            "result": self.result,
            "partner": self.partner,
            "subjects": [one.record() for one in self.people],
            "exhibits": [one.record() for one in self.exhibits],
            "custody": [one.record() for one in self.custody],
        }


PCTP, LONG_SAP = "son-la/phong-pctp", "son-la/don-long-sap"
CHIENG_KHUONG, NAM_LANH = "son-la/don-chieng-khuong", "son-la/don-nam-lanh"
Q3, Q4 = (date(2024, 7, 1), date(2024, 9, 30)), (date(2024, 10, 1), date(2024, 12, 31))
Q1, Q2 = (date(2025, 1, 1), date(2025, 3, 31)), (date(2025, 4, 1), date(2025, 6, 30))
SUMMER = (date(2025, 7, 1), date(2025, 8, 11))
# Themes by letter: k cakes, h heroin, P many pills, p pills, m meth and ketamine, r opium resin,
# c firecrackers, a arms, t timber, w wildlife, o people led over the border.
DESKS = (
    Desk("pctp-q3-2024", PCTP, *Q3, "kPpc", "{n:02}/2024/VA-PCMT"),
    Desk("pctp-q4-2024", PCTP, *Q4, "PPhmp", "{n:02}/2024/VA-PCMT"),
    Desk("pctp-q1-2025", PCTP, *Q1, "kPPhp", "{n:02}/2025/VA-PCMT"),
    Desk("pctp-q2-2025", PCTP, *Q2, "kPPrh", "{n:02}/2025/VA-PCMT"),
    Desk("pctp-q3-2025", PCTP, *SUMMER, "Ppc", "{n:02}/2025/VA-PCMT"),
    Desk("ls-q3-2024", LONG_SAP, *Q3, "hpt", "{n:02}/2024-ĐLS"),
    Desk("ls-q4-2024", LONG_SAP, *Q4, "hchac", "{n:02}/2024-ĐLS"),
    Desk("ls-q1-2025", LONG_SAP, *Q1, "khcp", "{n:02}/2025-ĐLS"),
    Desk("ls-q2-2025", LONG_SAP, Q2[0], SUMMER[1], "rpwo", "{n:02}/2025-ĐLS"),
    Desk("ck-2024", CHIENG_KHUONG, Q3[0], Q4[1], "hhprc", "CK{n:02}-24"),
    Desk("ck-2025", CHIENG_KHUONG, Q1[0], SUMMER[1], "hhpprc", "CK{n:02}-25"),
    Desk("nl-2024", NAM_LANH, Q3[0], Q4[1], "hpro", "NL/24/{n:02}"),
    Desk("nl-2025", NAM_LANH, Q1[0], SUMMER[1], "hhpco", "NL/25/{n:02}"),
)
# A parcel that a certain desk must report, because it is written there in a doubtful way.
RESERVED = {("ck-2025", "h"): "10.25", ("nl-2025", "c"): "36.5"}
ACTS = {
    "k": "Vận chuyển trái phép chất ma túy",
    "h": "Tàng trữ trái phép chất ma túy",
    "P": "Vận chuyển trái phép chất ma túy",
    "p": "Mua bán trái phép chất ma túy",
    "m": "Vận chuyển trái phép chất ma túy",
    "r": "Mua bán trái phép chất ma túy",
    "c": "Vận chuyển pháo nổ trái phép qua biên giới",
    "a": "Tàng trữ trái phép vũ khí, vật liệu nổ",
    "t": "Vận chuyển lâm sản trái phép",
    "w": "Vận chuyển động vật hoang dã trái phép",
    "o": "Tổ chức cho người khác xuất cảnh trái phép",
}
PILES = {"k": "cakes", "h": "heroin", "P": "pills", "p": "pills", "r": "resin", "c": "crackers"}
WHERE = {
    PCTP: ("km 68, quốc lộ 43", "bản Buốc, xã Lóng Sập", "khu vực mốc 256", "khu vực mốc 243"),
    LONG_SAP: ("khu vực mốc 255", "bản Pha Đón, xã Lóng Sập", "khu vực mốc 261"),
    CHIENG_KHUONG: ("khu vực mốc 242", "bản Nà Sặng, xã Chiềng Khương", "khu vực mốc 245"),
    NAM_LANH: ("khu vực mốc 224", "bản Huổi Mạt, xã Nậm Lạnh", "khu vực mốc 227"),
}
CAKE_TENTHS = 3524  # of a gram: what each cake weighs on the department's scales
RESULTS = (
    "Khởi tố, bàn giao cơ quan CSĐT",
    "Đang điều tra, xác minh",
    "Bàn giao Công an tỉnh thụ lý",
)


def cases(rng: Random) -> dict[str, list[Case]]:
    """Return the 58 cases by the key of the desk that reports them, each list by date."""
    made = {desk.key: list(_cases(rng, desk)) for desk in DESKS}
    _number(made)
    every = [case for listed in made.values() for case in listed]
    piles = parcels(rng)
    _seize(made, piles)
    _attach(rng, made, piles)
    _arrest(rng, every)
    return made


def _cases(rng: Random, desk: Desk) -> Iterator[Case]:
    days = sorted(day(rng, desk.first, desk.last) for _ in desk.themes)
    themes = rng.sample(desk.themes, len(desk.themes))
    for on, theme in zip(days, themes, strict=True):
        place = rng.choice(WHERE[desk.office])
        yield Case("", desk.office, on, place, ACTS[theme], theme, rng.choice(RESULTS))


def _number(made: dict[str, list[Case]]) -> None:
    """Each office counts its cases anew every year."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for desk in DESKS:
        for case in made[desk.key]:
            counts[desk.office, desk.numbering] += 1
            case.number = desk.numbering.format(n=counts[desk.office, desk.numbering])


def _seize(made: dict[str, list[Case]], piles: Piles) -> None:
    many, few = piles["pills"][:8], piles["pills"][8:]
    heaps = {letter: piles[pile] for letter, pile in PILES.items()} | {"P": many, "p": few}
    heaps = {letter: list(heap) for letter, heap in heaps.items()}
    for (key, theme), quantity in RESERVED.items():
        parcel = next(one for one in heaps[theme] if one.quantity == quantity)
        heaps[theme].remove(parcel)
        next(case for case in made[key] if case.theme == theme).exhibits.append(parcel)
    whole = {
        "m": piles["meth"],
        "a": piles["arms"],
        "t": [Exhibit("timber", "0.42", "m3", "gỗ nghiến")],
        "w": [Exhibit("wildlife", "2", "item", "rùa đầu to")],
    }
    for desk in DESKS:
        for case in made[desk.key]:
            if case.theme in whole:
                case.exhibits.extend(whole[case.theme])
            elif case.theme in heaps and not case.exhibits:
                case.exhibits.append(heaps[case.theme].pop(0))
    cakes_too = next(case for case in made["ls-q1-2025"] if case.theme == "k")
    cakes_too.exhibits.append(heaps["h"].pop())


def _attach(rng: Random, made: dict[str, list[Case]], piles: Piles) -> None:
    """Vehicles, phones and money fall on whoever was caught; timber and arms cases have none."""
    eligible = [case for listed in made.values() for case in listed if case.theme not in "atw"]
    cars = [case for case in eligible if case.theme in "kPm"]
    thousand = next(case for case in made["ck-2024"] if case.theme == "p")
    for case, parcel in zip(rng.sample(cars, 3), piles["cars"], strict=True):
        case.exhibits.append(parcel)
    without = [case for case in eligible if all(e.item != "car" for e in case.exhibits)]
    for case, parcel in zip(rng.sample(without, 18), piles["motorbikes"], strict=True):
        case.exhibits.append(parcel)
    for case, parcel in zip(rng.sample(eligible, 22), piles["phones"], strict=True):
        case.exhibits.append(parcel)
    first, *rest = piles["cash"]
    thousand.exhibits.append(first)
    others = [case for case in eligible if case is not thousand]
    for case, parcel in zip(rng.sample(others, len(rest)), rest, strict=True):
        case.exhibits.append(parcel)


def _arrest(rng: Random, every: Sequence[Case]) -> None:
    """71 people; in up to five cases nobody was found beside the goods."""
    bare = [case for case in every if case.theme in "tcp" and len(case.exhibits) == 1]
    unclaimed = rng.sample(bare, min(UNCLAIMED, len(bare)))
    claimed = [case for case in every if case not in unclaimed]
    counts = spread(rng, SUBJECTS, [(1, 3)] * len(claimed))
    for case, count in zip(claimed, counts, strict=True):
        case.people.extend(person(rng) for _ in range(count))
    for case in unclaimed:
        case.result = "Không xác định được chủ; lập biên bản, chờ xử lý"


def hand_over(rng: Random, case: Case) -> None:
    """Give a case its custody: seized, weighed and stored, passed to the police."""
    case.exhibits = [_weighed(exhibit) for exhibit in case.exhibits]
    when = (case.on, case.on + timedelta(days=1), case.on + timedelta(days=rng.randint(3, 9)))
    posts = ("Tổ tuần tra", "Kho vật chứng BCH BĐBP tỉnh", "Cơ quan CSĐT Công an tỉnh Sơn La")
    acts = ("Lập biên bản, niêm phong", "Cân, nhập kho vật chứng", "Bàn giao hồ sơ và vật chứng")
    givers = ("Hiện trường", *posts[:2])
    for place in range(3 if when[2] <= date(2025, 8, 12) else 1):
        number = f"{case.number[:2]}.{place + 1}/{case.on.year}/BB-GN"
        case.custody.append(Transfer(when[place], givers[place], posts[place], acts[place], number))


def _weighed(exhibit: Exhibit) -> Exhibit:
    """A cake stays a cake; its mass stands beside the count and is added to nothing."""
    if exhibit.unit != "cake":
        return exhibit
    tenths = CAKE_TENTHS * int(exhibit.quantity)
    return replace(exhibit, weighed=f"{tenths // 10}.{tenths % 10}")

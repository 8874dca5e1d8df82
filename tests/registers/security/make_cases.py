"""Plain makers of cases and hand-backs."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from saphan.kernel.sides import Side
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import seal
from saphan.registers.security.choices import Act, Item, Offence, Sex
from saphan.registers.security.documents import (
    Amount,
    Case,
    CustodyStep,
    Exhibit,
    Handback,
    Person,
    Subject,
)
from tests import make

DAY = date(2025, 2, 23)
NAME = "Chăn Thi"
HEROIN = Exhibit(
    id="e1",
    item=Item.HEROIN,
    amounts=[Amount(value="2", unit="cake"), Amount(value="5.34", unit="g")],
    written="2 bánh; 5,34g heroin",
    weighed=Amount(value="704.8", unit="g"),
)
PHONES = Exhibit(id="e2", item=Item.MOBILE_PHONE, amounts=[Amount(value="2", unit="item")])
PERSON = Person(name=NAME, name_lo="ຈັນທີ", birth="1973", document="CMND Lào 00-222910")


def case(**changes: Any) -> Case:
    values: dict[str, Any] = {
        "number": "02/2025-ĐLS",
        "opened_on": DAY,
        "area": "vn-son-la",
        "office": "son-la/don-long-sap",
        "place": "khu vực mốc 261",
        "offence": Offence.DRUGS,
        "act": "Vận chuyển trái phép chất ma túy",
        "subjects": [Subject(id="s1", nationality="LA", sex=Sex.FEMALE)],
        "exhibits": [HEROIN, PHONES],
        "custody": [CustodyStep(on=DAY, giver="Hiện trường", receiver="Tổ tuần tra")],
    }
    return Case(**{**values, **changes})


def handback(**changes: Any) -> Handback:
    values: dict[str, Any] = {
        "number": "01/BB-TTN",
        "on": DAY,
        "area": "vn-son-la",
        "place": "mốc 257",
        "giver": Side.VN,
        "receiver": Side.LA,
        "unit": "Đại đội BP Pa Háng",
        "act": Act.ILLEGAL_ENTRY,
        "subjects": [Subject(id="s1", nationality="LA")],
    }
    return Handback(**{**values, **changes})


def sealed(core: Case | Handback, *, person: Person | None = PERSON) -> DocumentRef:
    """Seal a record of one named person."""
    persons = {"s1": person} if person else {}
    return seal(Entry(uuid4(), core, persons), clearance=make.clearance())

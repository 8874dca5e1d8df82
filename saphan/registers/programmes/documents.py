"""The sealed payloads: what each document of this register holds, by schema and version."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

import msgspec

from saphan.ledger.records import Core
from saphan.registers.programmes.choices import Basis, Qualifier


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """One name in the languages in which it exists; an empty one does not."""

    vi: str = ""
    lo: str = ""
    en: str = ""

    def in_(self, language: str) -> str:
        """Return the name in `language`, else in the first language that it has."""
        return str(getattr(self, language, "")) or self.vi or self.lo or self.en


class Rate(msgspec.Struct, frozen=True, kw_only=True):
    """What each pupil gets a month from `since` on, in whole `unit` of the programme."""

    since: date
    amount: int


class Beneficiary(msgspec.Struct, frozen=True, kw_only=True):
    """What is countable of a pupil: first and last day of support, and the office that cares.

    Everything about the child itself is the part `person_<id>`.
    """

    id: str
    since: date
    until: date | None = None
    office: str = ""


class Support(Core, frozen=True, kw_only=True):
    """A support programme; a new rate is a new step of `rates`, the old ones stay."""

    schema: ClassVar[str] = "programmes.support/1"

    code: str
    names: Names
    area: str
    office: str = ""
    unit: str = "VND/month"
    rates: list[Rate]
    beneficiaries: list[Beneficiary] = []
    ended_on: date | None = None
    note: str = ""

    def rate_on(self, day: date) -> int:
        """Return the rate of the step that holds on `day`, 0 before the first."""
        return next((r.amount for r in reversed(self.rates) if r.since <= day), 0)


class Pupil(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of a beneficiary, as the office wrote it."""

    name: str
    name_lo: str = ""
    sex: str = ""
    birth: str = ""
    school: str = ""
    grade: str = ""
    address: str = ""
    guardian: str = ""
    relation: str = ""


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One pupil in one month: `amount` in whole units; without `paid_on` it was not paid."""

    beneficiary: str
    amount: int
    paid_on: date | None = None


class Payment(Core, frozen=True, kw_only=True):
    """What a programme paid for one month (`YYYY-MM`), pupil by pupil.

    `programme` is the uid of the programme's record, `code` its code.
    """

    schema: ClassVar[str] = "programmes.payment/1"

    programme: str
    code: str
    month: str
    area: str
    office: str = ""
    unit: str = "VND"
    lines: list[Line]


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """The personal part of a payment's line: who received the money."""

    received_by: str = ""
    note: str = ""


class Observation(Core, frozen=True, kw_only=True):
    """A statistic that somebody states and no register of ours can compute.

    `value` is a decimal text in `unit`. A stock has `since` equal to `until`, its day. `counts`
    says whether the figure takes this statement or only keeps it beside another source's.
    """

    schema: ClassVar[str] = "programmes.observation/1"

    figure: str
    value: str
    unit: str
    since: date
    until: date
    qualifier: Qualifier = Qualifier.EXACT
    basis: Basis = Basis.STATED
    area: str = ""
    stated_by: str
    source: str
    source_on: date
    counts: bool = True
    note: str = ""

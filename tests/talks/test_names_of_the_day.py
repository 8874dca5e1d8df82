"""Papers name an authority as it was called on the day of the talks, not as it is called now."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from saphan.accounts.models import Authority, FormerName
from saphan.kernel.languages import Language
from saphan.talks import services
from tests import make
from tests.talks.make_talks import LAST

THEN = {"vn-son-la": "Tên Cũ của Sơn La", "la-houaphanh": "Tên Cũ của Hủa Phăn"}


def called_until(day: date) -> None:
    """Both authorities had another name until this day."""
    for code, name in THEN.items():
        authority = Authority.objects.get(code=code)
        FormerName.objects.create(
            authority=authority, name_vi=name, name_lo=name, name_en=name, until=day
        )


def papers(talks: str) -> str:
    """The Vietnamese report and the minutes, as pages."""
    setting = services.of_this_node()
    made = services.make_pack(talks, by=make.actor(), setting=setting, languages=(Language.VI,))
    return "".join(file.data.decode() for file in made if file.place.endswith("html"))


@pytest.mark.parametrize(("until", "old"), [(LAST, True), (LAST - timedelta(days=1), False)])
def test_a_paper_bears_the_name_of_its_day(bare_talks: str, until: date, *, old: bool) -> None:
    called_until(until)

    said = papers(bare_talks).casefold()

    assert {name.casefold() in said for name in THEN.values()} == {old}
    assert (Authority.objects.get(code="vn-son-la").name_vi.casefold() in said) != old


def test_a_heading_is_of_its_day(bare_talks: str) -> None:
    called_until(LAST)
    authority = Authority.objects.get(code="vn-son-la")

    heads = [authority.heading("vi", on=LAST + timedelta(days=n)).own for n in (0, 1)]

    assert heads == [THEN["vn-son-la"], authority.name_vi]

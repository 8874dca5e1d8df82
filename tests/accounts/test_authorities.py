from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from saphan.accounts.models import Authority, Office
from saphan.accounts.services import Loaded, load_authorities
from saphan.kernel.sides import Side

INTERFACE = {
    *("vn-government", "vn-nbc", "vn-mfa", "vn-mps", "vn-moj"),
    *("vn-son-la", "vn-nghe-an", "vn-dien-bien", "vn-quang-tri"),
    *("la-government", "la-nbc", "la-mps", "la-moj", "la-procuracy"),
    *("la-houaphanh", "la-xieng-khouang", "la-bolikhamxay", "la-luang-prabang"),
    *("la-phongsaly", "la-oudomxay", "la-savannakhet", "la-salavan"),
}


def test_every_authority_that_checks_rely_on_is_known(authorities: Loaded) -> None:
    codes = set(Authority.objects.values_list("code", flat=True))

    assert codes == INTERFACE
    assert authorities.authorities == len(INTERFACE)


def test_loading_again_changes_nothing(authorities: Loaded) -> None:
    before = [list(model.objects.order_by("pk").values()) for model in (Authority, Office)]

    again = load_authorities()

    after = [list(model.objects.order_by("pk").values()) for model in (Authority, Office)]
    assert again == authorities
    assert after == before


def test_names_are_whole_in_three_languages(authorities: Loaded) -> None:
    for named in (*Authority.objects.all(), *Office.objects.all()):
        for language, text in named.names:
            assert text, f"{named} has no name in {language}"
            assert text == unicodedata.normalize("NFC", text)


def test_lao_names_are_in_lao_script(authorities: Loaded) -> None:
    for named in (*Authority.objects.all(), *Office.objects.all()):
        assert any("\u0e80" <= letter <= "\u0eff" for letter in named.name_lo), named.code


def test_a_code_names_its_side(authorities: Loaded) -> None:
    wrong = Authority(code="la-nowhere", side=Side.VN, kind="command")

    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


def test_sides_are_of_equal_standing(authorities: Loaded) -> None:
    for side in Side:
        found = Authority.objects.of_side(side).in_force(date(2025, 8, 12))

        assert found.filter(kind="government").count() == 1
        assert found.filter(kind="command").count() == 1


def test_a_former_name_is_used_until_its_last_day(authorities: Loaded) -> None:
    son_la = Authority.objects.get(code="vn-son-la")

    assert son_la.names_on(date(2025, 6, 30)).vi.startswith("Bộ Chỉ huy Bộ đội Biên phòng")
    assert son_la.names_on(date(2025, 7, 1)).vi.startswith("Ban Chỉ huy Bộ đội Biên phòng")


def test_an_authority_is_in_force_on_its_first_and_last_day() -> None:
    one_day = Authority(valid_from=date(2025, 7, 1), valid_until=date(2025, 7, 1))

    assert one_day.in_force(date(2025, 7, 1))
    assert not one_day.in_force(date(2025, 6, 30))
    assert not one_day.in_force(date(2025, 7, 2))


def test_a_heading_reads_in_each_language(authorities: Loaded) -> None:
    houaphanh = Authority.objects.get(code="la-houaphanh")

    lines = [houaphanh.heading(language, on=date(2025, 8, 12)) for language in ("vi", "lo", "en")]

    assert [line.place for line in lines] == ["Sầm Nưa", "ຊຳເໜືອ", "Sam Neua"]
    assert all(line.superior and line.own and line.signer for line in lines)


def test_an_office_belongs_to_an_authority_of_its_list(authorities: Loaded) -> None:
    station = Office.objects.get(code="son-la/don-long-sap")

    assert station.authority.code == "vn-son-la"
    assert Office.objects.of("la-houaphanh").filter(kind="unit").exists()

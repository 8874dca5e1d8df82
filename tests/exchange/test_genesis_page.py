"""The printed page says the file's hash and every key, in three languages (EXCHANGE 6)."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import pypdf
import pytest
import qrcode

from saphan.exchange.ceremony import page, schemas
from saphan.kernel.languages import Language, T
from saphan.kernel.sides import Side
from saphan.ledger.records import Core
from saphan.protocol import genesis, journal
from saphan.render import pdf
from saphan.render.paper import Paper, Picture
from tests.exchange.make_pair import Pair, pair
from tests.render.paper_samples import HAVE_FONTS, STATIC_FONTS

NAMES = {"vn-son-la": T(en="Sơn La Border Guard", vi="Biên phòng Sơn La", lo="ຊາຍແດນເຊີນລາ")}


@pytest.fixture
def met(tmp_path: Path) -> Pair:
    return pair(tmp_path)


def paper(met: Pair, language: Language = Language.VI, side: Side = Side.VN) -> Paper:
    made_at = datetime(2026, 1, 5, tzinfo=UTC)
    return page.paper(met.data, language, side=side, names=NAMES, made_at=made_at)


def words(made: Paper) -> str:
    cells = (cell for table in made.tables() for row in table.rows for cell in row.cells)
    return "\n".join(getattr(run, "text", "") for cell in cells for run in cell)


@pytest.mark.skipif(not HAVE_FONTS, reason="the fonts are built by make setup")
@pytest.mark.parametrize("language", list(Language))
def test_the_page_says_the_hash_in_groups_of_four(met: Pair, language: Language) -> None:
    data = pdf.write(paper(met, language), fonts=(STATIC_FONTS,))

    text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(data)).pages)
    digits = journal.printed(sha256(met.data).hexdigest())
    assert digits[:39] in text
    assert digits[40:] in text


def test_every_root_and_every_key_of_a_node_has_its_fingerprint_there(met: Pair) -> None:
    said, first = words(paper(met)), genesis.loads(met.data)

    keys = [root for side in first.sides for root in side.roots]
    keys += [key for node in first.nodes for key in (node.key, node.box)]
    printed = [journal.fingerprint(bytes.fromhex(key)) for key in keys]
    printed += [node.tls for node in first.nodes]
    assert len(printed) == 12
    assert [each for each in printed if journal.printed(each) not in said] == []


def test_our_bank_stands_first_and_authorities_have_names(met: Pair) -> None:
    ours, theirs = paper(met), paper(met, Language.LO, Side.LA)

    assert [each.capacity for each in ours.signatures] == ["PHÍA VIỆT NAM", "PHÍA LÀO"]
    assert [each.capacity for each in theirs.signatures] == ["ຝ່າຍລາວ", "ຝ່າຍຫວຽດນາມ"]
    assert "Phía Việt Nam: Biên phòng Sơn La" in words(ours)
    assert "la-houaphanh" in words(ours)


def test_the_drawing_is_the_code_of_the_hash(met: Pair) -> None:
    (picture,) = (block for block in paper(met).blocks if isinstance(block, Picture))
    code = qrcode.QRCode(border=2, error_correction=qrcode.ERROR_CORRECT_M)
    code.add_data(sha256(met.data).hexdigest())
    matrix = code.get_matrix()

    drawn = {(int(x), int(y)) for x, y in re.findall(r"M(\d+) (\d+)h1v1h-1z", picture.svg)}

    dark = {(x, y) for y, row in enumerate(matrix) for x, each in enumerate(row) if each}
    assert drawn == {(x + 2 * len(matrix), y) for x, y in dark}


def described(**fields: Any) -> str:
    made: Any = msgspec.defstruct(
        "Made", list(fields.items()), bases=(Core,), frozen=True, kw_only=True
    )
    return schemas.hash_of(made)


def test_a_schema_is_another_when_its_fields_are_and_not_when_words_about_it_are() -> None:
    class Told(Core, frozen=True, kw_only=True):
        """Words that explain."""

        title: str
        people: int

    class Bare(Core, frozen=True, kw_only=True):
        title: str
        people: int

    Bare.__name__ = Told.__name__
    assert described(title=str, people=int) != described(title=str, people=str)
    assert described(title=str, people=int) != described(people=int)
    assert schemas.hash_of(Told) == schemas.hash_of(Bare)

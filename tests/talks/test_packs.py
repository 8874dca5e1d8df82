"""A pack in the background: asked for once, made by one, kept with its digest."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest

from saphan.kernel.refusals import Forbidden, Refused
from saphan.ledger import journals
from saphan.talks import packs
from saphan.talks.models import Pack, PackState
from saphan.talks.services import File
from tests import make


def test_a_pack_is_made_and_kept(talks: str) -> None:
    asked = packs.ask(talks, by=make.actor("secretary"))

    packs.make(asked.pk, by=make.actor("secretary"))

    pack = Pack.objects.get()
    archive = bytes(pack.archive or b"")
    assert (pack.state, pack.done, pack.as_of) == (PackState.READY, pack.total, journals.size())
    assert pack.digest == hashlib.sha256(archive).hexdigest()
    assert len(packs.places(pack)) == 16
    assert packs.file_of(pack, f"vi/{talks}.pdf").startswith(b"%PDF")
    assert zipfile.ZipFile(io.BytesIO(archive)).testzip() is None


def test_asking_twice_gives_the_pack_that_is_on_its_way(talks: str) -> None:
    first = packs.ask(talks, by=make.actor("secretary"))

    assert packs.ask(talks, by=make.actor("secretary")) == first


def test_nobody_makes_a_pack_that_somebody_is_making(talks: str) -> None:
    asked = packs.ask(talks, by=make.actor())
    Pack.objects.update(state=PackState.MAKING, done=3)

    packs.make(asked.pk, by=make.actor())

    assert Pack.objects.get().done == 3


def test_a_pack_whose_maker_fell_silent_is_taken_over(talks: str) -> None:
    asked = packs.ask(talks, by=make.actor())
    long_ago = asked.moved_at - 2 * packs.SILENCE - timedelta(seconds=1)
    Pack.objects.update(state=PackState.MAKING, moved_at=long_ago)

    assert packs.is_silent(Pack.objects.get())
    packs.make(asked.pk, by=make.actor())

    assert Pack.objects.get().is_ready


def test_a_refusal_is_kept_for_the_reader(talks: str) -> None:
    asked = packs.ask(talks, by=make.actor())

    packs.make(asked.pk, by=make.actor(abilities=frozenset()))

    pack = Pack.objects.get()
    assert pack.state == PackState.REFUSED
    assert "talks.prepare" in pack.why_not


def test_who_may_not_prepare_may_not_ask(talks: str) -> None:
    with pytest.raises(Forbidden):
        packs.ask(talks, by=make.actor(abilities=frozenset({"agreements.read"})))


def test_there_is_no_pack_of_unknown_talks(talks: str) -> None:
    with pytest.raises(Refused) as refused:
        packs.ask(f"{talks}-not", by=make.actor())

    assert refused.value.code == "no-such-talks"


def test_the_same_files_give_the_same_archive() -> None:
    files = [File("vi/a.html", b"<p>"), File("lo/a.html", b"<p>")]

    assert packs.archived(files) == packs.archived(list(files))

"""Packs in the background: asked for, made file by file, kept until the next one."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from saphan.accounts import services as accounts
from saphan.accounts.models import User
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Missing, Refused
from saphan.ledger import journals
from saphan.talks import permissions, queries, services
from saphan.talks.models import Pack, PackState
from saphan.talks.services import File

SILENCE = timedelta(seconds=20)
"""After so long without a sign of life somebody else may make the pack."""
FIXED_TIME = (1980, 1, 1, 0, 0, 0)


def ask(talks: str, *, by: Actor) -> Pack:
    """Return a pack that waits to be made, or the one of these talks that is on its way.

    Refused as `queries.gather` refuses, and with `not-able`.
    """
    by.require(permissions.PREPARE)
    queries.meeting_of(talks, by=by)
    coming = Pack.objects.visible_to(by).of(talks).without_files()
    on_its_way = coming.filter(state__in=(PackState.WAITING, PackState.MAKING)).first()
    if on_its_way:
        return on_its_way
    now = clock.now()
    return Pack.objects.create(
        authority=by.authority,
        talks=talks,
        total=services.count_files(by=by),
        asked_by=by.login,
        asked_name=by.name,
        asked_at=now,
        moved_at=now,
    )


def is_silent(pack: Pack) -> bool:
    """Whether nobody has worked on an open pack for a while."""
    return pack.is_open and clock.now() - pack.moved_at > SILENCE


def make(number: int, *, by: Actor | None = None) -> None:
    """Make the pack unless somebody is at it; a refusal is kept for the reader.

    `by` defaults to whoever asked for it, with what he may do today.
    """
    pack = _claimed(number)
    if pack is None:
        return
    try:
        _make(pack, by=by or _asker(pack))
    except Refused as refused:
        _keep(number, state=PackState.REFUSED, why_not=refused.sentence)
    except Exception:
        _keep(number, state=PackState.REFUSED, why_not=_("Something broke while it was made."))
        raise


def archived(files: Iterable[File]) -> bytes:
    """Return a ZIP of the files; the same files give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files:
            archive.writestr(zipfile.ZipInfo(file.place, FIXED_TIME), file.data)
    return buffer.getvalue()


def places(pack: Pack) -> list[str]:
    """Return the names of the files in a pack that is ready."""
    with zipfile.ZipFile(io.BytesIO(pack.archive or b"")) as archive:
        return archive.namelist()


def file_of(pack: Pack, place: str) -> bytes:
    """Return one file of a pack; Missing `no-such-file`."""
    with zipfile.ZipFile(io.BytesIO(pack.archive or b"")) as archive:
        if place not in archive.namelist():
            raise Missing("no-such-file", _("The pack holds no file with this name."))
        return archive.read(place)


def _claimed(number: int) -> Pack | None:
    """Take the pack if it waits or whoever took it fell silent; one taker wins."""
    now = clock.now()
    free = Q(state=PackState.WAITING) | Q(state=PackState.MAKING, moved_at__lt=now - SILENCE)
    taken = Pack.objects.filter(free, pk=number).update(
        state=PackState.MAKING, done=0, moved_at=now
    )
    return Pack.objects.without_files().get(pk=number) if taken else None


def _asker(pack: Pack) -> Actor:
    user = User.objects.get(login=pack.asked_by)
    return accounts.actor_for(user, authority=pack.authority, on=clock.today())


def _make(pack: Pack, *, by: Actor) -> None:
    as_of = journals.size()
    files: list[File] = []
    for file in services.make_pack(pack.talks, by=by, setting=services.of_this_node()):
        files.append(file)
        _keep(pack.pk, done=len(files))
    archive = archived(files)
    digest = hashlib.sha256(archive).hexdigest()
    _keep(pack.pk, state=PackState.READY, archive=archive, digest=digest, as_of=as_of)


def _keep(number: int, **values: Any) -> None:
    Pack.objects.filter(pk=number).update(moved_at=clock.now(), **values)

"""The API of one kind of record: a list, a record with its history and proof, drafts of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema, Status

from saphan.exchange import proof
from saphan.intake import kinds, services, showing
from saphan.intake.api import CLEARANCE, DraftOut, RecordIn, VersionIn, drafted, entry_of, lock_of
from saphan.intake.kinds import Kind
from saphan.intake.pages import current
from saphan.kernel import clock
from saphan.kernel.actors import Actor
from saphan.kernel.refusals import Refused
from saphan.ledger import reading
from saphan.ledger.evidence import Receiver
from saphan.ledger.reading import Stored
from saphan.ledger.rowmodels import RecordRow
from saphan.web.api import REFUSALS, AtWork, Span, Unreadable, actor_at
from saphan.web.display import plain
from saphan.web.filters import FilterSet
from saphan.web.pages import note_read


class RecordOut(Schema):
    """The current version of a record as it is sealed; `persons` only when asked for."""

    record: UUID
    kind: str
    title: str
    authority: str
    side: str
    version: int
    hash: str
    level: str
    sealed_at: datetime
    core: dict[str, Any]
    persons: dict[str, Any] | None = None


class RecordList(Schema):
    count: int
    items: list[RecordOut]


class Difference(Schema):
    label: str
    before: str
    after: str


class VersionOut(Schema):
    """One version: when, by whom, what changed, as which hash."""

    sealed_at: datetime
    who: str
    what: str
    hash: str
    changed: list[Difference]


class EndIn(Schema):
    prev: str
    reason: str


@dataclass(frozen=True, slots=True)
class Served:
    """A kind and how its rows are found: `orders` are the columns a list may be ordered by, the
    first by default and descending. `filters` must not look into personal data. What follows from
    other records is not `drafted`."""

    kind_name: str
    model: type[RecordRow]
    filters: type[FilterSet]
    orders: Sequence[str]
    drafted: bool = True

    @property
    def kind(self) -> Kind:
        return kinds.kind(self.kind_name)

    def visible_to(self, by: Actor) -> Any:
        manager: Any = self.model._default_manager
        return manager.all().visible_to(by)

    def record_of(self, uid: UUID, by: Actor) -> Stored:
        """Return the current version that the actor may see, his own side's first."""
        rows = self.visible_to(by).filter(uid=uid)
        row = rows.filter(side=by.side).first() or rows.first()
        found = reading.version(bytes(row.version_hash)) if row else None
        if found is None:
            raise Http404(str(_("There is no such record.")))
        return found

    def found(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows that the address asks for, in its order; Unreadable names the fault."""
        rows = self.visible_to(actor_at(request))
        chosen = self.filters(request.GET, queryset=rows, request=request)
        if not chosen.is_valid():
            where = {name: " ".join(map(str, said)) for name, said in chosen.errors.items()}
            raise Unreadable(_("A filter cannot be read."), where=where)
        column = request.GET.get("order", f"-{self.orders[0]}")
        if column.removeprefix("-") not in self.orders:
            raise Unreadable(_("The list has no such order."), where={"order": column})
        ordered: QuerySet[Any] = chosen.qs.order_by(column, "pk")
        return ordered


def serve(router: Router, path: str, served: Served) -> None:
    """Add the endpoints of a kind of record under `path`."""
    name = f"{_register(served)}-{path.strip('/').replace('/', '-')}"
    endpoints = [_list, _show, _show_history, _show_evidence]
    if served.drafted:
        endpoints += [_draft, _draft_version, _draft_end]
    for add in endpoints:
        add(router, path, name, served)


def _list(router: Router, path: str, name: str, served: Served) -> None:
    @router.get(
        path,
        auth=_may(served, "read"),
        response={200: RecordList, **REFUSALS},
        url_name=name,
        operation_id=f"list_{served.kind_name}",
        openapi_extra={"parameters": _parameters(served)},
    )
    def list_records(request: HttpRequest, span: Query[Span]) -> dict[str, Any]:
        """The records that fit the filters; their personal parts are shown one by one only."""
        rows = served.found(request)
        page = [bytes(row.version_hash) for row in rows[span.offset : span.offset + span.limit]]
        stored = {each.record.hash: each for each in reading.of_hashes(page)}
        return {"count": rows.count(), "items": [_record(stored[hash_]) for hash_ in page]}


def _show(router: Router, path: str, name: str, served: Served) -> None:
    @router.get(
        f"{path}/{{uuid:uid}}",
        auth=_may(served, "read"),
        response={200: RecordOut, **REFUSALS},
        url_name=f"{name}-record",
        operation_id=f"show_{served.kind_name}",
    )
    def show_record(request: HttpRequest, uid: UUID, *, persons: bool = False) -> dict[str, Any]:
        """One record; `persons` needs the ability to read personal data, and is logged."""
        by = actor_at(request)
        stored = served.record_of(uid, by)
        if persons:
            by.require(f"{_register(served)}.read-personal")
            note_read(request, [uid], purpose="show")
        return _record(stored, persons=persons)


def _show_history(router: Router, path: str, name: str, served: Served) -> None:
    @router.get(
        f"{path}/{{uuid:uid}}/history",
        auth=_may(served, "read"),
        response={200: list[VersionOut], **REFUSALS},
        url_name=f"{name}-history",
        operation_id=f"history_{served.kind_name}",
    )
    def show_history(request: HttpRequest, uid: UUID) -> list[dict[str, Any]]:
        """Every version, newest first."""
        side = served.record_of(uid, actor_at(request)).record.side
        return [_version(change) for change in showing.history(uid, served.kind, side=side)]


def _show_evidence(router: Router, path: str, name: str, served: Served) -> None:
    @router.get(
        f"{path}/{{uuid:uid}}/evidence",
        auth=_may(served, "read"),
        response={200: dict[str, Any], **REFUSALS},
        url_name=f"{name}-evidence",
        operation_id=f"evidence_{served.kind_name}",
    )
    def show_evidence(request: HttpRequest, uid: UUID, *, persons: bool = False) -> HttpResponse:
        """The record's proof, which verifies without this node."""
        by = actor_at(request)
        stored = served.record_of(uid, by)
        if persons:
            by.require(f"{_register(served)}.read-personal")
            note_read(request, [uid], purpose="export")
        receiver = Receiver(on=clock.today(), personal=persons)
        data = proof.file_of(stored.record.hash, words=showing.words, receiver=receiver)
        return HttpResponse(data, content_type="application/json")


def _draft(router: Router, path: str, name: str, served: Served) -> None:
    @router.post(
        path,
        auth=_may(served, "draft"),
        response={201: DraftOut, **REFUSALS},
        url_name=name,
        operation_id=f"draft_{served.kind_name}",
        openapi_extra=_body(served, "core"),
    )
    def draft_record(request: HttpRequest, said: RecordIn) -> Status[Any]:
        """Draft a new record; it counts only after a second officer has cleared it."""
        by = actor_at(request)
        entry = entry_of(said, served.kind, before=None)
        return Status(201, drafted(services.draft(served.kind, entry, by=by, on=clock.today())))


def _draft_version(router: Router, path: str, name: str, served: Served) -> None:
    @router.put(
        f"{path}/{{uuid:uid}}",
        auth=_may(served, "draft"),
        response={201: DraftOut, **REFUSALS},
        url_name=f"{name}-record",
        operation_id=f"correct_{served.kind_name}",
        openapi_extra=_body(served, "core", "prev"),
    )
    def draft_version(request: HttpRequest, uid: UUID, said: VersionIn) -> Status[Any]:
        """Draft a new version; 409 `changed-meanwhile` when `prev` is no longer the current."""
        by = actor_at(request)
        if served.record_of(uid, by).record.authority != by.authority:
            raise Refused("other-authority", _("Only its own authority writes a record anew."))
        before = current(uid, served.kind, authority=by.authority)
        entry = entry_of(said, served.kind, before=before, prev=said.prev)
        return Status(201, drafted(services.draft(served.kind, entry, by=by, on=clock.today())))


def _draft_end(router: Router, path: str, name: str, served: Served) -> None:
    @router.post(
        f"{path}/{{uuid:uid}}/end",
        auth=_may(served, "draft"),
        response={201: DraftOut, **REFUSALS},
        url_name=f"{name}-end",
        operation_id=f"end_{served.kind_name}",
    )
    def draft_end(request: HttpRequest, uid: UUID, said: EndIn) -> Status[Any]:
        """Propose to end a record, with the reason."""
        by = actor_at(request)
        served.record_of(uid, by)
        (prev,) = lock_of(said.prev) or (b"",)
        held = services.draft_end(served.kind, uid=uid, prev=prev, reason=said.reason, by=by)
        return Status(201, drafted(held))


def _may(served: Served, verb: str) -> AtWork:
    return AtWork(f"{_register(served)}.{verb}")


def _register(served: Served) -> str:
    return served.kind_name.split(".", 1)[0]


def _parameters(served: Served) -> list[dict[str, Any]]:
    """Name the list's filters and orders for the description of the API."""
    orders = [f"{sign}{column}" for column in served.orders for sign in ("-", "")]
    named = [{"name": "order", "in": "query", "schema": {"type": "string", "enum": orders}}]
    return [
        {"name": name, "in": "query", "schema": {"type": "string"}}
        for name in served.filters.base_filters
    ] + named


def _body(served: Served, *required: str) -> dict[str, Any]:
    """Describe the core by the schema of its document; config adds it under the kind's name."""
    core = {"$ref": f"#/components/schemas/{served.kind_name}"}
    persons = {"type": "object", "additionalProperties": {"type": "object"}}
    members = {"core": core, "persons": persons}
    if "prev" in required:
        members["prev"] = {"type": "string"}
    schema = {"type": "object", "required": list(required), "properties": members}
    return {"requestBody": {"content": {"application/json": {"schema": schema}}}}


def _record(stored: Stored, *, persons: bool = False) -> dict[str, Any]:
    record = stored.record
    named = {key: value for key, value in record.persons.items() if key != CLEARANCE}
    return {
        "record": record.uid,
        "kind": record.kind,
        "title": kinds.title_of(record),
        "authority": record.authority,
        "side": record.side,
        "version": record.version,
        "hash": f"sha256:{record.hash.hex()}",
        "level": record.level,
        "sealed_at": stored.sealed_at,
        "core": record.core,
        "persons": named if persons else None,
    }


def _version(change: Any) -> dict[str, Any]:
    return {
        "sealed_at": change.when,
        "who": str(change.who),
        "what": str(change.what),
        "hash": f"sha256:{change.sealed}",
        "changed": [
            {"label": str(one.label), "before": _plainly(one.before), "after": _plainly(one.after)}
            for one in change.changed
        ],
    }


def _plainly(value: Any) -> str:
    return "" if value is None else plain(value)

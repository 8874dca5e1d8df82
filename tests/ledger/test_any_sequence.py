"""Whatever officers do in whatever order, the ledger stays dense and its projections follow."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.ledger import journals, signer
from saphan.ledger.check import check
from saphan.ledger.models import Document, JournalLine
from saphan.ledger.rebuild import rebuild
from saphan.ledger.records import DocumentRef, Entry, Void
from saphan.ledger.seal import seal_many
from saphan.protocol import canon, document, journal
from saphan.registers.security.documents import Case, Handback, Person, Subject
from saphan.registers.security.models import Patrol
from tests import make
from tests.ledger import make_ledger as ledger

pytestmark = pytest.mark.django_db

days = st.dates(date(2024, 7, 1), date(2025, 8, 12))
texts = st.text("abc Mốc ຫຼັກ ⚑", max_size=12).map(str.strip)


@st.composite
def cases(draw: Callable[..., Any]) -> tuple[Case, dict[str, Person]]:
    people = {f"s{n}": Person(name=draw(texts)) for n in range(draw(st.integers(0, 2)))}
    subjects = [Subject(id=key, nationality="LA") for key in people]
    core = Case(number=draw(texts), opened_on=draw(days), area="vn-son-la", subjects=subjects)
    return core, people


@st.composite
def handbacks(draw: Callable[..., Any]) -> tuple[Handback, dict[str, Person]]:
    core = Handback(
        number=draw(texts),
        on=draw(days),
        area="vn-son-la",
        giver=Side.VN,
        receiver=Side.LA,
    )
    return core, {}


patrols: st.SearchStrategy[tuple[Any, dict[str, Person]]] = st.builds(
    lambda on, vn, la: (
        make.patrol(started_on=on, ended_on=on, participants={"vn": vn, "la": la}),
        {},
    ),
    days,
    st.integers(1, 50),
    st.integers(1, 50),
)
records = st.one_of(patrols, cases(), handbacks())


class Officers(RuleBasedStateMachine):
    """Seals, corrects, ends, fails and signs; `current` is what ought to be in force."""

    def __init__(self) -> None:
        super().__init__()
        self.current: dict[UUID, tuple[DocumentRef, str]] = {}
        self.lines = 0
        self.around = transaction.atomic()
        self.around.__enter__()

    @initialize()
    def begin(self) -> None:
        assert journals.size() == 0

    @rule(made=st.lists(records, min_size=1, max_size=4))
    def seals(self, made: list[Any]) -> None:
        entries = [Entry(uuid4(), core, persons) for core, persons in made]
        refs = seal_many(entries, clearance=make.clearance())
        self.lines += len(refs)
        assert [ref.seq for ref in refs] == list(range(self.lines - len(refs) + 1, self.lines + 1))
        for ref, entry in zip(refs, entries, strict=True):
            self.current[ref.uid] = (ref, entry.core.schema)

    def one(self, data: st.DataObject) -> UUID:
        """A record in force, by its place in the sequence: identifiers differ from run to run."""
        return list(self.current)[data.draw(st.integers(0, len(self.current) - 1))]

    @precondition(lambda self: self.current)
    @rule(data=st.data())
    def corrects(self, data: st.DataObject) -> None:
        ref, schema = self.current[self.one(data)]
        of_kind = {Case.schema: cases(), Handback.schema: handbacks()}.get(schema, patrols)
        core, persons = data.draw(of_kind)
        (again,) = seal_many(
            [Entry(ref.uid, core, persons, prev=(ref.hash,))], clearance=make.clearance()
        )
        self.lines += 1
        self.current[ref.uid] = (again, schema)
        assert (again.version, again.seq) == (ref.version + 1, self.lines)

    @precondition(lambda self: self.current)
    @rule(data=st.data())
    def ends(self, data: st.DataObject) -> None:
        ref, schema = self.current.pop(self.one(data))
        seal_many([Void(ref.uid, schema, "twice", (ref.hash,))], clearance=make.clearance())
        self.lines += 1

    @precondition(lambda self: self.current)
    @rule(data=st.data(), made=patrols)
    def is_refused_half_way(self, data: st.DataObject, made: Any) -> None:
        ref, _schema = self.current[self.one(data)]
        good = Entry(uuid4(), make.patrol())
        late = Entry(ref.uid, made[0], prev=(bytes(32),))
        with pytest.raises(Refused, match="changed-meanwhile"):
            seal_many([good, late], clearance=make.clearance())

    @rule()
    def takes_back_what_was_around_a_seal(self) -> None:
        with transaction.atomic():
            ledger.sealed()
            transaction.set_rollback(True)

    @rule()
    def signs(self) -> None:
        signer.sign(ledger.KEY)

    @invariant()
    def every_write_is_one_line(self) -> None:
        seqs = list(JournalLine.objects.order_by("seq").values_list("seq", flat=True))
        assert seqs == list(range(1, self.lines + 1))
        assert Document.objects.count() == self.lines
        in_force = Document.objects.filter(superseded_by=None, is_void=False)
        assert set(in_force.values_list("uid", flat=True)) == set(self.current)

    def teardown(self) -> None:
        """Nothing is damaged, a rebuild changes nothing; the next sequence begins empty."""
        try:
            assert check().faults == ()
            tables = rebuild("rows") + rebuild("facts")
            assert [table.table for table in tables if not table.unchanged] == []
            in_force = {uid for uid, (_ref, schema) in self.current.items() if "patrol" in schema}
            assert set(Patrol.objects.values_list("uid", flat=True)) == in_force
        finally:
            transaction.set_rollback(True)
            self.around.__exit__(None, None, None)


def test_any_sequence_of_seals_corrections_and_ends() -> None:
    run_state_machine_as_test(
        Officers,
        settings=settings(
            max_examples=20,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@given(made=st.lists(records, min_size=1, max_size=6))
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_stored_bytes_are_canonical(made: list[Any]) -> None:
    with transaction.atomic():
        seal_many(
            [Entry(uuid4(), core, persons) for core, persons in made], clearance=make.clearance()
        )

        lines = [bytes(line.bytes) for line in JournalLine.objects.all()]
        documents = [bytes(row.bytes) for row in Document.objects.all()]

        assert all(canon.dumps(canon.loads(data)) == data for data in [*lines, *documents])
        assert [journal.line_bytes(journal.read_line(data)) for data in lines] == lines
        assert all(document.read(data).parts for data in documents)
        transaction.set_rollback(True)

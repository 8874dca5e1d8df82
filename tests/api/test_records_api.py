"""Records over HTTP: lists, one record with its history and proof, drafts with a lock."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from saphan.accounts.choices import Role
from saphan.accounts.models import Read
from saphan.figures import cells
from saphan.figures.compiler import Question
from saphan.figures.registry import CATALOGUE
from saphan.intake.models import Draft
from saphan.kernel.periods import Period
from saphan.ledger import signer
from saphan.ledger.records import DocumentRef, Entry
from saphan.ledger.seal import seal, seal_many
from saphan.protocol import verifier
from saphan.registers.security.documents import Case, Person, Subject
from tests import make, visits

pytestmark = pytest.mark.django_db
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PATROLS = "/api/v1/security/patrols"
CASE = Case(
    number="12/VA",
    opened_on=make.patrol().ended_on,
    area="vn-son-la",
    subjects=[Subject(id="s1")],
)
SONG = Person(name="Sồng A Chống")
CORE = msgspec.to_builtins(make.patrol())


@pytest.fixture
def sealed() -> list[DocumentRef]:
    numbers = ("01/BB", "02/BB", "03/BB")
    entries = [make.patrol_entry(number=number, findings=f"at {number}") for number in numbers]
    return seal_many(entries, clearance=make.clearance())


def hash_of(ref: DocumentRef) -> str:
    return f"sha256:{ref.hash.hex()}"


def sent(client: Client, method: str, path: str, said: dict[str, Any]) -> Any:
    return getattr(client, method)(path, said, content_type="application/json")


def verb(draft: dict[str, Any], name: str) -> str:
    return f"/api/v1/drafts/{draft['id']}/{name}?seen={draft['mark']}"


def patrols_counted() -> str | None:
    start, end = make.patrol().started_on.replace(month=1, day=1), make.patrol().ended_on
    question = Question(CATALOGUE["security.patrols-joint"], "vn-son-la", Period(start, end))
    return cells.compute(question).components[0].text


def test_a_list_is_counted_and_cut(reader: Client, sealed: list[DocumentRef]) -> None:
    answer = reader.get(PATROLS, {"limit": "2", "offset": "1", "order": "number"}).json()

    assert answer["count"] == 3
    assert [one["core"]["number"] for one in answer["items"]] == ["02/BB", "03/BB"]
    assert answer["items"][0]["hash"] == hash_of(sealed[1])


def test_a_list_is_searched_and_filtered(reader: Client, sealed: list[DocumentRef]) -> None:
    found = reader.get(PATROLS, {"q": "03/BB"}).json()
    none = reader.get(PATROLS, {"since": "2025-03-01"}).json()

    assert [one["title"] for one in found["items"]] == ["03/BB · 05/02/2025"]
    assert none == {"count": 0, "items": []}


@pytest.mark.parametrize(
    ("query", "place"),
    [({"order": "findings"}, "order"), ({"since": "soon"}, "since"), ({"limit": "9999"}, "limit")],
)
def test_a_question_that_cannot_be_read_is_pointed_out(
    reader: Client, query: Any, place: str
) -> None:
    answer = reader.get(PATROLS, query)

    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert any(place in name for name in answer.json()["where"])


def test_a_record_is_shown_as_it_is_sealed(reader: Client, sealed: list[DocumentRef]) -> None:
    record = reader.get(f"{PATROLS}/{sealed[0].uid}").json()

    assert record["core"] == {**CORE, "number": "01/BB", "findings": "at 01/BB"}
    assert (record["version"], record["side"], record["persons"]) == (1, "VN", None)


def test_a_record_that_is_not_there_is_not_found(reader: Client) -> None:
    answer = reader.get(f"{PATROLS}/{uuid4()}")

    assert (answer.status_code, answer.json()["code"]) == (404, "not-found")
    assert answer.json()["sentence"] == "There is no such record."


def test_a_history_says_what_changed(reader: Client, sealed: list[DocumentRef]) -> None:
    first = sealed[0]
    seal(
        make.patrol_entry(uid=first.uid, prev=(first.hash,), number="01/BB", findings="mended"),
        clearance=make.clearance(),
    )

    history = reader.get(f"{PATROLS}/{first.uid}/history").json()

    assert len(history) == 2
    assert history[1]["hash"] == hash_of(first)
    assert history[0]["changed"] == [{"label": "Findings", "before": "at 01/BB", "after": "mended"}]


def test_a_proof_is_given_once_the_journal_is_signed(
    reader: Client, sealed: list[DocumentRef]
) -> None:
    path = f"{PATROLS}/{sealed[0].uid}/evidence"
    early = reader.get(path)
    signer.sign(KEY)

    proof = dict(verifier.verify(reader.get(path).content))

    assert (early.status_code, early.json()["code"]) == (409, "not-signed-yet")
    assert proof["record"]["version"] == 1


def test_a_draft_is_written_cleared_and_counted(officer: Client, clearer: Client) -> None:
    draft = sent(officer, "post", PATROLS, {"core": CORE})
    before = patrols_counted()

    ref = clearer.post(verb(draft.json(), "clear"))

    assert (draft.status_code, draft.json()["state"]) == (201, "drafted")
    assert ref.status_code == 200
    assert ref.json()["line"] == 1
    assert (before, patrols_counted()) == ("0", "1")


def test_nobody_clears_his_own_draft() -> None:
    both = visits.at_work(Role.OFFICER, Role.CLEARER)
    draft = sent(both, "post", PATROLS, {"core": CORE}).json()

    answer = both.post(verb(draft, "clear"))

    assert (answer.status_code, answer.json()["code"]) == (409, "own-draft")


def test_a_version_that_is_not_the_current_one_locks(
    officer: Client, sealed: list[DocumentRef]
) -> None:
    first = sealed[0]
    second = seal(make.patrol_entry(uid=first.uid, prev=(first.hash,)), clearance=make.clearance())
    path = f"{PATROLS}/{first.uid}"

    late = sent(officer, "put", path, {"core": CORE, "prev": hash_of(first)})
    now = sent(officer, "put", path, {"core": CORE, "prev": hash_of(second)})

    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")
    assert (now.status_code, now.json()["prev"]) == (201, hash_of(second))


def test_the_author_writes_a_draft_anew(officer: Client) -> None:
    draft = sent(officer, "post", PATROLS, {"core": CORE}).json()

    path = f"/api/v1/drafts/{draft['id']}"
    anew = sent(officer, "put", path, {"core": {**CORE, "number": "08/BB"}, "prev": ""})
    other = sent(officer, "put", path, {"core": CORE, "prev": "sha256:" + 64 * "0"})

    assert anew.json()["core"]["number"] == "08/BB"
    assert (other.status_code, other.json()["code"]) == (409, "changed-meanwhile")


@pytest.mark.parametrize("name", ["check", "clear"])
def test_only_the_writing_that_was_looked_at_is_checked_or_cleared(
    officer: Client, clearer: Client, name: str
) -> None:
    draft = sent(officer, "post", PATROLS, {"core": CORE}).json()
    path = f"/api/v1/drafts/{draft['id']}"
    anew = sent(officer, "put", path, {"core": {**CORE, "number": "08/BB"}}).json()

    late, now = clearer.post(verb(draft, name)), clearer.post(verb(anew, name))

    assert (late.status_code, late.json()["code"]) == (409, "changed-meanwhile")
    assert now.status_code == 200


def test_a_draft_is_given_back_and_withdrawn(officer: Client, clearer: Client) -> None:
    path = f"/api/v1/drafts/{sent(officer, 'post', PATROLS, {'core': CORE}).json()['id']}"

    back = sent(clearer, "post", f"{path}/give-back", {"note": "which marker?"})
    gone = officer.post(f"{path}/withdraw")

    assert (back.json()["state"], back.json()["note"]) == ("returned", "which marker?")
    assert gone.json()["state"] == "withdrawn"
    assert officer.get("/api/v1/drafts", {"state": "withdrawn"}).json()["count"] == 1


def test_a_record_is_proposed_to_end(officer: Client, sealed: list[DocumentRef]) -> None:
    said = {"prev": hash_of(sealed[0]), "reason": "entered twice"}

    draft = sent(officer, "post", f"{PATROLS}/{sealed[0].uid}/end", said)

    assert (draft.status_code, draft.json()["ends"]) == (201, "entered twice")


@pytest.mark.parametrize(
    ("core", "place"),
    [
        ({key: value for key, value in CORE.items() if key != "number"}, "$"),
        ({**CORE, "participants": {"vn": "many"}}, "$.participants[...]"),
    ],
)
def test_a_record_of_another_shape_is_pointed_out(
    officer: Client, core: dict[str, Any], place: str
) -> None:
    answer = sent(officer, "post", PATROLS, {"core": core})

    assert (answer.status_code, answer.json()["code"]) == (422, "unreadable")
    assert answer.json()["where"] == {"member": place}


def test_persons_that_were_not_sent_stay(officer: Client) -> None:
    core = msgspec.to_builtins(CASE)
    first = seal(Entry(uuid4(), CASE, persons={"s1": SONG}), clearance=make.clearance())

    draft = sent(
        officer,
        "put",
        f"/api/v1/security/cases/{first.uid}",
        {"core": {**core, "number": "13/VA"}, "prev": hash_of(first)},
    )

    kept = Draft.objects.get(pk=draft.json()["id"]).payload["persons"]
    assert kept["s1"]["name"] == "Sồng A Chống"


def test_persons_of_a_draft_stay_when_it_is_corrected(officer: Client) -> None:
    path = f"/api/v1/drafts/{draft_of_case(officer)}"
    core = {**msgspec.to_builtins(CASE), "number": "14/VA"}

    sent(officer, "put", path, {"core": core})

    assert officer.get(path, {"persons": "true"}).json()["persons"]["s1"]["name"] == SONG.name
    assert officer.get(path).json()["title"].startswith("14/VA")


@pytest.mark.parametrize(
    ("path", "core", "persons"),
    [
        (PATROLS, make.patrol(), {"s1": {"name": "Sồng A Chống"}}),
        ("/api/v1/security/cases", CASE, {"clearance": {"name": "duyet"}}),
    ],
)
def test_a_record_takes_only_the_persons_it_has(
    officer: Client, path: str, core: msgspec.Struct, persons: dict[str, Any]
) -> None:
    said = {"core": msgspec.to_builtins(core), "persons": persons}

    answer = sent(officer, "post", path, said)

    assert (answer.status_code, answer.json()["where"]) == (422, {"persons": ""})


def test_a_record_of_another_authority_is_not_written_anew(
    sealed: list[DocumentRef],
) -> None:
    neighbour = visits.at_work(Role.OFFICER, authority="la-houaphanh")
    said = {"core": CORE, "prev": hash_of(sealed[0])}

    answer = sent(neighbour, "put", f"{PATROLS}/{sealed[0].uid}", said)

    assert (answer.status_code, answer.json()["code"]) == (409, "other-authority")


def test_a_registers_rule_objects_over_http_too(officer: Client) -> None:
    answer = sent(officer, "post", PATROLS, {"core": {**CORE, "ended_on": "2025-02-01"}})

    assert (answer.status_code, answer.json()["code"]) == (409, "ends-before-start")
    assert not Draft.objects.exists()


def test_persons_are_shown_when_asked_for_and_each_reading_is_kept(officer: Client) -> None:
    uid = draft_of_case(officer)
    path = f"/api/v1/drafts/{uid}"

    plain, named = officer.get(path).json(), officer.get(path, {"persons": "true"}).json()

    assert plain["persons"] is None
    assert named["persons"]["s1"]["name"] == "Sồng A Chống"
    assert [read.purpose for read in Read.objects.all()] == ["show"]


def test_who_may_not_read_personal_data_is_refused_it(officer: Client, reader: Client) -> None:
    uid = draft_of_case(officer)

    answer = reader.get(f"/api/v1/drafts/{uid}", {"persons": "true"})

    assert (answer.status_code, answer.json()["code"]) == (403, "not-able")
    assert not Read.objects.exists()


def draft_of_case(officer: Client) -> UUID:
    said = {"core": msgspec.to_builtins(CASE), "persons": {"s1": msgspec.to_builtins(SONG)}}
    return UUID(sent(officer, "post", "/api/v1/security/cases", said).json()["id"])

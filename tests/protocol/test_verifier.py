"""The stand-alone verifier: nothing altered passes, and nothing makes it stumble."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from saphan.protocol import canon, evidence, journal, merkle, verifier
from tests.protocol import sample
from tests.protocol.canonical import scalars

FILE = sample.file()
FINGERPRINT = journal.fingerprint(sample.PUBLIC)


def wrapped(body: Any) -> bytes:
    """A file over `body` with a digest that fits: what a forger without the key can make."""
    digest = sha256(canon.dumps(body)).hexdigest()
    return canon.dumps({"body": body, "digest": digest, "format": evidence.FORMAT})


def body() -> Any:
    return canon.loads(FILE)["body"]


def refusal(data: bytes, *keys: str) -> str:
    with pytest.raises(verifier.NotProven) as caught:
        verifier.verify(data, keys)
    return caught.value.code


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a value: path of keys and indices."""
    yield path
    if isinstance(value, dict | list):
        for step, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(item, (*path, step))


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


def at(value: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


HEAD, LINE = sample.extract(sample.lines(), 9).head, sample.lines()[8]
MEMBERS = sorted({name for data in (HEAD, LINE, sample.FIRST.data) for name in canon.loads(data)})
SIGNED = [
    path
    for path in places(body())
    if path
    and path[0] in ("documents", "journals")
    and isinstance(at(body(), path), str)
    and path[-1] not in ("absent", "ground")
]


REMOVED = object()


def spoilt(what: str, changes: dict[str, Any]) -> bytes:
    """A file whose head, line or document was altered before the rest was made to fit it."""

    def spoil(name: str, data: bytes) -> bytes:
        members = {**canon.loads(data), **(changes if name == what else {})}
        return canon.dumps({k: v for k, v in members.items() if v is not REMOVED})

    sealed = spoil("document", sample.FIRST.data)
    members = {**canon.loads(sample.lines()[0]), "doc": sha256(sealed).hexdigest()}
    row = spoil("line", canon.dumps(members))
    root = merkle.leaf_hash(row)
    clean = journal.head_bytes(journal.Head(sample.JOURNAL, sample.EPOCH, 1, root, root))
    head = spoil("head", clean)
    signed = {
        "head": head.decode(),
        "key": sample.PUBLIC.hex(),
        "lines": [{"data": row.decode(), "proof": []}],
        "signature": sample.KEY.sign(journal.HEAD_CONTEXT + head).hex(),
    }
    core = {"salt": "07" * 32, "text": sample.core(22).payload.decode()}
    documents = [{"data": sealed.decode(), "parts": {"core": core}}]
    return wrapped({"documents": documents, "journals": [signed]})


def test_every_change_of_a_single_byte_is_refused() -> None:
    for place in range(len(FILE)):
        for flip in (1, 2, 4, 8, 16, 32, 64, 128, 255):
            changed = FILE[:place] + bytes([FILE[place] ^ flip]) + FILE[place + 1 :]
            assert refusal(changed) in {"altered", "not-evidence"}


def test_every_cut_and_every_byte_more_or_less_is_refused() -> None:
    for place in range(len(FILE)):
        assert refusal(FILE[:place]) == "not-evidence"
        assert refusal(FILE[:place] + FILE[place + 1 :]) in {"altered", "not-evidence"}
        assert refusal(FILE[:place] + b" " + FILE[place:]) in {"altered", "not-evidence"}
    assert refusal(FILE + b"\n") == "not-evidence"


@pytest.mark.parametrize("path", SIGNED, ids=lambda path: ".".join(map(str, path)))
def test_a_forger_who_mends_the_digest_meets_the_signature(path: tuple[Any, ...]) -> None:
    old = at(body(), path)
    middle = len(old) // 2
    digit = "1" if old[middle] != "1" else "2"

    forged = wrapped(replaced(body(), path, old[:middle] + digit + old[middle + 1 :]))

    assert refusal(forged) in {"bad-part", "bad-chain", "not-included", "not-stated"} | {
        "bad-signature",
        "malformed",
    }


def test_a_file_signed_anew_by_a_stranger_fails_against_the_printed_key() -> None:
    forged = sample.file(key=sample.STRANGER)

    assert ("key-open", {}) in verifier.verify(forged)
    assert refusal(forged, FINGERPRINT) == "other-key"
    assert ("key-named", {}) in verifier.verify(FILE, [journal.printed(FINGERPRINT).upper()])
    assert refusal(FILE, FINGERPRINT[:-1]) == "other-key"
    assert refusal(FILE, "") == "other-key"


def test_members_of_a_later_version_are_not_proven() -> None:
    findings = verifier.verify(wrapped({**body(), "acks": [], "states": []}))

    assert ("unsigned", {"names": "about, acks, labels, renderings, states"}) in findings


@given(st.sampled_from(list(places(body()))), scalars | st.just([]) | st.just({}))
def test_any_value_in_any_place_is_answered_in_words(path: tuple[Any, ...], new: Any) -> None:
    try:
        findings = verifier.verify(wrapped(replaced(body(), path, new)))
    except verifier.NotProven as error:
        assert error.code in verifier.TEXTS["en"]  # noqa: PT017
        return

    for language in verifier.TEXTS:
        assert verifier.report(findings, language)


@given(
    st.sampled_from(["head", "line", "document"]),
    st.dictionaries(
        st.sampled_from(MEMBERS),
        scalars | st.just([]) | st.just({}) | st.just([{}]),
        min_size=1,
        max_size=3,
    ),
    st.booleans(),
)
def test_nonsense_under_a_good_signature_is_answered_in_words(
    what: str, changes: dict[str, Any], remove: bool
) -> None:
    members = {name: REMOVED if remove else value for name, value in changes.items()}

    try:
        findings = verifier.verify(spoilt(what, members))
    except verifier.NotProven as error:
        assert error.code in verifier.TEXTS["en"]  # noqa: PT017
        return

    assert verifier.report(findings, "vi")


@pytest.mark.parametrize("what", ["head", "line", "document"])
@pytest.mark.parametrize("member", MEMBERS)
def test_a_member_that_is_missing_is_missed(what: str, member: str) -> None:
    ignored = {"head": {"own", "state"}, "line": {"rec", "seen"}, "document": set[str]()}[what]
    known = {"head": HEAD, "line": LINE, "document": sample.FIRST.data}[what]

    data = spoilt(what, {member: REMOVED})

    if member in canon.loads(known).keys() - ignored:
        assert refusal(data) in {"malformed", "not-included", "not-stated"}
    else:
        assert verifier.verify(data)


def test_a_place_beyond_the_signed_size_is_refused() -> None:
    assert refusal(spoilt("line", {"seq": 2})) == "not-included"
    assert refusal(spoilt("line", {"seq": 0})) == "not-included"


def test_a_second_spelling_of_the_body_is_refused() -> None:
    inside = json.dumps(body(), ensure_ascii=False).encode()
    digest = sha256(inside).hexdigest().encode()
    data = b'{"body":' + inside + b',"digest":"' + digest + b'","format":"saphan-evidence/1"}'

    assert refusal(data) == "malformed"


@pytest.mark.parametrize(
    ("key", "message", "r", "s"),
    [
        (
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155",
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da",
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
    ],
)
def test_signatures_of_rfc_8032_hold(key: str, message: str, r: str, s: str) -> None:
    verifier.check_signature(*map(bytes.fromhex, (key, message, r + s)))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.integers(0, 511))
def test_signatures_agree_with_the_library(seed: bytes, message: bytes, bit: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    public, signature = key.public_key().public_bytes_raw(), key.sign(message)
    flipped = bytearray(signature)
    flipped[bit // 8] ^= 1 << bit % 8

    verifier.check_signature(public, message, signature)
    for wrong in (
        (public, message + b"x", signature),
        (public, message, bytes(flipped)),
        (public, message, signature[:63]),
        (public[:31], message, signature),
    ):
        with pytest.raises(verifier.NotProven):
            verifier.check_signature(*wrong)


def test_a_second_spelling_of_a_scalar_is_refused() -> None:
    signature = sample.KEY.sign(b"m")
    scalar = int.from_bytes(signature[32:], "little") + verifier.ORDER

    with pytest.raises(verifier.NotProven):
        verifier.check_signature(
            sample.PUBLIC, b"m", signature[:32] + scalar.to_bytes(32, "little")
        )


@pytest.mark.parametrize(
    "spelling",
    [verifier.P + 1, 1 | 1 << 255, verifier.P + 1 | 1 << 255, 2],
    ids=["beyond the prime", "minus zero", "both", "off the curve"],
)
def test_only_the_one_spelling_of_a_point_is_read(spelling: int) -> None:
    data = spelling.to_bytes(32, "little")
    neutral = (1).to_bytes(32, "little")

    with pytest.raises(verifier.NotProven):
        verifier.decode_point(data)
    with pytest.raises(verifier.NotProven):
        verifier.check_signature(neutral, b"m", data + bytes(32))


@given(st.integers(1, 70), st.data())
def test_inclusion_agrees_with_the_tree(size: int, data: st.DataObject) -> None:
    hashes = [merkle.leaf_hash(b"%d" % i) for i in range(size)]
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(hashes, index)

    steps = [step.hex() for step in proof]

    (level, at), found = verifier.climb(hashes[index], index, size, steps)[-1]

    assert (level, at, found) == ((size - 1).bit_length(), 0, merkle.root(hashes))
    more = verifier.climb(hashes[index], index, size, [*steps, hashes[0].hex()])
    assert more[-1][0][0] == -1
    assert not steps or verifier.climb(hashes[index], index, size, steps[1:])[-1][1] != found


def test_it_needs_only_the_standard_library_and_fits_in_400_lines() -> None:
    source = evidence.VERIFIER.read_text()
    modules = set(re.findall(r"^\s*(?:from|import) (\w+)", source, re.MULTILINE))

    assert modules <= sys.stdlib_module_names
    assert len(source.splitlines()) <= 400


def test_every_language_has_what_a_reader_needs() -> None:
    technical = {"malformed", "bad-signature", "not-included", "not-stated", "bad-part"}
    technical |= {"bad-chain", "bad-state", "not-entitled"}

    for texts in (verifier.TEXTS["vi"], verifier.TEXTS["lo"]):
        assert set(verifier.TEXTS["en"]) - set(texts) == technical
        for code, text in texts.items():
            braces = r"{(\w+)}"
            assert set(re.findall(braces, text)) == set(
                re.findall(braces, verifier.TEXTS["en"][code])
            )


def run(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a copy of the verifier away from the project, without site packages."""
    alone = shutil.copy(evidence.VERIFIER, folder / "verifier.py")
    shutil.copy(evidence.WORDS, folder)
    return subprocess.run(
        [sys.executable, "-I", "-S", "-X", "utf8", alone, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_alone_it_says_in_words_what_is_proven(tmp_path: Path) -> None:
    file = tmp_path / "patrol.json"
    file.write_bytes(FILE)

    started = time.perf_counter()
    done = run(
        file, "--key", journal.printed(FINGERPRINT), "--lang", "lo", "--read", folder=tmp_path
    )
    took = time.perf_counter() - started

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ພິສູດແລ້ວ\n")
    assert "core.section = Lóng Sập – ປາຮ້າງ" in done.stdout
    assert sample.RENDERING.lo in done.stdout
    assert took <= 1


@pytest.mark.parametrize(
    ("content", "arguments", "status"),
    [
        (FILE[:-1], (), 1),
        (b"", (), 1),
        (b"\xff" * 99, (), 1),
        (wrapped([]), (), 1),
        (wrapped({"documents": [], "journals": []}), (), 1),
        (FILE, ("--key", "00"), 1),
        (None, (), 2),
        (FILE, ("--lang", "fr"), 2),
        (FILE, ("--what",), 2),
    ],
)
def test_alone_it_answers_bad_input_without_a_traceback(
    content: bytes | None, arguments: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    file = tmp_path / "file.json"
    if content is not None:
        file.write_bytes(content)

    done = run(file, *arguments, folder=tmp_path)

    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr


def test_a_bomb_of_brackets_is_answered_in_words() -> None:
    inside = b"[" * 200_000 + b"]" * 200_000
    digest = sha256(inside).hexdigest().encode()

    bomb = b'{"body":' + inside + b',"digest":"' + digest + b'","format":"saphan-evidence/1"}'

    assert refusal(bomb) == "malformed"


def test_text_cannot_steer_the_terminal() -> None:
    findings = [("value", {"path": "core.note", "value": "\x1b[2J\u202eabc\u200b ຊ້າຍ"})]

    assert verifier.report(findings, "en").endswith("= <1B>[2J<202E>abc<200B> ຊ້າຍ")

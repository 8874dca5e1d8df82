"""Bundles by HTTPS: who is let in, what a cut line costs, what an ill will can do (EXCHANGE 6)."""

from __future__ import annotations

import random
import socket
import ssl
import time
from pathlib import Path

import pytest

from saphan.exchange.carriers import client, server, tls
from saphan.exchange.carriers.client import Line
from saphan.exchange.ceremony import keys
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.protocol import bundle
from tests.exchange.make_lines import (
    EPOCH,
    Made,
    hostile,
    line,
    served,
    stranger,
)
from tests.exchange.make_pair import Pair, node, pair
from torture.real.lines import cutting, listening

LARGE = random.Random(3).randbytes(bundle.LIMIT)


@pytest.fixture
def met(tmp_path: Path) -> Pair:
    return pair(tmp_path)


def refused(asking: Line) -> str:
    with pytest.raises(Refused) as caught, asking:
        asking.serve(EPOCH, 0)
    return caught.value.code


def test_a_peer_gets_what_it_asks_for_over_one_line(met: Pair) -> None:
    answers = Made({0: b"first", 7: LARGE})
    with (
        served(met.folder / "la", answers, met.vn) as port,
        line(met.folder / "vn", met.la, port) as asking,
    ):
        assert asking.serve(EPOCH, 0) == b"first"
        assert asking.serve(EPOCH, 7) == LARGE
        assert asking.serve(EPOCH, 8) is None
        assert asking.held(EPOCH, 3) == f"held {EPOCH} 3".encode()
        assert asking.held(EPOCH, 0) is None
        assert asking.chain() == f"chain of {met.vn.id}".encode()

    assert answers.asked == [(met.vn.id, EPOCH, size) for size in (0, 7, 8)]


def test_a_refusal_keeps_its_code_and_the_line_goes_on(met: Pair) -> None:
    with (
        served(met.folder / "la", Made({0: b"first"}), met.vn) as port,
        line(met.folder / "vn", met.la, port) as asking,
    ):
        with pytest.raises(Refused) as caught:
            asking.serve("6" * 32, 0)

        assert caught.value.code == "other-epoch"
        assert asking.serve(EPOCH, 0) == b"first"


def test_a_fault_of_the_server_is_a_peer_that_cannot_be_reached(met: Pair) -> None:
    class Broken(Made):
        def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
            raise RuntimeError("the database is gone")

    with served(met.folder / "la", Broken(), met.vn) as port:
        assert refused(line(met.folder / "vn", met.la, port)) == "unreachable"


def test_who_shows_another_certificate_is_not_let_in(met: Pair) -> None:
    node(met.folder / "stranger", Side.VN)
    answers = Made({0: b"secret"})
    with served(met.folder / "la", answers, met.vn) as port:
        code = refused(line(met.folder / "stranger", met.la, port))

    assert code in {"not-known", "unreachable"}
    assert answers.asked == []


def test_who_shows_no_certificate_is_not_let_in(met: Pair) -> None:
    answers = Made({0: b"secret"})
    with served(met.folder / "la", answers, met.vn) as port, stranger(port) as secured:
        assert said(secured, f"/journal/{EPOCH}/0") == b""

    assert answers.asked == []


def said(secured: ssl.SSLSocket, path: str, more: str = "") -> bytes:
    """What a server answers to a bare question; nothing when it hangs up."""
    try:
        secured.sendall(f"GET {path} HTTP/1.1\r\nHost: la\r\n{more}\r\n".encode())
        return secured.recv(1000)
    except OSError:
        return b""


def test_a_node_without_peers_talks_to_nobody(met: Pair) -> None:
    with served(met.folder / "la", Made({0: b"secret"})) as port:
        assert refused(line(met.folder / "vn", met.la, port)) == "unreachable"


def test_a_server_with_another_certificate_is_told_nothing(met: Pair) -> None:
    node(met.folder / "posing", Side.LA)
    answers = Made({0: b"forged"})
    with served(met.folder / "posing", answers, met.vn) as port:
        assert refused(line(met.folder / "vn", met.la, port)) == "other-certificate"

    assert answers.asked == []


def test_a_peer_that_signs_certificates_lets_nobody_else_in(met: Pair) -> None:
    """The certificates that count are those that were exchanged, not what their keys could sign."""
    forged = met.folder / "forged"
    node(forged, Side.VN)
    (forged / keys.CERTIFICATE_FILE).write_text(
        signed_by(met.folder / "vn", forged) + met.vn.certificate
    )
    answers = Made({0: b"secret"})

    with served(met.folder / "la", answers, met.vn) as port:
        refused(line(forged, met.la, port))

    assert answers.asked == []


def signed_by(issuer: Path, subject: Path) -> str:
    """Return a certificate of the subject's key that the issuer's TLS key signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

    own = load_pem_private_key((subject / keys.TLS_FILE).read_bytes(), None)
    signing = load_pem_private_key((issuer / keys.TLS_FILE).read_bytes(), None)
    above = x509.load_pem_x509_certificate((issuer / keys.CERTIFICATE_FILE).read_bytes())
    made = x509.CertificateBuilder(
        above.subject,
        above.subject,
        own.public_key(),  # type: ignore[arg-type]
        x509.random_serial_number(),
        keys.FIRST_DAY,
        keys.LAST_DAY,
    ).sign(signing, None)  # type: ignore[arg-type]
    return made.public_bytes(Encoding.PEM).decode()


def test_dates_cut_no_line(met: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Certificates that ended long ago stand for clocks that are years ahead."""
    monkeypatch.setattr(keys, "LAST_DAY", keys.FIRST_DAY.replace(year=2001))
    vn, la = node(met.folder / "old-vn", Side.VN), node(met.folder / "old-la", Side.LA)

    with (
        served(met.folder / "old-la", Made({0: b"first"}), vn) as port,
        line(met.folder / "old-vn", la, port) as asking,
    ):
        assert asking.serve(EPOCH, 0) == b"first"


def test_older_tls_is_not_spoken(met: Pair) -> None:
    context = tls.asking(met.folder / "vn", peer=met.la.certificate)
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_2
    with served(met.folder / "la", Made(), met.vn) as port:
        raw = socket.create_connection(("127.0.0.1", port))
        with raw, pytest.raises(ssl.SSLError):
            context.wrap_socket(raw)


def test_a_line_that_is_cut_in_three_of_ten_cases_brings_everything(met: Pair) -> None:
    bundles = {size: random.Random(size).randbytes(200_000) for size in range(30)}
    with (
        served(met.folder / "la", Made(bundles), met.vn) as port,
        cutting(port, share=0.3, seed=11, most=150_000) as cut,
    ):
        for size, data in bundles.items():
            with line(met.folder / "vn", met.la, cut) as asking:
                assert asking.serve(EPOCH, size) == data


def test_a_cut_answer_goes_on_where_it_ended(met: Pair) -> None:
    """Every line is cut after at most 700 kB, and 4 MiB arrive; the bundle is built once."""
    answers = Made({0: LARGE})
    with (
        served(met.folder / "la", answers, met.vn) as port,
        cutting(port, share=1.0, seed=5, most=700_000) as cut,
        line(met.folder / "vn", met.la, cut) as asking,
    ):
        assert asking.serve(EPOCH, 0) == LARGE

    assert len(answers.asked) == 1


def test_a_line_too_slow_for_one_attempt_takes_several(
    met: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    """4 MiB in 1.3 seconds over a line that is broken off after 0.4."""
    monkeypatch.setattr(client, "REQUEST", 0.4)
    answers = Made({0: LARGE})
    with (
        served(met.folder / "la", answers, met.vn) as port,
        cutting(port, share=0, seed=1, most=1, pause=0.02) as slow,
        line(met.folder / "vn", met.la, slow) as asking,
    ):
        assert asking.serve(EPOCH, 0) == LARGE

    assert len(answers.asked) == 1


def test_an_answer_that_changed_meanwhile_begins_anew(
    met: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Growing(Made):
        def serve(self, peer: str, epoch: str, size: int) -> bytes | None:
            self.asked.append((peer, epoch, size))
            return random.Random(len(self.asked)).randbytes(500_000)

    answers = Growing()
    monkeypatch.setattr(server.Handler, "_resumed", lambda _handler: None)
    with (
        served(met.folder / "la", answers, met.vn) as port,
        cutting(port, share=1.0, seed=7, most=2_000_000) as cut,
        line(met.folder / "vn", met.la, cut) as asking,
    ):
        got = asking.serve(EPOCH, 0)

    assert len(answers.asked) > 1
    assert got == random.Random(len(answers.asked)).randbytes(500_000)


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 4194305\r\nETag: a\r\n\r\n", "too-large"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\nETag: a\r\n\r\n", "too-large"),
        (b"HTTP/1.1 200 OK\r\nETag: a\r\n\r\nwithout end", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "unreachable"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nETag: a\r\n\r\nforge", "bad-answer"),
        (b"HTTP/1.1 302 Found\r\nLocation: https://elsewhere/\r\n\r\n", "bad-answer"),
        (b"HTTP/1.1 409 No\r\nContent-Length: 2\r\n\r\n{}", "bad-answer"),
        (b"\x00" * 200, "unreachable"),
        (b"", "unreachable"),
    ],
)
def test_an_answer_that_means_ill_is_named(met: Pair, answer: bytes, code: str) -> None:
    with hostile(met.folder / "la", met.vn, lambda secured: secured.sendall(answer)) as port:
        assert refused(line(met.folder / "vn", met.la, port)) == code


def test_a_code_of_the_peer_is_looked_at_before_it_is_shown(met: Pair) -> None:
    body = b'{"code": "x\\u001b[2J", "sentence": "y"}'
    answer = b"HTTP/1.1 409 No\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    with hostile(met.folder / "la", met.vn, lambda secured: secured.sendall(answer)) as port:
        assert refused(line(met.folder / "vn", met.la, port)) == "bad-answer"


def test_a_server_that_drips_is_left(met: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "REQUEST", 0.3)
    monkeypatch.setattr(client, "TRIES", 1)

    def drip(secured: socket.socket) -> None:
        secured.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            secured.sendall(b"x")
            time.sleep(0.02)

    with hostile(met.folder / "la", met.vn, drip) as port:
        since = time.monotonic()
        assert refused(line(met.folder / "vn", met.la, port)) == "unreachable"

    assert time.monotonic() - since < 3


def test_a_server_that_never_shakes_hands_is_left(
    met: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "CONNECT", 0.2)
    with listening(lambda _arrived: time.sleep(3)) as port:
        since = time.monotonic()
        assert refused(line(met.folder / "vn", met.la, port)) == "unreachable"

    assert time.monotonic() - since < 2


def test_silent_strangers_do_not_keep_a_peer_waiting(
    met: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "HANDSHAKE", 0.3)
    monkeypatch.setattr(server, "MOST_LINES", 8)
    with served(met.folder / "la", Made({0: b"first"}), met.vn) as port:
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(8)]
        time.sleep(0.6)
        with line(met.folder / "vn", met.la, port) as asking:
            assert asking.serve(EPOCH, 0) == b"first"
        for each in silent:
            each.close()


def test_a_peer_has_four_lines_and_no_more(met: Pair) -> None:
    with served(met.folder / "la", Made({0: b"first"}), met.vn) as port:
        lines = [line(met.folder / "vn", met.la, port) for _ in range(5)]
        for each in lines[:4]:
            assert each.serve(EPOCH, 0) == b"first"

        assert refused(lines[4]) == "unreachable"

        for each in lines:
            each.close()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/journal/../../etc/passwd",
        f"/journal/{EPOCH}/-1",
        f"/journal/{EPOCH}/1?x",
        f"/journal/{EPOCH}/٣",
        "/chain/",
    ],
)
def test_other_addresses_lead_nowhere(met: Pair, path: str) -> None:
    answers = Made({0: b"first"})
    with served(met.folder / "la", answers, met.vn) as port:
        context = tls.asking(met.folder / "vn", peer=met.la.certificate)
        with context.wrap_socket(socket.create_connection(("127.0.0.1", port))) as secured:
            answer = said(secured, path)

    assert answer.startswith((b"HTTP/1.1 409", b"HTTP/1.1 400"))
    assert answers.asked == []


def test_a_question_with_a_body_is_no_question(met: Pair) -> None:
    with served(met.folder / "la", Made({0: b"first"}), met.vn) as port:
        context = tls.asking(met.folder / "vn", peer=met.la.certificate)
        with context.wrap_socket(socket.create_connection(("127.0.0.1", port))) as secured:
            answer = said(secured, "/chain", more="Content-Length: 5\r\n")

    assert answer.startswith(b"HTTP/1.1 400")


def test_a_place_is_a_host_and_a_port() -> None:
    assert client.place("la.example:8443") == ("la.example", 8443)
    assert client.place("[fd00::7]:8443") == ("fd00::7", 8443)
    for address in ("la.example", ":8443", "la:", "la:0x50", "la:-1"):
        with pytest.raises(Refused):
            client.place(address)

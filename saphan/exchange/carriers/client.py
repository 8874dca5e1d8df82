"""Asks a peer over HTTPS, however often the line is cut, and takes no more than a bundle's size."""

from __future__ import annotations

import json
import re
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import Path
from typing import Self

from django.utils.translation import gettext as _

from saphan.exchange.carriers import tls
from saphan.exchange.ceremony import keys
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused
from saphan.protocol import bundle

CONNECT = 15.0
QUIET = 30.0
REQUEST = 130.0
"""Seconds for one attempt; a little more than the server allows itself."""
PATIENCE = 1800.0
"""Seconds for one answer with all its attempts."""
TRIES = 4
"""Attempts in a row that brought nothing new."""
PIECE = 64 << 10
PORT = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
CODE = re.compile(r"[a-z][a-z0-9-]{0,60}", re.ASCII)
SIZE = re.compile(r"[0-9]{1,12}", re.ASCII)
CONTENT_RANGE = re.compile(r"bytes ([0-9]+)-[0-9]+/([0-9]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Remote:
    """A peer's node by its id, where it listens (`host:port`) and its certificate as PEM."""

    node: str
    address: str
    certificate: str


def place(address: str) -> tuple[str, int]:
    """Return host and port of `host:port` (IPv6 as `[::1]:8443`); Refused with `bad-address`."""
    host, _colon, port = address.rpartition(":")
    if not host or not PORT.fullmatch(port):
        raise Refused(
            "bad-address", _("An address is HOST:PORT, not %(address)s.") % {"address": address}
        )
    return host.removeprefix("[").removesuffix("]"), int(port)


@dataclass(slots=True)
class Arrived:
    """What came of an answer so far, and the hash that names the whole."""

    data: bytearray = field(default_factory=bytearray)
    tag: str = ""

    def headers(self) -> dict[str, str]:
        """What asks for the rest."""
        if not self.data or not self.tag:
            return {}
        return {"Range": f"bytes={len(self.data)}-", "If-Range": self.tag}


class Line:
    """A line to one peer, opened when it is needed and kept for the next question.

    `Refused` with `unreachable`, `other-certificate` (who answers is not the peer), `not-known`
    (the peer does not know us), `too-large`, `bad-answer`, or the code with which the peer refused.
    """

    def __init__(
        self, remote: Remote, *, folder: Path, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self.remote = remote
        self._context = tls.asking(folder, peer=remote.certificate)
        self._pause = pause
        self._open: HTTPConnection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._open:
            self._open.close()
            self._open = None

    def serve(self, epoch: str, size: int) -> bytes | None:
        """Return the bundle after line `size` of an epoch of the peer's journal; None for none."""
        return self._get(f"/journal/{epoch}/{size}")

    def held(self, epoch: str, size: int) -> bytes | None:
        """Return the bundle of our own journal after a line, as the peer once took it."""
        return self._get(f"/held/{epoch}/{size}")

    def chain(self) -> bytes:
        """Return which epochs the peer knows, for `recovery.read_chain`."""
        return self._get("/chain") or b""

    def _get(self, path: str) -> bytes | None:
        arrived, vain = Arrived(), 0
        until = time.monotonic() + PATIENCE
        while True:
            before = len(arrived.data)
            try:
                return self._ask(path, arrived)
            except Refused:
                self.close()
                raise
            except (OSError, HTTPException) as fault:
                self.close()
                vain = 0 if len(arrived.data) > before else vain + 1
                if vain == TRIES or time.monotonic() > until:
                    raise _why(fault) from fault
            self._pause(0.5 * 2**vain)

    def _ask(self, path: str, arrived: Arrived) -> bytes | None:
        connection = self._connected()
        with tls.deadline(connection.sock, REQUEST):
            connection.request("GET", path, headers=arrived.headers())
            with connection.getresponse() as answer:
                if answer.status == 204:
                    return None
                if answer.status == 409:
                    raise _refusal(answer)
                if answer.status >= 500:
                    raise ConnectionError(f"the peer answers {answer.status}")
                _receive(answer, arrived)
        if sha256(arrived.data).hexdigest() != arrived.tag:
            raise Refused("bad-answer", _("What arrived is not what the peer announced."))
        return bytes(arrived.data)

    def _connected(self) -> HTTPConnection:
        if self._open is None:
            host, port = place(self.remote.address)
            raw = socket.create_connection((host, port), CONNECT)
            raw.settimeout(QUIET)
            line = self._context.wrap_socket(raw, do_handshake_on_connect=False)
            try:
                with tls.deadline(line, CONNECT):
                    line.do_handshake()
                self._look_at(line)
            except ssl.SSLCertVerificationError as fault:
                line.close()
                raise _other_certificate() from fault
            except BaseException:
                line.close()
                raise
            self._open = HTTPConnection(host, port)
            self._open.sock = line
        return self._open

    def _look_at(self, line: ssl.SSLSocket) -> None:
        if tls.shown(line) != keys.tls_of(self.remote.certificate):
            raise _other_certificate()


def _receive(answer: HTTPResponse, arrived: Arrived) -> None:
    """Add the rest of an answer, or its whole where the peer begins anew; size before memory."""
    tag = answer.headers.get("ETag", "")
    length = answer.headers.get("Content-Length", "")
    if answer.status not in (200, 206):
        raise Refused(
            "bad-answer",
            _("The peer answers %(status)s, which no node does.") % {"status": answer.status},
        )
    if not SIZE.fullmatch(length):
        raise ConnectionError("the line was cut")
    if answer.status == 200:
        arrived.data.clear()
    elif tag != arrived.tag or not _goes_on(answer, at=len(arrived.data)):
        arrived.data.clear()
        raise ConnectionError("the peer goes on elsewhere")
    total = len(arrived.data) + int(length)
    if total > bundle.LIMIT:
        raise Refused("too-large", _("The peer's answer is larger than any bundle."))
    arrived.tag = tag
    while len(arrived.data) < total:
        piece = answer.read1(PIECE)
        if not piece:
            raise ConnectionError("the line was cut")
        arrived.data += piece
        failpoint("receive:midway")


def _goes_on(answer: HTTPResponse, *, at: int) -> bool:
    said = CONTENT_RANGE.fullmatch(answer.headers.get("Content-Range", ""))
    return said is not None and int(said[1]) == at


def _refusal(answer: HTTPResponse) -> Refused:
    """The peer's code and sentence are its words: looked at before they are shown."""
    try:
        said = json.loads(answer.read(PIECE))
        code, sentence = str(said["code"]), str(said["sentence"])[:500]
    except (KeyError, TypeError, ValueError):
        code, sentence = "", ""
    if not CODE.fullmatch(code) or not sentence.isprintable():
        return Refused("bad-answer", _("The peer refuses and does not say why."))
    return Refused(code, sentence)


def _why(fault: Exception) -> Refused:
    """Tell a peer that hangs up on us from one that is not there."""
    if isinstance(fault, ssl.SSLError) and "ALERT" in (fault.reason or ""):
        return Refused("not-known", _("The peer does not know this node's certificate."))
    return Refused("unreachable", _("The peer cannot be reached: %(fault)s.") % {"fault": fault})


def _other_certificate() -> Refused:
    return Refused("other-certificate", _("Who answers there is not the peer."))

"""Gives peers what they ask for over HTTPS; every question may be asked again (EXCHANGE 4).

    GET /journal/EPOCH/SIZE   the bundle that follows line SIZE of an epoch of our journal for them
    GET /held/EPOCH/SIZE      the bundle of their own journal after that line, as it once came
    GET /chain                the epochs of the pair that are known here

200 with the bytes, 204 where there is nothing, 409 with a code for what cannot be served. A cut
answer goes on with `Range` and `If-Range`.
"""

from __future__ import annotations

import json
import logging
import re
import socket
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

from django.utils.translation import gettext as _

from saphan.exchange.carriers import tls
from saphan.exchange.ceremony import keys
from saphan.kernel.failpoints import failpoint
from saphan.kernel.refusals import Refused

MOST_LINES = 256
"""Open connections, those of strangers before their handshake included."""
MOST_LINES_OF_A_PEER = 4
HANDSHAKE = 10.0
REQUEST = 120.0
"""Seconds for a question and its answer; a slower line resumes."""
QUIET = 30.0
ASKED = re.compile(r"/(journal|held)/([0-9a-f]{32})/([0-9]{1,16})", re.ASCII)
RANGE = re.compile(r"bytes=([0-9]{1,10})-", re.ASCII)

log = logging.getLogger("saphan.exchange")


class Answers(Protocol):
    """What a node can tell a peer, named by its node's id; None where there is nothing.

    `Refused` for what cannot be told.
    """

    def serve(self, peer: str, epoch: str, size: int) -> bytes | None: ...
    def held(self, peer: str, epoch: str, size: int) -> bytes | None: ...
    def chain(self, peer: str) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Answer:
    """The last answer to a peer, kept so that a cut one goes on with the same bytes."""

    path: str
    data: bytes
    tag: str


class Server(ThreadingHTTPServer):
    """Listens at `address`; `peers` says anew for each line whose certificates (PEM) count."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        *,
        folder: Path,
        peers: Callable[[], Mapping[str, str]],
        answers: Answers,
    ) -> None:
        self.folder, self.peers, self.answers = folder, peers, answers
        self.kept: dict[str, Answer] = {}
        self._lines = threading.BoundedSemaphore(MOST_LINES)
        self._of_peer: Counter[str] = Counter()
        self._counting = threading.Lock()
        super().__init__(address, BaseHTTPRequestHandler)

    def process_request(self, request: Any, client_address: Any) -> None:
        if self._lines.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._lines.release()

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the line's own thread, so that nobody waits for a slow stranger."""
        known = {keys.tls_of(shown): (node, shown) for node, shown in self.peers().items()}
        if not known:
            return
        context = tls.serving(self.folder, peers=(shown for _node, shown in known.values()))
        request.settimeout(QUIET)
        with context.wrap_socket(request, server_side=True, do_handshake_on_connect=False) as line:
            with tls.deadline(line, HANDSHAKE):
                line.do_handshake()
            peer, _shown = known[tls.shown(line)]
            with self._counted(peer) as few:
                if few:
                    Handler(line, client_address, self, peer=peer)

    @contextmanager
    def _counted(self, peer: str) -> Iterator[bool]:
        """Tell whether a peer has few enough lines open, this one included."""
        with self._counting:
            self._of_peer[peer] += 1
            few = self._of_peer[peer] <= MOST_LINES_OF_A_PEER
        try:
            yield few
        finally:
            with self._counting:
                self._of_peer[peer] -= 1

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002
        """A stranger or a cut line is no news."""
        log.debug("line from %s ended", client_address[0], exc_info=True)


class Handler(BaseHTTPRequestHandler):
    """Answers one peer until it hangs up."""

    protocol_version = "HTTP/1.1"
    timeout = QUIET
    error_message_format = "%(code)d"
    error_content_type = "text/plain"
    server: Server

    def __init__(
        self, request: socket.socket, client_address: Any, server: Server, *, peer: str
    ) -> None:
        self.peer = peer
        super().__init__(request, client_address, server)

    def handle_one_request(self) -> None:
        with tls.deadline(self.connection, REQUEST):
            super().handle_one_request()

    def do_GET(self) -> None:
        if self.headers.get("Content-Length") or self.headers.get("Transfer-Encoding"):
            self.send_error(400)
            return
        try:
            data = self._resumed() or self._found()
        except Refused as refused:
            said = {"code": refused.code, "sentence": refused.sentence}
            self._send(409, json.dumps(said).encode())
        except Exception:
            log.exception("no answer to %s for %s", self.path, self.peer)
            self._send(503, b"")
        else:
            self._tell(data)

    def _resumed(self) -> bytes | None:
        kept = self.server.kept.get(self.peer)
        asked = (self.path, self.headers.get("If-Range"))
        return kept.data if kept and (kept.path, kept.tag) == asked else None

    def _found(self) -> bytes | None:
        answers = self.server.answers
        if self.path == "/chain":
            return answers.chain(self.peer)
        asked = ASKED.fullmatch(self.path)
        if asked is None:
            raise Refused("no-such-question", _("Nothing is found at this address."))
        kind, epoch, size = asked.groups()
        ask = answers.serve if kind == "journal" else answers.held
        return ask(self.peer, epoch, int(size))

    def _tell(self, data: bytes | None) -> None:
        if data is None:
            self._send(204, b"")
            return
        tag = sha256(data).hexdigest()
        self.server.kept[self.peer] = Answer(self.path, data, tag)
        start = self._start(tag, len(data))
        headers = {"ETag": tag}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self._send(206 if start else 200, data[start:], headers)

    def _start(self, tag: str, length: int) -> int:
        """Return where the answer goes on; 0 unless the asker holds the beginning of this one."""
        asked = RANGE.fullmatch(self.headers.get("Range", ""))
        if asked is None or self.headers.get("If-Range") != tag:
            return 0
        start = int(asked[1])
        return start if start < length else 0

    def _send(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        """Without a date: the clock of a node is nobody's business."""
        self.send_response_only(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            if status != 204:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[:512])
        failpoint("send:midway")
        self.wfile.write(body[512:])

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        log.debug(format, *args)

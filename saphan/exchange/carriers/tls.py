"""TLS 1.3 between nodes that know each other's certificate by its bytes (EXCHANGE 6).

No authority, no name and no date is looked at: a peer is who shows the very certificate that the
genesis file pins. So a clock that is years off cuts no line.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from saphan.exchange.ceremony import keys

NO_CHECK_TIME = ssl.VerifyFlags(0x200000)
"""X509_V_FLAG_NO_CHECK_TIME of OpenSSL; Python has no name for it."""


def serving(folder: Path, *, peers: Iterable[str]) -> ssl.SSLContext:
    """Return the context of a server that lets in who holds the key of one of these certificates.

    `folder` holds the node's own keys, `peers` are certificates as PEM.
    """
    context = _context(ssl.PROTOCOL_TLS_SERVER, folder, peers)
    context.num_tickets = 0  # who is no peer any more resumes nothing
    return context


def asking(folder: Path, *, peer: str) -> ssl.SSLContext:
    """Return the context of a client that talks to the holder of this certificate alone."""
    return _context(ssl.PROTOCOL_TLS_CLIENT, folder, [peer])


def shown(line: ssl.SSLSocket) -> str:
    """Return the SHA-256 of the certificate that the other end proved to hold, hexadecimal."""
    return sha256(line.getpeercert(binary_form=True) or b"").hexdigest()


@contextmanager
def deadline(line: socket.socket, seconds: float) -> Iterator[None]:
    """Break the line off when the block takes longer; time-outs of one read can be outwaited."""
    timer = threading.Timer(seconds, _break_off, [line])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _context(side: int, folder: Path, certificates: Iterable[str]) -> ssl.SSLContext:
    context = ssl.SSLContext(side)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_REQUIRED
    context.verify_flags |= NO_CHECK_TIME | ssl.VERIFY_X509_PARTIAL_CHAIN
    context.load_cert_chain(folder / keys.CERTIFICATE_FILE, folder / keys.TLS_FILE)
    context.load_verify_locations(cadata="".join(certificates))
    return context


def _break_off(line: socket.socket) -> None:
    """Shut the socket itself: TLS would wait for the other end to agree."""
    try:
        socket.socket.shutdown(line, socket.SHUT_RDWR)
    except OSError:
        return

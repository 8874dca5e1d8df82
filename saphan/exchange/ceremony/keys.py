"""What a node is known by beside the key of its heads; no root key is ever among it (EXCHANGE 6).

keys/id         32 random hexadecimal digits
keys/box.pem    X25519: sticks are encrypted to it
keys/tls.pem    Ed25519: the line to the peers
keys/tls.crt    its certificate, signed by itself: peers know it by its bytes, not by names or dates
"""

from __future__ import annotations

import os
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from saphan.protocol import document

ID_FILE = "id"
BOX_FILE = "box.pem"
TLS_FILE = "tls.pem"
CERTIFICATE_FILE = "tls.crt"
FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)


def make(folder: Path) -> None:
    """Write what is not there yet, readable by its owner alone; what is there stays."""
    if not (folder / ID_FILE).exists():
        write_private(folder / ID_FILE, document.new_id().encode())
    if not (folder / BOX_FILE).exists():
        write_private(folder / BOX_FILE, _pem(X25519PrivateKey.generate()))
    if not (folder / CERTIFICATE_FILE).exists():
        key = Ed25519PrivateKey.generate()
        (folder / TLS_FILE).unlink(missing_ok=True)
        write_private(folder / TLS_FILE, _pem(key))
        certificate = _certificate(key, name=(folder / ID_FILE).read_text("ascii"))
        write_private(folder / CERTIFICATE_FILE, certificate.public_bytes(Encoding.PEM))


def load_box(folder: Path) -> X25519PrivateKey:
    key = load_pem_private_key((folder / BOX_FILE).read_bytes(), password=None)
    if not isinstance(key, X25519PrivateKey):
        raise TypeError("the key of the sticks is not an X25519 key")
    return key


def tls_of(certificate: str) -> str:
    """Return the SHA-256 of a PEM certificate's DER, hexadecimal; ValueError for no certificate."""
    read = x509.load_pem_x509_certificate(certificate.encode())
    return sha256(read.public_bytes(Encoding.DER)).hexdigest()


def write_private(path: Path, data: bytes) -> None:
    """Write a new file that its owner alone reads; FileExistsError when there is one."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _pem(key: X25519PrivateKey | Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _certificate(key: Ed25519PrivateKey, *, name: str) -> x509.Certificate:
    """The node's id is the only name in it; it can sign no other certificate."""
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder(subject, subject, key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(FIRST_DAY)
        .not_valid_after(LAST_DAY)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, None)
    )

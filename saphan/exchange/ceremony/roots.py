"""A side's root keys: three officials hold one each on a stick, two of them sign (EXCHANGE 6).

The PEM is PKCS 8, encrypted under scrypt(passphrase, salt `saphan root 1`, n 2^17, r 8, p 1) in
hexadecimal: the format's own derivation is too fast against guessing.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)
from django.utils.translation import gettext as _

from saphan.exchange.ceremony import files, keys
from saphan.kernel.refusals import Refused
from saphan.kernel.sides import Side
from saphan.protocol.document import is_hash

FORMAT = "saphan-root/1"
SHORTEST = 12
PUBLIC_SUFFIX = ".root.json"
SALT = b"saphan root 1"
MEMORY = 192 << 20


@dataclass(frozen=True, slots=True)
class Root:
    """The public half of a root key, raw in hexadecimal, and whose it is."""

    side: Side
    key: str


def make(path: Path, *, side: Side, passphrase: str) -> Root:
    """Write an encrypted key and beside it, as NAME.root.json, what others may know of it.

    Refused with `weak-passphrase`; FileExistsError rather than writing over a key.
    """
    if len(passphrase) < SHORTEST:
        raise Refused(
            "weak-passphrase",
            _("The passphrase has %(count)s characters or more.") % {"count": SHORTEST},
        )
    key = Ed25519PrivateKey.generate()
    secret = BestAvailableEncryption(_stretched(passphrase))
    keys.write_private(path, key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, secret))
    root = Root(side, key.public_key().public_bytes_raw().hex())
    files.write(path.with_suffix(PUBLIC_SUFFIX), dumps(root))
    return root


def load(path: Path, *, passphrase: str) -> Ed25519PrivateKey:
    """Open a root key; Refused with `wrong-passphrase` or `no-root-key`."""
    try:
        key = load_pem_private_key(path.read_bytes(), password=_stretched(passphrase))
    except ValueError as error:
        raise Refused(
            "wrong-passphrase",
            _("%(file)s does not open with this passphrase.") % {"file": path.name},
        ) from error
    except TypeError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise Refused("no-root-key", _("%(file)s is no encrypted root key.") % {"file": path.name})
    return key


def dumps(root: Root) -> bytes:
    return files.dumps(FORMAT, {"root": root.key, "side": root.side})


def loads(data: bytes) -> Root:
    """Read the public half; Refused with `bad-root-file`."""
    said = files.loads(data, FORMAT, {"root": is_hash, "side": is_side}, code="bad-root-file")
    return Root(Side(said["side"]), said["root"])


def is_side(value: object) -> bool:
    return value in set(Side)


def _stretched(passphrase: str) -> bytes:
    """Accents may be typed in two ways; both open the key."""
    text = unicodedata.normalize("NFC", passphrase).encode()
    derived = hashlib.scrypt(text, salt=SALT, maxmem=MEMORY, n=1 << 17, r=8, p=1)
    return derived.hex().encode()

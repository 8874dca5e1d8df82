"""Bundles in one file for a peer without a line: encrypted to it, padded, read piece by piece.

    header  `saphan-stick/1` and a line end, SHA-256 of the receiver's X25519 key, a one-time key
    chunks  64 KiB each under ChaCha20-Poly1305; the nonce is the chunk's number (11 bytes) and
            whether it is the last (1 byte), so no chunk is dropped, swapped or cut off unseen
    within  of each bundle its length (4 bytes, big-endian) and bytes; length 0 ends, zeros follow

The key is HKDF-SHA256 of the X25519 secret, salted with the one-time key and the receiver's. The
number of chunks is a Padmé length (Nikitin et al., PETS 2019, section 4): it tells the size to
about 12 %. Anyone may encrypt to a receiver: who speaks is told by the signed heads within.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import chain, count, repeat
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from saphan.kernel.refusals import Refused
from saphan.protocol import bundle

MAGIC: Final = b"saphan-stick/1\n"
CONTEXT: Final = b"saphan stick 1"
KEY_BYTES: Final = 32
CHUNK: Final = 64 << 10
SEALED: Final = CHUNK + 16
"""Bytes of a chunk with its tag."""
LENGTH_BYTES: Final = 4


def write(
    stream: BinaryIO,
    bundles: Iterable[bytes],
    *,
    to: bytes,
    rng: Callable[[int], bytes] = secrets.token_bytes,
) -> None:
    """Write bundles for the holder of the X25519 key `to` (32 raw bytes), in bounded memory.

    ValueError for what cannot be a bundle: nothing, or more than 4 MiB.
    """
    once = X25519PrivateKey.from_private_bytes(rng(KEY_BYTES))
    public = once.public_key().public_bytes_raw()
    cipher = _cipher(once.exchange(X25519PublicKey.from_public_bytes(to)), public + to)
    stream.write(MAGIC + sha256(to).digest() + public)
    chunks = _chunks(bundles)
    held, number = next(chunks), 0
    for following in chunks:
        stream.write(cipher.encrypt(_nonce(number, last=False), held, None))
        held, number = following, number + 1
    stream.write(cipher.encrypt(_nonce(number, last=True), held, None))


def read(stream: BinaryIO, *, key: X25519PrivateKey) -> Iterator[bytes]:
    """Yield bundle after bundle; those that came stay good when something later is refused.

    `Refused` with `not-a-stick`, `other-receiver`, `stick-truncated` or `stick-damaged`. `stream`
    is buffered; one bundle and two chunks are in memory at a time.
    """
    chunks = _opened(stream, key)
    kept = bytearray()
    for chunk in chunks:
        kept += chunk
        while (found := _first(kept)) is not None:
            if not found:
                return _to_the_end(chunks)
            yield found
            del kept[: LENGTH_BYTES + len(found)]
    raise _damaged()


def padded(number: int) -> int:
    """Return the Padmé length of a number from 1: at most 12 % more, and few different ones."""
    exponent = number.bit_length() - 1
    mask = (1 << max(0, exponent - exponent.bit_length())) - 1
    return (number + mask) & ~mask


def _chunks(bundles: Iterable[bytes]) -> Iterator[bytes]:
    """Cut the framed bundles, their end and the padding into chunks."""
    kept, number = bytearray(), 0
    for framed in chain(map(_framed, bundles), [bytes(LENGTH_BYTES)]):
        kept += framed
        while len(kept) >= CHUNK:
            yield bytes(kept[:CHUNK])
            del kept[:CHUNK]
            number += 1
    if kept:
        yield bytes(kept).ljust(CHUNK, b"\0")
        number += 1
    yield from repeat(bytes(CHUNK), padded(number) - number)


def _framed(data: bytes) -> bytes:
    if not 0 < len(data) <= bundle.LIMIT:
        raise ValueError(f"a bundle of {len(data)} bytes")
    return len(data).to_bytes(LENGTH_BYTES) + data


def _first(kept: bytearray) -> bytes | None:
    """Return the first bundle of what was read, empty at the end; None when more must be read."""
    if len(kept) < LENGTH_BYTES:
        return None
    length = int.from_bytes(kept[:LENGTH_BYTES])
    if length > bundle.LIMIT:
        raise _damaged()
    end = LENGTH_BYTES + length
    if len(kept) < end:
        return None
    with memoryview(kept) as view:
        return bytes(view[LENGTH_BYTES:end])


def _opened(stream: BinaryIO, key: X25519PrivateKey) -> Iterator[bytes]:
    """Yield the decrypted chunks; the last one only when nothing comes after it."""
    cipher = _cipher_of(stream, key)
    sealed = stream.read(SEALED)
    for number in count():
        following = stream.read(SEALED)
        if len(sealed) < SEALED:
            raise _truncated()
        chunk = _decrypted(cipher, sealed, number, last=not following)
        if chunk is None:
            cut = not following and _decrypted(cipher, sealed, number, last=False) is not None
            raise _truncated() if cut else _damaged()
        yield chunk
        if not following:
            return
        sealed = following


def _cipher_of(stream: BinaryIO, key: X25519PrivateKey) -> ChaCha20Poly1305:
    """Read the header: whether this is such a file at all, whole and for this receiver."""
    magic, own = stream.read(len(MAGIC)), key.public_key().public_bytes_raw()
    receiver, public = stream.read(KEY_BYTES), stream.read(KEY_BYTES)
    if not MAGIC.startswith(magic):
        raise Refused("not-a-stick", "The file is not one that a node wrote for another.")
    if len(public) < KEY_BYTES:
        raise _truncated()
    if receiver != sha256(own).digest():
        raise Refused("other-receiver", "The file was written for another node.")
    try:
        secret = key.exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        raise _damaged() from None
    return _cipher(secret, public + own)


def _cipher(secret: bytes, keys: bytes) -> ChaCha20Poly1305:
    derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=keys, info=CONTEXT).derive(secret)
    return ChaCha20Poly1305(derived)


def _decrypted(cipher: ChaCha20Poly1305, sealed: bytes, number: int, *, last: bool) -> bytes | None:
    try:
        return cipher.decrypt(_nonce(number, last=last), sealed, None)
    except InvalidTag:
        return None


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _to_the_end(chunks: Iterator[bytes]) -> None:
    """A file whose padding was cut off or changed is refused as well."""
    for _padding in chunks:
        pass


def _truncated() -> Refused:
    return Refused("stick-truncated", "The file ends too early: it was not copied to its end.")


def _damaged() -> Refused:
    return Refused("stick-damaged", "The file was changed after it was written.")

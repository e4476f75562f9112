"""The form of one blob: a sealed label, then libsodium's secretstream in chunks of 1 MiB.

Knows keys and open files; not where blobs lie. No cryptography of our own: two constructions of libsodium as they are.
"""

# Why secretstream: Tink's Python stream does not seek (measured: `seekable()` is False) and brings protobuf, absl
# and 16 MB; age has no decryption by chunk in Python. Reordered, dropped, repeated or cut chunks do not verify.
# The label (XChaCha20-Poly1305, random nonce) ties the stream's header to the blob's name and length, so that a
# blob under another's name is refused before its first chunk, and a look at the label alone tells a swapped one.

from __future__ import annotations

import struct
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import BinaryIO

from hsdclient import clock
from hsdclient.vault.faults import Damaged, newer

CHUNK = 1 << 20  # bytes of plaintext
_MAGIC = b"HSDBLOB"
_FORMAT = b"\x01"
# The lengths and marks of libsodium's two constructions: part of the form, so they stand here (a test compares).
_HEADER, _NONCE, _TAG, _MORE = 24, 24, 16, 17
_MESSAGE, _FINAL = 0, 3
_PLAIN_LABEL = struct.Struct(f">{_HEADER}sQ")  # the stream's header, bytes of the content
LABEL = len(_MAGIC) + len(_FORMAT) + _NONCE + _PLAIN_LABEL.size + _TAG  # bytes before the first chunk


def cipher_size(size: int) -> int:
    """Bytes on disk of a blob whose content has `size` bytes (at least 1)."""
    return LABEL + size + _MORE * -(-size // CHUNK)


@dataclass(frozen=True)
class Keys:
    """The keys of one workspace's vault; `workspace` is its id."""

    workspace: str
    stream: bytes = field(repr=False)
    label: bytes = field(repr=False)
    names: bytes = field(repr=False)

    @property
    def context(self) -> bytes:
        """What every chunk is tied to besides its place in the stream."""
        return b"hsdclient/vault/" + _FORMAT + self.workspace.encode()


class Hasher:
    """SHA-256 beside the cipher: one chunk behind on a thread of its own (both let the interpreter go)."""

    def __init__(self) -> None:
        self._digest = sha256()
        self._held = b""
        self._pool: ThreadPoolExecutor | None = None
        self._last: Future[None] | None = None

    def update(self, chunk: bytes) -> None:
        """Take the next chunk; waits for the one before, so at most two are held."""
        if self._pool is None:
            if not self._held:  # a file of one chunk needs no thread
                self._held = chunk
                return
            self._pool = ThreadPoolExecutor(1, "vault hash")
            self._last = self._pool.submit(self._digest.update, self._held)
        if self._last is not None:
            self._last.result()
        self._last = self._pool.submit(self._digest.update, chunk)

    def passing(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        """The same chunks, each taken as it passes."""
        for chunk in chunks:
            self.update(chunk)
            yield chunk

    def hexdigest(self) -> str:
        """64 hex of all chunks; nothing can be added afterwards."""
        if self._pool is None:
            self._digest.update(self._held)
        else:
            self._pool.shutdown()
        return self._digest.hexdigest()

    def __enter__(self) -> Hasher:
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._pool is not None:
            self._pool.shutdown()


class Sealer:
    """Writes one blob: room for the label, the chunks, and when the name is known, the label."""

    def __init__(self, keys: Keys, target: BinaryIO) -> None:
        from nacl import bindings as sodium  # lazy here and below: 15 ms, and the window paints first

        self._keys = keys
        self._target = target
        self._state = sodium.crypto_secretstream_xchacha20poly1305_state()
        self._header = sodium.crypto_secretstream_xchacha20poly1305_init_push(self._state, keys.stream)
        self._size = 0
        target.write(bytes(LABEL))

    def add(self, chunk: bytes, *, last: bool) -> None:
        """Encrypt and write the next chunk: CHUNK bytes, the last one fewer."""
        from nacl import bindings as sodium

        self._size += len(chunk)
        self._target.write(
            sodium.crypto_secretstream_xchacha20poly1305_push(
                self._state, chunk, self._keys.context, _FINAL if last else _MESSAGE
            )
        )

    def finish(self, name: str) -> None:
        """Write the label for the blob `name`."""
        from nacl import bindings as sodium

        nonce = clock.random_bytes(_NONCE)
        plain = _PLAIN_LABEL.pack(self._header, self._size)
        sealed = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
            plain, self._keys.context + name.encode(), nonce, self._keys.label
        )
        self._target.seek(0)
        self._target.write(_MAGIC + _FORMAT + nonce + sealed)
        self._target.flush()


class Opened:
    """Reads one blob: the label on opening (`size`: bytes of the content), then its chunks."""

    def __init__(self, keys: Keys, name: str, source: BinaryIO) -> None:
        """Raises Damaged when the label does not belong to `name`; Environment for a newer format."""
        from nacl import bindings as sodium
        from nacl.exceptions import CryptoError

        self._keys = keys
        self._source = source
        label = source.read(LABEL)
        start = len(_MAGIC) + len(_FORMAT)
        if label[: len(_MAGIC)] == _MAGIC and label[len(_MAGIC) : start] > _FORMAT:
            raise newer()
        if len(label) < LABEL or label[:start] != _MAGIC + _FORMAT:
            raise Damaged
        try:
            plain = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
                label[start + _NONCE :], keys.context + name.encode(), label[start : start + _NONCE], keys.label
            )
        except CryptoError as error:
            raise Damaged from error
        self._header, self.size = _PLAIN_LABEL.unpack(plain)

    def chunks(self) -> Iterator[bytes]:
        """The content, chunk by chunk, each verified; Damaged at the first that is not, or when the end is missing."""
        from nacl import bindings as sodium
        from nacl.exceptions import CryptoError

        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, self._header, self._keys.stream)
        left = int(self.size)
        while left > 0:
            expected = min(left, CHUNK)
            sealed = self._source.read(expected + _MORE)
            if len(sealed) != expected + _MORE:
                raise Damaged
            try:
                chunk, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, self._keys.context)
            except (CryptoError, RuntimeError) as error:
                raise Damaged from error
            left -= expected
            if tag != (_MESSAGE if left else _FINAL):
                raise Damaged
            yield chunk
        if self._source.read(1):
            raise Damaged

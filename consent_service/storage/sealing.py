"""Sealing: AES-256-GCM with associated data that ties each sealed thing to its place.

A row moved to another file, another place or another ledger does not open. A case row is tied to
the entry it was folded to, so an old one does not open as the newest; an old one put back whole,
with its place, is found by `OpenFiles`, which knows the newest entry that changed the file.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..actions.refused import RecordDamaged
from ..domain.writing import as_seen

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 32


def new_key() -> bytes:
    """A fresh random key of 32 bytes."""
    return os.urandom(KEY_BYTES)


def _seal(key: AESGCM, plain: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + key.encrypt(nonce, plain, bound_to)


def _open(key: AESGCM, sealed: bytes, bound_to: bytes) -> bytes:
    try:
        return key.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except (InvalidTag, TypeError, ValueError) as error:
        # TypeError: SQLite keeps a text or a number in a column of bytes if somebody puts it there.
        raise RecordDamaged("A sealed row does not open where it stands.") from error


def _bound(what: str, *parts: str | bytes) -> bytes:
    encoded = [part if isinstance(part, bytes) else part.encode() for part in (what, *parts)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in encoded)


class FileSeal:
    """Seals and opens what belongs to one case file of one ledger."""

    def __init__(self, key: bytes, origin: str, file: str) -> None:
        self._key = AESGCM(key)
        self._origin = origin
        self._file = file

    def seal_content(self, content: bytes) -> tuple[bytes, bytes]:
        """`(commitment, sealed)`: SHA-256(salt ‖ content) with a fresh salt, and both sealed."""
        salt = os.urandom(_SALT_BYTES)
        commitment = hashlib.sha256(salt + content).digest()
        bound_to = _bound("content", self._origin, self._file, commitment)
        return commitment, _seal(self._key, salt + content, bound_to)

    def open_content(self, sealed: bytes, commitment: bytes) -> bytes:
        """The content behind a commitment. Raises `RecordDamaged` if it is not that content."""
        return self.open_salted(sealed, commitment)[1]

    def open_salted(self, sealed: bytes, commitment: bytes) -> tuple[bytes, bytes]:
        """`(salt, content)` behind a commitment, for whoever is to check it themselves."""
        bound_to = _bound("content", self._origin, self._file, commitment)
        salted = _open(self._key, sealed, bound_to)
        if not hmac.compare_digest(hashlib.sha256(salted).digest(), commitment):
            raise RecordDamaged("A content does not match its commitment.")
        return salted[:_SALT_BYTES], salted[_SALT_BYTES:]

    def seal_row(self, row: bytes, folded_to: int) -> bytes:
        """A case row, tied to the entry it was folded to."""
        return _seal(self._key, row, _bound("row", self._origin, self._file, str(folded_to)))

    def open_row(self, sealed: bytes, folded_to: int) -> bytes:
        """The inverse of `seal_row`; raises `RecordDamaged` if it is not that very row."""
        return _open(self._key, sealed, _bound("row", self._origin, self._file, str(folded_to)))

    def seal_list(self, row: bytes, folded_to: int) -> bytes:
        """What lists show of the file, tied to the entry that the file was folded to."""
        return _seal(self._key, row, _bound("list", self._origin, self._file, str(folded_to)))

    def open_list(self, sealed: bytes, folded_to: int) -> bytes:
        """The inverse of `seal_list`; raises `RecordDamaged` if it is not that very row."""
        return _open(self._key, sealed, _bound("list", self._origin, self._file, str(folded_to)))


class AuthoritySeal:
    """The authority's key: wraps the keys of its case files, and makes its blind indexes."""

    def __init__(self, wrapping: bytes, index: bytes, origin: str) -> None:
        self._wrapping = AESGCM(wrapping)
        self._index = index
        self._origin = origin

    def wrap(self, key: bytes, file: str) -> bytes:
        """A case file's key, wrapped for storage."""
        return _seal(self._wrapping, key, _bound("file-key", self._origin, file))

    def unwrap(self, wrapped: bytes, file: str) -> FileSeal:
        """The seal of one case file. Raises `RecordDamaged` if the wrapped key does not open."""
        key = _open(self._wrapping, wrapped, _bound("file-key", self._origin, file))
        return FileSeal(key, self._origin, file)

    def seal_row(self, what: str, row: bytes, id: bytes) -> bytes:
        """A row that stands in no case file, tied to what it is and to its id."""
        return _seal(self._wrapping, row, _bound("own-row", what, self._origin, id))

    def open_row(self, what: str, sealed: bytes, id: bytes) -> bytes:
        """The inverse. Raises `RecordDamaged` if it is not that very row."""
        return _open(self._wrapping, sealed, _bound("own-row", what, self._origin, id))

    def blind_reference(self, reference: str) -> bytes:
        """The keyed hash that a case system's own reference is found by."""
        return self.blind("reference", as_seen(reference))

    def blind(self, what: str, *parts: str | bytes) -> bytes:
        """A keyed hash that finds a value without showing it: HMAC-SHA-256, 32 bytes."""
        return hmac.digest(self._index, _bound(what, *parts), "sha256")

"""Sealing: AES-256-GCM with associated data that ties each sealed thing to its place.

A row moved to another file, another place or another ledger does not open. A case row is tied to
the entry it was folded to, so an old one does not open as the newest; an old one put back whole,
with its place, is found by `OpenFiles`, which knows the newest entry that changed the file.

What is made with the authority's own keys begins with the id of the key that made it, so that a
key can be followed by another while the service runs, and it can be counted what still needs it.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from struct import Struct
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ...actions.refused import RecordDamaged
from ...domain.memo import cached_property
from ...domain.writing import as_seen, folded

KEY_BYTES: Final = 32
_NONCE_BYTES: Final = 12
_SALT_BYTES: Final = 32
_COMMITMENT_BYTES: Final = 32
_OF_A_CONTENT: Final = _SALT_BYTES + _NONCE_BYTES
#: Of SHA-256, by which HMAC pads a key. None of ours is longer.
_BLOCK_BYTES: Final = 64
_DRAFT_ID_BYTES: Final = 12
_PLACE_BYTES: Final = 16
#: How many bytes of what is made with an authority's key say which key that was.
ID_BYTES: Final = 8
#: A keyed hash that chooses among the lines of lists need not be longer to be no guess.
_LIST_BYTES: Final = 16
#: What lines are chosen by, codes and staff, is mostly the same few: their hashes are remembered.
_REMEMBERED: Final = 1024
_LENGTH: Final = Struct("!I")


def key_id(key: bytes) -> bytes:
    """What a key is called where it was used. It says nothing of the key."""
    return hmac.digest(key, b"consent-service key id", "sha256")[:ID_BYTES]


@dataclass(frozen=True, slots=True)
class Succession:
    """The keys for one purpose: the one that things are made with, and perhaps one before or after.

    `incoming` is to take over: every process knows it before anything is made with it. `outgoing`
    made what was made before, and goes on opening and finding that until nothing needs it. `since`
    is when the present key took over, as in an entry; None where it is the first.
    """

    active: bytes = field(repr=False)
    incoming: bytes | None = field(default=None, repr=False)
    outgoing: bytes | None = field(default=None, repr=False)
    since: str | None = None

    def held(self) -> tuple[bytes, ...]:
        """Each of them, the active one first."""
        return tuple(one for one in (self.active, self.outgoing, self.incoming) if one is not None)


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


def _bound(*parts: str | bytes) -> bytes:
    """What something is and where it stands, each part with its length before it."""
    bound = b""
    for part in parts:
        as_bytes = part if type(part) is bytes else str.encode(part)  # type: ignore[arg-type]
        bound += _LENGTH.pack(len(as_bytes)) + as_bytes
    return bound


@lru_cache(maxsize=64)
def _named(what: str) -> bytes:
    """What is hashed, of which there are few: with its length before it, as any part."""
    return _bound(what)


class _Keyed:
    """HMAC-SHA-256 under one key (RFC 2104). `hmac.digest` works the key in anew each time and
    hands Python over to another thread meanwhile.
    """

    def __init__(self, key: bytes) -> None:
        padded = key.ljust(_BLOCK_BYTES, b"\0")
        self._inner, self._outer = (
            hashlib.sha256(bytes(one ^ pad for one in padded)) for pad in (0x36, 0x5C)
        )

    def digest(self, message: bytes) -> bytes:
        """The keyed hash of a message."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(message)
        outer.update(inner.digest())
        return outer.digest()


class Chance:
    """Random bytes for one batch, asked of the kernel for several contents at once: each call of it
    hands Python over to another thread. What is left of them goes with the batch.
    """

    def __init__(self, contents: int) -> None:
        self._bytes = os.urandom(contents * _OF_A_CONTENT)

    def of_a_content(self) -> bytes:
        """For one more, and never again."""
        taken, self._bytes = self._bytes[:_OF_A_CONTENT], self._bytes[_OF_A_CONTENT:]
        return taken or os.urandom(_OF_A_CONTENT)


class FileSeal:
    """Seals and opens what belongs to one case file of one ledger."""

    def __init__(self, key: bytes, origin: str, file: str) -> None:
        self._secret = key
        self._key = AESGCM(key)
        self._origin = origin
        self._file = file
        #: To what each content is bound, but for its own commitment.
        self._of_contents = _bound("content", origin, file) + _LENGTH.pack(_COMMITMENT_BYTES)

    @cached_property
    def _of_drafts(self) -> bytes:
        """Most files that are opened have none."""
        return hmac.digest(self._secret, b"consent-service drafts", "sha256")

    def seal_content(self, content: bytes, chance: Chance | None = None) -> tuple[bytes, bytes]:
        """`(commitment, sealed)`: SHA-256(salt ‖ content) with a fresh salt, and both sealed."""
        fresh = (chance or Chance(1)).of_a_content()
        salted, nonce = fresh[:_SALT_BYTES] + content, fresh[_SALT_BYTES:]
        commitment = hashlib.sha256(salted).digest()
        bound_to = self._of_contents + commitment
        return commitment, nonce + self._key.encrypt(nonce, salted, bound_to)

    def open_content(self, sealed: bytes, commitment: bytes) -> bytes:
        """The content behind a commitment. Raises `RecordDamaged` if it is not that content."""
        return self.open_salted(sealed, commitment)[1]

    def open_salted(self, sealed: bytes, commitment: bytes) -> tuple[bytes, bytes]:
        """`(salt, content)` behind a commitment, for whoever is to check it themselves."""
        bound_to = self._of_contents + commitment
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

    def seal_lines(self, lines: bytes, folded_to: int) -> bytes:
        """What reports need of the file, tied to the entry that the file was folded to."""
        return _seal(self._key, lines, _bound("lines", self._origin, self._file, str(folded_to)))

    def open_lines(self, sealed: bytes, folded_to: int) -> bytes:
        """The inverse of `seal_lines`; raises `RecordDamaged` if it is not those very lines."""
        return _open(self._key, sealed, _bound("lines", self._origin, self._file, str(folded_to)))

    def draft_id(self, author: str, once: str) -> str:
        """The id of what this author keeps by a request of this key: the same of its repeat."""
        bound_to = _bound("draft-id", self._origin, self._file, author, once)
        return hmac.digest(self._of_drafts, bound_to, "sha256")[:_DRAFT_ID_BYTES].hex()

    def drafts_place(self, author: str) -> str:
        """Where this author's stand that are about no file: under what only this key tells."""
        bound_to = _bound("drafts-place", self._origin, self._file, author)
        return hmac.digest(self._of_drafts, bound_to, "sha256")[:_PLACE_BYTES].hex()

    def seal_draft(self, draft: bytes, author: str, id: str) -> bytes:
        """What somebody began, under a key that is theirs and the file's."""
        return _seal(self._draft_key(author), draft, _bound("draft", self._origin, self._file, id))

    def open_draft(self, sealed: bytes, author: str, id: str) -> bytes:
        """The inverse. Raises `RecordDamaged` if it is not that very draft of this author's."""
        bound_to = _bound("draft", self._origin, self._file, id)
        return _open(self._draft_key(author), sealed, bound_to)

    def _draft_key(self, author: str) -> AESGCM:
        return AESGCM(hmac.digest(self._of_drafts, _bound("author", author), "sha256"))


class KeyNotHeld(RecordDamaged):
    """What was to be opened was sealed with a key that is not in the key file. `id` is its id."""

    def __init__(self, id: bytes) -> None:
        super().__init__(f"This was sealed with the key {id.hex()}, which the key file lacks.")
        self.id = id


class AuthoritySeal:
    """The authority's keys: they wrap those of its case files, and make its blind indexes."""

    def __init__(self, wrapping: Succession, index: Succession, origin: str) -> None:
        self._wrapping = {key_id(key): AESGCM(key) for key in wrapping.held()}
        self._index = {key_id(key): _Keyed(key) for key in index.held()}
        #: Which keys things are made with now.
        self.wrapping_id, self.index_id = key_id(wrapping.active), key_id(index.active)
        self._origin = origin
        #: The keyed hashes by which lines of lists are chosen that have this in a column, by each
        #: key, the present one's first. None is that they have none. Gone with the keys.
        self.in_lists: Final[Callable[[str, str | None], tuple[bytes, ...]]] = lru_cache(
            maxsize=_REMEMBERED
        )(self._in_lists)

    def _seal(self, plain: bytes, bound_to: bytes) -> bytes:
        return self.wrapping_id + _seal(self._wrapping[self.wrapping_id], plain, bound_to)

    def _open(self, sealed: bytes, bound_to: bytes) -> bytes:
        try:
            id = bytes(sealed[:ID_BYTES])
        except TypeError:
            # SQLite keeps a text or a number in a column of bytes if somebody puts it there.
            id = b""
        key = self._wrapping.get(id)
        if key is None:
            raise KeyNotHeld(id)
        return _open(key, sealed[ID_BYTES:], bound_to)

    def wrap(self, key: bytes, file: str) -> bytes:
        """A case file's key, wrapped for storage."""
        return self._seal(key, _bound("file-key", self._origin, file))

    def unwrap(self, wrapped: bytes, file: str) -> FileSeal:
        """The seal of one case file. Raises `RecordDamaged` if the wrapped key does not open."""
        return FileSeal(self._unwrapped(wrapped, file), self._origin, file)

    def rewrap(self, wrapped: bytes, file: str) -> bytes:
        """The same key, wrapped with the present one. Raises `RecordDamaged`."""
        return self.wrap(self._unwrapped(wrapped, file), file)

    def _unwrapped(self, wrapped: bytes, file: str) -> bytes:
        return self._open(wrapped, _bound("file-key", self._origin, file))

    def seal_row(self, what: str, row: bytes, id: bytes) -> bytes:
        """A row that stands in no case file, tied to what it is and to its id."""
        return self._seal(row, _bound("own-row", what, self._origin, id))

    def open_row(self, what: str, sealed: bytes, id: bytes) -> bytes:
        """The inverse. Raises `RecordDamaged` if it is not that very row."""
        return self._open(sealed, _bound("own-row", what, self._origin, id))

    def blind_references(self, reference: str) -> tuple[bytes, ...]:
        """The keyed hashes that a case system's own reference is found by: see `blinds`."""
        return self.blinds("reference", as_seen(reference))

    def blind(self, what: str, *parts: str | bytes) -> bytes:
        """A keyed hash that finds a value without showing it: the id of the key, and HMAC-SHA-256.

        40 bytes, by the present key: for what is written. What is looked for may have been written
        by another: see `blinds`.
        """
        return self._blind(self.index_id, what, parts)

    def blinds(self, what: str, *parts: str | bytes) -> tuple[bytes, ...]:
        """The same by each key that is held, the present one's first."""
        return tuple(self._blind(id, what, parts) for id in self._index)

    def _in_lists(self, column: str, value: str | None) -> tuple[bytes, ...]:
        said = " ".join(folded(value or "").split())
        return tuple(one[ID_BYTES:][:_LIST_BYTES] for one in self.blinds("list", column, said))

    @property
    def is_rotating(self) -> bool:
        """Another key than the present one is still held, or about to take over."""
        return len(self._wrapping) > 1 or len(self._index) > 1

    @property
    def index_ids(self) -> tuple[bytes, ...]:
        """The ids of the keys that `blinds` is by, in that order."""
        return tuple(self._index)

    def _blind(self, id: bytes, what: str, parts: Iterable[str | bytes]) -> bytes:
        return id + self._index[id].digest(_named(what) + _bound(*parts))

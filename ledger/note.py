"""Signed notes (C2SP signed-note): a text, a blank line, and who signed it.

    If you think cryptography is the answer to your problem,
    then you don't know what your problem is.

    — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

A signature is made over the text with its last newline, without the blank line. A signature
line is U+2014, a key name, and base64 of a 4-byte key id and the signature. The key id is the
start of SHA-256(name || 0x0A || type || public key), so it binds name, type and key together.

Keys here are of type 0x01, Ed25519 (RFC 8032). Those of witnesses are of type 0x04 and are in
`ledger.cosignature`; `open_note` takes both. Lines by keys of any other type parse, and are passed
over by `open_note` as lines of unknown keys are.
"""  # noqa: E501 - a signature line is as long as it is

from __future__ import annotations

import base64
import binascii
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import ClassVar, Final, Protocol, TypeVar

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ledger.errors import BadSignature, MalformedKey, MalformedNote, UnknownKey

ED25519: Final = b"\x01"
MAX_NOTE: Final = 1_000_000  # bytes; as golang.org/x/mod/sumdb/note
MAX_SIGNATURES: Final = 100  # C2SP asks for at least 16; a note of thousands is an attack

_control = re.compile("[\x00-\x09\x0b-\x1f]").search
_not_in_name = re.compile(r"[\s+]").search
_hex8 = re.compile("[0-9a-f]{8}").fullmatch


@dataclass(frozen=True, slots=True)
class Signature:
    """One line: who says they signed (`name`, 4-byte `key_id`) and the `signature` bytes."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A text that ends in a newline, and signatures. As parsed, nobody has checked them yet."""

    text: str
    signatures: tuple[Signature, ...]


class PublicKey(Protocol):
    """What `open_note` needs of a public key, whatever its type."""

    @property
    def name(self) -> str:
        """The name in its signature lines."""

    @property
    def key_id(self) -> bytes:
        """The four bytes in its signature lines."""

    def check(self, message: bytes, signature: bytes) -> None:
        """Raise BadSignature unless this key made `signature` over `message`."""


@dataclass(frozen=True)
class PublicHalf:
    """`name`, and 32 bytes of `public_key` (Ed25519). `kind` is the key's type, one byte."""

    kind: ClassVar[bytes]

    name: str
    public_key: bytes

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.public_key) != 32:
            raise MalformedKey("An Ed25519 public key is 32 bytes.")

    @cached_property
    def key_id(self) -> bytes:
        """Four bytes that stand for name, type and key in a signature line."""
        return key_id_of(self.name, self.kind, self.public_key)


@dataclass(frozen=True)
class PrivateHalf(ABC):
    """`name`, and the 32-byte `seed` of RFC 8032. `kind` is the key's type, one byte."""

    kind: ClassVar[bytes]

    name: str
    seed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        check_key_name(self.name)
        if len(self.seed) != 32:
            raise MalformedKey("The seed of an Ed25519 key is 32 bytes.")

    @cached_property
    def key(self) -> Ed25519PrivateKey:
        """The key itself."""
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    @property
    @abstractmethod
    def verifier(self) -> PublicHalf:
        """The public half."""


K = TypeVar("K", bound=PublicHalf)
P = TypeVar("P", bound=PrivateHalf)


@dataclass(frozen=True)
class Verifier(PublicHalf):
    """The public half of a ledger's key."""

    kind: ClassVar[bytes] = ED25519

    def check(self, message: bytes, signature: bytes) -> None:
        """Raise BadSignature unless this key made `signature` over `message`."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except (InvalidSignature, ValueError) as error:
            raise BadSignature(
                f"The signature by {self.name} does not fit the text: one of them was changed."
            ) from error


@dataclass(frozen=True)
class Signer(PrivateHalf):
    """The private half of a ledger's key."""

    kind: ClassVar[bytes] = ED25519

    @cached_property
    def verifier(self) -> Verifier:
        """The public half."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def sign(self, message: bytes) -> Signature:
        """A signature line over these bytes. The same bytes give the same signature."""
        return Signature(self.name, self.verifier.key_id, self.key.sign(message))


def new_signer(name: str) -> Signer:
    """A new random key under this name."""
    return Signer(name, Ed25519PrivateKey.generate().private_bytes_raw())


def format_note(note: Note) -> bytes:
    """The bytes of a note. Raises MalformedNote for a text or lines that cannot be one."""
    _check_text(note.text)
    if not 1 <= len(note.signatures) <= MAX_SIGNATURES:
        raise MalformedNote(f"A note has between 1 and {MAX_SIGNATURES} signatures.")
    lines = []
    for line in note.signatures:
        if _cannot_name(line.name):
            raise MalformedNote(f"{line.name!r} cannot name a key.")
        if len(line.key_id) != 4 or not line.signature:
            raise MalformedNote("A signature is 4 bytes of key id and at least one more.")
        lines.append(f"— {line.name} {encode_base64(line.key_id + line.signature)}\n")
    try:
        data = f"{note.text}\n{''.join(lines)}".encode()
    except UnicodeEncodeError as error:
        raise MalformedNote("The text of a note is valid Unicode.") from error
    if len(data) > MAX_NOTE:
        raise MalformedNote(f"A note is at most {MAX_NOTE} bytes.")
    return data


def parse_note(data: bytes) -> Note:
    """Read what `format_note` writes, checking no signature. Raises MalformedNote."""
    if len(data) > MAX_NOTE:
        raise MalformedNote(f"A note is at most {MAX_NOTE} bytes.")
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise MalformedNote("A note is UTF-8 text.") from error
    # The *last* blank line divides: the text may have blank lines of its own, which a signer
    # saw; signature lines have none.
    text, blank, lines = whole.rpartition("\n\n")
    if not blank or not lines.endswith("\n"):
        raise MalformedNote("A note is a text, a blank line and signature lines.")
    text += "\n"
    _check_text(text)
    signatures = tuple(_parse_line(line) for line in lines[:-1].split("\n"))
    if len(signatures) > MAX_SIGNATURES:
        raise MalformedNote(f"A note has at most {MAX_SIGNATURES} signatures.")
    return Note(text, signatures)


def sign_note(text: str, *signers: Signer) -> bytes:
    """A note of this text signed by each of these."""
    message = text.encode()
    return format_note(Note(text, tuple(signer.sign(message) for signer in signers)))


def open_note(data: bytes, verifiers: Iterable[PublicKey]) -> Note:
    """The note, with those signatures that were checked and are good; at least one.

    Lines of keys not given are passed over: anyone may add one. A line that names a given key
    and does not verify refuses the whole note (BadSignature), since its holder did not write
    it. Without any line by a given key: UnknownKey.
    """
    note = parse_note(data)
    message = note.text.encode()
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    good = []
    for line in note.signatures:
        verifier = known.get((line.name, line.key_id))
        if verifier is not None:
            verifier.check(message, line.signature)
            good.append(line)
    if not good:
        names = ", ".join(sorted({line.name for line in note.signatures}))
        raise UnknownKey(
            f"No signature is by a key you gave; it is signed by: {names}. "
            "Ask the ledger's operator for the verifier key by a way you trust."
        )
    return Note(note.text, tuple(good))


def key_id_of(name: str, kind: bytes, public_key: bytes) -> bytes:
    """Four bytes that stand for a key's name, its type and itself (C2SP signed-note)."""
    return sha256(name.encode() + b"\n" + kind + public_key).digest()[:4]


def check_key_name(name: str) -> None:
    """Raise MalformedKey for what cannot stand as a name in a signature line."""
    if _cannot_name(name):
        raise MalformedKey(f"{name!r} cannot name a key: no spaces, no plus, not empty.")


def _check_text(text: str) -> None:
    if not text.endswith("\n") or _control(text):
        raise MalformedNote("The text of a note ends in a newline and has no control characters.")


def _cannot_name(name: str) -> bool:
    """A key's name is not empty and has no space, no plus and no control character."""
    return not name or _not_in_name(name) is not None or _control(name) is not None


def _parse_line(line: str) -> Signature:
    words = line.split(" ")
    if len(words) != 3 or words[0] != "—":
        raise MalformedNote("A signature line is a dash, a key name and base64.")
    name, blob = words[1], decode_base64(words[2])
    if _cannot_name(name):
        raise MalformedNote(f"{name!r} cannot name a key.")
    if blob is None or len(blob) < 5:
        raise MalformedNote("A signature is canonical base64 of a key id and a signature.")
    return Signature(name, blob[:4], blob[4:])


def format_private_key(private: PrivateHalf) -> str:
    """`PRIVATE+KEY+name+keyid+base64`: the text to keep secret."""
    return f"PRIVATE+KEY+{_format_key(private.verifier, private.seed)}"


def private_key_from_text(text: str, make: type[P]) -> P:
    """Read what `format_private_key` writes of a key of this type.

    Raises MalformedKey for anything else, a key of another type among it.
    """
    words = text.removeprefix("PRIVATE+KEY+")
    if words == text:
        raise MalformedKey("A private key text looks like PRIVATE+KEY+name+id+base64.")
    name, key_id, seed = _parse_key(words, make.kind)
    private = make(name, seed)
    _check_id(private.verifier, key_id)
    return private


def format_public_key(public: PublicHalf) -> str:
    """`name+keyid+base64`: the text to publish, and to pin."""
    return _format_key(public, public.public_key)


def public_key_from_text(text: str, make: type[K]) -> K:
    """Read what `format_public_key` writes of a key of this type.

    Raises MalformedKey for anything else, a key of another type among it, and for 32 bytes that
    are no point of the curve.
    """
    name, key_id, key = _parse_key(text, make.kind)
    public = make(name, key)
    check_point(key)
    _check_id(public, key_id)
    return public


def _format_key(public: PublicHalf, key: bytes) -> str:
    """Name, key id, and the byte of the type before the 32 bytes."""
    return f"{public.name}+{public.key_id.hex()}+{encode_base64(public.kind + key)}"


def _parse_key(text: str, kind: bytes) -> tuple[str, str, bytes]:
    """Name, key id and the 32 bytes of a key text of this type."""
    words = text.split("+", 2)
    if len(words) != 3:
        raise MalformedKey("A key text looks like name+id+base64.")
    name, key_id, key = words
    blob = decode_base64(key)
    if blob is None or not _hex8(key_id) or len(blob) != 33 or blob[:1] != kind:
        raise MalformedKey(
            f"This key text is not that of an Ed25519 key of type 0x{kind.hex()}. A ledger's key "
            "is of type 0x01, a witness's of type 0x04."
        )
    return name, key_id, blob[1:]


def _check_id(public: PublicHalf, key_id: str) -> None:
    if public.key_id.hex() != key_id:
        raise MalformedKey("The id in this key text is not that of its name and key.")


def encode_base64(blob: bytes) -> str:
    """Standard base64 with its padding (RFC 4648, section 4)."""
    return base64.b64encode(blob).decode("ascii")


def check_point(public_key: bytes) -> None:
    """Raise MalformedKey unless these are the one encoding of a point (RFC 8032, section 5.1.3).

    Why not leave that to the library? It verifies with a key in another encoding as well, and two
    verifiers that were given one key must not come to different findings.
    """
    sign, y = divmod(int.from_bytes(public_key, "little"), 2**255)
    square, p = y * y, 2**255 - 19
    # x² = (y² - 1) / (dy² + 1) has a root (Euler); that of nought has no sign.
    root = pow((square - 1) * (121666 - 121665 * square) * 121666, (p - 1) // 2, p)
    if y >= p or root not in ((1,) if sign else (0, 1)):
        raise MalformedKey("The key in this key text is not the encoding of a point of the curve.")


def decode_base64(text: str) -> bytes | None:
    """Canonical base64 only, or None. The spare bits before padding decode alike whatever they
    are, so a lenient decoder would let a byte of a signed file be changed and still verify it."""
    try:
        blob = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return blob if encode_base64(blob) == text else None

"""Cosignatures (C2SP tlog-cosignature): how a witness says that it saw a checkpoint, and when.

    records.example.org/north
    3
    MUC3qHApH/m3fFxk9SUKeRH7oZFxMLMTVVK9TItJ67k=

    — records.example.org/north D9zN0Omta9dgsTyW8LmERG27gLHHtYl5LnX9lU2rf4IOaYYAcZhwFggr54/bQLbHkZekUGKFEpzbGVEQmuSgbuhG+w0=
    — witness.example.org DqEmZAAAAABq9apA9HaAsg5ll3mbbcyK7bW7c/PbZ27W4eeSYFNXRtA1yzaz091PNNWD2CR1VklcctAOmyOwbatw+JGNKGM8TyzOAQ==

The last line is by a key of type 0x04. What follows its key id is eight bytes of time, in seconds
since 1970, and an Ed25519 signature over

    cosignature/v1
    time 1794484800
    records.example.org/north
    3
    MUC3qHApH/m3fFxk9SUKeRH7oZFxMLMTVVK9TItJ67k=

It says: at that time, this is the largest tree of this ledger that I have seen, and each that I
saw before is a beginning of it. The name of the witness is not signed, so no two witnesses may
share a key. `ledger.witness` keeps that promise; what is here only signs and verifies.
"""  # noqa: E501 - a signature line is as long as it is

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import ClassVar, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from ledger.errors import BadSignature, MalformedNote
from ledger.note import (
    Note,
    PrivateHalf,
    PublicHalf,
    Signature,
    format_note,
    parse_note,
)

COSIGNATURE: Final = b"\x04"
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_LENGTH: Final = 8 + 64  # of time and signature
_MAX_SECONDS: Final = 253_402_300_799  # the last second of the year 9999, where datetime ends


@dataclass(frozen=True)
class CosignatureVerifier(PublicHalf):
    """The public half of a witness's key."""

    kind: ClassVar[bytes] = COSIGNATURE

    def check(self, message: bytes, signature: bytes) -> None:
        """Raise BadSignature unless this key cosigned `message`, the text of a checkpoint, at the
        time that stands in `signature`."""
        try:
            seconds = _seconds(signature)
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(
                signature[8:], _signed(message, seconds)
            )
        except (InvalidSignature, ValueError) as error:
            raise BadSignature(
                f"The cosignature by {self.name} does not fit the text and the time: one of them "
                "was changed."
            ) from error


@dataclass(frozen=True)
class Cosigner(PrivateHalf):
    """The private half of a witness's key."""

    kind: ClassVar[bytes] = COSIGNATURE

    @cached_property
    def verifier(self) -> CosignatureVerifier:
        """The public half."""
        return CosignatureVerifier(self.name, self.key.public_key().public_bytes_raw())

    def cosign(self, message: bytes, at: datetime) -> Signature:
        """A signature line over the text of a checkpoint, at the second in which `at` is.

        `at` is an aware time from 1970 on. The same text and second give the same line. Raises
        MalformedNote for another time.
        """
        seconds = posix_seconds(at)
        signature = self.key.sign(_signed(message, seconds))
        return Signature(self.name, self.verifier.key_id, seconds.to_bytes(8, "big") + signature)


def posix_seconds(at: datetime) -> int:
    """Whole seconds since 1970 of an aware time from then on. Raises MalformedNote.

    Why not `timestamp()`? It is a float, and rounds the last microseconds of a second up.
    """
    if at.tzinfo is None or at < _EPOCH:
        raise MalformedNote(f"{at!r} is not an aware time after 1970.")
    return (at - _EPOCH) // timedelta(seconds=1)


def new_cosigner(name: str) -> Cosigner:
    """A new random key for a witness of this name."""
    return Cosigner(name, Ed25519PrivateKey.generate().private_bytes_raw())


def cosigned_at(line: Signature) -> datetime:
    """The time in a line by a witness, in UTC. It is true only if the line was verified.

    Raises MalformedNote for a line that is no cosignature.
    """
    try:
        return _EPOCH + timedelta(seconds=_seconds(line.signature))
    except ValueError as error:
        raise MalformedNote(f"The line of {line.name} is not a cosignature.") from error


def with_cosignatures(data: bytes, lines: Iterable[Signature]) -> bytes:
    """The note `data` with these lines after its own, checking none of them.

    A line takes the place of one by the same key: of a witness the last word counts, and a
    ledger that stands still would otherwise gather lines for ever. Raises MalformedNote.
    """
    note = parse_note(data)
    new = {(line.name, line.key_id): line for line in lines}
    kept = tuple(line for line in note.signatures if (line.name, line.key_id) not in new)
    return format_note(Note(note.text, (*kept, *new.values())))


def _signed(message: bytes, seconds: int) -> bytes:
    return b"cosignature/v1\ntime %d\n%b" % (seconds, message)


def _seconds(signature: bytes) -> int:
    seconds = int.from_bytes(signature[:8], "big")
    if len(signature) != _LENGTH or seconds > _MAX_SECONDS:
        # C2SP allows times up to 2**63; a cosignature from the year 10000 is from no clock.
        raise ValueError("not a cosignature")
    return seconds

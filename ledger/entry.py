"""One entry: a line of canonical JSON, and its hash.

    {"at":"2026-11-12T12:00:00.000000Z","commitment":"<64 hex>","file":"<32 hex>",
     "kind":"response-recorded","ledger":"<origin>","prev":"<64 hex>","seq":17,"v":1}

(on one line, without spaces). The bytes are those of RFC 8785: keys are ASCII and sorted, strings
are printable ASCII without anything that JSON escapes, numbers are integers below 2**53. Within
these bounds there is one spelling of each entry, so parsing and formatting are exact inverses.

The law: no field is ever renamed, removed, retyped or given a second meaning. A change that
cannot be made by a new kind is a new value of `v`, and then both are parsed for ever.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from ledger.errors import MalformedEntry
from ledger.origin import ORIGIN_PATTERN

NO_PREVIOUS: Final = bytes(32)
"""What the first entry has as `prev`: 32 zero bytes, since no entry is before it."""

MAX_ENTRY: Final = 65_535
"""The longest entry, in bytes: a bundle gives its length in 16 bits (C2SP tlog-tiles)."""

MAX_SEQ: Final = 2**53 - 1
"""The last place a ledger can have: the largest integer that is exact in every JSON reader."""

TIME_PATTERN: Final = (
    r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
    r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
)
KIND_PATTERN: Final = r"[a-z]+(?:-[a-z]+)*"

_is_kind = re.compile(KIND_PATTERN).fullmatch
_is_origin = re.compile(ORIGIN_PATTERN).fullmatch
_is_file = re.compile(r"[0-9a-f]{32}").fullmatch
_is_time = re.compile(TIME_PATTERN).fullmatch
_is_entry = re.compile(
    rf'\{{"at":"({TIME_PATTERN})","commitment":"([0-9a-f]{{64}})","file":"([0-9a-f]{{32}})"'
    rf',"kind":"({KIND_PATTERN})","ledger":"({ORIGIN_PATTERN})","prev":"([0-9a-f]{{64}})"'
    r',"seq":(0|[1-9][0-9]{0,15}),"v":1\}'
).fullmatch

_MAX_KIND: Final = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """What is recorded of one event. It says nothing of the content but a commitment to it.

    `ledger`      the origin of the ledger it belongs to
    `seq`         its place, from 0, without gaps
    `at`          when it was recorded: aware, UTC, to the microsecond
    `kind`        what happened: lower-case words joined by hyphens, at most 64 characters
    `file`        a random handle, 32 lower-case hexadecimal digits
    `commitment`  32 bytes, see `commit`
    `prev`        32 bytes: the hash of the entry before, or NO_PREVIOUS
    """

    ledger: str
    seq: int
    at: datetime
    kind: str
    file: str
    commitment: bytes
    prev: bytes


def format_time(at: datetime) -> str:
    """Write an aware UTC time as `2026-11-12T12:00:00.000000Z`: always six decimals, always Z.

    Raises MalformedEntry for a naive time and for any other offset. A naive time is not
    guessed to be UTC: a wrong guess would be hashed and could never be put right.
    """
    text = at.isoformat(timespec="microseconds")
    if len(text) != 32 or not text.endswith("+00:00"):
        raise MalformedEntry(f"{at!r} is not an aware time in UTC.")
    return text[:26] + "Z"


def parse_time(text: str) -> datetime:
    """Read what `format_time` writes; anything else raises MalformedEntry."""
    if _is_time(text) is None:
        raise MalformedEntry(f"{text!r} is not a time such as 2026-11-12T12:00:00.000000Z.")
    try:
        return datetime.fromisoformat(text[:26]).replace(tzinfo=UTC)
    except ValueError as error:  # 30 February, the year 0
        raise MalformedEntry(f"{text!r} is not a time that exists.") from error


def format_entry(entry: Entry) -> bytes:
    """The canonical bytes of an entry, which are what is stored, hashed and sent.

    Raises MalformedEntry when a field is outside its bounds; nothing is cut to fit.
    """
    if _is_kind(entry.kind) is None or len(entry.kind) > _MAX_KIND:
        raise MalformedEntry(f"{entry.kind!r} is not a kind: use words like response-recorded.")
    if _is_origin(entry.ledger) is None:
        raise MalformedEntry(f"{entry.ledger!r} cannot name a ledger.")
    if _is_file(entry.file) is None:
        raise MalformedEntry(f"{entry.file!r} is not 32 lower-case hexadecimal digits.")
    if len(entry.commitment) != 32 or len(entry.prev) != 32:
        raise MalformedEntry("A commitment and a previous hash are 32 bytes each.")
    if type(entry.seq) is not int or not 0 <= entry.seq <= MAX_SEQ:
        raise MalformedEntry(f"{entry.seq!r} is not a place in a ledger.")
    # Why not a JSON encoder? No field can hold a character that JSON escapes, so the text is
    # fixed but for its values. The tests hold these bytes equal to an RFC 8785 encoder's.
    return (
        f'{{"at":"{format_time(entry.at)}","commitment":"{entry.commitment.hex()}"'
        f',"file":"{entry.file}","kind":"{entry.kind}","ledger":"{entry.ledger}"'
        f',"prev":"{entry.prev.hex()}","seq":{entry.seq},"v":1}}'
    ).encode("ascii")


def parse_entry(data: bytes) -> Entry:
    """Read the bytes `format_entry` makes; anything else raises MalformedEntry.

    A JSON parser would accept spaces, escapes, a key twice and keys in another order. Bytes
    that mean the same but hash differently are what this format must not have, so the text is
    matched whole instead.
    """
    try:
        found = _is_entry(data.decode("ascii"))
    except UnicodeDecodeError:
        found = None
    if found is None:
        raise MalformedEntry("These bytes are not an entry in canonical form.")
    at, commitment, file, kind, ledger, prev, seq = found.groups()
    if len(kind) > _MAX_KIND or int(seq) > MAX_SEQ:
        raise MalformedEntry("The kind or the place of this entry is out of bounds.")
    return Entry(
        ledger=ledger,
        seq=int(seq),
        at=parse_time(at),
        kind=kind,
        file=file,
        commitment=bytes.fromhex(commitment),
        prev=bytes.fromhex(prev),
    )


def entry_hash(data: bytes) -> bytes:
    """SHA-256(0x00 || data), 32 bytes, for the bytes of an entry.

    It is the leaf hash of RFC 6962, section 2.1, and the same hash is what the next entry
    carries as `prev`: one hash is the link of the chain and the leaf of the tree.
    """
    return sha256(b"\x00" + data).digest()


def commit(salt: bytes, content: bytes) -> bytes:
    """SHA-256(salt || content), 32 bytes: says nothing of the content to one without the salt.

    `salt` is exactly 32 random bytes, used once; otherwise MalformedEntry. The fixed length is
    what makes the boundary between salt and content unambiguous.
    """
    if len(salt) != 32:
        raise MalformedEntry(f"A salt is 32 bytes, not {len(salt)}.")
    return sha256(salt + content).digest()

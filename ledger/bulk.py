"""Recognise a run of entries at once: the quick way to the same answer as `parse_entry`.

Reading entries one at a time costs several times what hashing them does, and an audit reads
millions. Most of an entry is fixed, so a run of them is laid out as a table with a row for each
entry and its columns are compared whole.

Why is a second reader of one format not a second opinion? Because it never says no. It answers
"these are canonical and follow one another" or "I cannot tell", and then `ledger.verify` reads
them one by one with `parse_entry`. The tests hold it to never answering what that would refuse.

    0        7                             34                50          114
    {"at":"  2026-11-12T12:00:00.000000Z   ","commitment":"  64 digits   ","file":"  32 digits

    156          166                                          -end       -end + 64
    ","kind":"   response-recorded","ledger":"<origin>","prev":"  64 digits   ","seq":17,"v":1}
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from operator import itemgetter
from typing import Final

from ledger.entry import KIND_PATTERN, MAX_SEQ, parse_time
from ledger.errors import MalformedEntry

# A stands for a decimal digit, F for a hexadecimal one, all else for itself.
_HEAD: Final = (
    '{"at":"AAAA-AA-AATAA:AA:AA.AAAAAAZ","commitment":"' + "F" * 64 + '","file":"' + "F" * 32
    + '","kind":"'
)  # fmt: skip
_ROW: Final = len(_HEAD)
_MASK: Final = bytes.maketrans(b"123456789abcdef", b"0" * 15)
_MASKED: Final = _HEAD.replace("A", "0").replace("F", "0").encode().translate(_MASK)
# Masked, a fixed `c` looks like any digit. Those columns are looked at again, as they are.
_FIXED: Final = [(at, char.encode()) for at, char in enumerate(_HEAD) if char in "abcdef"]
# Of a time, the date and hour are read. Minutes and seconds are below 60, then six decimals.
_SIXTIES: Final = (21, 24)
_DECIMAL: Final = (22, 25, 27, 28, 29, 30, 31, 32)

_MAX_KIND: Final = 64
_is_kind = re.compile(KIND_PATTERN.encode()).fullmatch


def recognise(
    run: Sequence[bytes], origin: str, seq: int, tip: bytes, at: datetime | None
) -> tuple[datetime, list[bytes]] | None:
    """The time of the last entry and every entry's hash, if all of `run` is certainly sound.

    Sound means: each is canonical, belongs to `origin`, has places `seq`, `seq` + 1 and so on,
    carries the hash of the one before it (the first: `tip`), and is no earlier than that (the
    first: than `at`). None means that it has to be read entry by entry.
    """
    count = len(run)
    if not count or seq + count - 1 > MAX_SEQ:
        return None
    digits = len(str(seq))
    fitting = 10**digits - seq
    if fitting < count:  # each row of a table has as many digits; the rest is another table
        known = recognise(run[:fitting], origin, seq, tip, at)
        if known is None:
            return None
        rest = recognise(run[fitting:], origin, seq + fitting, known[1][-1], known[0])
        return None if rest is None else (rest[0], known[1] + rest[1])
    end = 64 + len('","seq":') + digits + len(',"v":1}')
    cut = itemgetter(
        slice(0, _ROW),
        slice(7, 34),
        slice(_ROW, -end),
        slice(-end, 64 - end),
        slice(64 - end, None),
    )
    starts, times, middles, prevs, ends = zip(*map(cut, run), strict=True)

    heads = b"".join(starts)
    if len(heads) != _ROW * count or not _is_layout(heads, count):
        return None
    last_at = _last_time(times, at)
    if last_at is None:
        return None
    fixed = f'","ledger":"{origin}","prev":"'.encode()
    for text in set(middles):
        kind = text.removesuffix(fixed)
        if kind == text or len(kind) > _MAX_KIND or _is_kind(kind) is None:
            return None
    # Between two places stand the end of one entry and the start of the next one's `seq`, so
    # one join spells all the ends. The length settles that no row is longer or shorter.
    seqs = ',"v":1}","seq":'.join(map(str, range(seq, seq + count)))
    if b"".join(ends) != f'","seq":{seqs},"v":1}}'.encode():
        return None
    hashes = [sha256(b"\x00" + data).digest() for data in run]
    if b"".join(prevs) != b"".join([tip, *hashes[:-1]]).hex().encode():
        return None
    return last_at, hashes


def _is_layout(heads: bytes, count: int) -> bool:
    """Whether each row has digits where digits go, and the fixed characters in between."""
    return (
        heads.translate(_MASK) == _MASKED * count
        and all(heads[at::_ROW] == char * count for at, char in _FIXED)
        and all(heads[at::_ROW].isdigit() for at in _DECIMAL)
        and not any(heads[at::_ROW].strip(b"012345") for at in _SIXTIES)
    )


def _last_time(times: tuple[bytes, ...], at: datetime | None) -> datetime | None:
    """The last of these times if each exists and none is before another, or before `at`."""
    # Texts of one width sort as the times they spell.
    if list(times) != sorted(times):
        return None
    try:
        for hour in {time[:13] for time in set(times)}:
            parse_time(hour.decode() + ":00:00.000000Z")
        first, last = parse_time(times[0].decode()), parse_time(times[-1].decode())
    except MalformedEntry:
        return None
    return None if at is not None and first < at else last

"""The first answer of a process that has just started, on a long ledger and on a short one.

A start reads what is new since the last checkpoint; where what is newest of each file was not
remembered, it reads every entry. The entries that make a ledger long are of many files and have no
contents: a start opens none of them. Seconds are printed beside the rows.
"""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime
from typing import Final

from consent_service.app import create_app
from consent_service.demonstration import AUTHORITY
from consent_service.settings import Settings
from consent_service.storage.believed.remembering import NAME
from consent_service.storage.database.engine import DATABASE_ERRORS, working
from consent_service.storage.door.trouble import CannotRead
from ledger.log import Draft, extend

from . import appends
from .case import Case, case_on
from .table import Row

SHORT: Final = 1_000
FILES: Final = 10_000
ROUNDS: Final = 5
_CHUNK: Final = 1_000


def measure(entries: int) -> list[Row]:
    """A start at so many entries against one at a thousand; and one that remembers nothing."""
    with case_on("postgresql") as short, case_on("postgresql") as long:
        _grow(short, SHORT)
        _grow(long, entries)
        pairs = [(_seconds(long), _seconds(short)) for _ in range(ROUNDS)]
        kept = long.storage.checkpoints[AUTHORITY].folder / NAME
        size = kept.stat().st_size
        kept.unlink()
        forgotten = _seconds(long)
    long_median, short_median = (statistics.median(one) for one in zip(*pairs, strict=True))
    print(
        f"first answer after a start: {long_median:.2f} s at {entries:,} entries of {FILES:,} "
        f"files ({size:,} bytes remembered), {short_median:.2f} s at {SHORT:,}; "
        f"{forgotten:.1f} s with nothing remembered",
        flush=True,
    )
    return [
        Row(
            f"first answer after a start, {entries:,} entries",
            f"{SHORT:,} entries",
            [(1 / ours, 1 / theirs) for ours, theirs in pairs],
            0.5,
        )
    ]


def _grow(case: Case, size: int) -> None:
    """Add entries until there are so many, sign them and keep what is newest of each file."""
    chance = random.Random(size)
    files = [f"{chance.getrandbits(128):032x}" for _ in range(FILES)]
    store = case.service.records.ledgers[AUTHORITY].store
    while (have := case.entries()) < size:
        many = min(_CHUNK, size - have)
        drafts = [
            Draft("response-recorded", chance.choice(files), chance.randbytes(32))
            for _ in range(many)
        ]
        with working(case.storage.engine, AUTHORITY) as connection:
            head = store.lock_head(connection)
            after, lines = extend(head, datetime.now(UTC), drafts)
            store.append(connection, lines, after)
    while True:
        try:
            case.service.keepers[AUTHORITY].checkpoint()
        except DATABASE_ERRORS:
            # A server that has just been given so much may keep a call waiting for too long.
            time.sleep(5)
        else:
            return


def _seconds(case: Case) -> float:
    """From nothing to the first entry that a new process has on record."""
    begun = time.perf_counter()
    app = create_app(Settings.read(case.environment))
    while True:
        try:
            app.extensions["consent"].records.run(appends.check(case))
        except CannotRead:
            # A call ends after four seconds; the reading that it waited for goes on.
            time.sleep(0.05)
        else:
            break
    took = time.perf_counter() - begun
    app.extensions["consent_storage"].engine.dispose()
    return took

"""Forgetting who looked, month by month: the keys of a month's files are destroyed.

The chain stays whole, and says how many looks there were and when; nobody can read any more whose
they were or at whom. First it is on the ledger that this is so, then the keys go: cut short in
between, it is done by being asked for again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sqlalchemy import bindparam, delete

from ...actions.moment import Moment
from ...domain.file.looks import READS
from ...domain.recorded.content import By
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.losses import FORGOTTEN, RecordRecovered
from ..database.engine import working
from ..database.tables import case_files, case_references, entry_contents, file_keys, once
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.opening import OpenStorage
from ..door.requests import OwnFile, Request
from ..sealed.keys import reads_of

MONTH: Final = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
_CHUNK: Final = 500
#: The keys first: whatever comes of the rest, nothing opens after that.
_HELD_BY: Final = (file_keys, entry_contents, case_files, case_references, once)


def forget_looks(
    opened: OpenStorage, authority: str, before: str, by: By, people: tuple[str, str]
) -> int:
    """Forget every look recorded in a month before `before` (`2026-05`). How many months of
    families were forgotten. `people` are the staff ids of who approved it.

    A file that does not open is left: nobody knows of which month it is. Raises what reading and
    recording raise.
    """
    ledger = reads_of(authority)
    files, end = _of_before(opened, ledger, before)
    if not files:
        return 0

    def say(_: Moment) -> Sequence[AnyEvent]:
        why = f"Looks of the months before {before} were kept for long enough."
        said = RecordRecovered(first=0, end=end, how=FORGOTTEN, approved_by=people, why=why)
        return (said,)

    opened.records.run(Request(ledger, by, OwnFile(), say))
    with working(opened.engine, ledger) as connection:
        for table in _HELD_BY:
            of = delete(table).where(
                table.c.authority == ledger, table.c.file.in_(bindparam("files", expanding=True))
            )
            for low in range(0, len(files), _CHUNK):
                connection.execute(of, {"files": files[low : low + _CHUNK]})
    return len(files)


def _of_before(opened: OpenStorage, ledger: str, before: str) -> tuple[list[str], int]:
    """The files of those months, and the place after the last of their entries."""
    newest = opened.records.ledgers[ledger].newest

    def catch_up(files: OpenFiles) -> None:
        files.load([], [])

    look(opened.records, ledger, catch_up, READS)
    every = [file for file in newest.files() if file != opened.keys[ledger].own_file]
    found: list[str] = []
    end = 0

    def work(files: OpenFiles) -> None:
        nonlocal end
        files.load(chunk, [])
        for file in chunk:
            state = None if files.is_damaged(file) else files.get(file).state
            reference = getattr(state, "reference", None) or ""
            standing = newest.standing(file)
            if MONTH.fullmatch(reference[:7]) and reference[:7] < before and standing is not None:
                found.append(file)
                end = max(end, standing.last + 1)

    for low in range(0, len(every), _CHUNK):
        chunk = every[low : low + _CHUNK]
        look(opened.records, ledger, work, READS)
    return sorted(set(found)), end

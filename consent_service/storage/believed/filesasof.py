"""Every family's file as of a moment, for what is made of all of them.

A report needs less of a file than the file. What it needs stands beside what lists show of it
(`storage.shown.lists`), made by the door and by the keeper; where that is as of the moment that is
asked about, the file is not opened. So a report is never as of another moment than it says: a file
whose lines do not stand there is opened, and they are made. That is so after midnight until the
keeper has come to it, where the past is asked about, and of a row that is not ours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple

import msgspec

from ...actions.refused import RecordDamaged
from ...domain.file.casefile import CaseFile
from ...domain.file.looks import SURVEY
from ...domain.reports.lines import Lines, OfFile
from ..database import statements
from ..door.looking import look
from ..door.openfiles import OpenFiles
from ..door.records import Records
from ..sealed.sealing import AuthoritySeal
from ..shown.lists import micros
from ..shown.reportlines import FileLines, decode_lines

#: How many rows are read together, and how many files are opened together.
_ROWS: Final = 1_000
_CHUNK: Final = 100


class _Held(NamedTuple):
    """What stands of a file: when it was opened, and some of its lines."""

    opened_at: datetime | None
    lines: Sequence[Any]


class FilesAsOf:
    """Every file of an authority, some at a time: no more of them are held at once, however many
    there are.

    One that does not open, or of which something bears a time that is still to come, is counted and
    left out. Each chunk is read in a transaction of its own: what each file was by `known` is the
    same in all of them.
    """

    def __init__(
        self,
        records: Records,
        authority: str,
        handles: Sequence[str],
        as_of: datetime,
        known: datetime,
    ) -> None:
        self._records = records
        self._authority = authority
        self._handles = handles
        self._as_of = as_of
        self._known = known
        self._counted: tuple[int, list[datetime | None]] | None = None

    def lines(
        self, wanted: Lines[Any], make: Callable[[CaseFile], Sequence[Any]]
    ) -> Iterator[OfFile[Any]]:
        """Those of every file; `make` makes them of one whose own do not stand there as of then."""
        return self._gone_through(wanted, make)

    @property
    def damaged(self) -> int:
        """How many could not be read when they were last gone through."""
        return self._count()[0]

    @property
    def read(self) -> int:
        """How many of those that were read were there by then."""
        return sum(at is not None and at <= self._known for at in self._count()[1])

    def _count(self) -> tuple[int, list[datetime | None]]:
        if self._counted is None:
            for _ in self._gone_through(None, lambda _: ()):
                pass
        assert self._counted is not None  # noqa: S101 - they have been gone through
        return self._counted

    def _gone_through(
        self, wanted: Lines[Any] | None, make: Callable[[CaseFile], Sequence[Any]]
    ) -> Iterator[OfFile[Any]]:
        damaged, opened_at = 0, list[datetime | None]()
        for low in range(0, len(self._handles), _ROWS):
            some = self._handles[low : low + _ROWS]
            held = self._held(some, wanted)
            for file, one in held.items():
                opened_at.append(one.opened_at)
                yield OfFile(file, one.lines)
            for case in self._opened([one for one in some if one not in held]):
                if case is None:
                    damaged += 1
                else:
                    opened_at.append(case.opened_at)
                    yield OfFile(case.id, make(case))
        self._counted = damaged, opened_at

    # ── from rows ───────────────────────────────────────────────────────────────────────────

    def _held(self, handles: Sequence[str], wanted: Lines[Any] | None) -> dict[str, _Held]:
        """Of the files whose lines stand there as of the moment that is asked about."""
        if self._as_of != self._known:
            return {}

        def work(files: OpenFiles) -> dict[str, _Held]:
            asked = {
                "authority": self._authority,
                "basis": self._records.lists.basis(files),
                "now": micros(self._known),
                "files": handles,
            }
            found: dict[str, _Held] = {}
            # Taken once: it looks each time whether the keys were changed.
            seal = files.ledger.seal
            for row in files.connection.execute(statements.LOAD_LINES, asked):
                held = self._one(files, seal, row, wanted)
                if held is not None:
                    found[row.file] = held
            return found

        return look(self._records, self._authority, work, SURVEY)

    def _one(
        self, files: OpenFiles, by: AuthoritySeal, row: Any, wanted: Lines[Any] | None
    ) -> _Held | None:
        """It is of the file as the entries say that it stands, opens there, and holds."""
        standing = files.seen.standing(row.file)
        if row.lines is None or standing is None or standing.changed != row.folded_to:
            return None
        if row.file in files.stopped:
            return None
        try:
            seal = by.unwrap(row.wrapped, row.file)
            kept: FileLines = decode_lines(seal.open_lines(row.lines, row.folded_to))
            if not kept.made_at <= self._known < kept.holds_until:
                return None
            lines = () if wanted is None else wanted.decode(kept.lines.get(wanted.name))
        except (RecordDamaged, msgspec.DecodeError):
            return None
        return _Held(kept.opened_at, lines)

    # ── from files ──────────────────────────────────────────────────────────────────────────

    def _opened(self, handles: Sequence[str]) -> Iterator[CaseFile | None]:
        """None for one that cannot be read."""
        for low in range(0, len(handles), _CHUNK):
            chunk = _chunk(handles[low : low + _CHUNK])
            whole, damaged = look(self._records, self._authority, chunk, SURVEY)
            yield from [None] * damaged
            for one in whole:
                ahead = self._records.is_stamped_ahead(self._authority, one)
                yield None if ahead else one


def _chunk(handles: Sequence[str]) -> Callable[[OpenFiles], tuple[list[CaseFile], int]]:
    def work(files: OpenFiles) -> tuple[list[CaseFile], int]:
        files.load(handles, [])
        states = (opened.state for opened in files)
        whole = [state for state in states if isinstance(state, CaseFile)]
        return whole, sum(map(files.is_damaged, handles))

    return work

"""`consent-service verify`: the whole record against what its entries say.

Four walls, one behind the other: the chain and tree against the checkpoint kept outside; each
content against its commitment; each projection row against the fold; and, with `replay`, each
recorded answer against the rules. The first thing that differs is raised, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from ledger.checkpoint import open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import Altered, RolledBack
from ledger.log import Head
from ledger.note import Verifier
from ledger.verify import verify_ledger

from ..actions.refused import RecordDamaged
from ..domain.answers import encode_answer
from ..domain.replay import RulesNotKept, answered_again
from .engine import reading, writing
from .openfiles import Ledger, encode_state
from .projections import Projections
from .reader import LedgerReader, Opened
from .records import Records
from .tables import (
    case_files,
    case_names,
    case_references,
    entry_contents,
    file_keys,
    ledger_tables,
    once,
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at and found whole."""

    origin: str
    entries: int
    root: bytes
    checkpoint_size: int | None
    case_files: int
    answers_replayed: int


def verify(
    records: Records,
    ledger: Ledger,
    checkpoints: FolderCheckpoints,
    verifiers: Sequence[Verifier],
    *,
    replay: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Verified:
    """Verify everything this authority has. Raises the `LedgerError` that names the first fault.

    Reads only. The projections are compared with the fold to the head they were read at, in one
    snapshot, so that verifying beside a running service gives no false alarm.
    """
    reader = LedgerReader(records.engine, ledger)
    for _ in range(5):
        head = reader.head()
        with reading(records.engine) as connection:
            if ledger.store.head(connection).size == head.size:
                stored = _Stored.read(connection, ledger, head.size)
                break
    else:
        with writing(records.engine) as connection:
            head = ledger.store.lock_head(connection)
            stored = _Stored.read(connection, ledger, head.size)
    size = _check_chain(reader, ledger, head, checkpoints, verifiers)
    projections = Projections(ledger)
    replayed = 0
    for opened in projections.follow(reader.opened(0, head.size)):
        if replay:
            replayed += _replay(opened, projections)
        if progress is not None and opened.entry.seq % 1_000 == 0:
            progress(opened.entry.seq, head.size)
    _compare(stored, projections)
    return Verified(
        ledger.origin, head.size, head.root(), size, len(projections.files) - 1, replayed
    )


def _check_chain(
    reader: LedgerReader,
    ledger: Ledger,
    head: Head,
    checkpoints: FolderCheckpoints,
    verifiers: Sequence[Verifier],
) -> int | None:
    last = checkpoints.latest()
    if last is None and head.size:
        raise RolledBack(
            f"ROLLBACK: the ledger {ledger.origin} has {head.size} entries and its checkpoint "
            "store is empty. Is it the right folder, and is its disk there?"
        )
    checkpoint = None if last is None else open_checkpoint(last, ledger.origin, verifiers)
    # A checkpoint newer than our look at the head is about entries we have not read.
    if checkpoint is not None and checkpoint.size > head.size:
        head = reader.head()
    verify_ledger(reader.lines(0, head.size), ledger.origin, head, checkpoint)
    return None if checkpoint is None else checkpoint.size


# ── recorded answers ────────────────────────────────────────────────────────────────────────


def _replay(opened: Opened, before: Projections) -> int:
    """Recompute the answer recorded in this entry, if it records one, byte for byte."""
    entry = opened.entry
    file = before.case_file(entry.file)
    try:
        answers = answered_again(opened.content.event, file, before.own, entry.at)
    except RulesNotKept as error:
        raise Altered(entry.seq, "it was answered by rules this version does not have") from error
    if answers is None:
        return 0
    recorded, again = answers
    if encode_answer(again) != encode_answer(recorded):
        raise Altered(entry.seq, "the answer recorded is not the one the rules give")
    return 1


# ── projection rows ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Stored:
    """The projections as they are stored, in one snapshot; `beyond` is a place past the head at
    which an entry or a content stands.
    """

    files: dict[str, tuple[int, bytes]]
    keys: dict[str, bytes]
    references: dict[bytes, str]
    names: set[tuple[bytes, str]]
    once: dict[bytes, tuple[bytes, str, int, int]]
    beyond: int | None

    @classmethod
    def read(cls, connection: Connection, ledger: Ledger, size: int) -> _Stored:
        def rows(table: Table) -> Iterator[Any]:
            found = connection.execute(select(table).where(table.c.authority == ledger.authority))
            return iter(found.all())

        return cls(
            {row.file: (row.folded_to, bytes(row.sealed)) for row in rows(case_files)},
            {row.file: bytes(row.wrapped) for row in rows(file_keys)},
            {bytes(row.blind): row.file for row in rows(case_references)},
            {(bytes(row.blind), row.file) for row in rows(case_names)},
            {
                bytes(row.blind): (bytes(row.digest), row.file, row.first_seq, row.count)
                for row in rows(once)
            },
            _beyond(connection, ledger, size),
        )


def _beyond(connection: Connection, ledger: Ledger, size: int) -> int | None:
    """The place of an entry or content that the ledger's end does not count."""
    for table in (ledger_tables.entries, entry_contents):
        found: int | None = connection.execute(
            select(func.min(table.c.seq)).where(
                table.c.authority == ledger.authority, table.c.seq >= size
            )
        ).scalar_one()
        if found is not None:
            return found
    return None


def _compare(stored: _Stored, folded: Projections) -> None:
    """Raise `Altered` for the first row that is not what the entries say."""
    ledger = folded.ledger
    if stored.beyond is not None:
        raise Altered(stored.beyond, "it stands past the end that the stored head counts")
    for file, state in sorted(folded.files.items()):
        if file not in stored.files or file not in stored.keys:
            raise Altered(state.folded_to, f"the case row of file {file} is missing")
        folded_to, sealed = stored.files[file]
        try:
            row = ledger.seal.unwrap(stored.keys[file], file).open_row(sealed, folded_to)
        except RecordDamaged:
            raise Altered(
                state.folded_to, f"the case row of file {file} does not open where it stands"
            ) from None
        if folded_to != state.folded_to or row != encode_state(state):
            raise Altered(
                state.folded_to, f"the case row of file {file} is not what its entries say"
            )
    for file in sorted({*stored.files, *stored.keys} - set(folded.files)):
        raise Altered(None, f"there is a case row of file {file}, and no entry of it")
    if stored.references != folded.references:
        raise Altered(None, "the references of case files are not what the entries say")
    if stored.names != folded.names:
        raise Altered(None, "the index of names is not what the entries say")
    expected = {
        key: (row.digest, row.file, row.first, row.count) for key, row in folded.once.items()
    }
    if stored.once != expected:
        raise Altered(None, "the idempotency keys are not what the entries say")

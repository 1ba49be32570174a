"""What is newest of each file, kept beside the checkpoints so that a start need not read it all.

One file, `newest`: what the ledger's entries say as of a size that a checkpoint was signed for,
sealed with our own key. A start proves it, by that key and by the root of the checkpoint
that it must lead to, and reads only what is new. One that is gone or is not proved is made again
from the whole ledger; nothing is lost with it but time.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import msgspec
import structlog

from ledger.checkpoint import Checkpoint
from ledger.durable import write_whole
from ledger.entry import format_time, parse_time
from ledger.errors import Altered, LedgerError, Malformed, RolledBack
from ledger.log import EntryLine, Head
from ledger.tree import Frontier
from ledger.verify import verify_against

from ...actions.refused import RecordDamaged
from ..door.openfiles import Ledger
from ..keepers.publishing import FOLDER, published_lines, published_of
from ..sealed.sealing import AuthoritySeal
from ..whole.reader import LedgerReader
from .newest import CHUNK, LastEntries, LedgerSoFar
from .references import References

NAME: Final = "newest"
#: It is kept when so many entries are new, or some are and so many seconds have passed: a start
#: then reads little, and a busy day does not write it all again every second.
KEEP_EVERY: Final = 500
KEEP_AFTER: Final = 60.0

log = structlog.get_logger("consent_service.keeper")

_encode: Final = msgspec.msgpack.Encoder().encode


class _Remembered(msgspec.Struct, frozen=True, array_like=True):
    """What the file holds, sealed. A changed field is another `version`."""

    version: int
    origin: str
    tip: bytes
    at: str | None
    frontier: bytes
    files: dict[str, tuple[int, int, bytes]]
    references: list[tuple[str, str]]
    unread: list[int]
    tips: list[bytes]


_VERSION: Final = 2
_decode: Final = msgspec.msgpack.Decoder(_Remembered).decode


class Memory:
    """What is newest of each file of one ledger: begun at a start, kept as the ledger grows."""

    def __init__(self, ledger: Ledger, reader: LedgerReader, folder: Path) -> None:
        self._ledger = ledger
        self._reader = reader
        self._folder = folder
        #: What was read of a ledger by a start that was cut short.
        self._read: LedgerSoFar | None = None
        self._kept = 0
        self._keep_after = 0.0

    def recall(self) -> LedgerSoFar | None:
        """What was kept. To be read before the last checkpoint is: another process keeps only what
        is signed, so that a checkpoint found afterwards is never the older of the two.
        """
        return remembered(self._folder, self._ledger.origin, self._ledger.seal)

    def begin(self, known: LedgerSoFar | None, signed: Checkpoint) -> Head:
        """Know the ledger, from what was recalled or else from every entry. The head at `signed`.

        Raises RolledBack and Forked for a ledger that is behind or beside that checkpoint, or a
        checkpoint that is older than one that was recalled; and Altered.
        """
        origin = self._ledger.origin
        if known is None:
            # Of a new ledger there is nothing yet that could be remembered.
            if signed.size >= KEEP_EVERY or (self._folder / NAME).exists():
                log.warning("newest.not_remembered", origin=origin)
        elif known.head.size > signed.size:
            raise RolledBack(
                f"ROLLBACK: the checkpoint store of {origin} says {signed.size} entries, and it "
                f"said {known.head.size} before. The store itself was put back."
            )
        else:
            try:
                return self._go_on(known, signed)
            except RolledBack:
                raise
            except LedgerError as error:
                log.warning("newest.not_proved", origin=origin, fault=type(error).__name__)
        self._ledger.newest.is_being_read = True
        known, self._read = self._read, None
        if known is None or known.head.size > signed.size:
            known = LedgerSoFar(Head.empty(origin))
        try:
            return self._go_on(known, signed)
        except LedgerError:
            raise
        except Exception:
            # The database gave no answer, say. What was verified so far is, and is gone on from.
            self._read = known
            raise
        finally:
            self._ledger.newest.is_being_read = False

    def _go_on(self, known: LedgerSoFar, signed: Checkpoint) -> Head:
        head = self._reader.head()
        if head.size < signed.size:
            verify_against(signed, head)
        self._follow(known, signed.size)
        at_signed = known.head
        verify_against(signed, at_signed)
        self._kept = at_signed.size
        self._follow(known, head.size)
        self._ledger.newest.begin(known)
        return at_signed

    def _follow(self, known: LedgerSoFar, size: int) -> None:
        """Take up the lines below `size`, and the references of the files that they open."""
        while known.head.size < size:
            start = known.head.size
            stop = min(start + CHUNK, size)
            lines = list(self._reader.lines(start, stop))
            try:
                opening = known.follow(lines)
            except Altered as fault:
                log.error("ledger.altered", fault=type(fault).__name__)
                opening = known.follow(self._as_published(lines, start, stop, fault))
            if known.head.size == start:
                raise Altered(start, "it is missing, and the stored head counts it")
            # Unread until it was read: whatever the database raises.
            known.learn(opening, {})
            if opening:
                known.learn(opening, self._reader.openings(opening))

    def _as_published(
        self, lines: list[EntryLine], start: int, stop: int, fault: Altered
    ) -> list[EntryLine]:
        """The same entries as they were published, outside the database: what they say proves
        itself, since it must follow on what is known and lead to the checkpoint. An altered entry
        then keeps nobody but its own file's readers waiting. Raises `fault` where they are not.
        """
        published = published_of(self._folder / FOLDER)
        if published is None:
            raise fault
        until = min(stop, published.size)
        try:
            found = published_lines(self._folder / FOLDER, start, until)
        except LedgerError as error:
            raise fault from error
        return [*found, *(line for line in lines if line.seq >= until)]

    def catch_up(self) -> None:
        """Know what others have written meanwhile, so that no request has to wait for it."""
        newest = self._ledger.newest
        if newest.is_compared:
            self._reader.catch_up(newest.size)

    def copy_if_due(self) -> LedgerSoFar | None:
        """What is known, if much of it is new since it was kept."""
        newest = self._ledger.newest
        new = newest.size - self._kept
        if not newest.is_compared or not new:
            return None
        due = new >= KEEP_EVERY or time.monotonic() >= self._keep_after
        return newest.copy() if due else None

    def keep(self, known: LedgerSoFar, size: int) -> None:
        """Keep what was known and what has come since up to `size`, of which a checkpoint is."""
        if known.head.size <= size:
            self._follow(known, size)
            keep(self._folder, known, self._ledger.seal)
            self._kept, self._keep_after = size, time.monotonic() + KEEP_AFTER


def keep(folder: Path, known: LedgerSoFar, seal: AuthoritySeal) -> None:
    """Keep what is known. On return it is on disk, whole, in the place of what was kept before."""
    head = known.head
    body = _encode(
        _Remembered(
            _VERSION,
            head.origin,
            head.tip,
            None if head.at is None else format_time(head.at),
            head.frontier.format(),
            {file: (s.changed, s.last, s.digest) for file, s in known.files.items()},
            list(known.references.items()),
            sorted(known.unread),
            known.tips,
        )
    )
    write_whole(folder / NAME, seal.seal_row(NAME, body, b""))


def seal_again(folder: Path, seal: AuthoritySeal) -> bool:
    """Seal what is kept with the present key. Whether it had been sealed with another."""
    try:
        data = (folder / NAME).read_bytes()
        if data.startswith(seal.wrapping_id):
            return False
        body = seal.open_row(NAME, data, b"")
    except (OSError, RecordDamaged):
        # Nothing is kept, or what no start would believe.
        return False
    # Of a newer one that a keeper puts there meanwhile this may take the place: a start then reads
    # a little more.
    write_whole(folder / NAME, seal.seal_row(NAME, body, b""))
    return True


def forget(folder: Path) -> None:
    """Begin again from the entries: two people have accepted that these are what there is."""
    (folder / NAME).unlink(missing_ok=True)


def remembered(folder: Path, origin: str, seal: AuthoritySeal) -> LedgerSoFar | None:
    """What was kept, if it is ours and of this ledger; None for anything else.

    It is proved only in part: its head must still lead to the last checkpoint.
    """
    try:
        data = (folder / NAME).read_bytes()
    except OSError:
        return None
    try:
        kept = _decode(seal.open_row(NAME, data, b""))
        frontier = Frontier.parse(kept.frontier)
        at = None if kept.at is None else parse_time(kept.at)
    except (RecordDamaged, msgspec.DecodeError, Malformed):
        return None
    if kept.version != _VERSION or kept.origin != origin:
        return None
    head = Head(origin, frontier.size, kept.tip, at, frontier)
    files = {file: LastEntries(*standing) for file, standing in kept.files.items()}
    return LedgerSoFar(head, files, References(kept.references), set(kept.unread), kept.tips)

"""The keeper: what must happen while nobody asks. One thread in each process, one lease between.

Every second it drains the spool and, where this process holds the lease, signs a checkpoint over
what has been added; every hour it verifies the whole ledger. What it finds wrong it marks, so
that every process sees it.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

import structlog

from ledger.checkpoint import open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import Forked, LedgerError, RolledBack, StaleCheckpoint, UnknownKey
from ledger.note import Verifier
from ledger.publishing import publish
from ledger.signing import Checkpointer, ReadLines, Stored

from ..actions.refused import NoSuchFile, RecordDamaged
from ..actions.sharenow import EnterSpooled, enter_spooled
from ..domain.events import CheckUnanswered
from .engine import DATABASE_ERRORS
from .keys import AuthorityKeys, Keyring
from .openfiles import Ledger
from .publishing import FOLDER, published_of
from .reader import LedgerReader
from .records import Records
from .requests import ByHandle, ByReference, Once, OwnFile, Request, Target
from .soundness import Soundness
from .spool import Spool, Spooled
from .trouble import StorageError
from .vouching import Vouched

EVERY: Final = 1.0

T = TypeVar("T")

log = structlog.get_logger("consent_service.keeper")


class Keeper:
    """Keeps one authority's ledger. `beat` does what is due; `start` does so every second."""

    def __init__(
        self,
        records: Records,
        ledger: Ledger,
        *,
        keyring: Keyring,
        checkpoints: FolderCheckpoints,
        spool: Spool,
        soundness: Soundness,
        verify: Callable[[], None] | None = None,
        verify_every: int = 3600,
    ) -> None:
        self._records = records
        self._ledger = ledger
        self._checkpoints = checkpoints
        self._verifying = FolderCheckpoints(checkpoints.folder / "verifying")
        self._spool = spool
        self._soundness = soundness
        self._verify = verify
        self._verify_every = verify_every
        self._reader = LedgerReader(records.engine, ledger)
        #: The folder of what is published.
        self.published = checkpoints.folder / FOLDER
        #: What witnesses say of this ledger, where it has a policy.
        self.vouched: Vouched | None = None
        self._keyring = keyring
        keys = keyring.keys
        self._checkpointer = Checkpointer(
            ledger.origin,
            keys.signer(),
            checkpoints,
            beside=keys.beside(),
            earlier=keys.earlier(),
            first=False,
        )
        self._guard = threading.Lock()
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def keys(self) -> AuthorityKeys:
        """The keys as they are in the key file, or were a beat ago."""
        return self._keyring.keys

    @property
    def verifiers(self) -> tuple[Verifier, ...]:
        """The keys this ledger's checkpoints are signed with, and were."""
        return self._keyring.verifiers

    def start(self) -> None:
        """Keep going in a thread of this process until `stop`."""
        self._thread = threading.Thread(
            target=self._run, name=f"keeper-{self._ledger.authority}", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        """Stop after what is being done now."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=10)

    def _run(self) -> None:
        since_verified = 0.0
        while not self._stop.wait(EVERY):
            try:
                self.beat()
                since_verified += EVERY
                if since_verified >= self._verify_every:
                    since_verified = 0.0
                    self._verify_whole()
            except (StorageError, OSError, *DATABASE_ERRORS) as error:
                # The database is away, or the disk is full: the next beat tries again.
                log.warning("keeper.delayed", trouble=type(error).__name__)
            except Exception as error:  # noqa: BLE001 - a keeper that ended would be missed by nobody
                log.error("keeper.fault", fault=type(error).__name__)

    def _verify_whole(self) -> None:
        """Verify everything, unless another process does just now. It has a lease of its own,
        because signing goes on beside it.
        """
        with self._verifying.try_lease() as mine:
            if mine and self._verify is not None:
                self._verify()

    def beat(self) -> None:
        """Sign and publish what is new, if this process holds the lease, and drain the spool."""
        self.publish_now()
        if not self._spool.is_empty:
            self.drain()

    def publish_now(self) -> None:
        """Sign what is new and publish its tiles, unless another process is the one to do so."""
        with self._checkpoints.try_lease() as mine:
            if mine:
                self.checkpoint()
                self._publish()

    def _publish(self) -> None:
        """Bring the published folder to the last checkpoint stored: what is not stored is never
        published, so a crash in between leaves nothing that could be taken back.
        """
        last = self._checkpoints.latest()
        if last is None or self._soundness.is_distrusted:
            return
        with self._guard:
            note = last if self.vouched is None else self.vouched.with_lines(last)
            held = published_of(self.published)
            if held is not None and held.checkpoint == note:
                return
            start = 0 if held is None else held.size
            try:
                size = self._knowing_the_keys(
                    lambda: open_checkpoint(last, self._ledger.origin, self.verifiers).size
                )
                publish(self.published, self._reader.lines(start, size), note)
            except LedgerError as error:
                log.error("ledger.not_published", fault=type(error).__name__)

    def compare(self) -> None:
        """Raise `NotSound` if the ledger is behind, or beside, its last checkpoint outside.

        Reads the ledger once; after that only what is new. Raises what the database raises.
        """
        with self._guard:
            self._refresh()
            self._marking(self._checkpointer.check)
        self._soundness.assert_sound()

    def checkpoint(self) -> bytes | None:
        """Sign a checkpoint over what the ledger holds now; None if the last one covers it.

        A ledger that is behind or beside the last one outside, or whose new entries do not hash
        to what they should, is not signed: it is marked.
        """
        with self._guard:
            self._refresh()
            return self._marking(self._checkpointer.advance)

    def refresh_keys(self) -> None:
        """Go by the keys that are in the key file now: they may have been rotated."""
        with self._guard:
            self._refresh()

    def _refresh(self) -> bool:
        changed = self._keyring.refresh()
        if changed:
            keys = self._keyring.keys
            self._checkpointer.use(keys.signer(), beside=keys.beside(), earlier=keys.earlier())
        return changed

    def _knowing_the_keys(self, work: Callable[[], T]) -> T:
        """A key is in the key file before it signs anything: whoever finds it unknown reads the
        file again.
        """
        try:
            return work()
        except UnknownKey:
            if not self._refresh():
                raise
            return work()

    def _marking(self, look: Callable[[Stored, ReadLines], T]) -> T | None:
        """Do what reads the ledger, and mark what it finds wrong."""
        try:
            return self._knowing_the_keys(lambda: look(self._reader.head, self._reader.lines))
        except StaleCheckpoint:
            # Another process was first. The next beat finds its checkpoint and goes on from there.
            return None
        except (RolledBack, Forked) as error:
            log.error("ledger.not_sound", fault=type(error).__name__)
            self._soundness.distrust(str(error))
        except LedgerError as error:
            log.error("ledger.altered", fault=type(error).__name__)
            self._soundness.found_altered(str(error))
        return None

    def drain(self) -> int:
        """Enter every answer that waits in the spool. How many were entered."""
        entered = self._spool.drain(self._enter)
        if entered:
            log.info("spool.drained", entered=entered)
        if self._spool.has_set_aside:
            log.error("spool.set_aside")
        return entered

    def _enter(self, spooled: Spooled) -> None:
        command = EnterSpooled(
            CheckUnanswered(
                proposal=spooled.proposal,
                answer=spooled.answer,
                answered_at=spooled.answered_at,
                asked_of=spooled.asked_of,
                spool=spooled.id,
            )
        )
        for target in _asked_of(spooled.asked_of):
            try:
                self._records.run(
                    Request(
                        authority=self._ledger.authority,
                        by=spooled.by,
                        target=target,
                        action=lambda moment: enter_spooled(command, moment),
                        # The same under whichever file it is entered, so that it enters once.
                        once=Once("spool", spooled.id, spooled.id.encode()),
                    )
                )
            except NoSuchFile:
                continue
            except RecordDamaged:
                # It was entered before, and what was entered no longer opens: verification says
                # so. Keeping it here would hold back whatever waits behind it.
                log.error("spool.entered_and_damaged")
            return


#: As ids of files are written. What is not may still be a reference.
_HANDLE: Final = re.compile(r"[0-9a-f]{32}")


def _asked_of(named: str | None) -> Iterator[Target]:
    """Where to look for the file that was asked about; what is none stands in the own file."""
    if named is not None and _HANDLE.fullmatch(named):
        yield ByHandle(named)
    yield OwnFile() if named is None else ByReference(named)

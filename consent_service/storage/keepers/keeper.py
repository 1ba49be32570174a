"""The keeper: what must happen while nobody asks. One thread in each process, one lease between.

Every second it drains the spool and, where this process holds the lease, signs a checkpoint over
what has been added; every hour it verifies the whole ledger. What it finds wrong it marks, so
that every process sees it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from typing import Final, TypeVar

import structlog

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import LedgerError, StaleCheckpoint, UnknownKey
from ledger.note import Verifier
from ledger.signing import Checkpointer, ReadLines, StoredHead

from ...actions.refused import RecordDamaged
from ...domain.file.looks import KEEPER
from ..believed.remembering import Memory
from ..beside.spool import Spool
from ..database.ballast import Ballast
from ..database.engine import DATABASE_ERRORS
from ..door.openfiles import Ledger
from ..door.queries import read_authority
from ..door.records import Records
from ..door.trouble import NotSound, StorageError
from ..people.drafts import clear_drafts
from ..sealed.keys import AuthorityKeys, Keyring, is_reads
from ..whole.reader import LedgerReader
from ..whole.verifications import Verifications
from .draining import enter
from .marking import mark
from .publisher import Publisher, ReadToSign
from .publishing import FOLDER
from .resting import Bell, Rest
from .soundness import Soundness
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
        ballasts: Collection[Ballast] = (),
    ) -> None:
        self._records = records
        self._ledger = ledger
        self._checkpoints = checkpoints
        self._verifying = FolderCheckpoints(checkpoints.folder / "verifying")
        self._spool = spool
        self._soundness = soundness
        self._verify = verify
        #: What verifications found, and that one is asked for.
        self.verifications = Verifications(checkpoints.folder)
        self._verify_every = verify_every
        self._ballasts = ballasts
        self._disagreeing: frozenset[str] = frozenset()
        self._reader = LedgerReader(records.engine, ledger, KEEPER)
        self._memory = Memory(ledger, self._reader, checkpoints.folder)
        #: The folder of what is published.
        self.published = checkpoints.folder / FOLDER
        self._to_sign = ReadToSign(self._reader.lines)
        self._publisher = Publisher(self.published, soundness, self._to_sign.signed)
        #: What witnesses say of this ledger, where it has a policy.
        self.vouched: Vouched | None = None
        #: Asks them, at a start, whether they know of more than is here.
        self.ask_witnesses: Callable[[], None] | None = None
        #: Tells of what somebody did very much of, where this is the ledger of who looked.
        self.watch: Callable[[], None] | None = None
        self._keyring = keyring
        self._signs_by = keys = keyring.keys
        self._checkpointer = Checkpointer(
            ledger.origin,
            keys.signer(),
            checkpoints,
            beside=keys.beside(),
            earlier=keys.earlier(),
            first=False,
        )
        self._guard = threading.Lock()
        self._verified_at = time.monotonic()
        self._rest = Rest(ledger, Bell(checkpoints.folder), spool)
        self._has_more = False

    @property
    def keys(self) -> AuthorityKeys:
        """The keys as they are in the key file, or were a beat ago."""
        return self._keyring.keys

    @property
    def verifiers(self) -> tuple[Verifier, ...]:
        """The keys this ledger's checkpoints are signed with, and were."""
        return self._keyring.verifiers

    def is_due(self) -> bool:
        """Whether a beat may find something to do. Asked each second of each ledger."""
        self._ledger.kept.let_go()
        return self._rest.is_over()

    def turn(self) -> None:
        """One beat, and a verification where one is due or was asked for."""
        self.look()
        self.verify()

    def look(self) -> None:
        """One beat. What fails of it keeps nothing else from being done."""
        self._rest.end()
        done = [self.attempt(part) for part in (self.keep_room, self.beat)]
        if all(done) and not self._is_wanted():
            self._rest.begin()

    def _is_wanted(self) -> bool:
        """Something is left to be done. With a ledger that has witnesses these may say more at any
        time; one that is distrusted waits for whoever mends it.
        """
        return (
            self.vouched is not None
            or self._has_more
            or bool(self._disagreeing)
            or self._soundness.is_distrusted
            or self._soundness.published == "altered"
            or self._spool.has_heard
            or not self._spool.is_empty
            or self._checkpointer.verified.size != self._ledger.newest.size
        )

    def is_to_verify(self) -> bool:
        """Whether a verification is due, or was asked for."""
        return self._is_verification_due() or self.verifications.is_asked

    def verify(self) -> None:
        """Verify where that is due or was asked for: where a beat no longer can, it says why."""
        for part in (self._verify_if_due, self.verify_if_asked):
            self.attempt(part)

    def attempt(self, part: Callable[[], None]) -> bool:
        """Do this; whether it was done. Raises nothing, and says what went wrong."""
        try:
            part()
        except (StorageError, OSError, *DATABASE_ERRORS) as error:
            # The database is away, or the disk is full: the next beat tries again.
            log.warning("keeper.delayed", trouble=type(error).__name__)
        except Exception as error:  # noqa: BLE001 - a keeper that ended would be missed by nobody
            log.error("keeper.fault", fault=type(error).__name__)
        else:
            return True
        return False

    def _is_verification_due(self) -> bool:
        return time.monotonic() - self._verified_at >= self._verify_every

    def _verify_if_due(self) -> None:
        if self._is_verification_due():
            self._verified_at = time.monotonic()
            self.clear_drafts()
            self.verify_whole()

    def verify_whole(self) -> None:
        """Verify everything, unless another process does just now. It has a lease of its own,
        because signing goes on beside it.
        """
        with self._verifying.try_lease() as mine:
            if mine and self._verify is not None:
                asked = self.verifications.asked()
                self.verifications.begin(self._records.clock())
                self._verify()
                self.verifications.done(asked)
                # It may have found something that is to be made again.
                self._rest.wake()

    def verify_if_asked(self) -> None:
        """Verify everything if somebody asked for that, and no process does already."""
        if self.verifications.asked() is not None:
            self.verify_whole()

    @property
    def is_verifying(self) -> bool:
        """Some process verifies this ledger now."""
        with self._verifying.try_lease() as mine:
            return not mine

    def beat(self) -> None:
        """Sign and publish what is new, if this process holds the lease, and drain the spool."""
        try:
            self._memory.catch_up()
        except LedgerError as error:
            log.error("ledger.not_followed", fault=type(error).__name__)
            self._records.distrust(self._ledger.authority, error)
        self._ledger.kept.let_go()
        self.publish_now()
        self._watch_the_clock()
        if self._spool.has_heard or not self._spool.is_empty:
            self.drain()

    def _watch_the_clock(self) -> None:
        """Say it once when clocks come to disagree, and once when they no longer do."""
        last, clock = self._ledger.newest.at, self._records.clock
        settled = None
        if "entry" in clock.disagreeing(last):
            settled = read_authority(self._records, self._ledger.authority).stamped_to
        found = clock.disagreeing(last, settled)
        if found and found != self._disagreeing:
            log.error("clock.in_doubt", disagreeing=sorted(found))
        elif self._disagreeing and not found:
            log.info("clock.agreed")
        self._disagreeing = found

    def keep_room(self) -> None:
        """Keep room on each disk for what cannot wait, once there is any. Raises `OSError`."""
        for ballast in self._ballasts:
            ballast.keep()

    def publish_now(self) -> None:
        """Sign what is new and publish its tiles, unless another process is the one to do so."""
        with self._checkpoints.try_lease() as mine:
            if not mine:
                # Whoever is at it may be cut off: it is looked at once more.
                self._has_more = True
            else:
                self.checkpoint()
                self._publish()
                self._has_more = self._keep_lists()
                if self.watch is not None and not self._soundness.is_distrusted:
                    self.watch()

    def _keep_lists(self) -> bool:
        """Make again what lists show and what no longer holds, a share of it with each beat.
        Whether some of it is left.
        """
        if is_reads(self._ledger.authority) or self._soundness.is_distrusted:
            return False
        try:
            return self._records.lists.keep(self._ledger.authority)
        except (StorageError, RecordDamaged, LedgerError, *DATABASE_ERRORS) as error:
            # What waits in the spool is entered all the same, and lists say that they are behind.
            log.warning("list.not_kept", trouble=type(error).__name__)
            return True

    def clear_drafts(self) -> None:
        """Take away what somebody began a week ago. Raises what the database raises."""
        if not is_reads(self._ledger.authority):
            authority = self._ledger.authority
            clear_drafts(self._records.engine, authority, self._records.now(authority))

    def _publish(self) -> None:
        """Bring the published folder to the last checkpoint stored: what is not stored is never
        published, so a crash in between leaves nothing that could be taken back.
        """
        last = self._checkpoints.latest()
        if last is None or self._soundness.is_distrusted:
            return
        with self._guard:
            note = last if self.vouched is None else self.vouched.with_lines(last)
            self._publisher.bring_to(note, lambda: self.opened(last).size)

    def opened(self, note: bytes) -> Checkpoint:
        """A checkpoint of this ledger, once one of its keys is found to have signed it.

        Raises what `open_checkpoint` raises.
        """
        return self._knowing_the_keys(
            lambda: open_checkpoint(note, self._ledger.origin, self.verifiers)
        )

    def compare(self) -> None:
        """Raise `NotSound` if the ledger is behind, or beside, its last checkpoint outside.

        At its first use it reads what is new since what was remembered, or else the whole ledger;
        after that only what is new. Raises what the database raises.
        """
        with self._guard:
            self._refresh()
            if not self._ledger.newest.is_compared:
                self._begin()
            self._marking(self._checkpointer.check)
        self._soundness.assert_sound()

    def _begin(self) -> None:
        """Know what is newest of each file. Raises `NotSound` where that cannot be known."""

        def look() -> None:
            known = self._memory.recall()
            last = self._checkpoints.latest()
            if last is None:
                # It says what a store without a checkpoint means.
                self._checkpointer.check(self._reader.head, self._reader.lines)
                return
            signed = open_checkpoint(last, self._ledger.origin, self.verifiers)
            self._ask_witnesses(signed.size)
            self._checkpointer.resume(self._memory.begin(known, signed))

        try:
            self._knowing_the_keys(look)
        except LedgerError as error:
            raise mark(self._soundness, self._records.engine, error) from error

    def _ask_witnesses(self, size: int) -> None:
        """Raise `NotSound` if one says that it knows of more than `size` entries."""
        if self.ask_witnesses is not None:
            self.ask_witnesses()
        for witness, said in self._soundness.said_more.items():
            if said > size:
                raise NotSound(
                    f"The witness {witness} says that it knows of {said} entries of "
                    f"{self._ledger.origin}, and the last checkpoint here is of {size}. Is this an "
                    "old copy? Compare with what the witness holds before anything is appended."
                )

    def checkpoint(self) -> bytes | None:
        """Sign a checkpoint over what the ledger holds now; None if the last one covers it.

        A ledger that is behind or beside the last one outside, or whose new entries do not hash
        to what they should, is not signed: it is marked.
        """
        with self._guard:
            self._refresh()
            if not self._ledger.newest.is_compared:
                try:
                    self._begin()
                except NotSound:
                    return None
            before = self._memory.copy_if_due()
            signed = self._marking(self._checkpointer.advance)
            if before is not None:
                self._memory.keep(before, self._checkpointer.verified.size)
            return signed

    def refresh_keys(self) -> None:
        """Go by the keys that are in the key file now: they may have been rotated."""
        with self._guard:
            self._refresh()

    def _refresh(self) -> bool:
        keys = self._keyring.keys
        if keys is self._signs_by:
            return False
        self._checkpointer.use(keys.signer(), beside=keys.beside(), earlier=keys.earlier())
        self._signs_by = keys
        return True

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

    def _marking(self, look: Callable[[StoredHead, ReadLines], T]) -> T | None:
        """Do what reads the ledger, and mark what it finds wrong."""
        try:
            return self._knowing_the_keys(lambda: look(self._reader.head, self._to_sign.new))
        except StaleCheckpoint:
            # Another process was first. The next beat finds its checkpoint and goes on from there.
            return None
        except LedgerError as error:
            trouble = mark(self._soundness, self._records.engine, error)
            if not isinstance(trouble, NotSound):
                raise trouble from error
        return None

    def drain(self) -> int:
        """Enter every answer that waits in the spool. How many were entered."""
        entered = self._spool.drain(partial(enter, self._records, self._ledger.authority))
        if entered:
            log.info("spool.drained", entered=entered)
        if self._spool.has_set_aside:
            log.error("spool.set_aside")
        return entered

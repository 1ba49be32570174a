"""Signing growth: never a smaller ledger, never another history, never what was not read back.

The order of steps, each of which may be the last before a crash:

    1. entries are committed                  the ledger is ahead of its checkpoint
    2. they are read back and recomputed      a flipped bit stops here, unsigned
    3. the new head is signed                 signed and stored nowhere: as if it had not been
    4. the checkpoint is swapped in           from here on the ledger is held to it
    5. it is published, and witnessed         by the caller, from the checkpoint store

Why read back what was written a moment ago? Because a signature cannot be taken back: a public
log ended over one bit that flipped between computing a hash and signing the tree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.errors import RolledBack
from ledger.log import EntryLine, Head
from ledger.note import Signer, Verifier, parse_note
from ledger.verify import verify_against, verify_ledger

ReadLines: TypeAlias = Callable[[int, int], Iterator[EntryLine]]
"""Given (start, stop), the stored lines with start <= seq < stop."""

StoredHead: TypeAlias = Head | Callable[[], Head]
"""The head as stored, or how it is read. Where others append and sign meanwhile it must be read
after the checkpoint that it is held to: one read before would look like a rollback."""


def sign_growth(
    verified: Head, lines: Iterable[EntryLine], stored: Head, *signers: Signer
) -> tuple[Head, bytes]:
    """The head after `lines`, recomputed from `verified` on, and its checkpoint by these signers.

    Raises Altered unless the lines follow on `verified` and lead to `stored`, and RolledBack
    when `stored` is smaller than `verified`; then nothing was signed.
    """
    if stored.size < verified.size:
        verify_against(verified.checkpoint(), stored)
    head = verify_ledger(lines, verified.origin, stored, start=verified)
    return head, sign_checkpoint(head.checkpoint(), *signers)


def _head(stored: StoredHead) -> Head:
    return stored() if callable(stored) else stored


class Checkpointer:
    """Signs the checkpoints of one ledger, and holds the ledger to those already signed.

    `beside` sign with `signer` while a rotation lasts; `earlier` are verifiers of keys that were
    used before one. With `first=False` a ledger that
    has entries must have a checkpoint as well: a missing one means that the folder is not the
    right one or was emptied, and is refused as a rollback. One process uses one of these in one
    thread at a time; several processes are kept apart by `FolderCheckpoints`.
    """

    def __init__(
        self,
        origin: str,
        signer: Signer,
        checkpoints: FolderCheckpoints,
        *,
        beside: Iterable[Signer] = (),
        earlier: Iterable[Verifier] = (),
        first: bool = True,
    ) -> None:
        self._checkpoints = checkpoints
        self.use(signer, beside=beside, earlier=earlier)
        self._first = first
        # Always of a size at which a checkpoint is stored, or empty: never ahead of the store.
        self._verified = Head.empty(origin)

    def use(
        self, signer: Signer, *, beside: Iterable[Signer] = (), earlier: Iterable[Verifier] = ()
    ) -> None:
        """Sign with these from now on, as when keys are rotated."""
        self._signers = (signer, *beside)
        self._verifiers = (*(signer.verifier for signer in self._signers), *earlier)

    @property
    def verified(self) -> Head:
        """Up to where this one has verified the ledger: a size at which a checkpoint is stored."""
        return self._verified

    def resume(self, verified: Head) -> None:
        """Go on from a head that was recomputed from the entries by whoever kept it.

        Nothing of it is taken on trust: the next look must find that it leads to the checkpoint.
        Only of a size at which a checkpoint is stored, and before the first look.
        """
        self._verified = verified

    def check(self, stored: StoredHead, read: ReadLines) -> Checkpoint | None:
        """The last checkpoint, once the ledger is found to be at least that and the same.

        Without any checkpoint: None. Raises RolledBack, Forked or Altered. At its first use it
        reads the ledger up to that checkpoint; after that only what is new.
        """
        last = self._checkpoints.latest()
        return self._catch_up(last, _head(stored), read)

    def advance(self, stored: StoredHead, read: ReadLines) -> bytes | None:
        """Sign and store a checkpoint at the head `stored`; None if the last one is at it and all
        of the signers have signed it.

        `stored` and `read` are the store's, and what `stored` counts must be committed. Returns
        the signed checkpoint once it is durable. Raises what `check` does, and StaleCheckpoint
        when another process was first: then call it again.
        """
        last = self._checkpoints.latest()
        head = _head(stored)
        checkpoint = self._catch_up(last, head, read)
        if last is not None and checkpoint is not None and checkpoint.size == head.size:
            if self._have_all_signed(last):
                return None
            # The same promise under one more key: nothing is read, and nothing new is promised.
            again = sign_checkpoint(checkpoint, *self._signers)
            self._checkpoints.swap(last, again)
            return again
        lines = read(self._verified.size, head.size)
        verified, signed = sign_growth(self._verified, lines, head, *self._signers)
        self._checkpoints.swap(last, signed)
        self._verified = verified
        return signed

    def _have_all_signed(self, last: bytes) -> bool:
        keys = {(line.name, line.key_id) for line in parse_note(last).signatures}
        return all((s.name, s.verifier.key_id) in keys for s in self._signers)

    def _catch_up(self, last: bytes | None, stored: Head, read: ReadLines) -> Checkpoint | None:
        origin, size = self._verified.origin, self._verified.size
        if last is None:
            if size or (stored.size and not self._first):
                raise RolledBack(
                    f"ROLLBACK: the ledger {origin} has {stored.size} entries and its checkpoint "
                    "store is empty. Is it the right folder, and is its disk there?"
                )
            return None
        checkpoint = open_checkpoint(last, origin, self._verifiers)
        if checkpoint.size < size:
            raise RolledBack(
                f"ROLLBACK: the checkpoint store of {origin} says {checkpoint.size} entries, and "
                f"it said {size} before. The store itself was put back."
            )
        if stored.size < checkpoint.size:
            verify_against(checkpoint, stored)
        lines = read(size, checkpoint.size)
        verified = verify_ledger(lines, origin, None, checkpoint, start=self._verified)
        if verified.size == stored.size:
            verify_ledger((), origin, stored, start=verified)
        self._verified = verified
        return checkpoint

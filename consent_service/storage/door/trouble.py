"""What can go wrong between an action and its durable record, told apart by what follows."""

from __future__ import annotations

from ..beside.setaside import Waiting


class StorageError(Exception):
    """The record could not be read or written. Nothing was acknowledged."""


class CannotRead(StorageError):
    """The database could not be reached, or gave no answer in time. Nothing was written."""


class CannotRecord(StorageError):
    """The database was read, but what followed could not be written."""


class OutcomeUnknown(CannotRecord):
    """The commit was sent and its outcome never came back: it may have been written."""


class NoRoom(CannotRecord):
    """There is no room, or room only for what cannot wait. Nothing was written."""


class ClockInDoubt(StorageError):
    """Nobody knows for certain what time it is, so nothing is appended.

    `kept` is what would have been recorded, where it is something that is always heard: it goes
    into the spool.
    """

    def __init__(self, kept: Waiting | None = None) -> None:
        super().__init__("The clocks do not agree with one another.")
        self.kept = kept


class NotHeardYet(ClockInDoubt):
    """What somebody said while nobody knew that waits in the spool, and comes before any answer."""


class NotSound(StorageError):
    """The ledger is behind, or beside, a checkpoint kept outside it. Nothing is appended."""


class UnsafeDatabase(StorageError):
    """A setting of the database would let it acknowledge what it has not kept."""

    def __init__(self, setting: str, remedy: str) -> None:
        super().__init__(f"The database's setting {setting} is not safe here: {remedy}.")


class NotApart(StorageError):
    """Nothing but our own statements would keep authorities apart here. The message says why."""


class CannotSplit(StorageError):
    """The roles cannot be made here. The message says why."""


class CannotDistribute(StorageError):
    """The tables cannot be spread over several servers here. The message says why."""


class KeyFileError(Exception):
    """A key file is missing, readable by others, or not the one this database was made with."""


class KeyReused(Exception):
    """This Idempotency-Key came before with another request."""

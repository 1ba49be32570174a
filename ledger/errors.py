"""Everything that can go wrong, as one tree.

Each error is a sentence for a person, and carries the exit code `python -m ledger verify` ends
with when it is the answer:

    2  altered          something recorded is not what it was
    3  rollback, fork   entries are gone, or there are two histories
    4  content missing  the sealed content is gone and no erasure is on record
    5  unreadable       these bytes are not a ledger, or not a whole one
    6  not pinned       the origin or the key is not one the auditor named
"""

from __future__ import annotations


class LedgerError(Exception):
    """The root. `exit_code` is what a command ends with when it meets this error."""

    exit_code: int = 5


class Altered(LedgerError):
    """What is recorded is not what was recorded.

    `seq` is the first entry at fault, or None when the fault is not in one entry (the stored
    head, a checkpoint). `why` is what was found there.
    """

    exit_code = 2

    def __init__(self, seq: int | None, why: str) -> None:
        self.seq = seq
        self.why = why
        place = "The ledger" if seq is None else f"Entry {seq}"
        super().__init__(f"{place} has been altered: {why}.")


class BadSignature(LedgerError):
    """A signature by a key we know does not fit the text: text or signature was changed."""

    exit_code = 2


class BadProof(LedgerError):
    """A Merkle proof does not lead to the root it was given for."""

    exit_code = 2


class RolledBack(LedgerError):
    """The ledger is shorter than a checkpoint says it once was."""

    exit_code = 3


class Forked(LedgerError):
    """Two histories: the ledger has another root than a checkpoint has at the same size."""

    exit_code = 3


class StaleCheckpoint(LedgerError):
    """The stored checkpoint is no longer the one we meant to replace: another signer was first."""

    exit_code = 3


class ContentMissing(LedgerError):
    """The sealed content of entry `seq` is gone, and no erasure of it is on record."""

    exit_code = 4

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(
            f"The content of entry {seq} is missing and no erasure is on record for it."
        )


class Unreadable(LedgerError):
    """What was given is not a ledger, or not the whole of one."""


class StaleHead(LedgerError):
    """The stored head moved between reading and writing: the caller did not hold its lock."""


class NotPinned(LedgerError):
    """The origin or the key was not given, or what was found is not the one that was given."""

    exit_code = 6


class UnknownKey(NotPinned):
    """None of the signatures is by a key that was given."""


class TooFewCosignatures(NotPinned):
    """Fewer witnesses have cosigned than the auditor's policy asks for.

    Why "not pinned" and not "altered"? A cosignature that was taken away leaves the same bytes as
    one that was never given. What is known is that those the auditor named have not signed.
    """


class Malformed(LedgerError):
    """Bytes or values outside the format. Nothing is guessed and nothing is repaired."""


class MalformedOrigin(Malformed):
    """Not a name a ledger can have; see `ledger.origin`."""


class MalformedEntry(Malformed):
    """Not an entry that `format_entry` makes."""


class MalformedTree(Malformed):
    """Not a frontier that `Frontier.format` makes, or a place outside the tree."""


class MalformedKey(Malformed):
    """Not a key text that `format_private_key` or `format_public_key` makes."""


class MalformedNote(Malformed):
    """Not a signed note that `format_note` makes."""


class MalformedCheckpoint(Malformed):
    """A note whose text is not one that `format_checkpoint` makes."""


class MalformedTile(Malformed):
    """Not a tile, an entry bundle, or a path of one."""


class MalformedProof(Malformed):
    """Not a proof that `format_proof` makes."""


class MalformedReceipt(Malformed):
    """Not a receipt that `format_receipt` makes."""


class MalformedState(Malformed):
    """Not the state of a verification that `format_state` makes."""


class MalformedPolicy(Malformed):
    """Not a policy as C2SP tlog-policy writes it."""


class MalformedRotation(Malformed):
    """Not a statement by which one key hands over to another; see `ledger.rotation`."""


class MalformedSubmission(Malformed):
    """Not the body of a request to a witness that `format_submission` makes."""

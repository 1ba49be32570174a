"""Whether every key that signs, or signed, was handed to by the one before, on the ledger."""

from __future__ import annotations

from ledger.errors import LedgerError, NotPinned
from ledger.note import Verifier, format_public_key
from ledger.rotation import Rotation, follow, open_rotation

from ...domain.file.authorityfile import AuthorityFile
from ...domain.recorded.ofauthority import KeyRetired, KeyRotated
from .keys import AuthorityKeys


def statements_of(own: AuthorityFile) -> list[bytes]:
    """Each rotation statement on the ledger, the oldest first."""
    return [held.event.statement.encode() for held in own.of(KeyRotated)]


def check_keys(own: AuthorityFile, keys: AuthorityKeys) -> None:
    """Raise `NotPinned` unless statements on the ledger lead from its first key to each in the key
    file, none of which is retired and signs again; also for a statement that is none.

    Which key was first is taken from the ledger: whoever puts a key into the file can leave out
    those before it. Before the first rotation there is nothing to go by but the last checkpoint.
    """
    rotations: list[Rotation] = []
    for statement in statements_of(own):
        try:
            rotations.append(open_rotation(statement, keys.origin))
        except LedgerError as error:
            raise NotPinned(f"A rotation on the ledger is not one: {error}") from error
    every: tuple[Verifier, ...] = keys.verifiers()
    known = follow([rotations[0].old] if rotations else every[:1], rotations)
    if any(key not in known for key in every):
        raise NotPinned(
            f"The key file of {keys.authority} holds a key that signs {keys.origin} and that no "
            "entry of the ledger hands over to: somebody put it there. Put the right key file back."
        )
    # One that signs beside another may be on record as retired: the command was cut short.
    if format_public_key(keys.signer().verifier) in {held.event.key for held in own.of(KeyRetired)}:
        raise NotPinned(
            f"The key file of {keys.authority} signs {keys.origin} with a key that was retired: an "
            "old copy was put back. Put the newest key file back."
        )

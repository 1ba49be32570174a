"""Rotating the key that signs a ledger: two steps, each of which can be cut short and run again.

    rotate   1. a new key is made and written to the key file; it signs nothing yet
             2. `key-rotated` goes onto the ledger: the statement that both keys signed
             3. the old key signs a checkpoint over that entry
             4. the new key is the key; the old one signs beside it from now on
    retire   5. `key-retired` goes onto the ledger, with the two people who approved it
             6. the old private key is gone from the key file; its public half stays

Between them every checkpoint bears both signatures, so that auditors and witnesses who pin either
go on verifying while they are told of the new one. One command at a time: the second is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from ledger.checkpoint import open_checkpoint
from ledger.checkpoints import FolderCheckpoints
from ledger.note import (
    Signer,
    Verifier,
    format_private_key,
    format_public_key,
    new_signer,
    private_key_from_text,
)
from ledger.rotation import make_rotation

from ...actions.moment import Moment
from ...domain.file.authorityfile import AuthorityFile
from ...domain.recorded.content import OPERATOR
from ...domain.recorded.events import AnyEvent
from ...domain.recorded.ofauthority import KeyRetired, KeyRotated
from ..door.opening import OpenStorage
from ..door.queries import read_authority
from ..door.requests import OwnFile, Request
from ..door.trouble import KeyFileError
from .keyfolder import KeyFolder
from .keys import file_name, read_key_file, update_key_file
from .proving import note_keys

#: How often another process may be the first to sign before this one gives up.
TRIES: Final = 10


def rotate_key(opened: OpenStorage, folder: KeyFolder, authority: str) -> Verifier:
    """Steps 1 to 4: the new key, which signs beside the old one from now on.

    Raises `KeyFileError` while an earlier rotation is open, while another command changes the key,
    or if the old key could not sign over the entry; and what recording raises.
    """
    with alone(opened.checkpoints[authority].folder):
        return _rotate(opened, folder, authority)


def _rotate(opened: OpenStorage, folder: KeyFolder, authority: str) -> Verifier:
    keys = read_key_file(folder, authority)
    if keys.outgoing is not None:
        raise KeyFileError(
            "The last rotation is not finished: both keys sign. When everybody has the new key, "
            "run `consent-service ledger retire-key`; then rotate again."
        )
    if keys.incoming is None:
        keys = replace(keys, incoming=format_private_key(new_signer(keys.origin)))
        update_key_file(folder, keys)
    incoming = private_key_from_text(keys.incoming or "", Signer)
    statement = make_rotation(keys.origin, keys.signer(), incoming).decode()

    def say(own: AuthorityFile) -> Sequence[AnyEvent]:
        said = any(h.event.statement == statement for h in own.of(KeyRotated))
        return () if said else (KeyRotated(statement=statement),)

    _record(opened, authority, say)
    _sign_over(opened, authority, keys.signer().verifier, statement)
    keys = replace(keys, signing=format_private_key(incoming), outgoing=keys.signing, incoming=None)
    update_key_file(folder, keys)
    note_keys(opened.checkpoints[authority].folder, keys)
    opened.keepers[authority].publish_now()
    return incoming.verifier


def _sign_over(opened: OpenStorage, authority: str, old: Verifier, statement: str) -> None:
    """Step 3. Returns once a checkpoint that the old key signed counts the entry, whoever made it:
    another process may have been first, and with a checkpoint from before the entry.
    """
    own = read_authority(opened.records, authority)
    seq = next(h.seq for h in own.of(KeyRotated) if h.event.statement == statement)
    origin = opened.records.ledgers[authority].origin
    for _ in range(TRIES):
        opened.keepers[authority].checkpoint()
        last = opened.checkpoints[authority].latest()
        if last is not None and open_checkpoint(last, origin, [old]).size > seq:
            return
    raise KeyFileError(
        "The old key has not signed over the rotation yet, so it has not handed over: the old key "
        "goes on signing alone. Run `consent-service verify`; when it ends with 0, run this again."
    )


def retire_key(
    opened: OpenStorage, folder: KeyFolder, authority: str, people: tuple[str, str]
) -> Verifier:
    """Steps 5 and 6: the old key, which signs no more. `people` are staff ids of who approved it.

    Raises `KeyFileError` if no rotation is open, while another command changes the key, or if the
    policy of the witnesses does not name the new key yet; and what recording raises.
    """
    with alone(opened.checkpoints[authority].folder):
        return _retire(opened, folder, authority, people)


def _retire(
    opened: OpenStorage, folder: KeyFolder, authority: str, people: tuple[str, str]
) -> Verifier:
    keys = read_key_file(folder, authority)
    old = next(iter(keys.beside()), None)
    if old is None:
        raise KeyFileError("There is no key to retire: rotate first.")
    feeder = opened.feeders.get(authority)
    new = keys.signer().verifier
    if feeder is not None and new not in {log.key for log in feeder.vouched.policy.logs}:
        raise KeyFileError(
            f"The witness policy {file_name(authority)}.policy does not name the new key. Add the "
            "line `log` with it, tell each witness, restart the service; then retire the old key."
        )
    key = format_public_key(old.verifier)

    def say(own: AuthorityFile) -> Sequence[AnyEvent]:
        said = any(h.event.key == key for h in own.of(KeyRetired))
        return () if said else (KeyRetired(key=key, approved_by=people),)

    _record(opened, authority, say)
    keys = replace(keys, outgoing=None, retired=(*keys.retired, key))
    update_key_file(folder, keys)
    # Again, for a rotation that was killed before it was written down.
    note_keys(opened.checkpoints[authority].folder, keys)
    opened.keepers[authority].publish_now()
    return old.verifier


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Two commands that read a key file, and each wrote it, would leave two rotations of which one
    key is lost. `folder` is the ledger's, of checkpoints. The lease ends with the process, however
    that ends.
    """
    lease = FolderCheckpoints(folder / "rotating")
    with lease.try_lease() as mine:
        if not mine:
            raise KeyFileError(
                "Another command is changing this ledger's keys just now. Run this one again when "
                "that one has ended: it goes on from there."
            )
        yield


def _record(
    opened: OpenStorage, authority: str, say: Callable[[AuthorityFile], Sequence[AnyEvent]]
) -> None:
    def action(moment: Moment) -> Sequence[AnyEvent]:
        return say(moment.authority_file)

    opened.records.run(Request(authority, OPERATOR, OwnFile(), action))

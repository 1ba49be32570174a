"""Rotating the keys that things are sealed and found with, while the service runs.

    rotate   1. a new key is written to the key file: every process opens with it, none seals
             2. after a moment, in which whoever had begun has ended, it is the one that seals and
                that new rows are found by; the old one goes on opening, and finding what it made
             3. what the old one made is made again, in steps that can be cut short and gone on from
    retire   4. when nothing needs the old key any more, it is gone from the key file

A service looks at its key file with each use, so nobody waits for a restart. One command at a time:
the second is refused.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy.exc import DBAPIError

from ledger.entry import format_time, parse_time
from ledger.files import Progress

from ..believed.remembering import seal_again
from ..database.roles import KEYS
from ..door.opening import OpenStorage
from ..door.trouble import KeyFileError
from . import reindexing, rewrapping
from .keyfolder import KeyFolder
from .keys import SEALING, AuthorityKeys, read_key_file, update_key_file
from .proving import note_keys
from .rotating import alone
from .sealing import Succession, key_id, new_key

#: Which keys are rotated so.
ROTATED: Final = SEALING
#: Lines that wait to be recorded, or for an operator: they are entered, and never made again.
_SPOOLED: Final = "lines of the spool"
#: What PostgreSQL says to a role that may not.
_NOT_ALLOWED: Final = "42501"
#: Longer than any call of storage lasts (`deadline.CALL_SECONDS`), commit and read-back included:
#: whoever began with the keys of before has ended.
LEARN_SECONDS: Final = 6.0


@dataclass(frozen=True, slots=True)
class HowFar:
    """How far a rotation has come: which keys there are, by their ids, and what needs the old one:
    rows by table. `incoming` and `outgoing` are None where there is none.
    """

    purpose: str
    active: str
    incoming: str | None
    outgoing: str | None
    since: str | None
    left: dict[str, int]

    @property
    def to_do(self) -> dict[str, int]:
        """What of it `rotate` makes again; the rest ends by itself."""
        return {
            k: n for k, n in self.left.items() if k not in {*reindexing.NOT_MADE_AGAIN, _SPOOLED}
        }

    @property
    def is_open(self) -> bool:
        """Somebody has to go on with it, or retire the old key."""
        return self.incoming is not None or self.outgoing is not None


def standing(opened: OpenStorage, folder: KeyFolder, ledger: str, purpose: str) -> HowFar:
    """How far the rotation of this key has come. Raises what the database raises."""
    keys = read_key_file(folder, ledger).of(purpose)
    needs = _needs(opened, ledger, purpose, keys) if keys.outgoing else {}
    active = key_id(keys.active).hex()
    return HowFar(purpose, active, _id(keys.incoming), _id(keys.outgoing), keys.since, needs)


def _needs(opened: OpenStorage, ledger: str, purpose: str, keys: Succession) -> dict[str, int]:
    if purpose == "wrapping":
        return rewrapping.left(opened.engine, opened.records.ledgers[ledger])
    if purpose == "spool":
        waits = 0 if keys.outgoing is None else opened.spools[ledger].lines_by(keys.outgoing)
        return {_SPOOLED: waits} if waits else {}
    since = None if keys.since is None else parse_time(keys.since)
    return reindexing.left(opened.records, ledger, opened.records.clock(), since)


def _id(key: bytes | None) -> str | None:
    return None if key is None else key_id(key).hex()


def rotate(
    opened: OpenStorage,
    folder: KeyFolder,
    ledger: str,
    purpose: str,
    progress: Progress,
    *,
    wait: Callable[[float], None] = time.sleep,
) -> HowFar:
    """Steps 1 to 3, from wherever an earlier run was cut short.

    Raises `KeyFileError` while another command changes keys, and if nothing is left to do but to
    retire; and what the database raises.
    """
    with alone(opened.checkpoints[ledger].folder):
        keys = read_key_file(folder, ledger)
        held = keys.of(purpose)
        if held.outgoing is not None and not standing(opened, folder, ledger, purpose).to_do:
            raise KeyFileError(
                "The last rotation of this key is done. Retire the old one: "
                f"`consent-service keys retire {purpose}`; then rotate again."
            )
        if held.outgoing is None:
            if held.incoming is None:
                held = replace(held, incoming=new_key())
                _put(folder, keys, purpose, held)
            wait(LEARN_SECONDS)
            now = format_time(opened.records.clock())
            held = Succession(held.incoming or b"", None, held.active, now)
            keys = _put(folder, keys, purpose, held)
        note_keys(opened.checkpoints[ledger].folder, keys)
        wait(LEARN_SECONDS)
        with _said_plainly():
            _make_again(opened, ledger, purpose, progress)
        return standing(opened, folder, ledger, purpose)


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _NOT_ALLOWED:
            raise
        raise KeyFileError(
            f"This role may not do that. Run the command with the address of {KEYS}: "
            "docs/operating.md. It goes on from here."
        ) from error


def _put(folder: KeyFolder, keys: AuthorityKeys, purpose: str, held: Succession) -> AuthorityKeys:
    changed = keys.with_keys(purpose, held)
    update_key_file(folder, changed)
    return changed


def _make_again(opened: OpenStorage, ledger: str, purpose: str, progress: Progress) -> None:
    if purpose == "wrapping":
        mine = opened.records.ledgers[ledger]
        lost = rewrapping.rewrap(opened.engine, mine, progress)
        seal_again(opened.checkpoints[ledger].folder, mine.seal)
    elif purpose == "spool":
        return  # whoever keeps enters what waits, within a second
    else:
        lost = reindexing.reindex(opened.records, ledger, progress)
    if lost:
        raise KeyFileError(
            f"{lost} rows or files do not open, so that they still need the old key. All else "
            "is done. `consent-service verify` says which they are."
        )


def retire(
    opened: OpenStorage, folder: KeyFolder, ledger: str, purpose: str, *, at_once: bool = False
) -> str:
    """Step 4. The id of the key that is gone. `at_once` gives up what only waiting makes needless:
    codes that are out, and that a request from before is recognised if it is repeated.

    Raises `KeyFileError` if there is none to retire or something still needs it, saying how much;
    and what the database raises.
    """
    with alone(opened.checkpoints[ledger].folder):
        keys = read_key_file(folder, ledger)
        held = keys.of(purpose)
        if held.outgoing is None:
            raise KeyFileError(f"There is no {purpose} key to retire: rotate first.")
        now = standing(opened, folder, ledger, purpose)
        if now.to_do:
            raise KeyFileError(
                f"The old {purpose} key is still needed: {told(now.to_do)}. Run `consent-service "
                f"keys rotate {purpose}` again; it goes on from here."
            )
        if _SPOOLED in now.left:
            raise KeyFileError(
                f"The old spool key is still needed: {told(now.left)}. A service that runs enters "
                "them, once the database can be reached; what was set aside is an operator's to "
                "look at: docs/operating.md."
            )
        if now.left and not at_once:
            raise KeyFileError(
                f"The old {purpose} key is still needed: {told(now.left)}. That ends by itself: "
                f"codes within days, requests {reindexing.REPEATED_FOR.days} days after the "
                "rotation. With --at-once codes that are out are good no more, and a request of "
                "before that is repeated is recorded a second time."
            )
        note_keys(opened.checkpoints[ledger].folder, keys)
        _put(folder, keys, purpose, replace(held, outgoing=None))
        return key_id(held.outgoing).hex()


def told(needs: dict[str, int]) -> str:
    """What still needs a key, in words."""
    return ", ".join(f"{count} in {table}" for table, count in sorted(needs.items()))


def bring_back(
    opened: OpenStorage, folder: KeyFolder, ledger: str, purpose: str, old: AuthorityKeys
) -> str:
    """Take the key of an old key file beside the present one, for a database of that time. Its id.

    `rotate` then makes again what it made. Raises `KeyFileError` while a rotation is open, and for
    the key file of another ledger.
    """
    with alone(opened.checkpoints[ledger].folder):
        keys = read_key_file(folder, ledger)
        held, theirs = keys.of(purpose), old.of(purpose).active
        if (old.authority, old.origin, old.own_file) != (
            keys.authority,
            keys.origin,
            keys.own_file,
        ):
            raise KeyFileError("That is the key file of another ledger.")
        if theirs in held.held():
            raise KeyFileError("That key is in the key file already.")
        if len(held.held()) != 1:
            raise KeyFileError("A rotation is open: finish it first, and retire its old key.")
        _put(folder, keys, purpose, replace(held, outgoing=theirs))
        return key_id(theirs).hex()

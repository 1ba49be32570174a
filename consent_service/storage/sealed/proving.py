"""Whether the keys in a key file are those that this ledger was last made with.

Beside the checkpoints, outside the database, stands which keys are in use: by ids, which say
nothing of a key. A key file without one of them is another's, or an old copy, and nothing starts
with it. What the database says of keys is held against that and never instead of it: whoever owns
the database cannot keep the service from starting, because immediate risk is answered from no
storage.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from ledger.durable import write_whole

from ...actions.refused import RecordDamaged
from ..database.engine import DATABASE_ERRORS, reading
from ..database.statements import READ_KEYS
from ..door.openfiles import Ledger
from ..door.trouble import KeyFileError, StorageError
from .keys import SEALING, AuthorityKeys, file_name, ledger_of
from .sealing import KeyNotHeld, key_id

NAME: Final = "keys"
#: The key that signs: its id there is the one that stands beside each signature.
SIGNING: Final = "signing"

#: What each key is, in the words of whoever has to find it again.
CALLED: Final = {
    "wrapping": "the key that wraps the case files' keys",
    "index": "the key of references, names and idempotency keys",
    "spool": "the key of the spool",
    SIGNING: "the key that signs",
}


def note_keys(folder: Path, keys: AuthorityKeys) -> None:
    """Write down beside the checkpoints which keys are in use from now on."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    ids = {name: held[0] for name, held in _held(keys).items()}
    write_whole(folder / NAME, json.dumps(ids).encode() + b"\n")


def prove_keys(engine: Engine, ledger: Ledger, keys: AuthorityKeys, folder: Path) -> None:
    """Raise `KeyFileError`, saying which key is missing and what to do, unless each that is in use
    is in the key file.

    Where nothing is written down the key of the authority's own file in the database has to open,
    if there is an answer; then it is written down. Where nothing is of the key that signs, the last
    checkpoint is what it is held to, as ever, before anything is appended.
    """
    noted = _noted(folder)
    for name, held in _held(keys).items():
        if noted is None or (name == SIGNING and name not in noted):
            continue
        if noted.get(name) not in held:
            raise _missing(keys, name, str(noted.get(name)))
    if noted is not None:
        return
    try:
        opens = own_file_opens(engine, ledger)
    except KeyNotHeld as error:
        raise _missing(keys, "wrapping", error.id.hex()) from error
    except (*DATABASE_ERRORS, StorageError, RecordDamaged):
        return  # nobody answers, or what is there is found out when it is first used
    if opens:
        note_keys(folder, keys)


def without_key_file(checkpoints: Path, ledgers: Collection[str]) -> list[str]:
    """Ledgers that keys were written down for here, and that no key file is for any more: nobody
    who belongs to them can be served. Others can.
    """
    noted = (path.parent.name for path in checkpoints.glob(f"*/{NAME}"))
    return sorted(one for one in map(ledger_of, noted) if one not in ledgers)


def own_file_opens(engine: Engine, ledger: Ledger) -> bool:
    """Whether the key of the authority's own file stands there, and opens.

    Raises `RecordDamaged`, of which `KeyNotHeld` is one, and what the database raises.
    """
    with reading(engine, ledger.authority) as connection:
        own = {"authority": ledger.authority, "files": [ledger.own_file]}
        wrapped = {row.file: row.wrapped for row in connection.execute(READ_KEYS, own)}
    if ledger.own_file not in wrapped:
        return False
    ledger.seal.unwrap(wrapped[ledger.own_file], ledger.own_file)
    return True


def _noted(folder: Path) -> dict[str, str] | None:
    """The ids that were written down; None where none were, or nobody can read them."""
    try:
        noted = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    return noted if isinstance(noted, dict) else None


def _held(keys: AuthorityKeys) -> dict[str, tuple[str, ...]]:
    """The ids of the keys for each purpose, the one in use first. What signed before counts: a
    rotation that was killed between the key file and this folder leaves the id of before here.
    """
    sealing = {one: tuple(key_id(key).hex() for key in keys.of(one).held()) for one in SEALING}
    signing = (key.key_id.hex() for key in reversed(keys.verifiers()))
    return {**sealing, SIGNING: tuple(signing)}


def _missing(keys: AuthorityKeys, name: str, id: str) -> KeyFileError:
    # Not what somebody put there in the place of an id.
    shown = id if len(id) <= 16 and id.isalnum() else "of another id"
    return KeyFileError(
        f"The key file {file_name(keys.authority)}.json lacks {CALLED[name]} that is in use "
        f"({shown}): it is an old copy, or another's. Put the newest copy of that file back. With "
        "a backup of the database from before a rotation, bring the key of that time back: "
        "`consent-service keys bring-back`."
    )

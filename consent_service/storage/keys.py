"""Key files: one per authority, mode 0600, outside the database and its backups.

A key file holds the key that wraps the case files' keys, the key of the blind indexes, the key of
the spool and the ledger's signing key. They are four different keys: none can stand in for another.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ledger import note
from ledger.errors import MalformedKey

from .sealing import KEY_BYTES, AuthoritySeal, new_key
from .trouble import KeyFileError

AUTHORITY_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")


@dataclass(frozen=True, slots=True)
class AuthorityKeys:
    """What one authority's key file holds. Nothing secret shows in its `repr`.

    `own_file` is the handle of the authority's own case file. It stands here, and not only in the
    database, so that the service can start and answer while the database cannot be read.
    """

    authority: str
    origin: str
    own_file: str
    demonstration: bool
    wrapping: bytes = field(repr=False)
    index: bytes = field(repr=False)
    spool: bytes = field(repr=False)
    signing: str = field(repr=False)

    def seal(self) -> AuthoritySeal:
        """What wraps this authority's case file keys and makes its blind indexes."""
        return AuthoritySeal(self.wrapping, self.index, self.origin)

    def signer(self) -> note.Signer:
        """What signs this authority's checkpoints."""
        return note.signer_from_text(self.signing)


def create_key_file(
    folder: Path, authority: str, origin: str, *, demonstration: bool = False
) -> AuthorityKeys:
    """Make an authority's keys and write them to `folder`, which is made if it is not there.

    Raises `KeyFileError` if the code is not one, or if keys are there already: they are never
    replaced, because what they sealed could then never be read again.
    """
    if AUTHORITY_CODE.fullmatch(authority) is None:
        raise KeyFileError(
            "An authority's code is lower-case letters, digits and hyphens, 3 to 32 of them."
        )
    keys = AuthorityKeys(
        authority=authority,
        origin=origin,
        own_file=secrets.token_hex(16),
        demonstration=demonstration,
        wrapping=new_key(),
        index=new_key(),
        spool=new_key(),
        signing=note.format_signer(note.new_signer(origin)),
    )
    document = {
        "authority": authority,
        "origin": origin,
        "own_file": keys.own_file,
        "demonstration": demonstration,
        "wrapping": _text(keys.wrapping),
        "index": _text(keys.index),
        "spool": _text(keys.spool),
        "signing": keys.signing,
    }
    write_secret(folder / f"{authority}.json", json.dumps(document, indent=1).encode() + b"\n")
    return keys


def read_key_files(folder: Path) -> dict[str, AuthorityKeys]:
    """Every authority's keys in `folder`, by code. Raises `KeyFileError`, naming the file."""
    return {
        keys.authority: keys for keys in (_read(path) for path in sorted(folder.glob("*.json")))
    }


def _read(path: Path) -> AuthorityKeys:
    try:
        document = json.loads(read_secret(path))
        keys = AuthorityKeys(
            authority=document["authority"],
            origin=document["origin"],
            own_file=document["own_file"],
            demonstration=document["demonstration"],
            wrapping=_key(document["wrapping"]),
            index=_key(document["index"]),
            spool=_key(document["spool"]),
            signing=document["signing"],
        )
        keys.signer()
    except (KeyError, TypeError, ValueError, MalformedKey) as error:
        raise KeyFileError(
            f"The key file {path.name} is not whole: put back the copy you keep of it."
        ) from error
    if path.stem != keys.authority:
        raise KeyFileError(f"The key file {path.name} belongs to another authority.")
    return keys


def write_secret(path: Path, secret: bytes) -> None:
    """Write a new file that only its owner can read. Raises `KeyFileError` if it is there."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise KeyFileError(f"The key file {path.name} is there already.") from error
    with os.fdopen(handle, "wb") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())


def read_secret(path: Path) -> bytes:
    """Read a file of ours that only its owner can read. Raises `KeyFileError`."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except OSError as error:
        raise KeyFileError(f"The key file {path.name} cannot be opened.") from error
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if status.st_uid != os.geteuid() or stat.S_IMODE(status.st_mode) & 0o077:
            raise KeyFileError(
                f"The key file {path.name} must belong to the account that runs the service "
                "and be readable by it alone: chmod 600."
            )
        return file.read()


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key of another length")
    return key

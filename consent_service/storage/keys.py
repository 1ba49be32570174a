"""Key files: one per authority, mode 0600, outside the database and its backups.

A key file holds the key that wraps the case files' keys, the key of the blind indexes, the key of
the spool and the ledger's signing key. They are four different keys: none can stand in for another.
All but the spool's can be rotated, and are then two for a while.
"""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import stat
import threading
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from ledger import note
from ledger.durable import sync_folder
from ledger.errors import MalformedKey

from .sealing import KEY_BYTES, AuthoritySeal, Succession, new_key
from .trouble import KeyFileError

AUTHORITY_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")
#: What the name of a second ledger ends with: `north/reads` stands beside `north`.
_READS: Final = "/reads"
#: What things are sealed and found with, and is rotated.
SEALING: Final = ("wrapping", "index")
#: Under which name a ledger's rows stand, and its transactions.
LEDGER_NAME: Final = re.compile(rf"{AUTHORITY_CODE.pattern}(?:{_READS})?")


@dataclass(frozen=True, slots=True)
class AuthorityKeys:
    """What the key file of one ledger holds. Nothing secret shows in its `repr`.

    `authority` is the ledger's name: an authority's code for its record, and `reads_of` that for
    the record of who looked at it.

    `own_file` is the handle of the authority's own case file. It stands here, and not only in the
    database, so that the service can start and answer while the database cannot be read.
    """

    authority: str
    origin: str
    own_file: str
    demonstration: bool
    wrapping: Succession
    index: Succession
    spool: bytes = field(repr=False)
    signing: str = field(repr=False)
    #: A key that is to take over, and is not used before that is on the ledger.
    incoming: str | None = field(default=None, repr=False)
    #: The key before, which signs beside the present one until it is retired.
    outgoing: str | None = field(default=None, repr=False)
    #: The public halves of keys that sign no more, the oldest first.
    retired: tuple[str, ...] = ()

    def seal(self) -> AuthoritySeal:
        """What wraps this authority's case file keys and makes its blind indexes, by these keys."""
        return AuthoritySeal(self.wrapping, self.index, self.origin)

    def of(self, purpose: str) -> Succession:
        """The keys for one of `SEALING`."""
        return self.wrapping if purpose == "wrapping" else self.index

    def with_keys(self, purpose: str, held: Succession) -> AuthorityKeys:
        """The same with these keys for one of `SEALING`."""
        if purpose == "wrapping":
            return replace(self, wrapping=held)
        return replace(self, index=held)

    def signer(self) -> note.Signer:
        """What signs this authority's checkpoints."""
        return note.signer_from_text(self.signing)

    def beside(self) -> tuple[note.Signer, ...]:
        """What signs them as well while a rotation lasts."""
        return () if self.outgoing is None else (note.signer_from_text(self.outgoing),)

    def earlier(self) -> tuple[note.Verifier, ...]:
        """The keys that signed before, the oldest first."""
        return tuple(note.verifier_from_text(text) for text in self.retired)

    def verifiers(self) -> tuple[note.Verifier, ...]:
        """Every key that ever signed this ledger, the first one first."""
        return (
            *self.earlier(),
            *(signer.verifier for signer in self.beside()),
            self.signer().verifier,
        )


def reads_of(authority: str) -> str:
    """The name of the ledger that says who looked at this authority's record."""
    return f"{authority}{_READS}"


def is_reads(ledger: str) -> bool:
    """Whether a ledger of this name says who looked."""
    return ledger.endswith(_READS)


def whose(ledger: str) -> str:
    """The authority whose record, or whose looks, a ledger of this name holds."""
    return ledger.removesuffix(_READS)


def file_name(ledger: str) -> str:
    """What files and folders of a ledger are named by: no code has a dot."""
    return ledger.replace("/", ".")


def ledger_of(file_name: str) -> str:
    """The ledger that something is named by."""
    return file_name.replace(".", "/")


class Keyring:
    """One ledger's keys as they are in its file now. A rotation changes them under a running
    service, and each use looks whether it did. Thread-safe.
    """

    def __init__(self, folder: Path, keys: AuthorityKeys) -> None:
        self.keys = keys
        self.verifiers = keys.verifiers()
        self._folder = folder
        self._path = _path(folder, keys.authority)
        self._seen = self._identity()
        self._seal = keys.seal()
        self._guard = threading.Lock()

    def seal(self) -> AuthoritySeal:
        """The seal by the keys of now."""
        self.refresh()
        return self._seal

    def refresh(self) -> None:
        """Read the file again if it is another. One that cannot be read is left for later: the keys
        that are known go on.
        """
        if self._identity() in (None, self._seen):
            return
        with self._guard:
            now = self._identity()
            if now is None or now == self._seen:
                return
            try:
                self.keys = read_key_file(self._folder, self.keys.authority)
            except KeyFileError:
                return
            self.verifiers = self.keys.verifiers()
            self._seal = self.keys.seal()
            self._seen = now

    def _identity(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size


def create_key_file(
    folder: Path, authority: str, origin: str, *, demonstration: bool = False
) -> AuthorityKeys:
    """Make an authority's keys and write them to `folder`, which is made if it is not there.

    Raises `KeyFileError` if the code is not one, or if keys are there already: they are never
    replaced, because what they sealed could then never be read again.
    """
    if LEDGER_NAME.fullmatch(authority) is None:
        raise KeyFileError(
            "An authority's code is lower-case letters, digits and hyphens, 3 to 32 of them."
        )
    keys = AuthorityKeys(
        authority=authority,
        origin=origin,
        own_file=secrets.token_hex(16),
        demonstration=demonstration,
        wrapping=Succession(new_key()),
        index=Succession(new_key()),
        spool=new_key(),
        signing=note.format_signer(note.new_signer(origin)),
    )
    write_secret(_path(folder, authority), _format(keys))
    return keys


def update_key_file(folder: Path, keys: AuthorityKeys) -> None:
    """Put these keys in the place of those in the file: whole or not at all, and there to stay.

    No key that things are made with now may be missing among them: see `create_key_file`.
    """
    path = _path(folder, keys.authority)
    old = _read(path)
    if old.spool != keys.spool or any(
        old.of(purpose).active not in keys.of(purpose).held() for purpose in SEALING
    ):
        raise KeyFileError(f"The key file {path.name} holds other keys.")
    replace_secret(path, _format(keys))


def _format(keys: AuthorityKeys) -> bytes:
    document: dict[str, Any] = {
        "authority": keys.authority,
        "origin": keys.origin,
        "own_file": keys.own_file,
        "demonstration": keys.demonstration,
        "wrapping": _text(keys.wrapping.active),
        "index": _text(keys.index.active),
        "spool": _text(keys.spool),
        "signing": keys.signing,
    }
    # A key file that was never rotated stays as it was.
    for purpose in SEALING:
        succession = keys.of(purpose)
        others = {
            "incoming": None if succession.incoming is None else _text(succession.incoming),
            "outgoing": None if succession.outgoing is None else _text(succession.outgoing),
            "since": succession.since,
        }
        if any(others.values()):
            document[f"{purpose}_rotation"] = {k: v for k, v in others.items() if v}
    kept = {"incoming": keys.incoming, "outgoing": keys.outgoing, "retired": list(keys.retired)}
    document |= {name: value for name, value in kept.items() if value}
    return json.dumps(document, indent=1).encode() + b"\n"


def read_key_file(folder: Path, authority: str) -> AuthorityKeys:
    """One authority's keys. Raises `KeyFileError`."""
    return _read(_path(folder, authority))


def read_one_file(path: Path) -> AuthorityKeys:
    """The keys in a copy of a key file, wherever it lies. Raises `KeyFileError`."""
    return _read(path, named=False)


def read_key_files(folder: Path) -> dict[str, AuthorityKeys]:
    """Every authority's keys in `folder`, by code. Raises `KeyFileError`, naming the file."""
    return {
        keys.authority: keys for keys in (_read(path) for path in sorted(folder.glob("*.json")))
    }


def _path(folder: Path, ledger: str) -> Path:
    return folder / f"{file_name(ledger)}.json"


def _read(path: Path, *, named: bool = True) -> AuthorityKeys:
    try:
        document = json.loads(read_secret(path))
        keys = AuthorityKeys(
            authority=document["authority"],
            origin=document["origin"],
            own_file=document["own_file"],
            demonstration=document["demonstration"],
            wrapping=_succession(document, "wrapping"),
            index=_succession(document, "index"),
            spool=_key(document["spool"]),
            signing=document["signing"],
            incoming=document.get("incoming"),
            outgoing=document.get("outgoing"),
            retired=tuple(document.get("retired", ())),
        )
        keys.verifiers()
    except (KeyError, TypeError, ValueError, MalformedKey) as error:
        raise KeyFileError(
            f"The key file {path.name} is not whole: put back the copy you keep of it."
        ) from error
    if named and path.name != _path(path.parent, keys.authority).name:
        raise KeyFileError(f"The key file {path.name} belongs to another authority.")
    return keys


def _succession(document: dict[str, Any], purpose: str) -> Succession:
    rotation = document.get(f"{purpose}_rotation", {})
    incoming, outgoing = (
        None if (text := rotation.get(name)) is None else _key(text)
        for name in ("incoming", "outgoing")
    )
    return Succession(_key(document[purpose]), incoming, outgoing, rotation.get("since"))


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


def replace_secret(path: Path, secret: bytes) -> None:
    """Put this in the place of what is in the file: whole or not at all, and there to stay."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    write_secret(fresh, secret)
    fresh.replace(path)
    sync_folder(path.parent)


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

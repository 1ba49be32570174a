"""Key files: one per authority, mode 0600, outside the database and its backups.

A key file holds the key that wraps the case files' keys, the key of the blind indexes, the key of
the spool and the ledger's signing key. They are four different keys: none can stand in for another.
All can be rotated, and are then two for a while.
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from ledger import note
from ledger.errors import MalformedKey

from ..door.trouble import KeyFileError
from .keyfolder import (
    KeyFolder,
    Watched,
    names_of,
    read_copy,
    read_key,
    replace_key,
    write_key,
)
from .sealing import KEY_BYTES, AuthoritySeal, Succession, new_key

AUTHORITY_CODE: Final = re.compile(r"[a-z][a-z0-9-]{1,30}[a-z0-9]")
#: What the name of a second ledger ends with: `north/reads` stands beside `north`.
_READS: Final = "/reads"
#: What things are sealed and found with, and is rotated.
SEALING: Final = ("wrapping", "index", "spool")
_ENDING: Final = ".json"
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
    spool: Succession
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
        return {"wrapping": self.wrapping, "index": self.index, "spool": self.spool}[purpose]

    def with_keys(self, purpose: str, held: Succession) -> AuthorityKeys:
        """The same with these keys for one of `SEALING`."""
        if purpose == "wrapping":
            return replace(self, wrapping=held)
        return replace(self, index=held) if purpose == "index" else replace(self, spool=held)

    def signer(self) -> note.Signer:
        """What signs this authority's checkpoints."""
        return note.private_key_from_text(self.signing, note.Signer)

    def beside(self) -> tuple[note.Signer, ...]:
        """What signs them as well while a rotation lasts."""
        if self.outgoing is None:
            return ()
        return (note.private_key_from_text(self.outgoing, note.Signer),)

    def earlier(self) -> tuple[note.Verifier, ...]:
        """The keys that signed before, the oldest first."""
        return tuple(note.public_key_from_text(text, note.Verifier) for text in self.retired)

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


class _HeldKey(NamedTuple):
    keys: AuthorityKeys
    verifiers: tuple[note.Verifier, ...]
    seal: AuthoritySeal


class Keyring:
    """One ledger's keys as they are in its file now. A rotation changes them under a running
    service, and each use looks whether it did. Thread-safe.
    """

    def __init__(self, folder: KeyFolder, authority: str) -> None:
        def parse(said: bytes) -> _HeldKey:
            keys = _parsed(said, _name(authority))
            return _HeldKey(keys, keys.verifiers(), keys.seal())

        self._watched = Watched(folder, _name(authority), parse)

    @property
    def keys(self) -> AuthorityKeys:
        """The keys of now."""
        return self._watched.now().keys

    @property
    def verifiers(self) -> tuple[note.Verifier, ...]:
        """Every key that ever signed this ledger, the first one first."""
        return self._watched.now().verifiers

    def seal(self) -> AuthoritySeal:
        """The seal by the keys of now."""
        return self._watched.now().seal

    def spool(self) -> Succession:
        """The spool's keys of now."""
        return self.keys.spool


def create_key_file(
    folder: KeyFolder, authority: str, origin: str, *, demonstration: bool = False
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
        spool=Succession(new_key()),
        signing=note.format_private_key(note.new_signer(origin)),
    )
    write_key(folder, _name(authority), _format(keys))
    return keys


def update_key_file(folder: KeyFolder, keys: AuthorityKeys) -> None:
    """Put these keys in the place of those in the file: whole or not at all, and there to stay.

    No key that things are made with now may be missing among them: see `create_key_file`.
    """
    name = _name(keys.authority)
    old = read_key_file(folder, keys.authority)
    if any(old.of(purpose).active not in keys.of(purpose).held() for purpose in SEALING):
        raise KeyFileError(f"The key file {name} holds other keys.")
    replace_key(folder, name, _format(keys))


def _format(keys: AuthorityKeys) -> bytes:
    document: dict[str, Any] = {
        "authority": keys.authority,
        "origin": keys.origin,
        "own_file": keys.own_file,
        "demonstration": keys.demonstration,
        "wrapping": _text(keys.wrapping.active),
        "index": _text(keys.index.active),
        "spool": _text(keys.spool.active),
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


def read_key_file(folder: KeyFolder, authority: str) -> AuthorityKeys:
    """One authority's keys. Raises `KeyFileError`."""
    return _parsed(read_key(folder, _name(authority)), _name(authority))


def read_one_file(folder: Path, path: Path) -> AuthorityKeys:
    """The keys in a copy of a key file of `folder`, wherever it lies. Raises `KeyFileError`."""
    return _parsed(read_copy(folder, path), None)


def read_key_files(folder: KeyFolder) -> dict[str, AuthorityKeys]:
    """Every authority's keys in `folder`, by code. Raises `KeyFileError`, naming the file."""
    names = [name for name in names_of(folder) if name.endswith(_ENDING)]
    found = [_parsed(read_key(folder, name), name) for name in names]
    return {keys.authority: keys for keys in found}


def _name(ledger: str) -> str:
    return f"{file_name(ledger)}{_ENDING}"


def _parsed(said: bytes, name: str | None) -> AuthorityKeys:
    try:
        document = json.loads(said)
        keys = AuthorityKeys(
            authority=document["authority"],
            origin=document["origin"],
            own_file=document["own_file"],
            demonstration=document["demonstration"],
            wrapping=_succession(document, "wrapping"),
            index=_succession(document, "index"),
            spool=_succession(document, "spool"),
            signing=document["signing"],
            incoming=document.get("incoming"),
            outgoing=document.get("outgoing"),
            retired=tuple(document.get("retired", ())),
        )
        keys.verifiers()
    except (KeyError, TypeError, ValueError, MalformedKey) as error:
        raise KeyFileError(
            f"The key file {name or 'given'} is not whole: put back the copy you keep of it."
        ) from error
    if name not in (None, _name(keys.authority)):
        raise KeyFileError(f"The key file {name} belongs to another authority.")
    return keys


def _succession(document: dict[str, Any], purpose: str) -> Succession:
    rotation = document.get(f"{purpose}_rotation", {})
    incoming, outgoing = (
        None if (text := rotation.get(name)) is None else _key(text)
        for name in ("incoming", "outgoing")
    )
    return Succession(_key(document[purpose]), incoming, outgoing, rotation.get("since"))


def _text(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key of another length")
    return key

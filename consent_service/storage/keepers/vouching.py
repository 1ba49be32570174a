"""What witnesses have said of a ledger, kept outside the database beside its checkpoints.

cosigned               the newest checkpoint that fulfils the policy, with its cosignatures
witnessing/<key id>    the newest that this witness cosigned
witnessing/failures    why each of the others did not, at its last try
evidence/<hash>.json   what was refused, where the refusal may show something
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from ledger.checkpoint import open_checkpoint
from ledger.cosignature import cosigned_at, with_cosignatures
from ledger.durable import FolderWriter
from ledger.errors import LedgerError, TooFewCosignatures
from ledger.files import read_limited
from ledger.note import MAX_NOTE, Signature, parse_note
from ledger.policy import (
    MAX_POLICY,
    PolicyWitness,
    Witnessed,
    WitnessPolicy,
    check_policy,
    parse_policy,
)
from ledger.witnessing import WitnessRefusal

from ..door.trouble import KeyFileError
from ..sealed.keys import AuthorityKeys, file_name
from .publishing import published_of

#: Refusals that prove nothing are kept too, up to so many: somebody may find out what they mean.
MOST_EVIDENCE: Final = 100


def read_policies(
    folder: Path | None, keys: Mapping[str, AuthorityKeys]
) -> dict[str, WitnessPolicy]:
    """The policy of each authority that has one: `<authority>.policy`, as C2SP tlog-policy.

    Raises `KeyFileError` for a folder that is not there, and for a policy that cannot be read or
    that names no key which signs this ledger: witnesses that are not asked would not be missed.
    """
    if folder is not None and not folder.is_dir():
        raise KeyFileError("CONSENT_WITNESSES names no folder. Is its disk there?")
    found: dict[str, WitnessPolicy] = {}
    for authority, one in keys.items():
        path = None if folder is None else folder / f"{file_name(authority)}.policy"
        if path is None or not path.exists():
            continue
        try:
            policy = parse_policy(read_limited(path, MAX_POLICY))
        except LedgerError as error:
            raise KeyFileError(f"The witness policy {path.name} cannot be used: {error}") from error
        signing = {one.signer().verifier, *(signer.verifier for signer in one.beside())}
        if signing.isdisjoint(log.key for log in policy.logs):
            raise KeyFileError(
                f"The witness policy {path.name} names no key that signs the ledger {one.origin}. "
                "It needs the line `log` with what `consent-service ledger key` prints."
            )
        found[authority] = policy
    return found


@dataclass(frozen=True, slots=True)
class WitnessState:
    """One witness: up to which size it cosigned and when, and why not further."""

    name: str
    size: int | None
    at: datetime | None
    failure: str | None


@dataclass(frozen=True, slots=True)
class Witnessing:
    """How far others vouch for a ledger.

    `size` entries are published, `cosigned` of them under as many cosignatures as the policy asks
    for, the newest of which are `lag` old; None where there never were so many. `is_late` is the
    alarm. It blocks nothing.
    """

    size: int
    cosigned: int | None
    lag: timedelta | None
    is_late: bool
    witnesses: tuple[WitnessState, ...]


class Vouched:
    """What is kept of one ledger's witnesses, in its checkpoint folder. One process writes."""

    def __init__(
        self, folder: Path, origin: str, policy: WitnessPolicy, published: Path, allowed: timedelta
    ) -> None:
        self.folder = folder
        self.origin = origin
        self.policy = policy
        self.published = published
        self.allowed = allowed

    # ── what is kept ────────────────────────────────────────────────────────────────────────

    def fulfilled(self) -> Witnessed | None:
        """The newest checkpoint that fulfils the policy; None if none does, or does any more."""
        note = self.cosigned()
        try:
            return None if note is None else check_policy(note, self.origin, self.policy)
        except LedgerError:
            return None  # of a policy or a key that were others

    def cosigned(self) -> bytes | None:
        """The same as a note, unchecked."""
        return _read(self.folder / "cosigned")

    def with_lines(self, checkpoint: bytes) -> bytes:
        """The checkpoint with the cosignatures that were had for it so far."""
        text = parse_note(checkpoint).text
        for witness in self.policy.witnesses:
            note = self._note_of(witness)
            line = None if note is None else line_of(witness, note)
            if note is not None and line is not None and parse_note(note).text == text:
                checkpoint = with_cosignatures(checkpoint, [line])
        return checkpoint

    def last_of(self, witness: PolicyWitness, text: str) -> datetime | None:
        """When this witness cosigned the checkpoint of this text, if it did."""
        note = self._note_of(witness)
        line = None if note is None else line_of(witness, note)
        if note is None or line is None or parse_note(note).text != text:
            return None
        return cosigned_at(line)

    def sizes(self) -> dict[str, int]:
        """What each witness has cosigned, by its name."""
        return {one.name: one.size for one in self.states() if one.size is not None}

    def _note_of(self, witness: PolicyWitness) -> bytes | None:
        return _read(self.folder / "witnessing" / witness.key.key_id.hex())

    def _size(self, note: bytes) -> int:
        return self.opened_size(note) or 0

    def opened_size(self, note: bytes) -> int | None:
        """The size of a checkpoint that a key of the policy signed; None if none did."""
        try:
            keys = [one.key for one in self.policy.logs]
            return open_checkpoint(note, self.origin, keys).size
        except LedgerError:
            return None

    # ── keeping ─────────────────────────────────────────────────────────────────────────────

    def keep(self, note: bytes) -> None:
        """Keep a checkpoint with the cosignatures it has now. On return it is there to stay."""
        for witness in self.policy.witnesses:
            if line_of(witness, note) is not None:
                self._put(self.folder / "witnessing", witness.key.key_id.hex(), note)
        try:
            new = check_policy(note, self.origin, self.policy)
        except TooFewCosignatures:
            return
        kept = self.fulfilled()
        if kept is None or kept.checkpoint.size <= new.checkpoint.size:
            self._put(self.folder, "cosigned", note)

    def keep_failures(self, failures: Mapping[str, str]) -> None:
        """Keep why witnesses did not cosign, by name."""
        self._put(self.folder / "witnessing", "failures", json.dumps(failures).encode())

    def failures(self) -> dict[str, str]:
        """Why witnesses did not cosign when they were asked last, by name."""
        found: dict[str, str] = json.loads(_read(self.folder / "witnessing/failures") or b"{}")
        return found

    def keep_evidence(self, refusal: WitnessRefusal, found: str, *, proven: bool) -> None:
        """Keep a refusal with all that was said. What is there is never written over."""
        folder = self.folder / "evidence"
        digest = hashlib.sha256(b"\n".join((refusal.submitted, refusal.held or refusal.said)))
        name = f"{digest.hexdigest()[:32]}.json"
        if (folder / name).exists():
            return
        if not proven and folder.exists() and len(list(folder.iterdir())) >= MOST_EVIDENCE:
            return
        document = {
            "witness": refusal.witness,
            "at": refusal.at.isoformat(),
            "found": found,
            "status": refusal.status,
            "said": base64.b64encode(refusal.said).decode(),
            "submitted": refusal.submitted.decode(),
            "held": None if refusal.held is None else refusal.held.decode(),
        }
        self._put(folder, name, json.dumps(document, indent=1).encode() + b"\n")

    def _put(self, folder: Path, name: str, data: bytes) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        writer = FolderWriter(folder)
        writer.put(name, data)
        writer.settle()

    # ── looking ─────────────────────────────────────────────────────────────────────────────

    def look(self, now: datetime) -> Witnessing:
        """How far others vouch for the ledger at `now`. Reads what is kept; asks nobody."""
        published = published_of(self.published)
        size = 0 if published is None else published.size
        kept, states = self.fulfilled(), tuple(self.states())
        if kept is None:
            return Witnessing(size, None, None, size > 0, states)
        lag = kept.lag(now)
        is_late = lag is not None and lag > self.allowed
        return Witnessing(size, kept.checkpoint.size, lag, is_late, states)

    def states(self) -> list[WitnessState]:
        """Each witness of the policy, in its order."""
        failures, found = self.failures(), list[WitnessState]()
        for witness in self.policy.witnesses:
            note = self._note_of(witness)
            line = None if note is None else line_of(witness, note)
            size = None if note is None else self.opened_size(note)
            at = None if line is None else cosigned_at(line)
            found.append(WitnessState(witness.name, size, at, failures.get(witness.name)))
        return found


def line_of(witness: PolicyWitness, note: bytes) -> Signature | None:
    """The line of this witness under a checkpoint."""
    key = (witness.key.name, witness.key.key_id)
    return next((s for s in parse_note(note).signatures if (s.name, s.key_id) == key), None)


def _read(path: Path) -> bytes | None:
    return read_limited(path, MAX_NOTE) if os.path.lexists(path) else None

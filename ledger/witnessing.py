"""Feeding witnesses: giving each the new checkpoint, and believing nothing they answer unchecked.

    gathered = gather(checkpoint, policy, prove, at=now)
    check_policy(gathered.note, origin, policy).lag(now)

A witness answers with a cosignature, which is verified before it is kept; with the size that it
holds, and then it is asked once more from there; or it refuses. A refusal may be somebody's
mistake, or the moment at which a fork comes to light, so that it is returned with all that was
said: `WitnessRefused.refusal` is for the caller to keep.

What a witness can do to us is nothing but not answer. It cannot forge a checkpoint (it has no key
of the ledger), take a good cosignature back, or hold up the others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, TypeAlias

from ledger.checkpoint import Checkpoint, open_checkpoint
from ledger.cosignature import cosigned_at, with_cosignatures
from ledger.errors import (
    BadProof,
    BadSignature,
    Forked,
    LedgerError,
    MalformedNote,
    MalformedSubmission,
    NotPinned,
    RolledBack,
)
from ledger.note import Note, Signature, Verifier, parse_note
from ledger.policy import PolicyWitness, WitnessPolicy
from ledger.submission import SIZE_TYPE, Submission, format_submission, parse_size
from ledger.transport import PeerReply, Send, WitnessUnavailable, send
from ledger.tree import check_consistency

CLOCKS_DIFFER: Final = timedelta(minutes=5)
"""How far the clock of a witness may be from ours before its time is not believed."""

Prove: TypeAlias = Callable[[int, int], Sequence[bytes]]
"""Given (old, new), the consistency proof; `ledger.tree.prove_consistency` over stored tiles."""


@dataclass(frozen=True, slots=True)
class WitnessRefusal:
    """What a witness would not cosign, to be kept: it may be evidence.

    `witness` is its name in the policy, `at` when it was asked, `status` and `said` what it
    answered, `submitted` the checkpoint it was given. `held` is the checkpoint that the witness
    holds instead, if it showed one that the ledger's key signed.
    """

    witness: str
    at: datetime
    status: int
    said: bytes
    submitted: bytes
    held: bytes | None


class WitnessRefused(LedgerError):
    """The witness will not cosign, and it is not shown that the ledger is at fault."""

    def __init__(self, refusal: WitnessRefusal, why: str) -> None:
        self.refusal = refusal
        super().__init__(f"The witness {refusal.witness} refuses (HTTP {refusal.status}): {why}.")


class WitnessHoldsAnother(Forked):
    """FORK: the ledger's key signed two histories. Both checkpoints are in `refusal`."""

    def __init__(self, refusal: WitnessRefusal, submitted: Checkpoint, held: Checkpoint) -> None:
        self.refusal = refusal
        super().__init__(
            f"FORK: the witness {refusal.witness} holds a checkpoint of {held.origin} of "
            f"{held.size} entries that the ledger's key signed and that is no beginning of the "
            f"{submitted.size} entries here. Keep both checkpoints: they are evidence."
        )


class WitnessAhead(RolledBack):
    """The witness cosigned more entries than the checkpoint has: `held`, if it showed it.

    Either another process of ours was first with a later checkpoint, or this ledger is an old
    copy. Compare with the last checkpoint stored: it is not smaller than `size`, or it is a
    rollback.
    """

    def __init__(self, witness: str, size: int, held: bytes | None) -> None:
        self.size = size
        self.held = held
        super().__init__(
            f"The witness {witness} has cosigned {size} entries, more than this checkpoint has. "
            "If the last checkpoint stored here has fewer as well, it is a ROLLBACK."
        )


class WitnessFaulty(LedgerError):
    """The witness said what an honest one never says; do not count on it until that is explained:
    a cosignature that does not verify, another time, a size it has never cosigned or is behind."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The checkpoint with every cosignature that was had, and why the others were not."""

    note: bytes
    failures: Mapping[str, LedgerError] = field(default_factory=dict)


def gather(
    checkpoint: bytes,
    policy: WitnessPolicy,
    prove: Prove,
    *,
    at: datetime,
    held: Mapping[str, int] | None = None,
    send: Send = send,
) -> Gathered:
    """Submit to every witness of the policy that has an address, all at once.

    `held` is as in `submit`, by the witnesses' names. `prove` is called from several threads.
    Raises what reading the checkpoint raises, and nothing that a witness causes.
    """
    _read(checkpoint, policy)
    asked = [witness for witness in policy.witnesses if witness.url is not None]
    sizes = held or {}

    def ask(witness: PolicyWitness) -> bytes | LedgerError:
        logs = [log.key for log in policy.logs]
        size = sizes.get(witness.name, 0)
        try:
            return submit(checkpoint, witness, prove, logs=logs, at=at, held=size, send=send)
        except LedgerError as error:
            return error

    note, failures = checkpoint, dict[str, LedgerError]()
    with ThreadPoolExecutor(max_workers=max(1, len(asked))) as pool:
        for witness, found in zip(asked, pool.map(ask, asked), strict=True):
            if isinstance(found, LedgerError):
                failures[witness.name] = found
            else:
                note = with_cosignatures(note, _lines_by(witness, parse_note(found)))
    return Gathered(note, failures)


def submit(
    checkpoint: bytes,
    witness: PolicyWitness,
    prove: Prove,
    *,
    logs: Sequence[Verifier],
    at: datetime,
    held: int = 0,
    send: Send = send,
) -> bytes:
    """The checkpoint with the cosignature of `witness`, which was verified and is of about `at`.

    `logs` are the keys of the ledger. `held` is the size of the last checkpoint with a cosignature
    of this witness that we have, 0 for none: a witness that says it holds less has gone back.
    Asks again once when the witness names another size.

    Raises WitnessUnavailable (try later), WitnessRefused, WitnessHoldsAnother, WitnessAhead,
    WitnessFaulty; MalformedNote, MalformedCheckpoint, BadSignature, NotPinned and UnknownKey for
    what is wrong with the checkpoint itself. Nothing is stored here.
    """
    stated = open_checkpoint(checkpoint, parse_note(checkpoint).text.split("\n", 1)[0], logs)
    asking = _Round(checkpoint, stated, witness, prove, logs, at, send)
    old = min(held, stated.size)
    answer = asking.post(old)
    named = asking.named(answer)
    if named is not None and named != old:
        if named < held:
            raise WitnessFaulty(
                f"The witness {witness.name} has gone back: it says that it holds {named} entries, "
                f"and it cosigned {held}. It may now cosign another history."
            )
        if named > stated.size:
            raise WitnessAhead(witness.name, named, asking.shown())
        old = named
        answer = asking.post(old)
    if answer.status == 200:
        return asking.accept(answer)
    raise asking.refused(answer, old)


@dataclass(frozen=True, slots=True)
class _Round:
    """One checkpoint and one witness."""

    checkpoint: bytes
    stated: Checkpoint
    witness: PolicyWitness
    prove: Prove
    logs: Sequence[Verifier]
    at: datetime
    send: Send

    def post(self, old: int) -> PeerReply:
        proof = tuple(self.prove(old, self.stated.size))
        body = format_submission(Submission(old, proof, self.checkpoint))
        return self.send("POST", self._address("add-checkpoint"), body)

    def named(self, answer: PeerReply) -> int | None:
        """The size in a 409, which says where the witness is."""
        if answer.status != 409 or answer.kind.partition(";")[0].strip() != SIZE_TYPE:
            return None
        try:
            text = answer.body.decode("ascii")
            if not text.endswith("\n"):
                raise MalformedSubmission("A size ends in a newline.")
            return parse_size(text[:-1])
        except (UnicodeDecodeError, MalformedSubmission) as error:
            raise WitnessFaulty(
                f"The witness {self.witness.name} names a size that is none."
            ) from error

    def accept(self, answer: PeerReply) -> bytes:
        """The note with the line that came back, if it is what it should be."""
        name, key = self.witness.name, self.witness.key
        text = parse_note(self.checkpoint).text
        try:
            found = parse_note(f"{text}\n".encode() + answer.body)
            if found.text != text:
                raise MalformedNote("Signature lines have no blank line among them.")
            lines = _lines_by(self.witness, found)
            for line in lines:
                key.check(text.encode(), line.signature)
        except (MalformedNote, BadSignature) as error:
            raise WitnessFaulty(f"The witness {name} answered without a cosignature.") from error
        if len(lines) != 1:
            raise WitnessFaulty(f"The witness {name} answered with {len(lines)} lines of its key.")
        if abs(cosigned_at(lines[0]) - self.at) > CLOCKS_DIFFER:
            raise WitnessFaulty(
                f"The witness {name} dates its cosignature {cosigned_at(lines[0])}, and it was "
                f"asked at {self.at}. One of the two clocks is wrong, or it sends an old one."
            )
        return with_cosignatures(self.checkpoint, lines)

    def refused(self, answer: PeerReply, old: int) -> LedgerError:
        """What a refusal means: a fork, if the witness shows what contradicts the checkpoint."""
        if answer.status in (429, *range(500, 600)):
            return WitnessUnavailable(
                f"The witness {self.witness.name} cannot answer now (HTTP {answer.status})."
            )
        # Version 1.0 of the protocol says 409 to a second root at one size, later ones 422.
        disputes = answer.status == 422 or (answer.status == 409 and old == self.stated.size)
        held = self.shown() if disputes else None
        refusal = WitnessRefusal(
            self.witness.name, self.at, answer.status, answer.body, self.checkpoint, held
        )
        if held is not None:
            theirs = open_checkpoint(held, self.stated.origin, self.logs)
            if self._contradicts(theirs):
                return WitnessHoldsAnother(refusal, self.stated, theirs)
        why = {
            400: "it could not read what it was sent",
            403: "it was given another key for this ledger, or none that signed",
            404: "it does not know this ledger; its operator must add the ledger's key",
            409: "its size changed meanwhile; another process may be feeding it",
            422: "it says that this is not a growth of what it holds, and shows nothing for it",
        }
        return WitnessRefused(refusal, why.get(answer.status, "no reason that is known here"))

    def shown(self) -> bytes | None:
        """The checkpoint that the witness holds, if it shows one and the ledger's key signed it."""
        digest = sha256(self.stated.origin.encode()).hexdigest()
        try:
            answer = self.send("GET", self._address(f"{digest}/checkpoint"), None)
            if answer.status == 200:
                open_checkpoint(answer.body, self.stated.origin, self.logs)
                return answer.body
        except LedgerError:
            pass  # it is not bound to show anything, and what is not signed shows nothing
        return None

    def _contradicts(self, theirs: Checkpoint) -> bool:
        """Whether the tree of `theirs` is no beginning of ours; whoever is ahead is no matter."""
        ours = self.stated
        if theirs.size > ours.size:
            return False
        try:
            proof = self.prove(theirs.size, ours.size)
            check_consistency(theirs.size, theirs.root, ours.size, ours.root, proof)
        except BadProof:
            return True
        return False

    def _address(self, path: str) -> str:
        return f"{(self.witness.url or '').rstrip('/')}/{path}"


def _lines_by(witness: PolicyWitness, note: Note) -> list[Signature]:
    key = (witness.key.name, witness.key.key_id)
    return [line for line in note.signatures if (line.name, line.key_id) == key]


def _read(checkpoint: bytes, policy: WitnessPolicy) -> None:
    if not policy.logs:
        raise NotPinned("The policy names no ledger.")
    origin = parse_note(checkpoint).text.split("\n", 1)[0]
    open_checkpoint(checkpoint, origin, [log.key for log in policy.logs])

"""What a witness cosigns, and what it refuses: the rules of C2SP tlog-witness, in its order.

    400  not a submission, or not a checkpoint; an old size larger than the new one
    404  a ledger whose key this witness was not given
    403  no signature by a key of that ledger, or a bad one
    409  the old size is not the one cosigned last, which is the answer
    422  the proof does not lead from there to the checkpoint; the same size and another root
    503  the clock or the disk of the witness is at fault; nothing was cosigned
    200  the checkpoint is on disk, and here is the cosignature

What was refused with 422, or would have been but for a wrong old size, and bears the ledger's own
signature, is kept: nobody but the holder of the ledger's key can have made it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from ledger.checkpoint import Checkpoint, parse_checkpoint
from ledger.cosignature import Cosigner, posix_seconds, with_cosignatures
from ledger.errors import (
    BadProof,
    BadSignature,
    LedgerError,
    Malformed,
    MalformedCheckpoint,
    MalformedKey,
    UnknownKey,
)
from ledger.note import (
    Note,
    Verifier,
    decode_base64,
    encode_base64,
    format_note,
    open_note,
    parse_note,
)
from ledger.submission import SIZE_TYPE, Submission, parse_submission
from ledger.tree import EMPTY_ROOT, check_consistency
from ledger.witness.state import DATABASE_ERROR, LastCosigned, SignedEvidence, State, Why

TEXT: Final = "text/plain; charset=utf-8"


@dataclass(frozen=True, slots=True)
class WitnessReply:
    """The answer to a request: HTTP status, Content-Type, body."""

    status: int
    kind: str
    body: bytes


class NotCosigned(LedgerError):
    """A submission that is not cosigned, with the answer that says why."""

    def __init__(self, status: int, why: str, why_kept: Why | None = None) -> None:
        self.status = status
        self.why_kept = why_kept
        super().__init__(why)

    def reply(self) -> WitnessReply:
        """The sentence, for whoever feeds this witness."""
        return WitnessReply(self.status, TEXT, f"{self}\n".encode())


class OtherSize(NotCosigned):
    """The submission starts from another size than was cosigned last; the answer is that size."""

    def __init__(self, held: LastCosigned | None, checkpoint: Checkpoint) -> None:
        self.size = 0 if held is None else held.checkpoint.size
        differs = held is not None and held.checkpoint.root != checkpoint.root
        # Two roots of one size are a fork, whatever the old size that came with them.
        kept: Why | None = "two-roots" if differs and checkpoint.size == self.size else None
        super().__init__(409, f"This witness is at size {self.size}.", kept)

    def reply(self) -> WitnessReply:
        """The size alone, as the protocol has it."""
        return WitnessReply(self.status, SIZE_TYPE, b"%d\n" % self.size)


class Witness:
    """Holds each ledger of `logs` to what it cosigned of it before.

    `logs` are keys of ledgers, whose names are the origins; several of one name are a ledger that
    changed its key. `clock` gives an aware UTC time. Raises MalformedKey for a ledger's key that
    is the witness's own. Any number of threads may use it at once.
    """

    def __init__(
        self,
        cosigner: Cosigner,
        logs: Iterable[Verifier],
        state: State,
        clock: Callable[[], datetime],
    ) -> None:
        self._cosigner = cosigner
        self._state = state
        self._clock = clock
        self._logs: dict[str, list[Verifier]] = {}
        for key in logs:
            if key.public_key == cosigner.verifier.public_key:
                raise MalformedKey("A witness cannot vouch for a ledger with the ledger's own key.")
            self._logs.setdefault(key.name, []).append(key)

    def add_checkpoint(self, data: bytes) -> WitnessReply:
        """The answer to the body of a request, whatever is in it. Never raises.

        With a 200 the checkpoint was on disk before the cosignature was made.
        """
        try:
            submission, note, checkpoint = self._read(data)
            held = self._decide(data, submission, note, checkpoint)
        except NotCosigned as refused:
            return refused.reply()
        except DATABASE_ERROR:
            return NotCosigned(503, "This witness cannot write to its disk. Try later.").reply()
        line = self._cosigner.cosign(note.text.encode(), held.cosigned_at)
        signed = format_note(Note(note.text, (line,)))
        return WitnessReply(200, TEXT, signed[len(note.text.encode()) + 1 :])

    def checkpoint(self, digest: str) -> WitnessReply:
        """The last checkpoint cosigned of the ledger with this SHA-256 (hex) of its origin, for
        whoever wants to compare: with the ledger's signature and this witness's."""
        try:
            for held in self._state.held():
                if sha256(held.checkpoint.origin.encode()).hexdigest() == digest:
                    # Signed again rather than stored: the same text and time give the same line.
                    text = parse_note(held.note).text.encode()
                    line = self._cosigner.cosign(text, held.cosigned_at)
                    return WitnessReply(200, TEXT, with_cosignatures(held.note, [line]))
        except DATABASE_ERROR:
            return NotCosigned(503, "This witness cannot read its disk. Try later.").reply()
        return NotCosigned(404, "This witness has cosigned nothing of that ledger.").reply()

    def _read(self, data: bytes) -> tuple[Submission, Note, Checkpoint]:
        """The parts of a submission, once a key of its ledger signed it."""
        try:
            submission = parse_submission(data)
            text = parse_note(submission.checkpoint).text
            checkpoint = _checkpoint(text)
        except Malformed as error:
            raise NotCosigned(400, str(error)) from error
        keys = self._logs.get(checkpoint.origin)
        if keys is None:
            raise NotCosigned(404, f"This witness does not know the ledger {checkpoint.origin}.")
        try:
            note = open_note(submission.checkpoint, keys)
        except (UnknownKey, BadSignature) as error:
            raise NotCosigned(403, str(error)) from error
        if submission.old > checkpoint.size:
            raise NotCosigned(400, "The old size is larger than the new one.")
        return submission, note, checkpoint

    def _decide(
        self, data: bytes, submission: Submission, note: Note, checkpoint: Checkpoint
    ) -> LastCosigned:
        """What is now held, on disk; or Refused, and what may be evidence is on disk."""
        with self._state.deciding() as decision:
            at = self._clock()
            held = decision.held(checkpoint.origin)
            refused = _judge(submission, checkpoint, held, at)
            if refused is None:
                held = LastCosigned(checkpoint, format_note(note), at)
                decision.hold(held)
                return held
            if refused.why_kept is not None:
                known = None if held is None else held.note
                found = SignedEvidence(checkpoint.origin, refused.why_kept, at, known, data)
                decision.keep(found, checkpoint)
        raise refused


def _judge(
    submission: Submission, checkpoint: Checkpoint, held: LastCosigned | None, at: datetime
) -> NotCosigned | None:
    """Why it is not cosigned, or None."""
    old = Checkpoint(checkpoint.origin, 0, EMPTY_ROOT) if held is None else held.checkpoint
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        return NotCosigned(422, "A tree without leaves has one root only.", "two-roots")
    if submission.old != old.size:
        return OtherSize(held, checkpoint)
    if checkpoint.size == old.size and checkpoint.root != old.root:
        return NotCosigned(422, "This witness has cosigned another root of this size.", "two-roots")
    try:
        check_consistency(old.size, old.root, checkpoint.size, checkpoint.root, submission.proof)
    except BadProof as error:
        return NotCosigned(422, str(error), "bad-proof")
    if held is not None and posix_seconds(at) < posix_seconds(held.cosigned_at):
        # It said "the largest I have seen, as of then", and now would say it of an earlier time.
        return NotCosigned(
            503, "The clock of this witness is behind its last cosignature. Try later."
        )
    return None


def _checkpoint(text: str) -> Checkpoint:
    """The checkpoint, even one without entries under a root that this cannot have: that is not
    malformed to the protocol, but a statement that no honest ledger signs."""
    try:
        return parse_checkpoint(text)
    except MalformedCheckpoint:
        origin, _, rest = text.partition("\n")
        root = decode_base64(rest[2:-1])
        if rest[:2] != "0\n" or rest[-1:] != "\n" or root is None or len(root) != 32:
            raise
        parse_checkpoint(f"{origin}\n0\n{encode_base64(EMPTY_ROOT)}\n")
        return Checkpoint(origin, 0, root)

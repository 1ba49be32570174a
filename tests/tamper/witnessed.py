"""Second histories shown to a witness, and lies told by one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from ledger import Note, Signature, Signer, Submission, format_note, format_submission
from ledger.errors import Forked, LedgerError, RolledBack
from ledger.testing import A_TIME
from ledger.transport import PeerReply
from ledger.witness.rules import Witness
from ledger.witnessing import WitnessFaulty
from tests.ledger.witnesses import COSIGNER, ORIGIN, SIGNER, History
from tests.tamper.case import FEEDER, WITNESS, Case

#: The history that was cosigned at 8 entries, and another that leaves it after 4.
HISTORY, FORK = History(), History("fork ", 4)

#: Each is what somebody sends to a witness that has cosigned 8 entries of `HISTORY`. The code is
#: that of HTTP; an "evidence" in `why` says that both checkpoints are kept.
WITNESS_CASES: Final[dict[str, Case]] = {
    "another root at the same size": Case(
        lambda: format_submission(Submission(8, (), FORK.signed(8))),
        WITNESS,
        422,
        why="evidence: both checkpoints are kept",
    ),
    "another root at the same size, as if nothing had been cosigned": Case(
        lambda: format_submission(Submission(0, (), FORK.signed(8))),
        WITNESS,
        409,
        why="evidence: both checkpoints are kept",
    ),
    "a growth of another history": Case(
        lambda: FORK.submission(8, 20), WITNESS, 422, why="evidence: both checkpoints are kept"
    ),
    "fewer entries than it cosigned": Case(lambda: HISTORY.submission(3, 5), WITNESS, 409),
    "a growth with another's proof": Case(
        lambda: format_submission(Submission(8, FORK.prove(8, 20), HISTORY.signed(20))),
        WITNESS,
        422,
        why="evidence: both checkpoints are kept",
    ),
    "signed by a key that nobody introduced": Case(
        lambda: History(signer=Signer(ORIGIN, bytes(32))).submission(8, 20), WITNESS, 403
    ),
    "of a ledger that it does not know": Case(
        lambda: History(signer=Signer("records.example.org/south", SIGNER.seed)).submission(8, 20),
        WITNESS,
        404,
    ),
}


class Lying:
    """A witness as its feeder sees it, which puts another answer in the place of the true one."""

    def __init__(self, witness: Witness, lie: Callable[[PeerReply], PeerReply]) -> None:
        self._witness = witness
        self._lie = lie

    def __call__(self, method: str, url: str, body: bytes | None) -> PeerReply:
        if body is None:
            reply = self._witness.checkpoint(url.split("/")[-2])
        else:
            reply = self._witness.add_checkpoint(body)
        answer = PeerReply(reply.status, reply.kind, reply.body)
        return self._lie(answer) if method == "POST" else answer


def _said(status: int, body: bytes, kind: str = "text/plain") -> Callable[[PeerReply], PeerReply]:
    return lambda _: PeerReply(status, kind, body)


def _dated(by: timedelta) -> Callable[[PeerReply], PeerReply]:
    line = COSIGNER.cosign(HISTORY.signed(8).rpartition(b"\n\n")[0] + b"\n", A_TIME + by)
    return _said(200, _line(line))


def _line(line: Signature) -> bytes:
    return format_note(Note("x\n", (line,))).rpartition(b"\n\n")[2]


def _lie(tell: Callable[[PeerReply], PeerReply], error: type[LedgerError], why: str = "") -> Case:
    return Case(tell, FEEDER, error.exit_code, error, why=why)


#: Each is what a witness answers to 8 entries of the history; the code is that of our error.
LYING_CASES: Final[dict[str, Case]] = {
    "a cosignature of an hour from now": _lie(_dated(timedelta(hours=1)), WitnessFaulty),
    "a cosignature of an hour ago": _lie(_dated(-timedelta(hours=1)), WitnessFaulty),
    "no cosignature": _lie(_said(200, b""), WitnessFaulty),
    "a cosignature of something else": _lie(
        lambda answer: PeerReply(
            200, answer.kind, _line(COSIGNER.cosign(b"something else\n", A_TIME))
        ),
        WitnessFaulty,
    ),
    "a size it was never given": _lie(
        _said(409, b"99\n", "text/x.tlog.size"), RolledBack, "asks for the last checkpoint stored"
    ),
}

#: What a feeder makes of a witness that cosigned another history, and shows it.
FORK_CASES: Final[dict[str, Case]] = {
    "another root at the same size": Case(
        lambda answer: answer,
        FEEDER,
        3,
        Forked,
        why="both checkpoints are in the error, to be kept",
    )
}

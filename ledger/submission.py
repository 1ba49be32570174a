"""What is sent to a witness (C2SP tlog-witness, `add-checkpoint`).

    old 2
    2G58a0g1OEvUMlGq7hZ6XnR3RcLna6JwnlJUqAtLa6A=

    records.example.org/north
    3
    MUC3qHApH/m3fFxk9SUKeRH7oZFxMLMTVVK9TItJ67k=

    — records.example.org/north D9zN0Omta9dgsTyW8LmERG27gLHHtYl5LnX9lU2rf4IOaYYAcZhwFggr54/bQLbHkZekUGKFEpzbGVEQmuSgbuhG+w0=

The size that the witness cosigned last, a consistency proof from there (RFC 6962, section 2.1.2),
a blank line, and the new checkpoint.
"""  # noqa: E501 - a signature line is as long as it is

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from ledger.checkpoint import MAX_SIZE
from ledger.errors import MalformedSubmission
from ledger.note import decode_base64, encode_base64

MAX_PROOF: Final = 63
"""How many hashes a proof has at most: a tree of 2**63 entries needs no more."""

MAX_SUBMISSION: Final = 65_536
"""The longest body a witness reads, in bytes: 63 hashes, and a note of a hundred lines or so."""

SIZE_TYPE: Final = "text/x.tlog.size"
"""The Content-Type of an answer that is only the size which the witness cosigned last."""

_is_size = re.compile("0|[1-9][0-9]{0,18}").fullmatch


@dataclass(frozen=True, slots=True)
class Submission:
    """The witness is at size `old`; `proof` (32-byte hashes) leads from there to `checkpoint`,
    the bytes of a signed note, which nobody has read yet."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: bytes


def format_submission(submission: Submission) -> bytes:
    """The body of a request. Raises MalformedSubmission."""
    if not 0 <= submission.old <= MAX_SIZE:
        raise MalformedSubmission(f"{submission.old!r} is not the size of a tree.")
    if len(submission.proof) > MAX_PROOF or any(len(hash_) != 32 for hash_ in submission.proof):
        raise MalformedSubmission(f"A proof is at most {MAX_PROOF} hashes of 32 bytes.")
    lines = [f"old {submission.old}", *map(encode_base64, submission.proof), "", ""]
    data = "\n".join(lines).encode("ascii") + submission.checkpoint
    if len(data) > MAX_SUBMISSION:
        raise MalformedSubmission(f"A submission is at most {MAX_SUBMISSION} bytes.")
    return data


def parse_submission(data: bytes) -> Submission:
    """Read what `format_submission` writes; anything else raises MalformedSubmission."""
    # The *first* blank line divides: the checkpoint has one of its own.
    head, blank, checkpoint = data.partition(b"\n\n")
    if not blank or len(data) > MAX_SUBMISSION:
        raise MalformedSubmission("A submission is an old size, a proof, a blank line and a note.")
    try:
        first, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise MalformedSubmission("The proof of a submission is ASCII.") from error
    word, _, old = first.partition(" ")
    if word != "old":
        raise MalformedSubmission("The first line of a submission is `old` and a size.")
    proof = tuple(hash_ for line in lines if (hash_ := decode_base64(line)) is not None)
    if len(proof) != len(lines):
        raise MalformedSubmission("Each line of a proof is a hash in canonical base64.")
    submission = Submission(parse_size(old), proof, checkpoint)
    format_submission(submission)
    return submission


def parse_size(text: str) -> int:
    """A size in decimal, without leading zeros. Raises MalformedSubmission."""
    if _is_size(text) is None or int(text) > MAX_SIZE:
        raise MalformedSubmission(f"{text[:40]!r} is not the size of a tree.")
    return int(text)

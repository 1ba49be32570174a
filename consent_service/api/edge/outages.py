"""What a problem is, and those that are the service's own: nothing is wrong with what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple


class Problem(NamedTuple):
    """One row of the table: HTTP status, what is wrong, what to do next."""

    status: int
    title: str
    next: str


OUTAGES: Final[Mapping[str, Problem]] = {
    "internal": Problem(
        500,
        "Something went wrong on our side.",
        "Try again. If it was a write, use the same Idempotency-Key.",
    ),
    "kept-for-now": Problem(
        202,
        "We have kept this. It is recorded as soon as our clock is right.",
        "You need not send it again. Until then nothing is answered as agreed.",
    ),
    "clock-in-doubt": Problem(
        503,
        "Our clock is being set right. Nothing was recorded.",
        "Try again later with the same Idempotency-Key.",
    ),
    "storage-unavailable": Problem(
        503,
        "We cannot reach the record right now. Nothing was recorded.",
        "Try again in a moment with the same Idempotency-Key.",
    ),
    "provider-unavailable": Problem(
        503,
        "We cannot reach where you sign in.",
        "Try again in a moment.",
    ),
    "overloaded": Problem(
        503,
        "More is being asked than can be answered. Nothing was recorded.",
        "Try again in a moment, a write with the same Idempotency-Key.",
    ),
    "too-many-requests": Problem(
        429,
        "This was asked too often. Nothing was recorded.",
        "Wait as many seconds as Retry-After says, and ask again.",
    ),
    "outcome-unknown": Problem(
        503,
        "We cannot tell whether this was recorded.",
        "Send it again with the same Idempotency-Key: it is then recorded once.",
    ),
    "ledger-not-sound": Problem(
        503,
        "The record is being checked and takes nothing new.",
        "Write down what you were to record, and tell the person who runs the service.",
    ),
    "record-damaged": Problem(
        503,
        "This file cannot be opened.",
        "Tell the person who runs the service. The rest of the record is not affected.",
    ),
}

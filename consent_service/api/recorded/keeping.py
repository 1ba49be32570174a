"""Recording, also while nobody knows what time it is: what is always heard is then kept."""

from __future__ import annotations

import structlog

from ...storage.beside.spool import SpoolFull
from ...storage.door.requests import Recorded, Request
from ...storage.door.trouble import ClockInDoubt
from ..edge.halfway import Asking, carried_out
from ..edge.operations import Call
from ..edge.problems import ProblemError

log = structlog.get_logger("consent_service.writes")


def record_or_keep(call: Call, request: Request) -> Recorded:
    """The same, waited for."""
    return carried_out(recorded_or_kept(call, request), call.service.records)


def recorded_or_kept(call: Call, request: Request, *, asks_more: bool = False) -> Asking[Recorded]:
    """What the door made of it. A no, a danger and what was shared at once are never turned away:
    where the clocks disagree they go into the spool, and that is said. Raises what `Records.run`
    does, and `ProblemError` for what is kept.

    A reply that `asks_more` of the door or the database is made in the thread that asks: whoever
    leads makes the others, one after the other, and would wait for itself. A try is a look, which
    is put on record.
    """
    waits = asks_more or request.tried is not None
    try:
        recorded = call.service.records.run(request) if waits else (yield request)
    except ClockInDoubt as doubt:
        if doubt.kept is None:
            raise
        try:
            call.service.spools[call.principal.authority].add(doubt.kept)
        except SpoolFull:
            log.error("spool.full")
            raise doubt from None
        log.warning("write.kept")
        raise ProblemError("kept-for-now") from None
    records, authority = call.service.records, call.principal.authority
    if request.tried is not None:
        return records.reads.tried(authority, call.for_whom, recorded)
    if recorded.replayed:
        call.tell_of_repeat(recorded)
    return recorded

"""The check: the one operation that answers in every weather.

`docs/architecture.md`, "A check in every weather", row by row. Immediate risk is answered before
any storage is touched. When the record cannot be read or written the answer is `UNAVAILABLE`, and
what was answered waits in the spool.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Any, Final

import msgspec
import orjson
import structlog

from ...actions.checks import CheckSharing, check_sharing
from ...actions.moment import new_id
from ...actions.refused import NoSuchFile, Refused
from ...domain.answers import Answer, Reason
from ...domain.deciding.decision import share_now, unavailable
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.view import View
from ...domain.recorded import checked
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Agency
from ...storage.beside.spool import Spooled, SpoolFull
from ...storage.door.requests import (
    ByHandle,
    ByReference,
    EntryWritten,
    Once,
    Recorded,
    Request,
    Target,
)
from ...storage.door.trouble import (
    CannotRecord,
    ClockInDoubt,
    KeyReused,
    NotHeardYet,
    NotSound,
    StorageError,
)
from ..edge.halfway import Asking, carried_out
from ..edge.keptto import hides
from ..edge.operations import FILE, WORKERS, Call, Operation, Ready, load
from ..edge.withoutnames import WithoutNames
from ..replies.answered import WhereKept, write_answer
from ..replies.answers import AnswerSchema
from ..replies.showing import AnsweredAt, receipt_path
from .bodies import (
    CheckByReferenceSchema,
    CheckSchema,
    asked,
    is_immediate,
    is_immediate_as_sent,
    lenient_proposal,
    lenient_reference,
    parsed,
    reference_as_sent,
)
from .usual import usual_question

#: A repeat with the same key within this time gets the first answer again.
REPEAT_WITHIN: Final = timedelta(minutes=10)

#: The operation that is asked most.
CHECK: Final = "checkFile"

_by_file: Final = CheckSchema()
_by_reference: Final = CheckByReferenceSchema()

log = structlog.get_logger("consent_service.checks")


def check_file(call: Call) -> Asking[Ready]:
    """Check before contacting an agency, about a case file by its id."""
    raw = call.sent()
    command = usual_question(raw, call.path["file"])
    if command is None:
        return answer_check(call, raw, parsed(raw))
    return (yield from _check(call, raw, command, ByHandle(call.file)))[0]


def answer_check(call: Call, raw: bytes, body: dict[str, Any]) -> Ready:
    """The answer to a check about the file of the path, from its body."""
    if is_immediate(body):
        return share_now_about(call, body, call.path["file"])
    return answer_each(call, raw, load(_by_file, body))[0]


def answer_each(call: Call, raw: bytes, command: CheckSharing) -> list[Ready]:
    """The answers to a check about several agencies, in the order in which they were named."""
    return _checked(call, raw, replace(command, asked_of=call.file), ByHandle(call.file))


def answer_first(call: Call, command: CheckSharing, file: str) -> Ready:
    """The answer to the first question about what the same request has just put on record. Its
    repeat is known by the key of that request.
    """
    return _checked(call, b"", replace(command, asked_of=file), ByHandle(file), " check")[0]


def check_reference(call: Call) -> Ready:
    """Check by the case system's own reference, which need not be known here."""
    raw, body = asked(call)
    if is_immediate(body):
        return share_now_about(call, body, lenient_reference(body))
    reference, command = load(_by_reference, body)
    return _checked(call, raw, replace(command, asked_of=reference), ByReference(reference))[0]


def share_now_about(call: Call, body: dict[str, Any], asked_of: str | None) -> Ready:
    """The answer to a question that says it cannot wait, whatever else it says."""
    return _without_the_record(call, lenient_proposal(body), share_now(), asked_of)


def _checked(
    call: Call, raw: bytes, command: CheckSharing, target: Target, part: str = ""
) -> list[Ready]:
    return carried_out(_check(call, raw, command, target, part), call.service.records)


def _check(
    call: Call, raw: bytes, command: CheckSharing, target: Target, part: str = ""
) -> Asking[list[Ready]]:
    authority = call.principal.authority
    key = call.key()
    once = None
    if key is not None:
        # No key that is sent has a space in it.
        asked = call.at_its_address(raw)
        once = Once(call.principal.client, key + part, asked, within=REPEAT_WITHIN)
    try:
        if call.trouble is not None:
            raise call.trouble
        request = Request(
            *(authority, call.by, target, partial(check_sharing, command), once), asks=True
        )
        try:
            recorded = yield request
        except NotHeardYet:
            hear_what_waits(call)
            recorded = yield request
        if recorded.replayed:
            call.tell_of_repeat(recorded)
    except ClockInDoubt:
        return _unavailable(call, command, Reason.CLOCK_IN_DOUBT)
    except NotSound:
        return _unavailable(call, command, Reason.LEDGER_NOT_SOUND)
    except CannotRecord:
        return _unavailable(call, command, Reason.CANNOT_RECORD)
    except StorageError:
        return _unavailable(call, command, Reason.CANNOT_READ_LEDGER)
    except (NoSuchFile, Refused, KeyReused):
        raise
    except Exception as error:  # noqa: BLE001 - a fault of ours must not leave a worker waiting
        log.error("check.fault", fault=type(error).__name__)
        return _unavailable(call, command, Reason.CANNOT_READ_LEDGER)
    return _as_read(call, recorded)


def _as_read(call: Call, recorded: Recorded) -> list[Ready]:
    """The answers, as whoever asks may read them."""
    view, shown = recorded.view, _recorded(recorded)
    if view is None or not hides(call.principal, call.role, recorded):
        return shown
    try:
        without = WithoutNames(view.file)
        return [Ready(orjson.dumps(without.reply(whole.shown))) for whole in shown]
    except Exception as error:  # noqa: BLE001 - a fault of ours must not take the answer with it
        log.error("kept.fault", fault=type(error).__name__)
        # As whoever reads no record: made of a file without words it would say less.
        return _shown(msgspec.structs.replace(recorded, view=None))


def hear_what_waits(call: Call) -> None:
    """What was said while nobody knew the time comes before any answer. Raises `StorageError`."""
    authority = call.principal.authority
    spool = call.service.spools[authority]
    if spool.has_heard:
        call.service.keepers[authority].drain()
        if spool.has_heard:
            raise ClockInDoubt  # another process is about to enter it


def _shown(recorded: Recorded) -> list[Ready]:
    events = [written.content.event for written in recorded.entries]
    asked = [event.proposal.agency for event in events if isinstance(event, checked.QUESTIONS)]
    return [
        show_recorded_answer(
            written,
            recorded.origin,
            recorded.view,
            recorded.own,
            replayed=recorded.replayed,
            asked=asked,
        )
        for written in recorded.entries
    ]


def _recorded(recorded: Recorded) -> list[Ready]:
    every = _shown(recorded)
    for written in recorded.entries:
        event = written.content.event
        if isinstance(event, checked.QUESTIONS) and event.answer.reasons == (
            Reason.RECORD_DAMAGED,
        ):
            log.error("record.damaged", seq=written.seq)
    return every


def show_recorded_answer(
    written: EntryWritten,
    origin: str,
    view: View | None,
    own: AuthorityFile,
    *,
    replayed: bool = False,
    asked: Sequence[Agency] = (),
) -> Ready:
    """The answer as recorded. `view`, of the family's file it stands in when it was given, has the
    names behind its ids, and `own` those of staff. `asked` are all agencies of the question, where
    it was about several.
    """
    event = written.content.event
    assert isinstance(event, checked.QUESTIONS)  # noqa: S101 - what check_sharing returns
    return write_answer(
        event.answer,
        event.proposal,
        WhereKept(
            "ledger",
            {"origin": origin, "seq": written.seq, "entry_hash": written.entry_hash.hex()},
            None if view is None else receipt_path(view.file.id, written.seq),
            replayed=replayed,
            used=event.spool if isinstance(event, checked.CheckUnanswered) else None,
        ),
        AnsweredAt(
            event.answered_at if isinstance(event, checked.CheckUnanswered) else written.at,
            view,
            own,
            event.warnings if isinstance(event, checked.CheckMade) else (),
            event if isinstance(event, checked.HistoryAsked) else None,
            asked,
        ),
    )


def _unavailable(call: Call, command: CheckSharing, reason: Reason) -> list[Ready]:
    log.error("check.unavailable", reason=reason.value)
    return [
        _without_the_record(call, proposal, unavailable(reason), command.asked_of)
        for proposal in command.proposals
    ]


def _without_the_record(
    call: Call, proposal: Proposal, answer: Answer, asked_of: str | None
) -> Ready:
    """Answer now; put it in the spool first, so that it will stand in the ledger."""
    told = call.service.clock.told()
    at = told.wall
    spool = call.service.spools[call.principal.authority]
    id = new_id()
    try:
        spool.add(
            Spooled(
                id=id,
                by=call.by,
                proposal=proposal,
                answer=answer,
                answered_at=at,
                asked_of=asked_of,
                told=told,
            )
        )
        kept = WhereKept("spooled", used=id)
    except SpoolFull:
        log.error("spool.full")
        kept = WhereKept("no")
    return write_answer(answer, proposal, kept, AnsweredAt(at))


ALWAYS: Final = (
    "Always answered with 200 and one of eight outcomes, none of which is a refusal. With urgency "
    "IMMEDIATE the answer is SHARE_NOW whatever else is sent, before any storage is read: also "
    "where the body is cut off or no JSON, if that word stands in it as the urgency. When the "
    "record cannot be read or written the answer is UNAVAILABLE, and `recorded` says where the "
    "check was kept. With `as_of` or `known_at` it is a look at history, not a check."
)


PROBLEMS: Final = (
    "no-such-enquiry",
    "key-reused",
    "idempotency-key-missing",
    "time-in-the-future",
    "service-not-listed",
    "service-contradicted",
)


def operations() -> list[Operation]:
    """Check by file, check by reference."""
    return [
        Operation(
            CHECK,
            f"{FILE}/checks",
            "Check before contacting an agency",
            check_file,
            WORKERS,
            AnswerSchema,
            method="POST",
            tag="check",
            body=CheckSchema,
            description=ALWAYS,
            problems=("not-found", *PROBLEMS),
            takes_key="optional",
            at_once=is_immediate_as_sent,
            scope="consent:check",
        ),
        Operation(
            "checkReference",
            "/v1/checks",
            "Check by the case system's own reference",
            check_reference,
            WORKERS,
            AnswerSchema,
            method="POST",
            tag="check",
            body=CheckByReferenceSchema,
            description=ALWAYS + " A reference that is not known is answered NO_RECORD.",
            problems=("not-found", *PROBLEMS),
            takes_key="optional",
            at_once=is_immediate_as_sent,
            reference_in=reference_as_sent,
            scope="consent:check",
        ),
    ]

"""The operations that put something on record. One table; one way to carry each of them out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple, TypeAlias

import marshmallow

from ..actions import (
    advocates,
    authorisations,
    circumstances,
    conversations,
    corrections,
    enquiries,
    families,
    policies,
    responses,
)
from ..actions.moment import Moment
from ..domain.events import AnyEvent, kind_of
from ..storage.requests import ByHandle, NewFile, OwnFile, Recorded, Request, Target
from . import schemas
from .operations import DECIDERS, WORKERS, Call, Handler, Operation, load
from .replies import RecordedSchema
from .showing import moment

Command: TypeAlias = Any
Perform: TypeAlias = Callable[[Any, Moment], Sequence[AnyEvent]]


class Write(NamedTuple):
    """One thing that can be recorded: where, by whom, what is sent, which action does it."""

    name: str
    path: str
    summary: str
    schema: type[marshmallow.Schema]
    perform: Perform
    roles: frozenset[str] = WORKERS
    problems: tuple[str, ...] = ()
    #: A member of the command that the path gives.
    from_path: str | None = None


FILE: Final = "/v1/files/<string:file>"
_ENQUIRY: Final = ("no-open-enquiry", "which-enquiry", "enquiry-closed")
_AGREEMENT: Final = (
    "agreement-needs-conversation",
    "agreement-not-by-referrer",
    "agreement-needs-scope",
    "any-needs-reason",
    "part-needs-exclusions",
    "agreement-needs-end",
    "agreement-too-long",
    "ends-before-it-begins",
    "exclusions-in-agreements-only",
)
_TIME: Final = ("time-in-the-future",)

WRITES: Final[Sequence[Write]] = (
    Write(
        "openFile",
        "/v1/files",
        "Open a case file",
        schemas.OpenFileSchema,
        families.open_file,
        problems=("reference-in-use",),
    ),
    Write(
        "addChild",
        f"{FILE}/children",
        "Add a child, born or unborn",
        schemas.AddChildSchema,
        families.add_child,
        problems=("dob-or-due-date", "date-not-believable"),
    ),
    Write(
        "addAdult",
        f"{FILE}/adults",
        "Add a parent, a carer or a placeholder",
        schemas.AddAdultSchema,
        families.add_adult,
        problems=("date-not-believable",),
    ),
    Write(
        "recordRelationship",
        f"{FILE}/relationships",
        "Say what an adult is to a child, with parental responsibility",
        schemas.RecordRelationshipSchema,
        families.record_relationship,
        problems=("not-on-file", "unknown-father-explained", *_TIME),
    ),
    Write(
        "recordSafety",
        f"{FILE}/safety",
        "Say whether it is safe to ask somebody",
        schemas.RecordSafetySchema,
        circumstances.record_safety,
        problems=("not-on-file", *_TIME),
    ),
    Write(
        "recordReachability",
        f"{FILE}/reachability",
        "Say whether somebody can be reached",
        schemas.RecordReachabilitySchema,
        circumstances.record_reachability,
        problems=("not-on-file", *_TIME),
    ),
    Write(
        "recordCapacity",
        f"{FILE}/capacity",
        "Say whether an adult has capacity for a decision",
        schemas.RecordCapacitySchema,
        circumstances.record_capacity,
        problems=("not-on-file", *_TIME),
    ),
    Write(
        "recordCompetence",
        f"{FILE}/competence",
        "Say whether a child is Gillick competent for a decision",
        schemas.RecordCompetenceSchema,
        circumstances.record_competence,
        problems=("not-on-file", *_TIME),
    ),
    Write(
        "recordWish",
        f"{FILE}/wishes",
        "Write down what a child wants",
        schemas.RecordWishSchema,
        circumstances.record_wish,
        problems=("not-on-file", *_TIME),
    ),
    Write(
        "openEnquiry",
        f"{FILE}/enquiries",
        "Open an enquiry",
        schemas.OpenEnquirySchema,
        enquiries.open_enquiry,
        problems=_TIME,
    ),
    Write(
        "closeEnquiry",
        f"{FILE}/enquiries/<string:enquiry>/closure",
        "Close an enquiry; its agreements end with it",
        schemas.CloseEnquirySchema,
        enquiries.close_enquiry,
        problems=("not-on-file", "enquiry-closed", *_TIME),
        from_path="enquiry",
    ),
    Write(
        "recordConversation",
        f"{FILE}/conversations",
        "Record a conversation with the answers given in it",
        schemas.RecordConversationSchema,
        conversations.record_conversation,
        problems=("not-on-file", *_ENQUIRY, *_AGREEMENT, *_TIME),
    ),
    Write(
        "recordResponse",
        f"{FILE}/responses",
        "Record an answer, a referrer's word, or that a reply is awaited",
        schemas.RecordResponseSchema,
        responses.record_response,
        problems=("not-on-file", *_ENQUIRY, *_AGREEMENT, *_TIME),
    ),
    Write(
        "withdraw",
        f"{FILE}/withdrawals",
        "Record that somebody took back what they agreed to, wholly or in part",
        schemas.WithdrawSchema,
        responses.withdraw,
        problems=(
            "not-on-file",
            "no-open-enquiry",
            "which-enquiry",
            "exclusions-in-agreements-only",
        ),
    ),
    Write(
        "recordAttempt",
        f"{FILE}/attempts",
        "Record an attempt to ask that did not reach the person",
        schemas.RecordAttemptSchema,
        responses.record_attempt,
        problems=("not-on-file", *_ENQUIRY, *_TIME),
    ),
    Write(
        "recordSummarySent",
        f"{FILE}/written-summaries",
        "Record that the written copy of an answer was sent",
        schemas.RecordSummarySentSchema,
        responses.record_summary_sent,
        problems=("not-on-file", *_TIME),
    ),
    Write(
        "changeValidity",
        f"{FILE}/validity",
        "Raise a concern about how an answer was given, or settle one",
        schemas.ChangeValiditySchema,
        responses.change_validity,
        problems=("not-on-file", "concern-needs-reason", *_TIME),
    ),
    Write(
        "changeAdvocateStatus",
        f"{FILE}/advocates",
        "Say where a parent stands about an advocate",
        schemas.ChangeAdvocateStatusSchema,
        advocates.change_advocate_status,
        problems=(
            "not-on-file",
            *_ENQUIRY,
            "advocate-step-missing",
            "advocate-needs-name",
            "advocate-needs-checks",
            "advocate-needs-permission",
            *_TIME,
        ),
    ),
    Write(
        "recordAuthorisation",
        f"{FILE}/authorisations",
        "Put a manager's decision on record",
        schemas.RecordAuthorisationSchema,
        authorisations.record_authorisation,
        roles=DECIDERS,
        problems=(
            "not-on-file",
            "no-open-enquiry",
            "which-enquiry",
            "agreement-needs-scope",
            "relies-on-whom",
            "order-needs-reference",
            "decision-needs-end",
            "ends-before-it-begins",
            *_TIME,
        ),
    ),
    Write(
        "endAuthorisation",
        f"{FILE}/authorisations/<string:authorisation>/end",
        "Record that a manager's review ended a decision",
        schemas.EndAuthorisationSchema,
        authorisations.end_authorisation,
        roles=DECIDERS,
        problems=("not-on-file", *_TIME),
        from_path="authorisation",
    ),
    Write(
        "correctEntry",
        f"{FILE}/corrections",
        "Say that an earlier entry was wrong",
        schemas.CorrectEntrySchema,
        corrections.correct_entry,
        problems=("no-such-entry", "corrected-already"),
    ),
    Write(
        "adoptPolicy",
        "/v1/policies",
        "Adopt a policy for this authority",
        schemas.AdoptPolicySchema,
        policies.adopt_policy,
        roles=frozenset({"HEAD_OF_SERVICE"}),
    ),
)


def operations() -> list[Operation]:
    """The table as operations."""
    return [
        Operation(
            name=write.name,
            method="POST",
            path=write.path,
            summary=write.summary,
            tag="record",
            handler=_handler(write),
            roles=write.roles,
            reply=RecordedSchema,
            body=write.schema,
            status=201,
            problems=(
                "idempotency-key-missing",
                "key-reused",
                *(("not-found", "record-damaged") if "<string:file>" in write.path else ()),
                *write.problems,
                "storage-unavailable",
                "outcome-unknown",
                "ledger-not-sound",
            ),
            takes_key="required",
        )
        for write in WRITES
    ]


def _handler(write: Write) -> Handler:
    schema = write.schema()

    def handle(call: Call) -> dict[str, Any]:
        raw, body = call.body()
        once = call.once(raw)
        command = load(schema, body)
        if write.from_path is not None:
            command = replace(command, **{write.from_path: call.path[write.from_path]})
        recorded = call.service.records.run(
            Request(
                call.actor.authority,
                call.by,
                _target(call, command),
                lambda moment: write.perform(command, moment),
                once,
            )
        )
        return show_recorded(recorded, call.service.records.ledgers[call.actor.authority].own_file)

    return handle


def _target(call: Call, command: Command) -> Target:
    if isinstance(command, families.OpenFile):
        return NewFile(command.reference)
    return ByHandle(call.file) if "file" in call.path else OwnFile()


#: What each kind of event makes, and so gives an id to.
_MAKES: Final[Mapping[str, str]] = {
    "child-added": "child",
    "adult-added": "person",
    "enquiry-opened": "enquiry",
    "conversation-recorded": "conversation",
    "response-recorded": "response",
    "agreement-withdrawn": "response",
    "authorisation-made": "authorisation",
}


def show_recorded(recorded: Recorded, own_file: str) -> dict[str, Any]:
    """What was recorded and where: built from the entries alone, so a repeat says the same."""
    shown = []
    for written in recorded.entries:
        event = written.content.event
        kind = kind_of(event)
        makes = _MAKES.get(kind)
        shown.append(
            {
                "kind": kind,
                "seq": written.seq,
                "entry_hash": written.entry_hash.hex(),
                "id": None if makes is None else getattr(event, makes),
            }
        )
    return {
        "file": None if recorded.file == own_file else recorded.file,
        "id": shown[0]["id"],
        "recorded_at": moment(recorded.entries[0].at),
        "origin": recorded.origin,
        "entries": shown,
        "replayed": recorded.replayed,
    }

"""The operations that put something on record: how each row of the tables is carried out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from ...actions import families
from ...domain.codes import label
from ...domain.event import kind_of
from ...domain.notices import notices_of
from ...domain.practice import DecisionDrafted
from ...domain.rationale import in_plain_words
from ...storage.queries import read_file
from ...storage.requests import ByHandle, NewFile, OwnFile, Recorded, Request, Target
from ..edge.operations import Call, Handler, Operation, load
from ..edge.problems import ProblemError
from ..read.sharing import what_travels
from ..replies.recorded import RecordedSchema
from ..replies.showing import moment, receipt_path
from .tables import WRITES
from .tables.write import Command, Write


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
                *(("decision-not-ready",) if write.drafts else ()),
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
        if write.drafts:
            command = replace(command, typed=raw.decode())
        if write.names_file:
            read_file(call.service.records, call.actor.authority, command.file)
        recorded = call.service.records.run(
            Request(
                call.actor.authority,
                call.by,
                _target(call, command),
                lambda moment: write.perform(command, moment),
                once,
                in_plain_words(command.rationale) if write.drafts else None,
            )
        )
        kept = recorded.entries[0].content.event
        if isinstance(kept, DecisionDrafted):
            raise ProblemError("decision-not-ready", _what_is_missing(kept), draft=kept.draft)
        shown = show_recorded(recorded, call.service.records.ledgers[call.actor.authority].own_file)
        if write.shows_what_travels:
            shown |= what_travels(recorded)
        return shown

    return handle


def _what_is_missing(draft: DecisionDrafted) -> list[tuple[str, str]]:
    pairs = (one.rpartition(" ") for one in draft.missing)
    return [(pointer, label("missing_words", code)) for pointer, _, code in pairs]


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
    "not-share-decided": "decision",
    "decision-requested": "request",
    "contact-point-recorded": "contact",
    "correction-asked": "correction",
    "family-asked": "request",
    "share-now-used": "share_now",
    "share-now-recorded": "share_now",
    "disclosure-recorded": "disclosure",
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
                "receipt": (
                    None if recorded.file == own_file else receipt_path(recorded.file, written.seq)
                ),
            }
        )
    return {
        "file": None if recorded.file == own_file else recorded.file,
        "id": shown[0]["id"],
        "recorded_at": moment(recorded.entries[0].at),
        "origin": recorded.origin,
        "entries": shown,
        "notices": [
            {"code": code, "text": label("notices", code)}
            for written in recorded.entries
            for code in notices_of(written.content.event)
        ],
        "replayed": recorded.replayed,
    }

"""What waits for a manager in every file: what would fall, and who wrote it."""

from __future__ import annotations

from typing import Any

from marshmallow import Schema

from ...domain.recorded.falling import MANAGERS, FallKind
from ...domain.reports import Material
from ...domain.tasks.waitinglist import WAITS, Stands, WaitingRow
from ...storage.shown.surveys import Survey, surveyed
from ..edge.keptto import is_kept
from ..edge.operations import Call, Operation
from ..edge.paging import window
from ..edge.queries import StandingPageQuery
from ..replies.asof import PageAsOfSchema
from ..replies.asrecorded import by_schema
from ..replies.called import staff_field, with_staff
from ..replies.members import (
    flag_field,
    member_field,
    parts_field,
    text_field,
    texts_field,
    time_field,
    whole_field,
    wholes_field,
)
from ..replies.showing import moment


class FallSchema(Schema):
    """One thing that would fall."""

    kind = member_field(FallKind, "What it is.")
    text = text_field("In words for staff.")
    person = text_field("Whose it is, or of whom: a person's id.", none=True)


class WrittenWordsSchema(Schema):
    """What was written in words, in what waits or in what that is about."""

    entry = whole_field("The place in the ledger of where the words stand.")
    words = text_field("The words, or how they begin; empty where something in them is kept.")
    by = text_field("Who wrote them: a staff id, or an id of the family's.")
    role = text_field("In which role.")
    person = text_field("Whose they are, or of whom: a person's id.", none=True)
    names = text_field("The names of that person.", none=True)
    is_about = flag_field("They stand in the entry that what waits is about.")
    keeps = flag_field("A number or an address in them is kept from others, and opens by a reason.")


class WaitingSchema(Schema):
    """Something written that a manager looks at."""

    file = text_field("The case file.")
    waiting = text_field("The id under which it waits; null for what was taken back.", none=True)
    stands = member_field(Stands, "How it stands with it.")
    entries = wholes_field("The places in the ledger of what was written.")
    kinds = texts_field("What was written: its kinds.")
    at = time_field("When it was written, or taken back.")
    by = text_field("Who wrote it: a staff id.")
    role = text_field("In which role.")
    told_by = text_field("The manager who said so by telephone: a staff id.", none=True)
    until = time_field("Until when their word is enough without a confirmation.", none=True)
    falls = parts_field(FallSchema, "What it would let fall.")
    words = parts_field(WrittenWordsSchema, "What was written in words.")
    names = texts_field("The names of everybody of whom something is written there.")


class WaitingListSchema(PageAsOfSchema):
    """What waits in every file of the authority, the longest first."""

    waiting = parts_field(WaitingSchema, "What is to be looked at.")
    staff = staff_field()
    unreadable = whole_field("How many files could not be read: what waits there is not here.")


def list_waiting(call: Call) -> dict[str, Any]:
    """The longest waiting first, and how many files cannot be read."""
    part = window(call, call.query(StandingPageQuery()))

    def page_of(found: Survey) -> tuple[dict[str, Any], list[str]]:
        files = found.as_of(part.as_of, part.known)
        material = Material.of_moment(files, found.own, part.as_of, part.known)
        every = [(row, file) for file, row in material.lines(WAITS) if not row.is_over(part.as_of)]
        every.sort(key=lambda of: (of[0].at, of[0].entries))
        page, following = part.cut(every)
        shown = {
            "as_of": moment(part.as_of),
            "known_at": moment(part.known),
            "waiting": [
                _show(row, file, kept=is_kept(call.principal, found.own, file))
                for row, file in page
            ],
            "next": following,
            "unreadable": files.damaged,
        }
        return with_staff(call, shown), [file for _, file in page]

    return surveyed(call.service.records, call.principal.authority, call.for_whom, page_of)


def _show(row: WaitingRow, file: str, *, kept: bool) -> dict[str, Any]:
    """That it waits is said of a record that is kept to others as well, and no more."""
    falls = [by_schema(FallSchema, fall, text=fall.words) for fall in (() if kept else row.falls)]
    words = [by_schema(WrittenWordsSchema, one) for one in (() if kept else row.words)]
    names = [] if kept else list(row.names)
    said = {"kinds": list(row.what), "falls": falls, "words": words, "names": names}
    return by_schema(WaitingSchema, row, file=file, **said)


def operations() -> list[Operation]:
    """The list."""
    return [
        Operation(
            "listWaiting",
            "/v1/waiting",
            "What waits for a manager in every file",
            list_waiting,
            MANAGERS,
            WaitingListSchema,
            query=StandingPageQuery,
            description="What was written and would lift something that protects somebody: until "
            "it is confirmed, that stands. And what was taken back by whoever had just written it.",
            problems=("record-damaged", "time-in-the-future"),
        )
    ]

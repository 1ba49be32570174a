"""Who looked at this family: for whoever must be able to say."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from typing import Any, Final

from marshmallow import Schema

from ...actions.refused import RecordDamaged
from ...domain.file.authorityfile import AuthorityFile
from ...domain.file.casefile import CaseFile
from ...domain.file.opened import Wanted, opening_of
from ...domain.recorded.checked import ContactOpened, RecordOpened
from ...domain.recorded.event import NoFact, kind_of
from ...domain.recorded.falling import Looked
from ...storage.door.queries import read_authority, read_file, read_history
from ...storage.door.requests import EntryWritten
from ...storage.people.lookedat import looks_at
from ..edge.operations import FILE, OVERSEERS, Call, Operation
from ..edge.paging import window
from ..edge.queries import StandingPageQuery
from ..replies.members import next_field, parts_field, text_field, time_field, whole_field
from ..replies.showing import moment


class LookAtSchema(Schema):
    """One look: something of the file was shown to somebody."""

    at = time_field("When they looked.")
    recorded_at = time_field("When that was put on record: later, where it could not be then.")
    by = text_field("Who: a staff id, or a parent's or partner's.")
    names = text_field("The name behind a staff id, as listed then.", none=True)
    role = text_field("In which role.")
    kind = text_field(
        "How it stands on record: `looked`, or what a question on the first ledger is called."
    )
    operation = text_field("By which operation; null for such a question.", none=True)
    why = text_field("The reason they gave, where one is asked for.", none=True)
    session = text_field("An opaque id of their sign-in.", none=True)
    client = text_field("The registered client it came by.", none=True)
    acting_for = text_field("For whom that client says it acts, by its own word.", none=True)


class LooksSchema(Schema):
    """Who looked at a family's file, the newest first."""

    file = text_field("The case file.")
    as_of = time_field("Looks up to this time.")
    known_at = time_field("From what had been recorded by this time.")
    looks = parts_field(LookAtSchema, "Each of them.")
    next = next_field()
    unreadable = whole_field("How many months could not be read: looks there are not here.")


#: Who answers for who looks.
LOOK_READERS: Final = frozenset(
    {"MASH_MANAGER", "EDT_MANAGER", "HEAD_OF_SERVICE", "IG_OFFICER", "AUDITOR"}
)
_A_PAGE: Final = 200
#: What shows something to whoever it is recorded of, on the first ledger. Why something was opened
#: may name somebody, and stands with the file alone.
_SHOWS: Final = (NoFact, ContactOpened, RecordOpened)
_query: Final = StandingPageQuery()


def list_looks(call: Call) -> dict[str, Any]:
    """Reads, from the ledger of who looked; and the questions that stand on the first, which are
    their own record. Of a file that does not open, the reads.
    """
    asked = window(call, call.query(_query))
    records, authority = call.service.records, call.principal.authority
    questions: list[EntryWritten] = []
    opened_at, unreadable, shows_why = None, 0, call.role not in OVERSEERS
    try:
        file = read_file(records, authority, call.file, call.for_whom)
        opened_at, shows_why = file.opened_at, shows_why or _is_unlocked(call, file)
        questions = list(_questions(call))
    except RecordDamaged:
        unreadable = 1
    # Whatever of it opens: who asks this is shown something of the family.
    records.reads.record(authority, call.for_whom, [call.file])
    since = opened_at or asked.known
    with suppress(IndexError):
        since = min(since, questions[0].at)
    found = looks_at(records, authority, call.file, since, asked.known, all_that_open=True)
    every = [*questions, *found.looks]
    own = read_authority(records, authority)
    wanted = [one for one in every if one.at <= asked.known and _when(one) <= asked.as_of]
    wanted.sort(key=lambda one: (_when(one), one.seq), reverse=True)
    page, following = asked.cut(wanted)
    return {
        "file": call.file,
        "as_of": moment(asked.as_of),
        "known_at": moment(asked.known),
        "looks": [_show(one, own, shows_why=shows_why) for one in page],
        "next": following,
        "unreadable": found.unreadable + unreadable,
    }


def _is_unlocked(call: Call, file: CaseFile) -> bool:
    """Why somebody looked may name somebody: whoever looks into the record unlocks it first."""
    opening = opening_of(file, call.principal.id, Wanted(), call.now())
    return opening is not None and opening.is_unlocked


def _questions(call: Call) -> list[EntryWritten]:
    """What of the file's own entries says that somebody asked, or was shown what is kept apart."""
    after, found = -1, list[EntryWritten]()
    while True:
        page = read_history(
            call.service.records,
            call.principal.authority,
            call.file,
            call.for_whom,
            after=after,
            most=_A_PAGE,
        )
        found += [one for one in page.entries if isinstance(one.content.event, _SHOWS)]
        if not page.more:
            return found
        after = page.entries[-1].seq


def _when(one: EntryWritten) -> datetime:
    event = one.content.event
    return (isinstance(event, Looked) and event.looked_at) or one.at


def _show(one: EntryWritten, own: AuthorityFile, *, shows_why: bool) -> dict[str, Any]:
    event, by = one.content.event, one.content.by
    look = event if isinstance(event, Looked) else None
    return {
        "at": moment(_when(one)),
        "recorded_at": moment(one.at),
        "by": by.id,
        "names": own.names_of(by.id, _when(one)),
        "role": by.role,
        "kind": kind_of(event),
        "operation": None if look is None else look.what,
        "why": look.why if look is not None and shows_why else None,
        "session": None if look is None else look.session,
        "client": None if look is None else look.client,
        "acting_for": None if look is None else look.acting_for,
    }


def operations() -> list[Operation]:
    """The list."""
    return [
        Operation(
            "listLooks",
            f"{FILE}/looks",
            "Who looked at this family",
            list_looks,
            LOOK_READERS,
            LooksSchema,
            query=StandingPageQuery,
            description=(
                "Every time something of the file was shown to anybody, the newest first, with "
                "this one. Checks and other questions are here as they stand on record; who wrote "
                "something is in the history. A list over all families is here where it showed "
                "something of this one; reports are not."
            ),
            problems=("not-found", "record-damaged", "time-in-the-future"),
        )
    ]

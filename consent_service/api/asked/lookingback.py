"""What staff saw: any check again as it was answered, and drafts that wait to be finished."""

from __future__ import annotations

from typing import Any, Final, TypeAlias

import msgspec
import orjson

from ...domain.deciding.replay import RulesNotKept, is_same_again
from ...domain.deciding.stillso import still_so
from ...domain.recorded import checked
from ...domain.recorded.event import Event
from ...domain.recorded.events import AuthorisationMade
from ...domain.recorded.practice import DecisionDrafted, NotShareDecided
from ...domain.scopes.proposal import Proposal
from ...domain.words.naming import agency_in_words
from ...storage.door.queries import AsItWas, read_as_it_was, read_file, read_with_own
from ..edge.operations import FILE, READERS, WORKERS, Call, Operation
from ..edge.paging import window
from ..edge.problems import ProblemError
from ..edge.queries import StandingPageQuery
from ..replies import answers as replies
from ..replies.asrecorded import by_schema
from ..replies.called import with_staff
from ..replies.showing import moment
from .checks import show_recorded_answer

_Answered: TypeAlias = checked.CheckMade | checked.CheckUnanswered | checked.HistoryAsked


def show_check(call: Call) -> dict[str, Any]:
    """A check as staff saw it, and whether the rules give the same answer again from the record
    as it stood at that very place.
    """
    records, authority, seq = call.service.records, call.principal.authority, call.place("seq")
    found = read_as_it_was(records, authority, call.file, seq, call.for_whom)
    if found is None:
        raise ProblemError("not-found")
    written = found.entry
    event = written.content.event
    if not isinstance(event, checked.QUESTIONS):
        raise ProblemError("not-found")
    origin = call.service.records.ledgers[call.principal.authority].origin
    call.told_of.append(event)
    view = call.view(found.file, written.at, written.at)
    shown = {
        **show_recorded_answer(written, origin, view, found.own).shown,
        "asked": _question(event.proposal),
        "asked_by": msgspec.to_builtins(written.content.by),
        "same_again": _is_same_again(event, found),
        "now": _as_it_stands(call, event),
    }
    return with_staff(call, shown)


def _as_it_stands(call: Call, event: _Answered) -> dict[str, Any] | None:
    """As the file is now; None of what was answered without the record: nothing of it changes."""
    if isinstance(event, checked.CheckUnanswered):
        return None
    records, authority = call.service.records, call.principal.authority
    file, own = read_with_own(records, authority, call.file, call.for_whom)
    at = call.now()
    view = call.view(file, at, at)
    found = still_so(event.answer, event.proposal, view, own.policy(at), own.directory(at))
    return {
        "at": moment(at),
        "ahead": list(found.ahead),
        "no_since": list(found.no_since),
    }


def _question(asked: Proposal) -> dict[str, Any]:
    words = agency_in_words(asked.agency)
    return by_schema(replies.QuestionAskedSchema, asked, agency_words=words)


def _is_same_again(event: Event, found: AsItWas) -> bool:
    try:
        return is_same_again(event, found.file, found.own, found.entry.at) is True
    except RulesNotKept:
        return False


def list_drafts(call: Call) -> dict[str, Any]:
    """Decisions that whoever asks began on this file and did not finish."""
    asked = window(call, call.query(_page_query))
    as_of, known = asked.as_of, asked.known
    file = read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
    made = [(a.event.draft, a.recorded_at) for a in file.of(AuthorisationMade)]
    made += [(h.event.draft, h.recorded_at) for h in file.of(NotShareDecided)]
    finished = {draft for draft, at in made if at <= known}
    theirs = [
        held
        for held in file.of(DecisionDrafted)
        if held.by == call.principal.id
        and held.event.draft not in finished
        and held.holds(as_of, known)
    ]
    page, following = asked.cut(theirs)
    return {
        "file": call.file,
        "as_of": moment(as_of),
        "known_at": moment(known),
        "drafts": [
            {
                "draft": held.event.draft,
                "at": moment(held.recorded_at),
                "missing": [one.rpartition(" ")[0] for one in held.event.missing],
                "typed": orjson.loads(held.event.typed),
            }
            for held in page
        ],
        "next": following,
    }


_page_query: Final = StandingPageQuery()

_GONE: Final = ("not-found", "record-damaged")


def operations() -> list[Operation]:
    """Looking back at one check; one's own drafts."""
    return [
        Operation(
            "showCheck",
            f"{FILE}/checks/<string:seq>",
            "What staff saw: a check as it was answered",
            show_check,
            READERS,
            replies.CheckAgainSchema,
            problems=_GONE,
            description=(
                "As it was answered, and whether the rules give the same answer again from the "
                "record as it stood at that very place."
            ),
            scope="consent:read",
            is_content=True,
        ),
        Operation(
            "listDrafts",
            f"{FILE}/drafts",
            "Decisions you began here and did not finish",
            list_drafts,
            WORKERS | {"LEGAL_SERVICES"},
            replies.DraftsSchema,
            query=StandingPageQuery,
            problems=(*_GONE, "time-in-the-future"),
            description="Yours alone. Finish one by sending it again whole, with its `draft`.",
        ),
    ]

"""What was shared, and what taking an agreement back means for it: the reads."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import validate

from ...domain.file.view import View
from ...domain.following import disclosed
from ...domain.following.notwhole import in_words_of
from ...domain.recorded import practice
from ...domain.said.travelling import TakenBack, travelling
from ...domain.words import words_for_escalation
from ...storage.door.queries import read_file
from ...storage.door.requests import Recorded
from ..edge.fields import Opaque
from ..edge.operations import FILE, READERS, Call, Operation
from ..edge.paging import Window, window
from ..edge.problems import ProblemError
from ..edge.queries import (
    EitherWayQuery,
    StandingPageQuery,
    StandingQuery,
    WholeInQuery,
    clocks,
)
from ..replies import sharing as replies
from ..replies.called import with_staff
from ..replies.showing import moment, plain


class DisclosuresQuery(EitherWayQuery):
    """The two clocks, a page from either end, and which one."""

    disclosure = Opaque(load_default=None, metadata={"description": "Only this one."})
    entry = WholeInQuery(
        load_default=None,
        validate=validate.Range(0, error="This is no place in a ledger."),
        metadata={"description": "Only the one that stands at this place of the ledger."},
    )


_query: Final = StandingQuery()
_page_query: Final = StandingPageQuery()
_disclosures_query: Final = DisclosuresQuery()


def list_disclosures(call: Call) -> dict[str, Any]:
    """What was asked of agencies and told to them."""
    query = call.query(_disclosures_query)
    view, asked = _page(call, query)
    every = disclosed.in_turn(view)
    if query["disclosure"] is not None:
        every = [one for one in every if one.event.disclosure == query["disclosure"]]
    if query["entry"] is not None:
        every = [one for one in every if one.seq == query["entry"]]
    page, following = asked.cut(every[::-1] if query["newest_first"] else every)
    listed = {
        "disclosures": plain(disclosed.shown(view, page)),
        "not_whole": plain(in_words_of(view)),
        "next": following,
    }
    return with_staff(call, {**_of(view), **listed})


def list_withdrawals(call: Call) -> dict[str, Any]:
    """What was taken back, and every agency that was contacted under it."""
    view, asked = _page(call, call.query(_page_query))
    page, following = asked.cut(travelling(view))
    return {**_of(view), "taken_back": [_taken_back(one) for one in page], "next": following}


def _page(call: Call, query: dict[str, Any]) -> tuple[View, Window]:
    asked = window(call, query)
    file = read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
    return call.view(file, asked.as_of, asked.known), asked


def _of(view: View) -> dict[str, Any]:
    return {
        "file": view.file.id,
        "as_of": moment(view.as_of),
        "known_at": moment(view.known),
    }


def show_escalation_words(call: Call) -> dict[str, Any]:
    """What to say to an agency that would not, or is late."""
    view, disclosure = _view(call), call.path["disclosure"]
    try:
        words = words_for_escalation(view, disclosure)
    except KeyError as error:
        raise ProblemError("not-found") from error
    return {"file": view.file.id, "disclosure": disclosure, "words": words}


def _view(call: Call) -> View:
    as_of, known = clocks(call, call.query(_query))
    file = read_file(call.service.records, call.principal.authority, call.file, call.for_whom)
    return call.view(file, as_of, known)


def what_travels(recorded: Recorded) -> dict[str, Any]:
    """What a withdrawal, or a disclosure under one, means for what was shared: as known then."""
    event = recorded.entries[0].content.event
    assert recorded.view is not None  # noqa: S101 - both are put under a family's file
    found = list(travelling(recorded.view))
    if isinstance(event, practice.DisclosureRecorded):
        found = [t for t in found if any(c.disclosure == event.disclosure for c in t.contacted)]
    else:
        found = [t for t in found if t.response == getattr(event, "response", None)]
    return {"travels": [_taken_back(one) for one in found]}


def _taken_back(one: TakenBack) -> dict[str, Any]:
    shown: dict[str, Any] = plain(one)
    shown["contacted"] = [plain(contacted) for contacted in one.contacted]
    return shown


_GONE: Final = ("not-found", "record-damaged", "time-in-the-future")


def operations() -> list[Operation]:
    """Disclosures; words for an agency that holds us up."""
    return [
        Operation(
            "listDisclosures",
            f"{FILE}/disclosures",
            "What was asked of agencies and told to them, and what came of it",
            list_disclosures,
            READERS,
            replies.DisclosuresSchema,
            query=DisclosuresQuery,
            description=(
                "`minutes_lost` counts from asking to sending where an agency was late or would "
                "not send."
            ),
            problems=_GONE,
            scope="consent:read",
            is_content=True,
        ),
        Operation(
            "listWithdrawals",
            f"{FILE}/withdrawals",
            "What was taken back, and every agency that was contacted under it",
            list_withdrawals,
            READERS,
            replies.WithdrawalsSchema,
            query=StandingPageQuery,
            description="`to_review` means: shared after the person had said so; look at it again.",
            problems=_GONE,
            scope="consent:read",
            is_content=True,
        ),
        Operation(
            "showEscalationWords",
            f"{FILE}/disclosures/<string:disclosure>/escalation-words",
            "Words for an agency that is late or would not send what it was asked for",
            show_escalation_words,
            READERS,
            replies.EscalationWordsSchema,
            query=StandingQuery,
            problems=_GONE,
            description="Null where nothing is left to ask of the agency.",
            scope="consent:read",
            is_content=True,
        ),
    ]

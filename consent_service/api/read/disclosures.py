"""What was shared, and what taking an agreement back means for it: the reads."""

from __future__ import annotations

from typing import Any, Final

from ...domain import practice
from ...domain.disclosed import disclosed
from ...domain.travelling import TakenBack, travelling
from ...domain.view import View
from ...domain.words import words_for_escalation
from ...storage.queries import read_file
from ...storage.requests import Recorded
from ..edge.operations import FILE, READERS, Call, Operation
from ..edge.problems import ProblemError
from ..edge.queries import StandingQuery
from ..replies import sharing as replies
from ..replies.showing import moment
from .reads import clocks, plain

_query: Final = StandingQuery()


def list_disclosures(call: Call) -> dict[str, Any]:
    """What was asked of agencies and told to them, and what was taken back since."""
    view = _view(call)
    return {
        "file": view.file.id,
        "as_of": moment(view.as_of),
        "known_at": moment(view.known),
        "disclosures": plain(disclosed(view)),
        "taken_back": [_taken_back(one) for one in travelling(view)],
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
    file = read_file(call.service.records, call.actor.authority, call.file)
    return View(file, as_of, known)


def what_travels(recorded: Recorded) -> dict[str, Any]:
    """What a withdrawal, or a disclosure under one, means for what was shared: as known then."""
    event = recorded.entries[0].content.event
    assert recorded.view is not None  # noqa: S101 - both are put under a family's file
    found = travelling(recorded.view)
    if isinstance(event, practice.DisclosureRecorded):
        found = [t for t in found if any(c.disclosure == event.disclosure for c in t.contacted)]
    else:
        found = [t for t in found if t.response == getattr(event, "response", None)]
    return {"travels": [_taken_back(one) for one in found]}


def _taken_back(one: TakenBack) -> dict[str, Any]:
    shown: dict[str, Any] = plain(one)
    shown["contacted"] = [plain(contacted) for contacted in one.contacted]
    return shown


_GONE: Final = (
    "not-found",
    "record-damaged",
    "storage-unavailable",
    "ledger-not-sound",
    "time-in-the-future",
)


def operations() -> list[Operation]:
    """Disclosures; words for an agency that holds us up."""
    return [
        Operation(
            "listDisclosures",
            "GET",
            f"{FILE}/disclosures",
            "What was asked of agencies and told to them, and what came of it",
            "read",
            list_disclosures,
            READERS,
            replies.DisclosuresSchema,
            query=StandingQuery,
            description=(
                "`minutes_lost` counts from asking to sending where an agency was late or would "
                "not send. `taken_back` lists every agency contacted under an agreement that was "
                "taken back since; `to_review` means: look at this again."
            ),
            problems=_GONE,
        ),
        Operation(
            "showEscalationWords",
            "GET",
            f"{FILE}/disclosures/<string:disclosure>/escalation-words",
            "Words for an agency that is late or would not send what it was asked for",
            "read",
            show_escalation_words,
            READERS,
            replies.EscalationWordsSchema,
            query=StandingQuery,
            problems=_GONE,
        ),
    ]

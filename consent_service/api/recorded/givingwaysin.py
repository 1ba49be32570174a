"""What follows when somebody was given a way to sign in, or it was ended: the code itself."""

from __future__ import annotations

from typing import Any

from ...access.codes import subject_of
from ...domain.may import ADVOCATE
from ...domain.own.supporting import named_at
from ...domain.practice import EntryCorrected
from ...domain.waysin import WayInEnded, WayInGiven
from ...storage.requests import Recorded
from ..edge.operations import Call
from ..replies.showing import moment


def gives(call: Call, recorded: Recorded) -> dict[str, Any]:
    """The reference and the code, the first time. Until they are made nobody comes in."""
    if recorded.replayed:
        return {}
    event = recorded.entries[0].content.event
    assert isinstance(event, WayInGiven)  # noqa: S101 - it is the only thing that is recorded so
    assert recorded.view is not None  # noqa: S101 - it is put under a family's file
    view, place = recorded.view, None
    role = "PARENT" if event.person in view.adults else "YOUNG_PERSON"
    if event.advocate_in is not None:
        role, place = ADVOCATE, named_at(view, event.person, event.advocate_in)
    made = call.service.codes.give(call.principal.authority, recorded.file, event, role, place)
    return {
        "way_in": {
            "reference": made.reference,
            "code": made.code,
            "expires_at": moment(made.expires_at),
        }
    }


def ends(call: Call, recorded: Recorded) -> dict[str, Any]:
    """Nobody comes in by it any more, and whoever is in is out."""
    event = recorded.entries[0].content.event
    assert isinstance(event, WayInEnded)  # noqa: S101 - it is the only thing that is recorded so
    assert recorded.view is not None  # noqa: S101 - it is put under a family's file
    for held in recorded.view.file.of(WayInGiven):
        if held.event.way_in == event.way_in:
            _end(call, held.event)
    return {}


def end_what_was_struck(call: Call, recorded: Recorded) -> None:
    """A way in that was given by mistake, and is put right by whatever act, lets nobody in."""
    events = [written.content.event for written in recorded.entries]
    struck = {event.corrects for event in events if isinstance(event, EntryCorrected)}
    if struck and recorded.view is not None:
        for held in recorded.view.file.of(WayInGiven):
            if held.seq in struck:
                _end(call, held.event)


def _end(call: Call, given: WayInGiven) -> None:
    """Nobody comes in by it any more, and whoever is in is out."""
    authority = call.principal.authority
    call.service.codes.end(authority, given.way_in)
    call.service.access.browsers.end_all_of(authority, subject_of(given))

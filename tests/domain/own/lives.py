"""One family put together by hand, and what each of them sees of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from consent_service.domain.file.view import View
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.own.lookedat import Glance, looked_at
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.scopes.scope import Agency
from tests.domain.own.visible import STAFF
from tests.domain.tasks.story import DAY, MONDAY, Story, scope

SURGERY = Agency("GP", "Hillside")


def family() -> Story:
    """A child of eleven, both parents, an open enquiry; we have spoken to both."""
    story = Story().child(dob=date(2015, 2, 1)).adult("mum").adult("dad").enquiry()
    for person in ("mum", "dad"):
        story.talk(person)
    return story


def shared_and_told(story: Story, *people: str, **members: Any) -> None:
    """Shared, and both parents, or these people, were told of it."""
    share(story, **members)
    for person in people or ("mum", "dad"):
        story.told(members.get("disclosure", "d"), person)


def view_of(story: Story, person: str = "dad", *, as_child: bool = False) -> dict[str, Any]:
    """Their page, while staff look at the file twice an hour, whatever happens."""
    view = View(story.file, story.at, story.at)
    seen = seen_by(view, person, as_child=as_child)
    assert seen is not None
    shown = own_view(seen, story.at, lambda staff: f"Worker {staff}")
    return {**shown, "looked_at": looked_at(view, person, looks_until(story.at))}


def looks_until(at: datetime) -> list[Glance]:
    """Twice an hour since the day on which the first file here was opened."""
    since, often = MONDAY, timedelta(minutes=30)
    return [_glance(since + number * often) for number in range((at - since) // often)]


@cache
def _glance(at: datetime) -> Glance:
    return Glance(at, "MASH_WORKER")


def share(story: Story, **members: Any) -> None:
    usual: dict[str, Any] = {
        "disclosure": "d",
        "enquiry": "E1",
        "subjects": ("ng",),
        "agency": SURGERY,
        "categories": ("CHILD_HEALTH",),
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "AGREED",
        "summary": STAFF,
        "words_sent": STAFF,
    }
    story.make(practice.DisclosureRecorded, **{**usual, **members})


def answer(story: Story, person: str = "dad", said: str = "AGREED", **members: Any) -> None:
    usual: dict[str, Any] = {
        "response": f"of-{person}-{len(story.entries)}",
        "enquiry": "E1",
        "answer": said,
        "scope": scope(),
        "expires_at": story.at + 10 * DAY,
    }
    story.make(events.ResponseRecorded, person=person, **{**usual, **members})
    story.later()


def decide(story: Story, **members: Any) -> None:
    usual: dict[str, Any] = {
        "authorisation": "a",
        "enquiry": "E1",
        "decision": "OVERRIDE_DECISION",
        "scope": scope(),
        "safe_to_tell": True,
        "telling": Telling("TOLD"),
    }
    story.make(events.AuthorisationMade, **{**usual, **members})
    story.later()

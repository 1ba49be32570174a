"""A meeting that was moved: whoever was invited before is told anew, and reads when it is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.domain.file.view import View
from consent_service.domain.following.convened import convened
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded.meetings import (
    AgencyTold,
    MeetingCalled,
    MeetingInvited,
    MeetingMoved,
    MeetingRecorded,
)
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.scopes.services import Directory
from tests.domain.own.lives import family, view_of
from tests.domain.tasks.story import DAY, Story


def called(meeting_type: str = "FAMILY_NETWORK_MEETING") -> Story:
    """To be held in three days; the mother and the school are invited, and she was told where."""
    story = family()
    of: dict[str, Any] = {"meeting": "m", "enquiry": "E1", "children": ("ng",), "place": "Room 1"}
    story.make(MeetingCalled, meeting_type=meeting_type, starts_at=story.at + 3 * DAY, **of)
    story.make(MeetingInvited, invitation="hers", meeting="m", person="mum")
    story.make(MeetingInvited, invitation="theirs", meeting="m", agency=Agency("SCHOOL"))
    story.later().told("m", "mum")
    return story.later()


def to_tell(story: Story) -> set[str | None]:
    return {one.about for one in story.due() if one.code == "TELL_INVITED"}


def test_each_who_was_invited_before_is_told_anew() -> None:
    story = called()
    assert to_tell(story) == set()
    story.make(MeetingMoved, meeting="m", starts_at=story.at + 5 * DAY)
    assert to_tell(story.later()) == {"hers", "theirs"}
    assert {one.so_far for one in story.due() if one.code == "TELL_INVITED"} == {
        "The meeting was moved"
    }
    story.make(MeetingInvited, invitation="since", meeting="m", agency=Agency("GP"))
    story.told("m", "mum")
    told: Any = {"to": "theirs", "about": "m", "words_sent": "It is on Saturday."}
    assert to_tell(story.later()) == {"theirs"}
    story.make(AgencyTold, **told)
    assert to_tell(story.later()) == set()
    # And again, when it is moved again; but nobody once it has begun.
    story.make(MeetingMoved, meeting="m", place="Room 2")
    assert to_tell(story.later()) == {"hers", "theirs", "since"}
    assert to_tell(story.later(6 * DAY)) == set()


def test_to_a_strategy_discussion_the_agencies_alone_are_told() -> None:
    story = called("STRATEGY_DISCUSSION")
    story.make(MeetingMoved, meeting="m", place="By video")
    assert to_tell(story.later()) == {"theirs"}


def test_what_was_not_said_stays_and_the_last_counts() -> None:
    story = called()
    later = story.at + 5 * DAY
    story.make(MeetingMoved, meeting="m", starts_at=later)
    story.later().make(MeetingMoved, meeting="m", place="Room 2")
    (one,) = convened(View(story.file, story.at, story.at))
    assert (one.called.event.starts_at, one.called.event.place) == (later, "Room 2")
    assert view_of(story.later(), "mum")["meetings"][0]["on"] == later.date().isoformat()


def test_whoever_may_not_come_to_know_of_it_reads_when_it_was_to_be() -> None:
    story = called()
    before = view_of(story, "mum")["meetings"]
    story.unsafe("mum").later().make(MeetingMoved, meeting="m", starts_at=story.at + 5 * DAY)
    assert view_of(story.later(), "mum")["meetings"] == before


def test_somebody_who_came_when_it_was_held_came_not_too_early() -> None:
    story = called()
    story.make(MeetingMoved, meeting="m", starts_at=story.at + timedelta(hours=1))
    story.later(timedelta(hours=2))
    story.make(MeetingRecorded, meeting="m", held=True, words="Zz")
    stamp, content = story.entries[-1]
    found = notices_of(content, stamp, View(story.file, story.at, story.at), Directory())
    assert "BEFORE_ITS_MEETING" not in {one.code for one in found}

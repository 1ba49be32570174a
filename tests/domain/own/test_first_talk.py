"""Of one child in two enquiries somebody tells by a day of their own which of the two is meant; and
by it learns of none that they were not asked in.
"""

from __future__ import annotations

from typing import Any

from consent_service.domain.recorded import events
from consent_service.domain.recorded.content import By
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.own.lives import answer, family, view_of
from tests.domain.tasks.story import DAY, Story, scope

LATER = "2026-03-14"
FIRST = "2026-03-09"
_PARTS = ("agreed", "not_counted", "said_no")


def talked(story: Story, said: str, enquiry: str = "E1", **members: Any) -> None:
    talk = story.talk("dad", enquiry=enquiry)
    answer(story, said=said, enquiry=enquiry, conversation=talk, **members)


def in_two() -> Story:
    """Yes to the surgery in one, no in the other, that began five days later."""
    story = family()
    talked(story, "AGREED")
    story.later(5 * DAY).enquiry("E2")
    talked(story, "REFUSED", "E2")
    return story


def days(story: Story) -> list[tuple[str, str | None]]:
    page = view_of(story)
    return [(part, one["first_talk"]) for part in _PARTS for one in page[part]]


def test_what_differs_between_two_enquiries_says_when_each_was_first_talked_about() -> None:
    assert days(in_two()) == [("not_counted", FIRST), ("said_no", LATER)]


def test_in_one_enquiry_no_card_says_so() -> None:
    story = family()
    talked(story, "AGREED")
    story.later(DAY)
    talked(story, "REFUSED", scope=scope(agencies=(Agency("POLICE"),)))
    assert days(story) == [("agreed", None), ("said_no", None)]


def test_of_another_child_there_is_nothing_to_tell_apart() -> None:
    story = family().child("other").adult("dad", "other")
    talked(story, "AGREED")
    story.later(5 * DAY).enquiry("E2")
    talked(story, "REFUSED", "E2", scope=scope("other"))
    assert days(story) == [("agreed", None), ("said_no", None)]


def test_who_stops_everything_learns_of_no_enquiry_in_which_nobody_asked_them() -> None:
    story = family().enquiry("E2")
    talked(story, "AGREED")
    story.later(5 * DAY)
    one = view_of(story)
    for n, enquiry in enumerate(("E1", "E2")):
        stop = events.AgreementWithdrawn(
            response=f"w{n}", enquiry=enquiry, person="dad", effective_at=story.at, scope=Scope()
        )
        story.record(stop, By("dad", "PARENT"))
    assert [item["first_talk"] for item in one["agreed"]] == [None]
    assert [item["first_talk"] for item in view_of(story)["said_no"]] == [None]


def test_what_reads_alike_is_still_one_and_named_by_no_day_that_is_not_of_all_of_it() -> None:
    story = family()
    end = story.at + 30 * DAY
    talked(story, "AGREED", expires_at=end)
    story.later(5 * DAY).enquiry("E2")
    talked(story, "AGREED", "E2", expires_at=end)
    assert days(story) == [("agreed", None)]

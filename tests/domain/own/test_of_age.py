"""What a mother agreed to for a child ends, on her page, on the day on which the child is old
enough to decide, however late a day was typed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from consent_service.domain.letters.items import answers
from consent_service.domain.letters.texts import UNTIL
from tests.domain.own.lives import family, view_of
from tests.domain.tasks.story import DAY, Story, scope

#: Three days after the first of the story, in which she says yes.
BORN = date(2010, 3, 12)


def said_of_both() -> Story:
    story = family().child("ben", BORN).adult("mum", "ben").told("ben", "mum")
    story.agree("mum", scope=scope("ng", "ben"), expires_at=story.at + 20 * DAY)
    return story.later()


def until(own: dict[str, Any]) -> list[str]:
    return sorted(one["until"] for one in own["agreed"])


def test_it_reads_until_the_day_before_of_that_child_alone() -> None:
    story = said_of_both()
    own = view_of(story, "mum")
    assert until(own) == ["2026-03-11", "2026-03-29"]
    in_a_letter = [fact for part in answers(own) for item in part.items for fact in item.facts]
    assert {day for name, day in in_a_letter if name == UNTIL} == {
        date(2026, 3, 11),
        date(2026, 3, 29),
    }
    assert not own["ended"]


def test_from_that_day_on_it_has_ended_and_is_not_pressed_again() -> None:
    own = view_of(said_of_both().later(4 * DAY), "mum")
    assert until(own) == ["2026-03-29"]
    (over,) = own["ended"]
    assert (over["until"], over["may_say_yes"]) == ("2026-03-11", False)
    assert over["because"] == "What you agreed to has ended"


def test_what_ends_before_it_and_what_a_child_says_of_themself_reads_as_typed() -> None:
    story = family().child("ben", BORN).adult("mum", "ben").told("ben", "mum")
    story.agree("mum", scope=scope("ben"), expires_at=story.at + DAY)
    assert until(view_of(story.later(), "mum")) == ["2026-03-10"]
    story.agree("ben", scope=scope("ben"), expires_at=story.at + 20 * DAY)
    assert until(view_of(story.later(), "ben", as_child=True)) == ["2026-03-29"]


def test_what_she_is_asked_about_after_it_is_hers_to_read() -> None:
    """That somebody found that they cannot decide is on no page; she was asked, so she knows."""
    story = family().child("ben", BORN).adult("mum", "ben").told("ben", "mum").later(4 * DAY)
    story.agree("mum", scope=scope("ben"))
    assert len(view_of(story.later(), "mum")["agreed"]) == 1

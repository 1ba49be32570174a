"""What a mother agreed to for a child ends, on her page, on the day on which the child is old
enough to decide, however late a day was typed.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from consent_service.domain.codes import TEXTS
from consent_service.domain.letters.items import answers
from consent_service.domain.letters.texts import UNTIL
from tests.domain.own.lives import family, view_of
from tests.domain.tasks.story import DAY, Story, scope
from tests.sweeping import each

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
    (yes,) = view_of(story.later(), "mum")["agreed"]
    # But that at 16 the law asks him is no secret, and a check says so of her yes.
    assert yes["but"] == TEXTS["own_of_age"]


@each("before", of=[True, False])
def test_of_a_child_who_is_younger_or_of_herself_nothing_of_it_is_said(*, before: bool) -> None:
    story = family().child("ben", BORN).adult("mum", "ben").told("ben", "mum")
    story.later(0 * DAY if before else 4 * DAY)
    story.agree("mum", scope=scope("ben" if before else "ng"))
    (yes,) = view_of(story.later(), "mum")["agreed"]
    assert yes["but"] is None
    story.agree("ben", scope=scope("ben"))
    assert [one["but"] for one in view_of(story.later(), "ben", as_child=True)["agreed"]] == [None]


def test_it_is_said_of_whoever_a_yes_to_all_of_them_means() -> None:
    story = family().child("ben", BORN).adult("mum", "ben").told("ben", "mum").later(4 * DAY)
    story.agree("mum", scope=scope("*"))
    (yes,) = view_of(story.later(), "mum")["agreed"]
    assert yes["but"] == TEXTS["own_of_age"]

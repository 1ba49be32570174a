"""What is looked up among many answers is what two of them say, held against each other."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.file.held import Held
from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import Response
from consent_service.domain.said.saidlater import (
    Earlier,
    InTime,
    Later,
    by_what_they_name,
    is_after,
    last_of,
    takes_the_place_of,
)
from tests.domain.tasks.story import DAY, Story
from tests.trying import tried

APART = (timedelta(0), timedelta(seconds=20), timedelta(minutes=1), timedelta(hours=5), DAY)


def said(chance: Random) -> list[Held[Response]]:
    """Some in one talk, some put in the place of another, typed as exactly as it comes."""
    story = Story().child().adult("mum").enquiry()
    talks = [story.talk() for _ in range(3)]
    for number in range(chance.randrange(1, 12)):
        story.later(chance.choice(APART))
        more: dict[str, Any] = {
            "effective_at": story.at - chance.choice(APART) * chance.randrange(2),
            "precision": chance.choice([None, "second", "minute", "hour", "day"]),
        }
        if chance.random() < 0.4:
            more["conversation"] = chance.choice(talks)
        if number and chance.random() < 0.3:
            more["supersedes"] = f"said-{4 + chance.randrange(number)}"
        story.say(chance.choice(["AGREED", "REFUSED"]), **more)
    return View(story.file, story.at, story.at).said


@tried(7, at_length=1_200)
@given(seed=st.integers(0, 2**48))
def test_what_is_looked_up_is_what_each_says_beside_each(seed: int) -> None:
    chance = Random(seed)
    every = said(chance)
    among = chance.sample(every, chance.randrange(len(every) + 1))
    earlier, later, naming = Earlier(among), Later(among), by_what_they_name(among)
    for one in every:
        perhaps_not = [other for other in among if not is_after(one, other)]
        others = [o.seq for o in perhaps_not if o is not one and not takes_the_place_of(one, o)]
        first = earlier.first_not_than(one)
        assert (None if first is None else first.seq) == min(others, default=None)
        assert {o.seq for o in later.than(one)} == {o.seq for o in among if is_after(o, one)}
        assert later.any_than(one) == any(is_after(other, one) for other in among)
        taking = [o for o in naming.get(one.event.response, ()) if takes_the_place_of(o, one)]
        assert taking == [other for other in among if takes_the_place_of(other, one)]


@tried(7, at_length=1_200)
@given(seed=st.integers(0, 2**48))
def test_the_last_of_those_that_are_asked_for_is_found_without_going_through_all(seed: int) -> None:
    chance = Random(seed)
    every = said(chance)
    in_time = InTime(every)
    for since in (None, *every):
        chosen = chance.sample(every, chance.randrange(len(every) + 1))
        asked = [one for one in chosen if since is None or not is_after(since, one)]
        last = in_time.last_that(lambda one: one in asked, since)  # noqa: B023 - called at once
        assert {one.seq for one in last} <= {one.seq for one in asked}
        assert last_of(last) == last_of(asked)

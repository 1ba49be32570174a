"""What may not have ended by a moment had not: of random lives, each answer, at each moment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.file.view import View
from consent_service.domain.said.mayhaveended import may_have_ended
from consent_service.domain.said.statuses import shown_status
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks.story import DAY, Story, scope
from tests.domain.test_every_history import history
from tests.trying import tried

#: How an answer is shown whose time is over, however it came to be.
OVER: Final = {"WITHDRAWN", "EXPIRED", "ENDED_WITH_ENQUIRY", "REPLACED"}
A_MOMENT: Final = timedelta.resolution


def assert_what_may_not_have_ended_had_not(view: View) -> None:
    times = {fact.effective_at for fact in view.read.every()}
    times |= {said.event.expires_at for said in view.said if said.event.expires_at is not None}
    moments = sorted({at + more for at in times for more in (timedelta(0), A_MOMENT, DAY)})
    for then in (at for at in moments if at <= view.as_of):
        for said in view.said:
            if said.effective_at <= then and not may_have_ended(view, said, then):
                assert shown_status(view.at[then], said) not in OVER


@tried(2, at_length=320)
@given(families(), questions(), st.integers(0, 40 * 24))
def test_of_a_family_of_the_scenarios(
    facts: dict[str, Any], question: dict[str, Any], hours: int
) -> None:
    case = read(facts, question)
    at = case.as_of + timedelta(hours=hours)
    assert_what_may_not_have_ended_had_not(View(case.file, at, at))


@tried(3, at_length=320)
@given(st.integers(0, 2**48))
def test_of_a_family_to_whom_anything_was_written(seed: int) -> None:
    hub = history(seed, "MASH_MANAGER")
    assert_what_may_not_have_ended_had_not(hub.view())


def test_of_a_plain_yes_nothing_is_worked_out_and_of_what_may_end_it_everything_is() -> None:
    story = Story().child().adult("mum").adult("dad").enquiry("E1").enquiry("E2")
    before = story.later(DAY).say("REFUSED")
    yes = story.later(3 * DAY).agree()
    story.later(DAY).say("REFUSED", "dad")
    stands = story.later(DAY).at
    story.later(DAY).say("REFUSED", scope=scope(categories=("EDUCATION",)))
    ends = story.at
    view = View(story.file, ends + DAY, ends + DAY)
    (given,) = (said for said in view.said if said.event.response == yes)
    assert not may_have_ended(view, given, stands)
    assert may_have_ended(view, given, ends)
    (no,) = (said for said in view.said if said.event.response == before)
    assert may_have_ended(view, no, stands)


def test_what_has_a_time_and_what_ends_with_its_enquiry_may_have_ended_from_then_on() -> None:
    story = Story().child().adult("mum").enquiry("E1").enquiry("E2")
    story.later().agree(expires_at=story.at + 9 * DAY)
    began = story.at
    story.later(DAY).say("AGREED", enquiry="E2")
    story.later(DAY).close("E2")
    closed = story.at
    view = View(story.file, began + 20 * DAY, began + 20 * DAY)
    first, second = view.said
    assert not may_have_ended(view, first, closed - A_MOMENT)
    assert not may_have_ended(view, second, closed - A_MOMENT)
    assert may_have_ended(view, second, closed)
    assert may_have_ended(view, first, began + 9 * DAY)

"""Who supports whom: the steps, and one person on two sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain import events
from consent_service.domain.advocates import (
    NEXT,
    NOT_DISCUSSED,
    SUITABILITY,
    same_name,
    steps_before,
    unanswered,
    unsuitable,
)
from consent_service.domain.codes import codes
from consent_service.domain.explaining import NINE, fully_explained
from consent_service.domain.oneadvocate import is_in_conflict
from consent_service.domain.view import View
from tests.domain.tasks.story import Story, family

SAID = st.lists(
    st.tuples(
        st.sampled_from(["mum", "dad"]),
        st.sampled_from(["AGREED", "REFUSED", "UNDECIDED", "WITHDRAWN"]),
    ),
    max_size=6,
)
ABUSE = st.sampled_from([None, "DOMESTIC_ABUSE", "ALLEGED_ABUSER", "SAFE_AGAIN"])


def both_name(
    *said: tuple[str, str], code: str | None = None, second: str = "GRAN  example"
) -> View:
    """Two parents who name one grandmother, however it is spelled, and what they answer."""
    story = Story().child().adult("mum").adult("dad").enquiry()
    for person, answer in said:
        story.later().say(answer, person)
    if code is not None:
        safe = code == "SAFE_AGAIN"
        story.make(events.SafetyRecorded, person="dad", safe_to_ask=safe, code=code)
    for person, name in (("mum", "Gran Example"), ("dad", second)):
        story.later().make(
            events.AdvocateStatusChanged,
            person=person,
            enquiry="E1",
            status="NOMINATED",
            advocate=name,
        )
    return View(story.file, story.at, story.at)


def conflict(view: View, person: str) -> bool:
    status = view.advocate[person, "E1"]
    assert status is not None
    return is_in_conflict(view, status.event)


@given(SAID, ABUSE)
def test_a_conflict_is_one_for_both_parents_or_for_neither(
    said: list[tuple[str, str]], code: str | None
) -> None:
    view = both_name(*said, code=code)
    assert conflict(view, "mum") == conflict(view, "dad")


@given(SAID, ABUSE)
def test_two_advocates_are_never_in_conflict(said: list[tuple[str, str]], code: str | None) -> None:
    view = both_name(*said, code=code, second="Somebody Else")
    assert not conflict(view, "mum")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([("mum", "AGREED"), ("dad", "REFUSED")], True),
        ([("mum", "AGREED"), ("dad", "AGREED")], False),
        ([("mum", "REFUSED"), ("dad", "REFUSED")], False),
        ([("mum", "AGREED"), ("dad", "UNDECIDED")], False),
        ([("mum", "AGREED"), ("dad", "REFUSED"), ("dad", "AGREED")], False),
        ([("mum", "AGREED"), ("dad", "AGREED"), ("mum", "WITHDRAWN")], True),
    ],
)
def test_what_each_said_last_is_what_they_disagree_about(
    said: list[tuple[str, str]], expected: bool
) -> None:
    assert conflict(both_name(*said), "mum") is expected


def test_from_wherever_they_stand_a_parent_can_be_offered_somebody_else() -> None:
    elsewhere = set(NEXT) - {"OFFERED"}
    assert [status for status in elsewhere if "OFFERED" not in NEXT[status]] == []


def test_every_step_leads_to_a_status_that_is_known() -> None:
    assert {to for wanted in NEXT.values() for to in wanted} | {NOT_DISCUSSED} == set(NEXT)


@given(st.dictionaries(st.sampled_from(SUITABILITY), st.sampled_from(["YES", "NO", "NOT_CHECKED"])))
def test_a_question_is_answered_yes_or_no_or_is_open(answers: dict[str, str]) -> None:
    said_yes = {question for question in SUITABILITY if answers.get(question) == "YES"}
    assert said_yes | set(unanswered(answers)) | set(unsuitable(answers)) == set(SUITABILITY)
    assert not said_yes & {*unanswered(answers), *unsuitable(answers)}
    assert not set(unanswered(answers)) & set(unsuitable(answers))


def test_no_name_is_nobodys_name() -> None:
    assert same_name("Gran Example", " gran  EXAMPLE ")
    assert not same_name(None, None)
    assert not same_name("Gran Example", None)


@given(st.sets(st.sampled_from(list(codes("explained")))))
def test_an_explanation_is_whole_when_the_first_nine_were_said(said: set[str]) -> None:
    story = family()
    id = story.talk("mum", explained=tuple(said))
    view = View(story.file, story.at, story.at)
    assert fully_explained(view, view.conversations[id]) == (said >= NINE)
    assert len(NINE) == 9


def test_the_steps_to_an_advocate_who_was_named_do_not_begin_again_with_an_offer() -> None:
    assert steps_before("NOMINATED", "ACTIVE") == ("CHECKING", "CONFIRMED")
    assert steps_before("CHECKING", "ACTIVE") == ("CONFIRMED",)
    assert steps_before("WANTED_NOT_FOUND", "ACTIVE") == ("REFERRED_TO_SERVICE",)

"""One person who is to support two: a conflict where they disagree, or harm is spoken of."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.file.view import View
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.practice import NeedsRecorded
from consent_service.domain.safety.oneadvocate import is_in_conflict
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import MANAGER, Story
from tests.reasons import ENOUGH
from tests.sweeping import each

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
    """The same at that moment."""
    story = story_of_both(*said, code=code, second=second)
    return View(story.file, story.at, story.at)


def story_of_both(
    *said: tuple[str, str], code: str | None = None, second: str = "GRAN  example"
) -> Story:
    """Two parents who name one grandmother, however it is spelled, and what they answer."""
    story = Story().child().adult("mum").adult("dad").enquiry()
    for person, answer in said:
        story.later().say(answer, person)
    if code is not None:
        safe = code == "SAFE_AGAIN"
        story.make(events.SafetyRecorded, person="dad", safe_to_ask=safe, code=code, reason=ENOUGH)
    for person, name in (("mum", "Gran Example"), ("dad", second)):
        advocate(story.later(), "NOMINATED", person, advocate=name)
    return story


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


@each(
    "sign",
    of=[
        (events.SafetyRecorded, {"person": "dad", "safe_to_ask": False, "code": "OTHER"}),
        (SignRecorded, {"person": "mum", "code": "DANGER", "names": ()}),
        (SignRecorded, {"person": "mum", "code": "DANGER", "names": ("dad",)}),
        (NeedsRecorded, {"person": "mum", "indicators": ("DOMESTIC_ABUSE_VICTIM",)}),
    ],
)
def test_one_person_is_on_both_sides_of_whatever_harm_is_spoken_of(sign: tuple[Any, Any]) -> None:
    kind, said = sign
    story = story_of_both()
    for is_recorded in (False, True):
        if is_recorded:
            story.later().make(kind, **said)
        view = View(story.file, story.at, story.at)
        assert [conflict(view, person) for person in ("mum", "dad")] == [is_recorded] * 2
    safe: dict[str, Any] = {
        "person": "dad",
        "safe_to_ask": True,
        "code": "SAFE_AGAIN",
        "reason": ENOUGH,
    }
    story.later().make(events.SafetyRecorded, MANAGER, **safe)
    view = View(story.later().file, story.at, story.at)
    assert not conflict(view, "mum")


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

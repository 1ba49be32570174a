"""When somebody was promised to hear from us is kept, whether or not a day was typed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import codes
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded import practice
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.tasks.replying import due_of_answer
from tests.domain.tasks.happenings import contact, disclose
from tests.domain.tasks.story import DAY, Story, family, question

#: What is promised of each contact, and of each week; the others are of something else that
#: happens, or wait until they ask.
OF_EACH = {"BEFORE_EACH_CONTACT", "SAME_DAY_AFTER"}
HEARS = {*OF_EACH, "WEEKLY"}
DUE = "CONTACT_DUE"


def promised(*times: str, methods: tuple[str, ...] = ("CALL",)) -> Story:
    """A mother who said yes to what is asked of the surgery, and how she wants to hear of it."""
    story = family()
    story.agree("mum")
    story.make(
        practice.KeepInformedAgreed,
        person="mum",
        enquiry="E1",
        methods=methods,
        times=times,
        agreed_with_person=True,
    )
    # On another day than the one on which she was spoken with.
    return story.later(DAY)


@pytest.mark.parametrize("when", sorted(codes("keep_informed_times")))
def test_each_time_that_is_promised_comes_round_without_a_day_that_was_typed(when: str) -> None:
    story = promised(when)
    disclose(story)
    found = story.every(DUE)
    if when in OF_EACH:
        (task,) = found
        assert (task.person, task.due) == ("mum", story.at.date())
        assert task.so_far == codes("keep_informed_times")[when].label
        assert task.overdue(story.at + DAY)
    story.later(6 * DAY)
    assert bool(story.every(DUE)) is (when in HEARS)
    contact(story)
    assert story.every(DUE) == []


def test_it_is_one_call_and_by_the_first_of_the_days() -> None:
    story = promised("SAME_DAY_AFTER", "WEEKLY")
    story.later(5 * DAY)
    assert [task.due for task in story.every(DUE)] == [(story.at + DAY).date()]
    disclose(story)
    assert [task.due for task in story.every(DUE)] == [story.at.date()]


def test_whoever_is_to_hear_before_and_after_hears_after_though_they_heard_before() -> None:
    """Who had asked for more got nothing."""
    story = promised("BEFORE_EACH_CONTACT", "SAME_DAY_AFTER")
    contact(story)
    disclose(story.later())
    (task,) = story.later().every(DUE)
    assert task.so_far == codes("keep_informed_times")["SAME_DAY_AFTER"].label
    contact(story)
    assert story.later().every(DUE) == []


@pytest.mark.parametrize("times", [("BEFORE_EACH_CONTACT",), ("BEFORE_EACH_CONTACT", "WEEKLY")])
def test_the_talk_in_which_it_was_agreed_tells_them_of_no_contact(times: tuple[str, ...]) -> None:
    story = family()
    story.agree("mum")
    story.talk("mum")
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "methods": ("CALL",)}
    story.make(practice.KeepInformedAgreed, **terms, times=times, agreed_with_person=True)
    story.later()
    assert "TELL_FIRST" in replied(story)
    disclose(story)
    (task,) = story.later().every(DUE)
    assert task.due == story.at.date()


def test_what_was_sent_before_it_was_promised_is_not_owed_by_it() -> None:
    story = family()
    story.agree("mum")
    disclose(story)
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "methods": ("CALL",)}
    terms |= {"times": ("SAME_DAY_AFTER",)}
    story.later().make(practice.KeepInformedAgreed, **terms, agreed_with_person=True)
    assert story.later().every(DUE) == []


@pytest.mark.parametrize("when", sorted(HEARS))
def test_whoever_asked_not_to_be_contacted_or_is_not_safe_is_not_rung(when: str) -> None:
    quiet = promised(when, methods=("NO_CONTACT_REQUESTED",))
    unsafe = promised(when)
    unsafe.unsafe("mum")
    for story in (quiet, unsafe):
        disclose(story)
        assert story.later(6 * DAY).every(DUE) == []
        assert "TELL_FIRST" not in replied(story)


def test_what_they_must_not_know_of_is_no_call() -> None:
    story = promised("SAME_DAY_AFTER")
    disclose(story, safe_to_tell=False, not_safe_for=("mum",))
    assert story.every(DUE) == []


def replied(story: Story) -> list[str]:
    view = View(story.file, story.at, story.at)
    answer = decide(view, DEFAULT_POLICY, question())
    found = due_of_answer(view, answer, "E1", story.at)
    return [task.code for task in found if task.person == "mum"]


def test_an_answer_says_whom_to_tell_before_the_service_is_contacted() -> None:
    """It is said of what may go ahead, until they have heard from us that day; the answer is the
    same, and nobody waits for it.
    """
    story = promised("BEFORE_EACH_CONTACT")
    assert "TELL_FIRST" in replied(story)
    assert "TELL_FIRST" not in story.codes()
    contact(story)
    assert "TELL_FIRST" not in replied(story.later())
    # And what is sent then is what she has heard of.
    disclose(story)
    assert story.later(timedelta(hours=1)).every(DUE) == []
    assert "TELL_FIRST" in replied(story.later(DAY))
    story.say("REFUSED")
    assert "TELL_FIRST" not in replied(story)


def test_a_call_that_was_promised_is_made_though_the_enquiry_has_ended() -> None:
    """Their page goes on to promise it. They hear then that it was the last: once, and no more."""
    story = promised("WEEKLY")
    story.close()
    (task,) = story.every(DUE)
    assert (task.person, task.enquiry) == ("mum", "E1")
    contact(story.later(DAY))
    assert story.every(DUE) == []
    assert story.later(9 * DAY).every(DUE) == []
    mistaken = promised("WEEKLY")
    mistaken.close(reason="ENTERED_IN_ERROR")
    assert mistaken.every(DUE) == []


def test_a_talk_of_the_minute_in_which_it_was_typed_came_before_it() -> None:
    story = family()
    story.later(timedelta(seconds=20)).agree("mum")
    terms: dict[str, Any] = {"person": "mum", "enquiry": "E1", "methods": ("CALL",)}
    terms |= {"times": ("BEFORE_EACH_CONTACT",), "agreed_with_person": True}
    typed = story.later(timedelta(seconds=20)).at.replace(second=0)
    story.make(practice.KeepInformedAgreed, **terms, effective_at=typed)
    assert "TELL_FIRST" in replied(story)

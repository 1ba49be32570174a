"""One thing to do is one line, however many answers and talks it follows from."""

from __future__ import annotations

import pytest

from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import AgreementWithdrawn, WrittenSummarySent
from consent_service.domain.scopes.scope import Agency
from consent_service.domain.tasks.withdrawing import STOPPED
from tests.domain.tasks.story import DAY, MONDAY, NINE, Story, family, scope

EXPLAIN = "EXPLAIN_THE_REST"


def agreed_in(story: Story, talk: str, *agencies: str) -> None:
    for one in agencies:
        story.say("AGREED", conversation=talk, scope=scope(agencies=(Agency(one),)))


def test_what_is_left_to_explain_is_one_line_for_each_person_since_their_first_talk() -> None:
    """Three talks in a hurry made three lines of the same words."""
    story = family()
    for said in (NINE[:2], NINE[:4], NINE[:3]):
        agreed_in(story, story.talk(explained=said), "GP", "SCHOOL")
        story.later(DAY)
    found = [task for task in story.due() if task.code == EXPLAIN]
    assert [(task.person, task.since) for task in found] == [("mum", MONDAY)]
    story.say("AGREED", "dad", conversation=story.talk("dad", explained=NINE[:1]))
    found = [task for task in story.due() if task.code == EXPLAIN]
    assert sorted(task.person or "" for task in found) == ["dad", "mum"]
    # What was said in any of their talks was said.
    story.talk(explained=NINE[4:])
    assert [task.person for task in story.due() if task.code == EXPLAIN] == ["dad"]


def test_of_one_talk_there_is_one_written_copy_for_the_same_services() -> None:
    """To two kinds of information she said yes apart: two lines of the same words stood there."""
    story = family()
    talk = story.talk()
    for kind in ("CHILD_HEALTH", "PREGNANCY"):
        story.say("AGREED", conversation=talk, scope=scope(categories=(kind,)))
    assert len(story.every("SEND_SUMMARY")) == 1
    story.say("AGREED", conversation=talk, scope=scope(agencies=(Agency("SCHOOL"),)))
    assert len(story.every("SEND_SUMMARY")) == 2
    story.say("AGREED", conversation=story.talk(), scope=scope(categories=("CHILD_HEALTH",)))
    assert len(story.every("SEND_SUMMARY")) == 3


def test_one_copy_that_was_sent_is_of_all_that_it_was_due_of() -> None:
    """The second line came once the first was recorded as sent; what was said since is in none."""
    story = family()
    talk = story.talk()
    said = [
        story.say("AGREED", conversation=talk, scope=scope(categories=(kind,)))
        for kind in ("CHILD_HEALTH", "PREGNANCY")
    ]
    story.later().make(WrittenSummarySent, response=said[0])
    assert story.every("SEND_SUMMARY") == []
    story.later().say("AGREED", conversation=talk, scope=scope(categories=("HOUSING",)))
    assert len(story.every("SEND_SUMMARY")) == 1


def test_what_is_stopped_on_the_telephone_is_confirmed_once_and_in_writing() -> None:
    """The copy that was due of the yes was gone with it, and nothing said that the no was heard."""
    story = family()
    story.agree()
    story.later().say("WITHDRAWN", method="PHONE_VERBAL")
    stop = story.later().say("WITHDRAWN", method="PHONE_VERBAL")
    (task,) = story.every("SEND_SUMMARY")
    assert (task.about, task.so_far) == (stop, STOPPED)
    sent = story.later().make(WrittenSummarySent, response=stop)
    assert sent
    assert story.every("SEND_SUMMARY") == []
    # A yes since has a copy of its own, which says all of it.
    story.later().say("WITHDRAWN", method="PHONE_VERBAL")
    assert story.whose("SEND_SUMMARY") == {"mum"}
    yes = story.later().agree()
    every = story.every("SEND_SUMMARY")
    assert yes in {one.about for one in every}
    assert {one.so_far for one in every} == {None}


@pytest.mark.parametrize("is_copied", [True, False])
def test_whoever_stopped_on_their_own_page_has_read_it_there_but_for_a_copy_that_was_due(
    *, is_copied: bool
) -> None:
    story = family()
    yes = story.agree()
    if is_copied:
        story.later().make(WrittenSummarySent, response=yes)
    withdrawn = {"response": "stop", "person": "mum", "enquiry": "E1", "scope": scope()}
    story.later().make(AgreementWithdrawn, By("mum", "PARENT"), **withdrawn)
    assert story.whose("SEND_SUMMARY") == (set() if is_copied else {"mum"})


def test_nobody_is_written_to_of_whom_it_may_not_be_safe() -> None:
    story = family()
    story.agree()
    story.later().say("WITHDRAWN", method="PHONE_VERBAL")
    story.unsafe("mum")
    assert story.every("SEND_SUMMARY") == []


def test_what_is_left_to_explain_is_one_line_for_each_enquiry() -> None:
    story = family().enquiry("E2")
    for enquiry in ("E1", "E2", "E1"):
        talk = story.talk(explained=NINE[:2], enquiry=enquiry)
        story.say("AGREED", conversation=talk, enquiry=enquiry)
    found = [task.enquiry for task in story.due() if task.code == EXPLAIN]
    assert sorted(one or "" for one in found) == ["E1", "E2"]

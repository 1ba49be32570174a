"""One thing to do is one line, however many answers and talks it follows from."""

from __future__ import annotations

from consent_service.domain.recorded.events import WrittenSummarySent
from consent_service.domain.scopes.scope import Agency
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


def test_what_is_left_to_explain_is_one_line_for_each_enquiry() -> None:
    story = family().enquiry("E2")
    for enquiry in ("E1", "E2", "E1"):
        talk = story.talk(explained=NINE[:2], enquiry=enquiry)
        story.say("AGREED", conversation=talk, enquiry=enquiry)
    found = [task.enquiry for task in story.due() if task.code == EXPLAIN]
    assert sorted(one or "" for one in found) == ["E1", "E2"]

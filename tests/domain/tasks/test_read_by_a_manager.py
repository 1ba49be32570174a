"""What is left to say once a manager has read words of harm stands on the managers' list."""

from __future__ import annotations

from consent_service.domain.recorded.circumstances import DangerAsked
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.events import AdultAdded, ConversationRecorded, SafetyRecorded
from consent_service.domain.tasks.task import MANAGER as MANAGERS
from tests.domain.tasks.story import MANAGER, Story
from tests.reasons import ENOUGH


def _held() -> Story:
    """The mother tells of somebody, and it may be either of two."""
    story = Story().child()
    for one, names in (("mum", "Zz mum"), ("dad", "Kurt Zz"), ("gran", "Zz gran")):
        story.make(AdultAdded, person=one, names=names, interpreter_needed=False)
        story.adult(one)
    story.enquiry().later()
    story.talk("mum", parent_words="Kurt hits me")
    story.make(DangerAsked, knows_of_nobody=True, of_entries=1)
    return story.later()


def _asked(story: Story) -> set[tuple[str | None, str]]:
    return {(t.person, t.for_role) for t in story.due() if t.code == "DECIDE_IF_SAFE"}


def test_whether_he_is_safe_is_asked_of_whoever_has_read_the_only_words_against_him() -> None:
    """A worker's list asked it of nobody who could say so, and no list reminded the manager."""
    story = _held()
    assert _asked(story) == {("dad", MANAGERS)}
    talk = story.file.of(ConversationRecorded)[0].seq
    read = {"entry": talk, "reason": ENOUGH, "doubts": ("WORDS_TELL_OF_HARM",)}
    story.make(FoundRight, MANAGER, **{**read, "reason": "ok"})
    assert _asked(story.later()) == {("dad", MANAGERS)}, "that says nothing"
    story.make(FoundRight, MANAGER, **read)
    assert _asked(story.later()) == {("dad", MANAGERS)}
    story.make(
        SafetyRecorded, MANAGER, person="dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH
    )
    assert _asked(story.later()) == set()

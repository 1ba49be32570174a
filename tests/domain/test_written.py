"""By whose word what is written is said: spoken, or pressed online."""

from __future__ import annotations

from consent_service.domain.codes import codes
from consent_service.domain.lifting.written import written
from tests.domain.tasks.story import Story
from tests.sweeping import each

ONLINE = {"ONLINE_SIGNED_IN", "ONLINE_LINK_CODE"}


@each("talk", of=sorted(codes("methods").keys() - {"VIA_REFERRER"}))
@each("answer", of=["PHONE_VERBAL", "ONLINE_SIGNED_IN"])
@each("at_once", of=[True, False])
def test_whatever_says_that_it_was_pressed_online_is_believed(
    talk: str, answer: str, *, at_once: bool
) -> None:
    story = Story().child().adult("mum").enquiry()
    before = len(story.entries)
    conversation = story.talk(method=talk)
    before = before if at_once else len(story.entries)
    story.say("AGREED", method=answer, conversation=conversation)
    new = written((one for one in story.file.every() if one.seq >= before), story.file)
    assert ("mum" in new.pressed) is bool({talk, answer} & ONLINE)
    assert ("mum" in new.spoke) is ("mum" not in new.pressed)

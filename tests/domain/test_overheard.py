"""A yes that somebody to be feared may have heard does not count, whichever was known first."""

from __future__ import annotations

import pytest

from consent_service.domain.answers import Reason
from consent_service.domain.decision import decide
from consent_service.domain.events import SafetyRecorded, ValidityChanged
from consent_service.domain.policy import DEFAULT_POLICY
from consent_service.domain.view import View
from tests.domain.tasks.story import MANAGER, Story, question, scope
from tests.domain.test_unsafe_elsewhere import WAYS

SAYS_NOTHING_OF_ABUSE = {"that it was not safe to ask"}


def told(*, seen_alone: str, sign: str | None, first: bool) -> tuple[Story, str]:
    """A mother's yes, and a sign of abuse on her file; her answer."""
    story = Story().child("kim").adult("mum", "kim").adult("dad", "kim", pr_status="NO").enquiry()
    story.adult("stranger", "kim", pr_status="NO", role="GRANDPARENT")
    if first and sign:
        WAYS[sign](story.later())
    talk = story.later().talk("mum", seen_alone=seen_alone)
    said = story.say("AGREED", "mum", scope=scope("kim"), conversation=talk)
    if sign and not first:
        WAYS[sign](story.later())
    return story.later(), said


def first_reason(story: Story) -> Reason:
    view = View(story.file, story.at, story.at)
    return decide(view, DEFAULT_POLICY, question("kim")).reasons[0]


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("sign", sorted(WAYS.keys() - SAYS_NOTHING_OF_ABUSE))
def test_not_seen_alone_and_any_sign_of_abuse_is_a_concern(sign: str, *, first: bool) -> None:
    story, said = told(seen_alone="NO", sign=sign, first=first)
    assert first_reason(story) is Reason.VALIDITY_CONCERN
    alone, _ = told(seen_alone="YES", sign=sign, first=first)
    assert first_reason(alone) is Reason.AGREED_BY_PARENT
    valid = {"response": said, "status": "VALID", "reasons": ()}
    story.make(ValidityChanged, MANAGER, **valid)
    assert first_reason(story.later()) is Reason.AGREED_BY_PARENT
    # What comes after somebody had looked was not looked at.
    WAYS["that they are a danger"](story.later())
    assert first_reason(story.later()) is Reason.VALIDITY_CONCERN


def test_without_a_sign_it_counts_and_so_it_does_once_a_manager_says_that_they_are_safe() -> None:
    story, _ = told(seen_alone="NO", sign=None, first=True)
    assert first_reason(story) is Reason.AGREED_BY_PARENT
    story, _ = told(seen_alone="NOT_KNOWN", sign="a sign that names them", first=False)
    assert first_reason(story) is Reason.VALIDITY_CONCERN
    safe = {"person": "dad", "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": "She is at home."}
    story.make(SafetyRecorded, MANAGER, **safe)
    assert first_reason(story.later()) is Reason.AGREED_BY_PARENT

"""A yes that somebody to be feared may have heard does not count, whichever was known first."""

from __future__ import annotations

import msgspec
import pytest

from consent_service.actions import concerns
from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import (
    ResponseRecorded,
    SafetyRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.said.indoubt import doubts_of
from tests.counted import Calls
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import MANAGER, Story, question, scope
from tests.domain.test_unsafe_elsewhere import WAYS
from tests.reasons import ENOUGH

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
    safe = {"person": "dad", "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    story.make(SafetyRecorded, MANAGER, **safe)
    assert first_reason(story.later()) is Reason.AGREED_BY_PARENT


@pytest.mark.parametrize(
    ("seen_alone", "answer", "looks"),
    [("YES", "AGREED", 0), ("NO", "REFUSED", 0), ("NO", "AGREED", 1)],
)
def test_whether_there_is_abuse_is_looked_for_where_a_yes_may_have_been_heard(
    seen_alone: str, answer: str, looks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    story, _ = told(seen_alone=seen_alone, sign="a sign that names them", first=True)
    view = View(story.file, story.at, story.at)
    said, (talk,) = view.said[-1].event, view.conversations.values()
    assert isinstance(said, ResponseRecorded)
    looked = Calls(monkeypatch, concerns, "abuse_known")
    given = msgspec.structs.replace(said, answer=answer)
    found = list(concerns.concern_about(given, talk.event, view))
    assert (looked.count, len(found)) == (looks, looks)


# ── who was there ───────────────────────────────────────────────────────────────────────────


def said_before(*there: str, sign: str | None = None, first: bool = True) -> tuple[Story, str]:
    """A mother's yes, said to be alone and free, before these."""
    story = Story().child("kim").adult("mum", "kim").adult("dad", "kim", pr_status="NO").enquiry()
    story.adult("stranger", "kim", pr_status="NO", role="GRANDPARENT")
    if first and sign:
        WAYS[sign](story.later())
    talk = story.later().talk("mum", others_present=there)
    said = story.say("AGREED", "mum", scope=scope("kim"), conversation=talk)
    if sign and not first:
        WAYS[sign](story.later())
    return story.later(), said


@pytest.mark.swept
@pytest.mark.parametrize("there", ["dad", "Zz dad", "Her partner, Zz Dad"])
@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("sign", sorted(WAYS.keys() - {"that they are close to somebody harmed"}))
def test_whoever_is_not_known_to_be_safe_and_was_there_has_heard_it(
    sign: str, there: str, *, first: bool
) -> None:
    """Whatever was ticked of her being alone, and whichever was known first."""
    story, _ = said_before("The interpreter", there, sign=sign, first=first)
    assert first_reason(story) is Reason.VALIDITY_CONCERN
    # Found valid by a manager who knew of it; and asked again alone.
    found, again = (said_before(there, sign=sign, first=first) for _ in range(2))
    valid = {"response": found[1], "status": "VALID", "reasons": ()}
    found[0].make(ValidityChanged, MANAGER, **valid)
    assert first_reason(found[0].later()) is Reason.AGREED_BY_PARENT
    again[0].agree("mum", scope=scope("kim"))
    assert first_reason(again[0].later()) is Reason.AGREED_BY_PARENT


def test_whoever_is_known_to_be_safe_or_unknown_has_heard_nothing_that_is_feared() -> None:
    for there, sign in (
        ("Zz dad", None),
        ("Zz stranger", "that they are a danger"),
        ("The health visitor", "that they are a danger"),
    ):
        story, _ = said_before(there, sign=sign)
        assert first_reason(story) is Reason.AGREED_BY_PARENT, there


def test_that_he_was_there_is_said_to_whoever_wrote_it_down_and_on_no_page_of_hers() -> None:
    story, said = said_before("Zz dad", sign="that they are a danger")
    view = View(story.file, story.at, story.at)
    (why,) = (one.words for one in doubts_of(view, view.said_as[said]))
    assert why.startswith("They were not alone with us: Zz dad")
    story.told("kim", "mum")
    alone, _ = said_before(sign="that they are a danger")
    alone.told("kim", "mum")
    assert view_of(story.later(), "mum")["agreed"] == view_of(alone.later(), "mum")["agreed"] != []

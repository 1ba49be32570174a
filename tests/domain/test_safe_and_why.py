"""That somebody is safe, or may be told after all, lifts a warning for a reason that says why, and
not beside a word of danger: it is kept, and the more careful counts.
"""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.answers import Safe
from consent_service.domain.codes import codes
from consent_service.domain.file.folding import Stamp
from consent_service.domain.noticing.notices import notices_of
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import WishWeighed
from consent_service.domain.recorded.content import Content
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.services import Directory
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.domain.test_safety import now
from tests.reasons import ENOUGH

TOO_LITTLE = ("ok", "x", "Safeguarding", "As discussed.", "He was seen at work.", "ok " * 30)
DANGERS = sorted({*codes("safety_codes")} - {"OTHER", "SAFE_AGAIN"})
FAMILY = {"mum": "MOTHER", "dad": "FATHER", "gran": "GRANDPARENT", "aunt": "AUNT_UNCLE"}
WISH: dict[str, Any] = {"child": "ng", "objects": False, "words": "Zz", "heard_by": "Zz"}


def household() -> Story:
    story = Story().child().enquiry()
    for person, role in FAMILY.items():
        story.adult(person, role=role)
    return story


def said_of(story: Story) -> set[str]:
    """What is said to whoever wrote the last entry."""
    held = max(now(story).file.every(), key=lambda one: one.seq)
    content, stamp = Content(MANAGER, held.event), Stamp(held.seq, held.recorded_at)
    return {one.code for one in notices_of(content, stamp, now(story), Directory(()))}


def is_due(story: Story) -> bool:
    return any(task.code == "WEIGH_WISH" for task in story.due())


@pytest.mark.parametrize("reason", TOO_LITTLE)
def test_no_warning_is_lifted_for_a_reason_that_says_nothing(reason: str) -> None:
    story = household().unsafe("dad").later()
    story.unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=reason)
    assert asking(now(story), "dad").answer is Safe.NO
    assert "LIFTS_NOTHING" in said_of(story)
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert asking(now(story), "dad").answer is Safe.YES
    assert not said_of(story)


@pytest.mark.parametrize("code", DANGERS)
def test_a_yes_beside_a_danger_is_none(code: str) -> None:
    story = household()
    story.unsafe("dad", MANAGER, safe_to_ask=True, code=code, reason=ENOUGH)
    assert asking(now(story), "dad").answer is Safe.NO
    assert "SAFE_AND_DANGER" in said_of(story)
    story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH)
    assert asking(now(story), "dad").answer is Safe.YES


def test_a_yes_in_whose_words_somebody_is_hurt_lifts_nothing() -> None:
    told = f"He hits her and would kill her. {ENOUGH}"
    story = household()
    story.unsafe("dad", MANAGER, safe_to_ask=True, code="OTHER", reason=told)
    assert asking(now(story), "dad").answer is Safe.NOT_KNOWN
    story = household().unsafe("dad").later()
    story.unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=told)
    assert asking(now(story), "dad").answer is Safe.NO
    assert "SAFE_AND_DANGER" in said_of(story)


@pytest.mark.parametrize(
    "of_another",
    [
        "Mum is the safe parent, dad was the one who was drunk and hit him.",
        "Spoke to mum alone. She is scared of Dad, who is in prison until the trial.",
        "mum knows of the self harm already and has taken her to the doctor for it",
    ],
)
def test_that_one_is_safe_is_said_beside_what_another_did(of_another: str) -> None:
    """It took a manager four acts to be allowed to ring the mother of a child in danger."""
    reason = f"{of_another} {ENOUGH}"
    story = household().unsafe("mum").later()
    story.unsafe("mum", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=reason)
    assert asking(now(story), "mum").answer is Safe.YES
    assert "SAFE_AND_DANGER" not in said_of(story)
    if "dad" in reason.lower():
        story.later().unsafe("dad", MANAGER, safe_to_ask=True, code="SAFE_AGAIN", reason=reason)
        assert asking(now(story), "dad").answer is not Safe.YES
        assert "SAFE_AND_DANGER" in said_of(story)


def test_a_manager_who_was_asked_about_their_words_is_taken_at_what_they_chose() -> None:
    """Each honest try named the thing, and counted for nothing; so the reason was left out."""
    told = f"Mum is the one whom he hit; it is safe to speak to her at school. {ENOUGH}"
    for role, safe in ((MANAGER, Safe.YES), (WORKER, Safe.NO)):
        story = household().unsafe("dad").later()
        said = {"safe_to_ask": True, "code": "SAFE_AGAIN", "reason": told}
        story.unsafe("dad", role, **said, safe_all_the_same=True)
        assert asking(now(story), "dad").answer is safe
    for less in ({"reason": "He hit her."}, {"code": "FEAR"}):
        story = household().unsafe("dad").later()
        story.unsafe("dad", MANAGER, **{**said, **less}, safe_all_the_same=True)
        assert asking(now(story), "dad").answer is Safe.NO


def weighed(story: Story, *, told: bool, reason: str = ENOUGH, **means: Any) -> Story:
    story.make(WishWeighed, MANAGER, wish="w", may_be_told=told, reason=reason, **means)
    return story


def unnamed() -> Story:
    story = household()
    story.make(events.WishRecorded, not_to_be_told_because="He goes mad.", wish="w", **WISH)
    return story.later()


def named() -> Story:
    story = household()
    story.make(events.WishRecorded, not_to_be_told=("dad",), wish="w", **WISH)
    return story.later()


def not_safe(story: Story) -> set[str]:
    return {one for one in FAMILY if asking(now(story), one).answer is not Safe.YES}


@pytest.mark.parametrize("reason", [*TOO_LITTLE, ENOUGH])
def test_that_whoever_is_meant_may_be_told_says_nothing_while_nobody_knows_who_that_is(
    reason: str,
) -> None:
    story = weighed(unnamed(), told=True, reason=reason)
    assert not_safe(story) == {*FAMILY}
    assert is_due(story)
    assert "WHOM_NOT_SAID" in said_of(story)


@pytest.mark.parametrize("reason", TOO_LITTLE)
def test_whom_a_child_named_is_told_for_no_reason_that_says_nothing(reason: str) -> None:
    story = weighed(named(), told=True, reason=reason)
    assert not_safe(story) == {"dad"}
    assert is_due(story)
    assert "LIFTS_NOTHING" in said_of(story)
    weighed(story.later(), told=True)
    assert not_safe(story) == set()
    assert not is_due(story)


@pytest.mark.parametrize("reason", TOO_LITTLE)
def test_for_such_a_reason_somebody_more_is_meant_and_nobody_less(reason: str) -> None:
    story = weighed(unnamed(), told=False, reason=reason, means=("mum",))
    assert asking(now(story), "mum").answer is Safe.NO
    assert not_safe(story) == {*FAMILY}
    assert is_due(story)
    story = weighed(unnamed(), told=True, reason=reason, means=())
    assert not_safe(story) == {*FAMILY}
    weighed(story.later(), told=False, means=("mum",))
    assert not_safe(story) == {"mum"}
    assert not is_due(story)


def test_of_a_wish_that_means_nobody_here_whoever_comes_later_may_still_be_meant() -> None:
    story = weighed(unnamed(), told=True, means=())
    assert not_safe(story) == set()
    story.later().adult("dave", role="PARENTS_PARTNER", pr_status="NO").later()
    assert asking(now(story), "dave").answer is Safe.NOT_KNOWN

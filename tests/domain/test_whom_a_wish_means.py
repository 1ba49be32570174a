"""A child keeps something from somebody and does not say whom: a manager finds out, and only
whoever is meant is not safe to ask then.
"""

from __future__ import annotations

from typing import Any

from consent_service.domain.answers import Safe
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import PeopleJoined, PersonAmended, WishWeighed
from consent_service.domain.safety.signs import Sign, asking
from consent_service.domain.safety.wishes import may_be_meant, told_in_confidence
from tests.domain.tasks.story import MANAGER, Story
from tests.domain.test_safety import FAMILY, household, not_known, now
from tests.reasons import ENOUGH

SAID: dict[str, Any] = {"child": "ng", "objects": False, "words": "Zz", "heard_by": "Zz"}


def confided() -> Story:
    story = household()
    story.make(events.WishRecorded, not_to_be_told_because="He goes mad.", wish="w", **SAID)
    return story.later()


def weighed(story: Story, *, told: bool = False, reason: str = ENOUGH, **means: Any) -> Story:
    story.make(WishWeighed, MANAGER, wish="w", may_be_told=told, reason=reason, **means)
    return story.later()


def is_due(story: Story) -> bool:
    return any(task.code == "WEIGH_WISH" and task.about == "w" for task in story.due())


def test_only_whoever_is_meant_is_not_safe_to_ask() -> None:
    story = weighed(confided(), means=("dad",))
    assert asking(now(story), "dad") == (Safe.NO, (Sign.WISH_NOT_WEIGHED,))
    assert not not_known(story)
    assert told_in_confidence(now(story), "ng") == ("dad",)
    assert not is_due(story)
    # Weighed once more without a word of whom, it is what was said before.
    assert asking(now(weighed(story)), "dad").answer is Safe.NO
    weighed(story, told=True)
    assert asking(now(story), "dad").answer is Safe.YES


def test_until_somebody_has_said_whom_it_means_everybody_waits_and_it_is_due() -> None:
    story = weighed(confided())
    assert not_known(story) == {*FAMILY}
    assert set(may_be_meant(now(story), "w")) == {*FAMILY}
    assert is_due(story)


def test_nobody_who_is_there_is_meant_and_whoever_comes_later_may_be() -> None:
    story = weighed(confided(), means=())
    assert not not_known(story)
    assert not is_due(story)
    assert told_in_confidence(now(story), "ng") == ()
    story.adult("dave", role="PARENTS_PARTNER", pr_status="NO").later()
    assert may_be_meant(now(story), "w") == ("dave",)
    assert asking(now(story), "dave").answer is Safe.NOT_KNOWN


def test_whoever_a_placeholder_stood_for_was_not_there_when_a_manager_looked() -> None:
    story = confided().adult("ph", role="UNKNOWN_FATHER", pr_status="NO")
    story.make(PersonAmended, person="ph", names="Unknown Example")
    weighed(story.later(), means=())
    assert not may_be_meant(now(story), "w")
    story.make(PersonAmended, person="ph", names="Dave Example")
    story.make(PersonAmended, person="mum", names="Zz mum-Example")
    assert may_be_meant(now(story.later()), "w") == ("ph",)
    assert asking(now(story), "ph").answer is Safe.NOT_KNOWN


def test_whoever_has_a_name_since_of_which_not_a_word_was_known_may_be_meant() -> None:
    story = weighed(confided(), means=())
    story.make(PersonAmended, person="step", names="Dave Example")
    assert may_be_meant(now(story.later()), "w") == ("step",)


def test_whoever_came_later_may_be_meant_though_they_are_one_with_somebody_who_was_there() -> None:
    story = weighed(confided(), means=())
    story.adult("dave", role="PARENTS_PARTNER", pr_status="NO")
    story.make(PersonAmended, person="dave", names="Dave Example")
    story.make(PeopleJoined, MANAGER, joining="j", person="step", other="dave", reason="Zz")
    assert may_be_meant(now(story.later()), "w") == ("step",)


def test_of_whom_the_child_named_a_manager_takes_nobody_away() -> None:
    story = household()
    story.make(events.WishRecorded, not_to_be_told=("dad",), wish="w", **SAID)
    weighed(story.later(), means=("step",))
    answers = {person: asking(now(story), person).answer for person in FAMILY}
    assert {who for who, answer in answers.items() if answer is Safe.NO} == {"dad", "step"}


def test_of_several_wishes_of_a_child_each_is_told_apart() -> None:
    """Five lines of a list read alike."""
    story = confided()
    assert [task.so_far for task in story.due() if task.code == "WEIGH_WISH"] == [None]
    story.make(events.WishRecorded, not_to_be_told=("dad",), wish="v", **SAID)
    story.later()
    told = [task.so_far for task in story.due() if task.code == "WEIGH_WISH"]
    assert len({*told}) == len(told) == 2
    assert any((one or "").endswith(": father") for one in told)
    assert any((one or "").endswith(": it names nobody") for one in told)

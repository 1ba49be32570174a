"""A way of reaching somebody that is not safe says that somebody near them is to be feared; but not
where they are the danger: the woman whom he hurt was not to be rung, since his telephone was not.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any, Final

import pytest

from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.content import By
from tests.domain.tasks.story import MANAGER, WORKER, Story
from tests.domain.test_tells_of_harm import a_family, not_known
from tests.reasons import ENOUGH


def named(story: Story, person: str) -> None:
    story.make(SignRecorded, person="ng", code="ALLEGED_ABUSER", names=(person,))


def not_safe(story: Story, person: str) -> None:
    story.unsafe(person)


def violent(story: Story, person: str) -> None:
    story.unsafe(person, code="VIOLENCE_TO_STAFF")


ON_RECORD: Final = (named, not_safe, violent)
#: By these somebody is not asked, or does not hear, who may be the one who is hurt.
_NO_DANGER_BY: Final = ("DOMESTIC_ABUSE", "FLIGHT_RISK", "OTHER", "MUST_NOT_HEAR")
Happens = Callable[[Story, str], Any]


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("on_record", ON_RECORD)
def test_the_way_of_one_who_is_on_record_as_the_danger_blocks_nobody_else(
    on_record: Happens, is_first: bool
) -> None:
    story = a_family()
    if is_first:
        on_record(story, "dad")
    story.later().reached("dad", safety="UNSAFE")
    if not is_first:
        assert "mum" in not_known(story)
        on_record(story.later(), "dad")
    assert not_known(story) == {"dad"}
    assert "mum" in story.later().whose("SPEAK_TO")


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("code", _NO_DANGER_BY)
def test_the_way_of_one_who_may_be_hurt_says_that_another_is_to_be_feared(
    code: str, is_first: bool
) -> None:
    """It was not safe to ask her as he was listening; and her unsafe telephone warned of nobody."""
    story = a_family()
    if not is_first:
        story.reached("mum", safety="UNSAFE")
    if code == "MUST_NOT_HEAR":
        story.make(SignRecorded, person="ng", code="NOT_KNOWN", names=("mum",))
    else:
        reason = "Her partner listens in when she is rung, and is angry."
        story.unsafe("mum", code=code, reason=reason)
    if is_first:
        story.later().reached("mum", safety="UNSAFE")
    assert {"mum", "dad"} <= not_known(story)
    assert "dad" not in story.later().whose("SPEAK_TO")


def test_a_code_word_of_theirs_and_a_way_of_anybody_elses_say_what_they_said() -> None:
    """Two who accuse each other: whoever needs a code word may be the one who is hurt."""
    story = a_family()
    named(story, "dad")
    story.reached("dad", safety="CODE_WORD")
    assert "mum" in not_known(story)
    for person, safety in product(("mum", "gran"), ("UNSAFE", "CODE_WORD")):
        story = a_family()
        story.reached(person, safety=safety)
        assert "dad" in not_known(story) or person == "gran"


@pytest.mark.parametrize("by", [MANAGER, WORKER])
def test_once_somebody_says_that_they_are_safe_nobody_knows_who_it_is(by: By) -> None:
    """Of whom they were afraid, if not of themselves, a manager says."""
    story = a_family()
    not_safe(story, "dad")
    story.later().reached("dad", safety="UNSAFE")
    assert "mum" not in not_known(story)
    again = {"safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    story.later().unsafe("dad", by, **again)
    assert "mum" in not_known(story.later())

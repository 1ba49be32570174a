"""Of several people and several kinds what fits nobody is no question, unless somebody said no."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from consent_service.domain.answers import Answer, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from tests.domain.tasks.story import Story, question, scope

_KINDS = ("ADULT_HEALTH", "CHILD_HEALTH")


def _family() -> Story:
    """A young person who decides alone and their mother, who both agree to what is theirs."""
    story = Story().child("teen", dob=date(2009, 2, 1)).adult("mum", "teen").enquiry()
    story.later(timedelta(days=1))
    story.agree("teen", scope=scope("teen", categories=("CHILD_HEALTH",)))
    story.agree("mum", scope=scope("mum", categories=("ADULT_HEALTH",)))
    story.later(timedelta(days=1))
    return story


def _of_both(story: Story) -> Answer:
    view = View(story.file, story.at, story.at)
    return decide(view, DEFAULT_POLICY, question("mum", "teen", categories=_KINDS))


def test_what_fits_nobody_is_no_question() -> None:
    found = _of_both(_family())
    assert found.outcome is Outcome.COVERED
    asked = {(one.subject, one.category) for one in found.items}
    assert asked == {("mum", "ADULT_HEALTH"), ("teen", "CHILD_HEALTH")}


@pytest.mark.parametrize("answer", ["REFUSED", "NOT_CLEAR"])
@pytest.mark.parametrize(
    ("who", "about", "kind"),
    [("teen", "teen", "ADULT_HEALTH"), ("mum", "mum", "CHILD_HEALTH")],
)
def test_a_no_is_in_the_answer_whatever_kind_it_was_typed_as(
    who: str, about: str, kind: str, answer: str
) -> None:
    story = _family()
    story.say(answer, who, scope=scope(about, categories=(kind,)))
    story.later(timedelta(days=1))
    found = _of_both(story)
    assert found.outcome is Outcome.PARTLY_COVERED
    assert (about, kind) in {(one.subject, one.category) for one in found.items}
    if (who, answer) == ("teen", "REFUSED"):
        assert Outcome.OBJECTION in {one.outcome for one in found.items}

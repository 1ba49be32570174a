"""Of a no that no agency is told whoever reads the answer is told why."""

from __future__ import annotations

from typing import Any

from consent_service.domain.answers import Safe, Says
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.scopes.services import Directory
from consent_service.domain.words import words_for_agency
from consent_service.pages.worker.eachitem import _LEFT_OUT, _left_out
from tests.domain.tasks.story import DAY, family, question
from tests.sweeping import each


@each("answer", "is_safe", of=[(a, s) for a in ("REFUSED", "AGREED") for s in (True, False)])
def test_a_no_stands_in_the_words_or_it_is_said_why_not(answer: str, is_safe: bool) -> None:
    """After a decision to go ahead without asking, whoever says no since."""
    story = family()
    story.decide(end=story.at + 5 * DAY)
    story.later().say(answer, "dad")
    if not is_safe:
        story.later().unsafe("dad", code="DOMESTIC_ABUSE")
    view = View(story.later().file, story.at, story.at)
    found = decide(view, DEFAULT_POLICY, question(), Directory())
    (item,) = found.items
    (dad,) = [one for one in item.positions if one.person == "dad"]
    shown: dict[str, Any] = {
        "asking": str(dad.asking),
        "says": str(dad.says),
        "decides": dad.decides,
    }
    words = words_for_agency(found, question(), view) or ""
    assert words
    says_why = _LEFT_OUT in _left_out(shown, str(item.outcome))
    is_no = dad.says is Says.NO
    assert is_no is (answer == "REFUSED")
    assert ("said no" in words) is (is_no and dad.asking is Safe.YES)
    assert says_why is (is_no and dad.asking is not Safe.YES)

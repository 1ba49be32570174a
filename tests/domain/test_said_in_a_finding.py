"""What is quoted of somebody where one of us says how they came to a finding: whoever writes it is
asked whether a no stands in it, however it reads, and that decides it.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import pytest
from msgspec import UNSET

from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    CapacityRecorded,
    CompetenceRecorded,
    ReachabilityRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import MANAGER, Story, family, question, scope

#: However a no is put: no list is whole.
TELLING: Final = (
    *("Rang her. She'd sooner it stayed with the doctor.", "Mum said that one was enough."),
    *("He told me he had only meant the doctor", "Wants it kept to the family", "GP off limits"),
    *("She asked us to leave it there", "Kerry wishes it was over", "said the doctor can do one"),
)
PLAIN: Final = (
    *("Three calls on different days, nobody picked up.", "Wrong number.", "Moved abroad."),
    *("Understood, weighed it up and explained it back.", "Assessed by the psychiatrist."),
    *("Interpreter was booked and came.", "Seen alone at home on Tuesday."),
)


AGREED: Final = {Reason.AGREED_BY_PARENT, Reason.AGREED_BY_YOUNG_PERSON}


def agreed() -> Story:
    """The mother, and a young person about themself, have said yes to the surgery."""
    story = family().child("teen", date(2009, 2, 1)).adult("mum", "teen")
    story.agree("teen", scope=scope("teen"))
    story.agree("mum")
    return story.later()


#: Each finding, of whom it is, and what is held by it.
FINDINGS: Final[dict[str, tuple[type[Event], str, dict[str, Any]]]] = {
    "reach": (ReachabilityRecorded, "reason", {"person": "mum", "reachable": True}),
    "capacity": (CapacityRecorded, "rationale", {"person": "mum", "status": "ASSESSED_HAS"}),
    "competence": (CompetenceRecorded, "rationale", {"child": "teen", "status": "COMPETENT"}),
    "validity": (ValidityChanged, "reasons", {"status": "VALID"}),
}


def found(story: Story, which: str, words: str, *, by: Any = MANAGER, **members: Any) -> set[str]:
    """It is put on record; the codes of what whoever wrote it is told."""
    kind, member, usual = FINDINGS[which]
    if kind is ValidityChanged:
        yes = next(one for one in story.file.responses if one.event.person == "mum")
        usual = {**usual, "response": yes.event.response}
    holds = (words,) if kind is ValidityChanged else words
    story.make(kind, by, **usual, **{member: holds}, **members)
    stamp, content = story.entries[-1]
    return set(codes_of(content, stamp, View(story.file, story.at, story.at)))


def reason(story: Story, which: str) -> Reason:
    subject = "teen" if which == "competence" else "ng"
    view = View(story.later().file, story.at, story.at)
    return decide(view, DEFAULT_POLICY, question(subject)).items[0].reason


@pytest.mark.parametrize("which", FINDINGS)
@pytest.mark.parametrize("words", TELLING)
def test_whoever_writes_what_they_said_says_whether_a_no_stands_in_it(
    which: str, words: str
) -> None:
    told = found(agreed(), which, words)
    assert told & {"TELLS_WHAT_THEY_SAID", "MAY_BE_A_NO"}
    for said in (True, False):
        story = agreed()
        assert not found(story, which, words, not_a_no=said) & {"TELLS_WHAT_THEY_SAID"}
        assert (reason(story, which) in AGREED) is said


@pytest.mark.parametrize("which", FINDINGS)
@pytest.mark.parametrize("words", PLAIN)
def test_how_it_was_found_asks_nothing_where_nobody_is_quoted(which: str, words: str) -> None:
    story = agreed()
    assert not found(story, which, words) & {"TELLS_WHAT_THEY_SAID", "MAY_BE_A_NO"}
    assert reason(story, which) in AGREED


def test_a_yes_found_valid_over_a_no_in_why_is_no_yes_until_it_is_looked_at_again() -> None:
    story = agreed()
    found(story, "validity", "She'd sooner it stayed with the school.", not_a_no=False)
    assert reason(story, "validity") is Reason.VALIDITY_CONCERN
    assert not view_of(story, "mum")["agreed"]
    found(story, "validity", "Rang her once more: she is happy with both.", not_a_no=True)
    assert reason(story, "validity") is Reason.AGREED_BY_PARENT
    assert view_of(story, "mum")["agreed"]


def test_codes_say_what_a_list_says_and_quote_nobody() -> None:
    told = found(agreed(), "validity", "NO_INTERPRETER", not_a_no=UNSET)
    assert "TELLS_WHAT_THEY_SAID" not in told

"""What is quoted of somebody where one of us says how they came to a finding: whoever writes it is
asked whether a no stands in it, however it reads, and that decides it.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from datetime import date
from typing import Any, Final

import pytest
from msgspec import UNSET

from consent_service.domain.answers import Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.lifting.protecting import protects
from consent_service.domain.noticing.notices import codes_of
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    CapacityRecorded,
    CompetenceRecorded,
    ReachabilityRecorded,
    ValidityChanged,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import WordsRead
from consent_service.domain.said.saidbesides import Besides, may_be_noes
from tests.domain.own.lives import view_of
from tests.domain.tasks.story import MANAGER, Story, family, question, scope
from tests.reasons import ENOUGH

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


def besides(story: Story, person: str) -> Sequence[Besides]:
    return View(story.file, story.at, story.at).each[may_be_noes][person]


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


def test_a_yes_found_valid_over_a_no_in_why_is_no_yes_until_that_is_read_as_none() -> None:
    story = agreed()
    found(story, "validity", "She'd sooner it stayed with the school.", not_a_no=False)
    place = story.entries[-1][0].seq
    assert reason(story, "validity") is Reason.NOT_CLEAR
    assert not view_of(story, "mum")["agreed"]
    found(story, "validity", "Rang her once more: she is happy with both.", not_a_no=True)
    assert reason(story, "validity") is Reason.NOT_CLEAR
    assert not view_of(story, "mum")["agreed"]
    story.make(WordsRead, MANAGER, entry=place, reason=ENOUGH)
    assert reason(story, "validity") is Reason.AGREED_BY_PARENT
    assert view_of(story, "mum")["agreed"]


@pytest.mark.parametrize("which", FINDINGS)
@pytest.mark.parametrize("words", ["No, not that.", "She'd sooner it stayed with the doctor."])
def test_a_no_in_a_finding_is_heard_like_any_other(which: str, words: str) -> None:
    """It holds each yes of theirs, whatever it was found of; no later finding of ours lifts it; a
    manager who has read it does, and so does their own yes after it.
    """
    person = "teen" if which == "competence" else "mum"
    story = agreed()
    found(story, which, words, not_a_no=False)
    place = story.entries[-1][0].seq
    assert protects(story.entries[-1][1].event), "it is not kept where there is room for little"
    assert {one.words for one in besides(story, person)} == {words}
    found(story, which, "Seen again on Tuesday, and assessed.", not_a_no=True)
    assert reason(story, which) not in AGREED, "a finding lifted what they said"
    again = copy.copy(story)
    again.make(WordsRead, MANAGER, entry=place, reason=ENOUGH)
    assert reason(again, which) in AGREED
    subject = "teen" if which == "competence" else "ng"
    story.later().agree(person, scope=scope(subject))
    assert reason(story, which) in AGREED


def test_a_no_in_why_one_yes_is_valid_holds_their_others_too() -> None:
    story = agreed()
    story.agree("mum")
    story.later()
    found(story, "validity", "She said nobody else.", not_a_no=False)
    assert reason(story, "validity") not in AGREED


def test_a_finding_that_quotes_a_no_settles_no_two_answers_given_at_once() -> None:
    def due(**members: Any) -> bool:
        story = family()
        story.agree("mum")
        yes = story.file.responses[-1].event.response
        story.say("REFUSED", "mum")
        story.later().make(ValidityChanged, MANAGER, response=yes, status="VALID", **members)
        return "LOOK_AT_CONFLICT" in {one.code for one in story.due(story.at)}

    assert not due(reasons=("Asked again.",), not_a_no=True)
    assert due(reasons=("Not the school, she said.",), not_a_no=False)


def test_codes_say_what_a_list_says_and_quote_nobody() -> None:
    told = found(agreed(), "validity", "NO_INTERPRETER", not_a_no=UNSET)
    assert "TELLS_WHAT_THEY_SAID" not in told

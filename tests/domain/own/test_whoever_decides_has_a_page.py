"""One rule says who decides: whoever a check takes as deciding for themself may have a page of
their own and letters, and reads there what is so; what waits or was refused takes nothing away.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from consent_service.api.edge.whoasks import WHO_ASKS
from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.letters.going import Not, going
from consent_service.domain.own import seen_by
from consent_service.domain.own.having import decided_by, decides_something, may_come_in
from consent_service.domain.recorded.events import CompetenceRecorded
from consent_service.domain.recorded.falling import (
    EffectConfirmed,
    EffectRefused,
    EffectWaits,
    Fall,
    FallKind,
)
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.standing.known import known
from tests.domain.scenario_files import read
from tests.domain.strategies import DAYS, Dict, families, questions
from tests.domain.tasks.story import MANAGER, Story, question
from tests.reasons import ENOUGH
from tests.trying import tried

_FIRST = dict.fromkeys(("effective_at", "recorded_at"), DAYS[0])
thorough = tried(30, at_length=2400, suppress_health_check=list(HealthCheck))


@st.composite
def of_the_young(draw: st.DrawFn) -> Dict:
    """A family in which it was found of each child whether they decide, and that may wait."""
    facts = draw(families())
    waits = st.fixed_dictionaries(
        {},
        optional={
            "told_by": st.just(True),
            "refused": st.just(_FIRST),
            "confirmed": st.just(_FIRST),
        },
    )
    for child in facts["children"]:
        child["age"] = draw(st.sampled_from((7, 14, 16, 17)))
        child["competence"] = [
            {**_FIRST, "value": value, "purpose": "*", "waits": draw(waits)}
            for value in draw(st.lists(st.sampled_from(("COMPETENT", "NOT_COMPETENT")), max_size=2))
        ]
    return facts


@thorough
@given(facts=families() | of_the_young(), asked=questions())
def test_whoever_the_check_takes_as_deciding_may_have_a_page(facts: Dict, asked: Dict) -> None:
    case = read(facts, asked)
    view = View(case.file, case.as_of, case.known_at)
    theirs = {
        (one.person, case.proposal.purpose)
        for item in case.answer().items
        for one in item.positions
        if one.decides and one.person in view.children
        if one.person == view.the_one(item.subject)
    }
    for child, purpose in theirs:
        assert purpose in decided_by(view, child)
        assert decides_something(view, child)
        assert may_come_in(view, child) or child in view.without_refused_ends.the_dead
        assert going(view, child, None).why_not is not Not.TOO_YOUNG


def found_unable(then: str | None = None, status: str = "NOT_COMPETENT") -> Story:
    """Of a girl of 16, by a worker, on what her father says; her mother has agreed. The finding
    waits for a manager, or one has said `then` what is so.
    """
    story = Story().child(dob=date(2010, 1, 1)).adult("mum").enquiry().later()
    story.agree("mum")
    place = story.make(
        CompetenceRecorded, child="ng", status=status, purpose="*", rationale="Zzrationale."
    )
    falls = (Fall(FallKind.COMPETENCE, "Zz", "ng"),)
    story.make(EffectWaits, waiting="W", entries=(place,), falls=falls)
    story.later()
    if then == "REFUSED":
        story.make(EffectRefused, MANAGER, waiting="W", reason=ENOUGH)
    elif then == "CONFIRMED":
        story.make(EffectConfirmed, MANAGER, waiting="W", reason=ENOUGH)
    return story.later()


def of(story: Story) -> View:
    return View(story.file, story.at, story.at)


@pytest.mark.parametrize("then", [None, "REFUSED"])
def test_a_finding_that_waits_or_was_refused_takes_no_page_away(then: str | None) -> None:
    view = of(found_unable(then))
    assert decides_something(view, "ng")
    seen = seen_by(view, "ng", as_child=True)
    assert seen is not None
    assert seen.decides_all


def test_a_finding_that_was_confirmed_does() -> None:
    view = of(found_unable("CONFIRMED"))
    assert not decides_something(view, "ng")
    seen = seen_by(view, "ng", as_child=True)
    assert seen is not None
    assert not seen.decides_all


def test_after_a_refusal_their_yes_is_enough_as_if_nobody_had_found_anything() -> None:
    story = found_unable("REFUSED")
    story.agree("ng")
    answer = decide(of(story), DEFAULT_POLICY, question())
    assert answer.outcome is Outcome.COVERED


def test_while_it_waits_their_no_counts_and_their_yes_is_not_enough() -> None:
    story = found_unable()
    story.agree("ng")
    assert decide(of(story), DEFAULT_POLICY, question()).outcome is not Outcome.OBJECTION
    story.later().say("REFUSED", "ng")
    assert decide(of(story), DEFAULT_POLICY, question()).outcome is Outcome.OBJECTION


def test_what_was_refused_stands_nowhere_as_a_fact() -> None:
    assert not known(of(found_unable("REFUSED")))["competence"]
    assert known(of(found_unable()))["competence"]


def test_what_was_found_before_they_were_16_takes_no_page_away_from_then_on() -> None:
    """Who says when a way in is refused says so too."""
    story = Story()
    story.child(dob=story.at.date().replace(year=story.at.year - 15)).adult("mum").enquiry()
    story.make(CompetenceRecorded, MANAGER, child="ng", status="NOT_COMPETENT")
    assert not decides_something(of(story.later()), "ng")
    story.later(timedelta(days=400))
    assert of(story).ages["ng"] == 16
    assert decides_something(of(story), "ng")
    assert may_come_in(of(story), "ng")
    assert "whatever was found before" in WHO_ASKS["way-in-needs-understanding"].next
    story.make(CompetenceRecorded, MANAGER, child="ng", status="NOT_COMPETENT")
    assert not decides_something(of(story.later()), "ng")

"""From 16 on a young person is presumed able, whatever was found of the child they were: no yes of
a parent covers what is about them until somebody finds otherwise at 16 or later (decision 0036).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from consent_service.domain.answers import Flag, Outcome, Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.comingofage import birthday, decides_from
from consent_service.domain.file.view import View
from consent_service.domain.letters.going import Not, going
from consent_service.domain.own.having import decides_something
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import CompetenceRecorded
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.standing.known import known
from tests.domain.scenario_files import read
from tests.domain.strategies import DAYS, Dict, families, questions
from tests.domain.tasks.story import DAY, MANAGER, WORKER, Story, london, question, scope
from tests.trying import tried

thorough = tried(60, suppress_health_check=list(HealthCheck))
UNABLE = "NOT_COMPETENT"
BORN = date(2010, 3, 20)
AT_16 = london("2026-03-20", "00:00")
ASK = "ASK_YOUNG_PERSON"


# ── any file ────────────────────────────────────────────────────────────────────────────────


@st.composite
def nobody_found_it_at_16(draw: st.DrawFn) -> tuple[Dict, Dict]:
    """Any family and question, of whose children each is 16 or 17 on the day that is asked about;
    whatever was found of them was found before that birthday, and anything may wait for a manager.
    """
    facts, asked = draw(families()), draw(questions())
    day = date.fromisoformat(asked["as_of"][:10])
    for child in facts["children"]:
        born = birthday(day, -16) - timedelta(days=draw(st.sampled_from((0, 1, 2, 90, 600))))
        until = birthday(born, 16).isoformat()
        every = child["competence"] if isinstance(child["competence"], list) else []
        found = [one for one in every if one["effective_at"] < until]
        earlier = draw(st.booleans())
        first = {"effective_at": "2024-01-01T12:00:00+00:00", "value": UNABLE, "by_manager": True}
        found += [first | {"recorded_at": DAYS[0]}] if earlier else []
        child |= {"age": 16, "dob": born.isoformat(), "competence": found}
        child.pop("died", None)
    return facts, asked


@thorough
@given(told=nobody_found_it_at_16())
def test_no_parents_yes_covers_what_is_about_them_whatever_was_found_before(
    told: tuple[Dict, Dict],
) -> None:
    case = read(*told)
    children = {one["id"] for one in told[0]["children"]}
    of_them = [item for item in case.answer().items if item.subject in children]
    for item in of_them:
        own = item.outcome is not Outcome.COVERED or item.reason is Reason.AGREED_BY_YOUNG_PERSON
        assert own, item
    view = View(case.file, case.as_of, case.known_at)
    for child in {item.subject for item in of_them} & view.children.keys():
        assert decides_something(view, child)
        assert going(view, child, None).why_not is not Not.TOO_YOUNG


# ── one file, by day ────────────────────────────────────────────────────────────────────────


def found(at: datetime, by: By = WORKER, born: date = BORN, **members: Any) -> Story:
    """Of whoever turns 16 on 20 March 2026: what was found then. Their mother has agreed."""
    story = Story(at).child("ali", born).adult("mum", "ali").enquiry()
    story.make(CompetenceRecorded, by, child="ali", **{"status": UNABLE, **members})
    story.at = london("2026-03-18", "12:00")
    story.agree("mum", scope=scope("ali"))
    return story


def of(story: Story, moment: datetime) -> tuple[bool, str]:
    """Whether they are to be asked, and what a check says."""
    answer = decide(View(story.file, moment, moment), DEFAULT_POLICY, question("ali"))
    return ASK in story.codes(moment), answer.reasons[0].value


@pytest.mark.parametrize("purpose", ["*", "AGENCY_CHECKS"])
@pytest.mark.parametrize("by", [WORKER, MANAGER])
def test_F08_who_was_found_unable_at_14_is_asked_like_any_other(by: By, purpose: str) -> None:
    """From the day before on, when the yes of their mother still covers."""
    story = found(london("2024-05-01"), by, purpose=purpose)
    the_day_before = AT_16 - DAY
    if purpose == "*":
        assert of(story, the_day_before - timedelta(seconds=1)) == (False, "AGREED_BY_PARENT")
    assert of(story, the_day_before) == (True, "AGREED_BY_PARENT")
    assert of(story, AT_16) == (True, "YP_NOT_ASKED")
    assert story.the(ASK, the_day_before).due == BORN.replace(year=2026)
    yes = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question("ali")).items[0]
    assert yes.ends_at == AT_16
    story.at = AT_16 + timedelta(hours=9)
    story.say("AGREED", "ali", scope=scope("ali"))
    assert of(story, story.at) == (False, "AGREED_BY_YOUNG_PERSON")


def test_who_is_found_unable_again_by_a_manager_at_16_is_decided_for_until_18() -> None:
    story = found(london("2024-05-01"))
    story.at = AT_16
    story.make(CompetenceRecorded, MANAGER, child="ali", status=UNABLE)
    assert of(story, story.at) == (False, "AGREED_BY_PARENT")
    view = View(story.file, story.at, story.at)
    assert decides_from(view, "ali", "AGENCY_CHECKS") == london("2028-03-20", "00:00")
    assert [one["counts"] for one in known(view)["competence"]] == [False, True]
    story.later(DAY).make(CompetenceRecorded, child="ali", status="COMPETENT")
    assert of(story, story.at) == (True, "YP_NOT_ASKED")


def test_the_first_moment_of_that_birthday_in_london_is_at_16() -> None:
    """Summer time: it is the day before in UTC."""
    midnight = datetime(2026, 6, 19, 23, tzinfo=UTC)
    for at, reason in (
        (midnight - timedelta(seconds=1), "YP_NOT_ASKED"),
        (midnight, "AGREED_BY_PARENT"),
    ):
        story = found(london("2026-03-01"), born=date(2010, 6, 20), status="NOT_ASSESSED")
        story.at = at
        story.make(CompetenceRecorded, MANAGER, child="ali", status=UNABLE)
        story.agree("mum", scope=scope("ali"))
        assert of(story, london("2026-06-20", "12:00"))[1] == reason


def test_a_yes_from_the_day_before_is_a_childs_and_is_asked_for_again() -> None:
    """It was taken for one of the birthday, which begins as that day ends."""
    for at, said in (
        (AT_16 - timedelta(minutes=1), "VALIDITY_CONCERN"),
        (AT_16 + timedelta(minutes=1), "AGREED_BY_YOUNG_PERSON"),
    ):
        story = found(london("2024-05-01"))
        story.at = at
        story.say("AGREED", "ali", scope=scope("ali"))
        assert of(story, AT_16 + timedelta(hours=9))[1] == said


def test_who_was_found_able_before_goes_on_deciding() -> None:
    story = found(london("2025-05-01"), status="COMPETENT")
    for moment in (AT_16 - timedelta(seconds=1), AT_16):
        assert of(story, moment) == (True, "YP_NOT_ASKED")


def test_who_was_taken_for_younger_when_a_worker_found_it_is_presumed_able() -> None:
    """No manager was asked, and nobody is found unable at 16 by one worker."""
    for by, reason in ((WORKER, "YP_NOT_ASKED"), (MANAGER, "AGREED_BY_PARENT")):
        story = found(london("2026-03-01"), by, born=date(2010, 7, 1))
        assert of(story, story.at)[1] == "AGREED_BY_PARENT"
        story.later().make(PersonAmended, person="ali", dob=date(2010, 1, 1), reason="Seen.")
        assert of(story, story.at)[1] == reason


@pytest.mark.parametrize("status", [UNABLE, "COMPETENT", "NOT_ASSESSED"])
def test_of_who_is_not_born_or_of_age_nothing_turns_on_it(status: str) -> None:
    unborn = Story().child("ali", None, estimated_due_date=date(2026, 9, 1))
    unborn.adult("mum", "ali").enquiry()
    unborn.make(CompetenceRecorded, child="ali", status=status)
    unborn.agree("mum", scope=scope("ali"))
    assert of(unborn, unborn.at) == (False, "AGREED_BY_PARENT")
    grown = found(london("2024-05-01"), status=status)
    answer = decide(
        View(grown.file, moment := london("2028-03-20"), moment), DEFAULT_POLICY, question("ali")
    )
    assert answer.outcome is Outcome.ASK
    assert Flag.CONSIDER_COMPETENCE not in answer.flags

"""A decision to rely on one parent rests on their yes: where that is gone, somebody is told."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.deciding.overano import notices_of_decisions
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, practice
from consent_service.domain.said.relied import rested_on, yes_gone_since
from tests.domain.tasks.story import DAY, Story, family


def relying(story: Story) -> View:
    """Mum has said yes, dad no, and a manager relies on hers."""
    story.say("AGREED", "mum")
    story.say("REFUSED", "dad")
    story.later().decide(decision="RELY_ONE_PARENT", relies_on="mum", review_due=None)
    return View(story.file, story.at, story.at)


def reviews(story: Story) -> list[Any]:
    return [task.due for task in story.due() if task.code == "REVIEW_DECISION"]


def takes_back(story: Story) -> None:
    story.later().say("WITHDRAWN", "mum")


def is_an_error(story: Story) -> None:
    seq = next(r.seq for r in story.file.responses if r.event.answer == "AGREED")
    wrong = practice.EntryCorrected(corrects=seq, what_was_wrong="Zz", requested_by="STAFF")
    story.later().record(wrong)


def is_in_doubt(story: Story) -> None:
    said = next(r.event.response for r in story.file.responses if r.event.answer == "AGREED")
    story.later().make(
        events.ValidityChanged, response=said, status="CONCERN", reasons=("PRESSURE",)
    )


def cannot_decide(story: Story) -> None:
    story.later().make(events.CapacityRecorded, person="mum", status="LACKS")


@pytest.mark.parametrize("goes", [takes_back, is_an_error, is_in_doubt, cannot_decide])
def test_a_manager_looks_again_as_soon_as_the_yes_relied_on_stands_no_more(goes: Any) -> None:
    story = family()
    view = relying(story)
    (decision,) = view.authorisations
    assert yes_gone_since(view, decision) is None
    assert reviews(story) == []
    goes(story)
    view = View(story.file, story.at, story.at)
    gone = yes_gone_since(view, decision)
    assert gone is not None
    assert gone <= story.at
    assert len(reviews(story)) == 1
    decided = decision.event.authorisation
    story.later().make(practice.DecisionReviewed, decision=decided, reason="Zz", review_due=None)
    assert reviews(story) == []


@pytest.mark.parametrize("later", [takes_back, is_an_error, is_in_doubt])
def test_what_is_recorded_since_is_not_known_then(later: Any) -> None:
    story = family()
    relying(story)
    takes_back(story)
    known = story.at
    gone = [
        yes_gone_since(View(file, known + 3 * DAY, known), relied(file))
        for file in (story.file, after(story, later))
    ]
    assert gone == [known, known]


def relied(file: Any) -> Any:
    return file.of(events.AuthorisationMade)[-1]


def after(story: Story, later: Any) -> Any:
    later(story)
    return story.file


def test_on_a_friday_too_it_is_listed_at_once() -> None:
    story = family()
    relying(story.later(4 * DAY))
    takes_back(story)
    assert len(reviews(story)) == 1


def test_what_was_found_to_be_an_error_and_was_rested_on_is_known() -> None:
    story = family()
    relying(story)
    yes, no = (
        next(r.seq for r in story.file.responses if r.event.answer == answer)
        for answer in ("AGREED", "REFUSED")
    )
    is_an_error(story)
    view = View(story.file, story.at, story.at)
    assert rested_on(view, yes)
    assert not rested_on(view, no)
    assert not rested_on(view, 10_000)


def test_no_other_decision_rests_on_a_yes() -> None:
    story = family()
    story.say("REFUSED", "mum")
    story.later().decide(decision="OVERRIDE_DECISION")
    view = View(story.file, story.at, story.at)
    assert [yes_gone_since(view, one) for one in view.authorisations] == [None]


def words_unanswered(story: Story) -> None:
    story.later().make(
        practice.FamilyAsked,
        request="asked",
        person="mum",
        wants="SPEAK_TO_SOMEBODY",
        words="Zz no",
    )


@pytest.mark.parametrize("goes", [None, takes_back, is_in_doubt, words_unanswered])
def test_a_decision_to_rely_on_a_yes_that_is_none_is_said_to_count_for_nothing(goes: Any) -> None:
    """Before it is kept, where it is tried, and after: whoever decides reads the same."""
    story = family()
    story.say("AGREED", "mum")
    if goes is not None:
        goes(story)
    story.later().decide(decision="RELY_ONE_PARENT", relies_on="mum", review_due=None)
    view = View(story.file, story.at, story.at)
    (decision,) = view.authorisations
    said = [one.code for one in notices_of_decisions(decision.event, view)]
    assert ("RELIES_ON_NO_YES" in said) == (goes is not None)


@pytest.mark.parametrize("tried", [False, True])
def test_that_nobody_could_be_reached_is_asked_about_where_no_attempt_is_on_record(
    tried: bool,
) -> None:
    """It was a reason like any other, and nobody had tried."""
    story = family()
    if tried:
        story.say("ASK_ATTEMPTED", "mum")
    why: dict[str, Any] = {"reason_codes": ("UNREACHABLE_AFTER_ATTEMPTS",)}
    story.later().decide(decision="DISPENSE_DECISION", **why)
    view = View(story.file, story.at, story.at)
    said = [one.code for one in notices_of_decisions(view.authorisations[-1].event, view)]
    assert ("NO_ATTEMPT_ON_RECORD" in said) is not tried

"""A decision comes back to whoever asked for it, and is theirs until they have done something."""

from __future__ import annotations

from consent_service.domain.recorded import practice
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.owning import EnquiryAssigned
from tests.domain.tasks.happenings import requested
from tests.domain.tasks.story import Story, family, scope
from tests.sweeping import each

PRIYA = By("worker-2", "MASH_WORKER")


def decided(kind: str) -> Story:
    """Priya asked, of an enquiry that somebody else has, and a manager decided it."""
    story = family()
    story.make(EnquiryAssigned, enquiry="E1", owner="worker-3", team="Zz")
    asked = {"request": "asked", "enquiry": "E1", "scope": scope(), "why": "Zz"}
    story.make(practice.DecisionRequested, PRIYA, **asked)
    if kind == "AHEAD":
        story.later().decide(request="asked")
    else:
        story.later().decide_not(request="asked", reason_codes=(kind,))
    return story.later()


@each("kind", of=["AHEAD", "ASK_FIRST", "NOT_RELEVANT"])
def test_whatever_is_decided_comes_back_to_whoever_asked(kind: str) -> None:
    task = decided(kind).the("READ_DECISION")
    assert (task.owner, task.team, task.for_role) == ("worker-2", "Zz", "MASH_WORKER")


@each("by", "ends", of=[("worker-2", True), ("worker-3", True), ("worker-4", False)])
def test_it_ends_once_they_or_whoever_has_the_enquiry_did_something(by: str, ends: bool) -> None:
    story = decided("NOT_RELEVANT")
    said = {"check": 3, "action_taken": "NOT_CONTACTED"}
    story.make(practice.CheckFollowedUp, By(by, "MASH_WORKER"), **said)
    assert ("READ_DECISION" not in story.codes()) is ends


def test_what_nobody_has_decided_and_what_nobody_asked_for_comes_back_to_nobody() -> None:
    story = family()
    requested(story)
    assert "READ_DECISION" not in story.codes()
    story.later().decide("another")
    assert "READ_DECISION" not in story.codes()

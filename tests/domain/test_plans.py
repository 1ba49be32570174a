"""Who must follow a safety plan is to have its newest version; nobody who is not safe ever is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from consent_service.actions.guarding import what_waits
from consent_service.domain.file.view import View
from consent_service.domain.following.planned import in_force, planned
from consent_service.domain.own import own_view, seen_by
from consent_service.domain.recorded import meetings, plans, practice
from consent_service.domain.recorded.circumstances import PersonAmended
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.plans import ContactArrangement, PlanStep
from consent_service.domain.scopes.scope import Agency
from tests.domain.night.families import moment
from tests.domain.tasks import kinds_of_plans as k
from tests.domain.tasks.story import DAY, MANAGER, MONDAY, WORKER, Story
from tests.reasons import ENOUGH
from tests.sweeping import each

ABOUT_PLANS = {"SEND_PLAN", "CONFIRM_PLAN", "TELL_PLAN_ENDED"}


def spoken_to() -> Story:
    """Both parents have been spoken to; the grandmother cares for the child without deciding."""
    story = Story(MONDAY - 2 * DAY).child().adult("mum").adult("dad").adult("gran", pr_status="NO")
    story.enquiry()
    story.talk("mum")
    story.talk("dad")
    story.at = MONDAY
    return story


def followed_by(story: Story, *people: str) -> Story:
    k.planned(story, steps=(PlanStep("Zz what dad does", person="dad"),))
    for person in people:
        k.named(story, recipient=person, agency=None, person=person)  # type: ignore[arg-type]
    return story


def about_plans(story: Story) -> set[tuple[str, str | None]]:
    due = story.due(story.at)
    return {(task.code, task.person) for task in due if task.code in ABOUT_PLANS}


def page(story: Story, person: str) -> dict[str, Any]:
    seen = seen_by(View(story.file, story.at, story.at), person, as_child=False)
    assert seen is not None
    return own_view(seen, story.at, lambda _: None)


def harmed(story: Story) -> None:
    needs = ("DOMESTIC_ABUSE_VICTIM",)
    story.make(practice.NeedsRecorded, person="mum", indicators=needs)


def kept(about: str, person: str | None) -> Callable[[Story], Any]:
    return lambda story: story.make(
        practice.SafeToTellChanged, about=about, person=person, safe=False, reason="Zz"
    )


NOT_SAFE: dict[str, Callable[[Story], Any]] = {
    "said so": lambda story: story.unsafe("dad"),
    "a sign that names nobody": harmed,
    "the plan is kept from them": kept("plan", "dad"),
    "the plan is kept from everybody": kept("plan", None),
    "the child is kept from them": kept("ng", "dad"),
}
not_safe = pytest.mark.parametrize("why", NOT_SAFE.values(), ids=NOT_SAFE)


@not_safe
def test_nobody_is_asked_to_give_it_to_whoever_may_not_be_safe(why: Callable[[Story], Any]) -> None:
    story = followed_by(spoken_to(), "dad", "gran")
    assert ("SEND_PLAN", "dad") in about_plans(story)
    why(story.later())
    assert "dad" not in {person for _, person in about_plans(story)}
    # Nor of its end, should they have had it.
    k.given(story, recipient="dad")
    story.make(plans.PlanEnded, MANAGER, plan="plan", reason="Zz")
    assert "dad" not in {person for _, person in about_plans(story)}


@not_safe
def test_what_a_plan_says_of_somebody_is_not_on_their_page(why: Callable[[Story], Any]) -> None:
    """Not even where somebody wrote down that they were given it."""
    story = spoken_to()
    why(story)
    before = page(story, "dad")
    followed_by(story.later(), "mum", "dad", "gran")
    k.given(story, recipient="dad")
    assert page(story, "dad") == before


@each(
    "whole",
    "steps",
    "first",
    of=[
        (9, (), 9),
        (9, (2, None), 2),
        (2, (9, 30), 2),
        (None, (9, 4), 4),
        (None, (None,), None),
    ],
)
def test_a_plan_is_looked_at_again_on_one_day_whoever_reads_of_it(
    whole: int | None, steps: tuple[int | None, ...], first: int | None
) -> None:
    """Staff read of a step's day, she of the plan's, which was a week later."""
    story = spoken_to()

    def on(days: int | None) -> date | None:
        return None if days is None else (story.at + days * DAY).date()

    made = tuple(PlanStep("Zz", person="mum", review_on=on(days)) for days in steps)
    k.planned(story, review_on=on(whole), steps=made)
    story.make(plans.PlanRecipientNamed, recipient="mum", plan="plan", person="mum")
    k.given(story, recipient="mum")
    (plan,) = planned(View(story.file, story.at, story.at))
    (shown,) = page(story, "mum")["plans"]
    day = on(first)
    assert plan.looked_at_again == day
    assert shown["look_again"] == (day and day.isoformat())
    story.later(40 * DAY)
    due = [one.due for one in story.due(story.at) if one.code == "REVIEW_PLAN"]
    assert due == ([] if day is None else [day])


def test_a_page_has_the_plan_that_somebody_was_given_and_no_word_that_staff_wrote() -> None:
    story = followed_by(spoken_to(), "mum")
    assert page(story, "mum")["plans"] == []
    k.given(story, recipient="mum")
    (shown,) = page(story, "mum")["plans"]
    assert (shown["about"], shown["look_again"]) == (["Zz"], "2026-03-16")
    assert "what dad does" not in str(page(story, "mum"))
    # What is not safe any more takes nothing from the page: that would be word of it as well.
    had = page(story, "mum")
    story.later().unsafe("mum")
    assert page(story, "mum")["plans"] == had["plans"]


def test_the_next_version_is_given_to_everybody_again_and_how_many_have_it_is_said() -> None:
    story = followed_by(spoken_to(), "mum", "gran")
    for recipient in ("GP", "mum", "gran"):
        k.given(story, recipient=recipient)
    assert "PLAN_NOT_WITH_ALL" not in story.codes()
    k.planned(story.later(), 2)
    k.given(story, 2, "gran")
    assert story.the("PLAN_NOT_WITH_ALL").so_far == "1 of 3 have version 2"
    sent = {task.about for task in story.every("SEND_PLAN")}
    assert sent == {"GP", "mum"}


@not_safe
def test_it_waits_for_nobody_who_never_may_have_it_and_goes_on_while_that_is_not_known(
    why: Callable[[Story], Any],
) -> None:
    story = followed_by(spoken_to(), "dad", "gran")
    for recipient in ("GP", "gran"):
        k.given(story, recipient=recipient)
    assert story.the("PLAN_NOT_WITH_ALL").so_far == "2 of 3 have version 1"
    why(story.later())
    # A sign that names nobody is first looked at: they may be safe yet.
    assert ("PLAN_NOT_WITH_ALL" in story.codes()) is (why is harmed)
    # Nor is it one of those of whom so many have it.
    (plan,) = planned(View(story.file, story.at, story.at))
    assert plan.so_far == ("2 of 3" if why is harmed else "2 of 2") + " have version 1"


def test_whoever_no_longer_follows_it_is_told_so_and_told_once() -> None:
    story = followed_by(spoken_to(), "gran")
    k.given(story, recipient="gran")
    story.later().make(
        plans.PlanRecipientNamed, recipient="gran", plan="plan", person="gran", ended=True
    )
    assert about_plans(story) == {("SEND_PLAN", None), ("TELL_PLAN_ENDED", "gran")}
    story.later().told("plan", "gran")
    assert about_plans(story) == {("SEND_PLAN", None)}


def test_a_plan_that_was_found_to_be_an_error_protects_nobody_and_whoever_had_it_is_told() -> None:
    story = spoken_to()
    k.planned(story)
    k.given(story)
    seq = story.file.of(plans.SafetyPlanMade)[0].seq
    story.later().correct(seq, MANAGER)
    view = View(story.file, story.at, story.at)
    assert in_force(view) == {}
    (plan,) = planned(view)
    assert plan.following == ()
    assert about_plans(story) == {("TELL_PLAN_ENDED", None)}


@each("typed", of=["Dov Zzdov", "Mr Dov", "zzdov"])
def test_nobody_is_told_because_their_name_was_typed_where_an_agency_stands(typed: str) -> None:
    story = spoken_to()
    story.make(PersonAmended, person="dad", names="Dov Zzdov", reason="Zz")
    followed_by(story)
    network = Agency("FAMILY_NETWORK", typed)
    story.make(plans.PlanRecipientNamed, recipient="typed", plan="plan", agency=network)
    meeting: dict[str, Any] = {"meeting": "meets", "enquiry": "E1", "children": ("ng",)}
    story.make(meetings.MeetingCalled, meeting_type="PROFESSIONALS_MEETING", **meeting)
    story.make(meetings.MeetingInvited, invitation="asked", meeting="meets", agency=network)
    story.make(meetings.MeetingRecorded, meeting="meets", held=True, words="Zz")
    meant = {"typed", "asked"}
    assert {task.about for task in story.due(story.at) if task.person == "dad"} >= meant
    story.later().unsafe("dad")
    assert not {task.about for task in story.due(story.at)} & meant


DAD = ContactArrangement("SUPERVISED", person="dad")
LESS_CARE: dict[str, dict[str, Any]] = {
    "he may be alone with them": {"contact": (ContactArrangement("FREELY", person="dad"),)},
    "nothing is said of him": {"contact": (ContactArrangement("NONE", person="mum"),)},
    "both are said of him": {"contact": (DAD, ContactArrangement("AT_TIMES", person="dad"))},
    "a child is left out": {"children": ("ng",), "contact": (DAD,)},
}


def made_by(by: By, story: Story, **members: Any) -> None:
    """The next version, and what of it waits, as the door would have it."""
    here = moment(story, by.role)
    k.planned(story, 2, by=by, **members)
    for waits in what_waits(here, story.file, None):
        story.record(waits)


def two_children() -> Story:
    story = spoken_to().child("sam")
    k.planned(story, children=("ng", "sam"), contact=(DAD,))
    k.given(story)
    return story.later()


@each("less", of=LESS_CARE.values())
def test_a_version_with_less_care_is_given_to_nobody_until_a_manager_has_confirmed_it(
    less: dict[str, Any],
) -> None:
    story = two_children()
    made_by(WORKER, story, **{"children": ("ng", "sam"), **less})
    assert {"CONFIRM_EFFECT"} == {"CONFIRM_EFFECT", "SEND_PLAN"} & story.codes()
    (plan,) = planned(View(story.file, story.at, story.at))
    assert (plan.newest.event.version, len(plan.versions)) == (1, 2)
    confirmed = {"waiting": story.file.of(EffectWaits)[0].event.waiting, "reason": "Zz"}
    story.later().make(EffectConfirmed, MANAGER, **confirmed)
    assert "SEND_PLAN" in story.codes()


@each("less", of=LESS_CARE.values())
def test_a_manager_who_says_why_needs_nobody_else(less: dict[str, Any]) -> None:
    story = two_children()
    made_by(MANAGER, story, **{"children": ("ng", "sam"), "reason": ENOUGH, **less})
    assert "SEND_PLAN" in story.codes()


def test_a_version_with_as_much_care_waits_for_nobody() -> None:
    story = two_children()
    none = (ContactArrangement("NONE", person="dad"),)
    made_by(WORKER, story, children=("ng", "sam"), contact=none, goals=("Zz",))
    assert "SEND_PLAN" in story.codes()


def test_a_page_stays_where_the_version_that_somebody_has_was_an_error() -> None:
    story = followed_by(spoken_to(), "mum")
    k.given(story, recipient="mum")
    k.planned(story.later(), 2)
    seq = story.file.of(plans.SafetyPlanMade)[0].seq
    story.later().correct(seq, MANAGER)
    assert len(page(story, "mum")["plans"]) == 1
    assert ("SEND_PLAN", "mum") in about_plans(story)

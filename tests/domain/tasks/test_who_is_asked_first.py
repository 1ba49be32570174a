"""Any caregiver may have done what nobody has explained: who is safe to ask first is decided."""

from __future__ import annotations

from datetime import date
from typing import Any

from consent_service.domain.recorded import meetings, plans, practice
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.events import SafetyRecorded
from tests.domain.tasks.kinds_of_meetings import hurt, said_safe
from tests.domain.tasks.kinds_of_plans import planned
from tests.domain.tasks.story import MANAGER, WORKER, Story, family
from tests.reasons import ENOUGH
from tests.sweeping import each

CODE = "DECIDE_WHO_IS_SAFE"


def asks(story: Story) -> bool:
    story.later()
    return CODE in story.codes()


def of_a_baby(by: By = MANAGER, **injury: Any) -> Story:
    story = family()
    hurt(story)
    if injury:
        usual: dict[str, Any] = {"injury": "hurt", "child": "ng", "words": "Zz", "moves": "CANNOT"}
        story.later().make(meetings.InjuryRecorded, by, **{**usual, **injury})
    return story


def not_safe(story: Story, person: str, by: By = WORKER) -> None:
    story.make(SafetyRecorded, by, person=person, safe_to_ask=False, code="OTHER", reason="Zz")


def test_it_asks_until_a_manager_has_said_so_of_somebody_since_the_injury_was_known() -> None:
    story = family()
    said_safe(story.later())
    hurt(story.later())
    assert asks(story), "What was said before anybody knew of it was said of something else."
    said_safe(story.later(), by=WORKER)
    assert asks(story), "A worker proposes; a manager decides."
    said_safe(story.later())
    assert not asks(story)
    not_safe(story.later(), "mum")
    assert asks(story), "What was recorded since is heard."
    not_safe(story, "dad")
    assert not asks(story), "That nobody is asked is decided, too."


def test_it_asks_about_no_other_injury() -> None:
    assert asks(of_a_baby())
    assert asks(of_a_baby(explained="DOES_NOT_FIT"))
    assert not asks(of_a_baby(explained="EXPLAINED"))
    assert not asks(of_a_baby(explained="NOT_EXPLAINED", moves="CAN"))


@each("told", of=[{"explained": "EXPLAINED"}, {"explained": "NOT_EXPLAINED", "moves": "CAN"}])
def test_a_worker_alone_lifts_nothing_of_what_an_unexplained_injury_protects(
    told: dict[str, Any],
) -> None:
    """ "It fits": he had said that he threw him. He was to be rung, and no manager was asked."""
    story = of_a_baby(WORKER, **told)
    assert asks(story)
    assert not story.whose("SPEAK_TO")
    assert "CONSIDER_STRATEGY" in story.codes()
    usual: dict[str, Any] = {"injury": "hurt", "child": "ng", "words": "Zz", "moves": "CANNOT"}
    story.later().make(meetings.InjuryRecorded, MANAGER, **{**usual, **told})
    assert not asks(story)
    assert story.whose("SPEAK_TO") == {"mum", "dad"}


def test_what_a_manager_looked_at_is_as_they_said() -> None:
    story = of_a_baby(WORKER, explained="EXPLAINED")
    seq = max(held.seq for held in story.file.of(meetings.InjuryRecorded))
    story.later().make(FoundRight, MANAGER, entry=seq, reason=ENOUGH)
    assert not asks(story)
    assert story.whose("SPEAK_TO") == {"mum", "dad"}


def test_what_somebody_is_said_to_have_done_is_asked_about_whatever_the_childs_age() -> None:
    story = family()
    usual: dict[str, Any] = {"injury": "hurt", "child": "ng", "words": "Zz", "moves": "CAN"}
    story.make(meetings.InjuryRecorded, **usual, explained="SOMEBODY_DID_IT")
    assert asks(story)
    assert "ASK_ABOUT_INJURY" in story.codes()
    assert not story.whose("SPEAK_TO")


def test_a_safe_said_while_it_was_thought_explained_was_said_of_something_else() -> None:
    story = family().later()
    usual: dict[str, Any] = {"injury": "hurt", "child": "ng", "words": "Zz", "moves": "CANNOT"}
    story.make(meetings.InjuryRecorded, **usual, explained="EXPLAINED")
    said_safe(story.later())
    story.later().make(meetings.InjuryRecorded, **usual, explained="DOES_NOT_FIT")
    assert asks(story)


def test_a_baby_with_nobody_on_record_is_asked_about_as_well() -> None:
    story = Story().child(dob=date(2026, 1, 1)).enquiry()
    hurt(story)
    assert asks(story)
    said_safe(story.adult("mum", role="MOTHER").later(), by=MANAGER)
    assert not asks(story)


def test_nobody_is_sent_to_speak_to_somebody_of_whom_that_is_not_decided() -> None:
    """Not of one of them, and then of those alone of whom a manager has said so."""
    story = family()
    story.later()
    assert story.whose("SPEAK_TO") == {"mum", "dad"}
    hurt(story)
    story.later()
    assert story.whose("SPEAK_TO") == set()
    assert story.whose("DECIDE_IF_SAFE") == set(), "One task asks it of all."
    said_safe(story)
    story.later()
    assert story.whose("SPEAK_TO") == {"mum"}
    assert story.whose("DECIDE_IF_SAFE") == {"dad"}
    not_safe(story, "dad", MANAGER)
    story.later()
    assert story.whose("DECIDE_IF_SAFE") == set()
    assert story.whose("SPEAK_TO") == {"mum"}


@each("how", of=["talk", "told", "terms"])
def test_that_somebody_spoke_to_them_all_the_same_says_nothing_of_whether_it_is_safe(
    how: str,
) -> None:
    story = family()
    hurt(story)
    story.later()
    if how == "talk":
        story.talk()
    elif how == "told":
        story.make(practice.ContactMade, person="mum", enquiry="E1", method="CALL", words="Zz")
    else:
        terms: dict[str, Any] = {"methods": ("CALL",), "times": ("WEEKLY",)}
        story.make(practice.KeepInformedAgreed, person="mum", enquiry="E1", **terms)
    planned(story)
    for person in ("mum", "dad"):
        story.make(plans.PlanRecipientNamed, recipient=person, plan="plan", person=person)
    story.later()
    assert story.whose("SEND_PLAN") <= {None}
    assert not story.whose("SPEAK_TO")
    assert asks(story)
    said_safe(story)
    story.later()
    assert story.whose("SEND_PLAN") == {None, "mum"}


def test_whoever_asks_for_help_is_a_managers_meanwhile() -> None:
    story = family()
    hurt(story)
    story.make(practice.FamilyAsked, request="help", person="dad", wants="HELP_NOW")
    story.later()
    assert story.whose("HELP_WITH_CARE") == {"dad"}

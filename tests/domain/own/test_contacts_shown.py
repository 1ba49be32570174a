"""Which contacts, and which child, stand on the page of whoever agreed to them or was asked."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.falling import EffectWaits, Fall, FallKind
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.own.lives import answer, family, share, view_of
from tests.domain.tasks.story import DAY, MANAGER, Story, scope
from tests.sweeping import each

#: How an entry is called wrong.
_CORRECTED: dict[str, Any] = {"what_was_wrong": "Zz", "requested_by": "STAFF"}


def _place(story: Story, response: str) -> int:
    return next(held.seq for held in story.file.responses if held.event.response == response)


def test_a_contact_that_their_own_yes_contains_is_on_their_page_whatever_came_before_it() -> None:
    """She had stopped everything, and said yes to this since: the contact was on no page, and
    nobody was to tell her of it.
    """
    story = family()
    answer(story, "mum", "WITHDRAWN", scope=Scope())
    story.later(3 * DAY)
    answer(story, "mum", response="hers")
    share(story, agency=Agency("GP"), rests_on=("hers",))
    assert len(view_of(story, "mum")["talked_to"]) == 1
    assert view_of(story, "dad")["talked_to"] == []


def test_a_contact_that_rests_on_a_yes_found_to_be_somebody_elses_is_on_the_page_of_neither() -> (
    None
):
    """A yes was typed under the father by mistake: from what rests on it he would read that the
    mother said yes. Where it may be shown, or they were told, it stands by that.
    """
    for may_be_shown in (None, True):
        story = family()
        answer(story, "dad", response="typed")
        share(story, agency=Agency("GP"), rests_on=("typed",), safe_to_tell=may_be_shown)
        story.later(DAY)
        story.make(practice.EntryCorrected, corrects=_place(story, "typed"), **_CORRECTED)
        answer(story, "mum", response="hers")
        assert (view_of(story, "dad")["talked_to"] != []) == bool(may_be_shown)


@each("said", of=[True, False, None])
def test_a_contact_that_may_be_shown_is_on_their_page_and_one_of_which_nobody_said_so_is_not(
    said: bool | None,
) -> None:
    story = family()
    share(story, basis="PARTNER_DUTY", safe_to_tell=said)
    assert len(view_of(story, "mum")["talked_to"]) == (said is True)
    # Whoever must not know is none of them.
    story = family().unsafe("dad", code="ALLEGED_ABUSER")
    share(story, basis="PARTNER_DUTY", safe_to_tell=said, not_safe_for=("dad",))
    assert view_of(story)["talked_to"] == []


@each("rests_on", of=[(), ("kept",)])
def test_a_workers_word_that_they_may_know_shows_nothing_that_a_manager_keeps_from_them(
    rests_on: tuple[str, ...],
) -> None:
    """The contact stood on her page where the box with the decision had been left empty."""
    story = family()
    story.later(DAY).decide("kept", decision="S47_DECISION", scope=scope(), safe_to_tell=False)
    story.later(DAY)
    share(story, basis="AUTHORISED", rests_on=rests_on, safe_to_tell=True)
    assert view_of(story, "mum")["talked_to"] == []
    # Of another question, which that decision does not reach, what is said with it counts.
    share(story, disclosure="e", basis="PARTNER_DUTY", safe_to_tell=True, agency=Agency("SCHOOL"))
    assert len(view_of(story, "mum")["talked_to"]) == 1


def kept_and_shared(**members: Any) -> Story:
    """A manager keeps it from him; a worker writes with the contact that the family may know."""
    story = family()
    story.later(DAY).decide("kept", decision="S47_DECISION", scope=scope(), **members)
    share(story.later(DAY), basis="AUTHORISED", safe_to_tell=True)
    return story.later()


def may_know(story: Story, person: str | None) -> Story:
    said: dict[str, Any] = {"about": "d", "person": person, "safe": True, "reason": "Zz"}
    story.make(practice.SafeToTellChanged, MANAGER, **said)
    return story.later()


@each("person", of=["mum", "dad", None])
def test_that_one_of_them_may_know_shows_it_to_nobody_else(person: str | None) -> None:
    story = may_know(kept_and_shared(safe_to_tell=False), person)
    assert len(view_of(story)["talked_to"]) == (person != "mum")


@each("person", of=["mum", "dad", None])
def test_from_whom_it_is_kept_by_name_it_is_kept_until_that_is_said_of_them(
    person: str | None,
) -> None:
    by_name = Telling("TOLD", None, None, ("dad",))
    story = may_know(kept_and_shared(safe_to_tell=True, telling=by_name), person)
    assert len(view_of(story)["talked_to"]) == (person == "dad")


def test_what_calls_the_decision_an_error_shows_nothing_while_it_waits() -> None:
    story = kept_and_shared(safe_to_tell=False)
    (decision,) = story.file.of(events.AuthorisationMade)
    place = story.correct(decision.seq)
    fall = Fall(FallKind.NOT_TO_BE_TOLD, "It falls.", "dad", "kept")
    story.make(EffectWaits, waiting="w", entries=(place,), falls=(fall,))
    assert view_of(story.later())["talked_to"] == []


def test_a_mother_reads_of_the_child_she_carries_once_she_was_asked_about_it() -> None:
    story = family()
    story.make(
        events.ChildAdded, child="baby", names="Baby Zz", estimated_due_date=date(2026, 6, 1)
    )
    for person, role in (("mum", "MOTHER"), ("dad", "FATHER")):
        story.make(
            events.RelationshipRecorded, person=person, child="baby", role=role, pr_status="YES"
        )
    assert "Baby Zz" not in json.dumps(view_of(story, "mum"))
    for person in ("mum", "dad"):
        answer(story, person, scope=scope("baby"))
    assert view_of(story, "mum")["agreed"][0]["about"] == ["Baby Zz"]
    assert "Baby Zz" not in json.dumps(view_of(story, "dad"))

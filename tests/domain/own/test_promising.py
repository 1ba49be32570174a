"""What somebody who stops is told is what the next check says, as far as they may know."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.own import StopAgreeing, stop_agreeing
from consent_service.domain.answers import Outcome
from consent_service.domain.codes import TEXTS
from consent_service.domain.file import bounds
from consent_service.domain.file.view import View
from consent_service.domain.own.promising import promise_of_stopping
from consent_service.domain.own.seen import eyes_of
from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import OrderRecorded
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.particulars import Telling
from consent_service.domain.recorded.practice import TellingRecorded
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.every_write import MANAGER, PURPOSE, WORKER, Hub
from tests.domain.nothing_fell import items
from tests.domain.own.lives import answer, decide, family
from tests.domain.tasks.story import DAY, Story, scope
from tests.domain.tasks.story import MANAGER as MANAGES
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried

STOPPED, HEARD = TEXTS["own_stopped"], TEXTS["own_stop_heard"]
THIS = TEXTS["own_stopped_this"]
#: What is true whatever goes on.
REST = (TEXTS["own_stopped_help"], TEXTS["own_if_not_safe"])
SOME, WHY = TEXTS["own_stop_some"], TEXTS["own_stop_why"]


def receipt(story: Story, person: str = "mum", *, as_child: bool = False) -> Sequence[str]:
    """What they are told who stop everything."""
    stop = events.AgreementWithdrawn(
        response=f"stop-{person}", enquiry="E1", person=person, effective_at=story.at, scope=Scope()
    )
    story.record(stop, By(person, "YOUNG_PERSON" if as_child else "PARENT"))
    view = View(story.file, story.at, story.at)
    return promise_of_stopping(view, person, [stop], (), as_child=as_child)


def agreed() -> Story:
    story = family()
    answer(story, "mum")
    return story


def test_where_their_word_decides_we_stop() -> None:
    assert receipt(agreed())[0] == STOPPED


def test_one_of_two_like_agreements_taken_back_leaves_the_other_and_says_so() -> None:
    story = agreed().enquiry("E2")
    answer(story, "mum", enquiry="E2", response="of-the-other")
    assert receipt(story) == (f"{HEARD} {TEXTS['own_stop_other_stands']}", *REST)
    # What they agreed to there is something else.
    other = agreed().enquiry("E2")
    answer(other, "mum", enquiry="E2", scope=scope("ng", purposes=("CIN_PLAN",)))
    stop = events.AgreementWithdrawn(
        response="stop", enquiry="E1", person="mum", effective_at=other.at, scope=scope("ng")
    )
    other.record(stop, By("mum", "PARENT"))
    view = View(other.file, other.at, other.at)
    assert promise_of_stopping(view, "mum", [stop], (), as_child=False)[0] == THIS


def test_of_more_than_can_be_gone_through_no_more_is_promised_than_is_true(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A decision about another agency stops nothing of what they stop; but nobody looks so long."""
    elsewhere = scope(agencies=(Agency("POLICE"),), purposes=("S47_ENQUIRY",))

    def told() -> Sequence[str]:
        story = agreed().enquiry("E2")
        decide(story, enquiry="E2", scope=elsewhere)
        return receipt(story)

    assert told()[0] == STOPPED
    monkeypatch.setattr(bounds, "MOST", 0)
    assert told() == (f"{HEARD} {WHY}", *REST)


def test_a_decision_goes_on_and_one_that_is_kept_from_them_changes_no_word() -> None:
    story = agreed()
    decide(story, telling=Telling("TOLD"))
    # What else they agreed to stops, and they read so.
    assert receipt(story) == (f"{HEARD} {SOME}", *REST)
    for kept in (
        # She had agreed: it was made because of what the father said, which is not hers to read.
        {"telling": Telling("WILL_TELL_BY", date(2026, 3, 20))},
        {"safe_to_tell": False},
        {"telling": Telling("NOT_SAFE", date(2026, 3, 20), "Zz", ("mum",))},
        # Where somebody fled to stands on nobody's page, whoever was told.
        {"telling": Telling("TOLD"), "scope": scope("ng", agencies=(Agency("REFUGE"),))},
    ):
        secret = agreed()
        decide(secret, **kept)
        assert receipt(secret) == receipt(agreed())
    # Nor does one over her own no before somebody has told her: then she reads that it goes on,
    # and where it says why.
    told = Telling("WILL_TELL_BY", date(2026, 3, 20)), Telling("TOLD")
    for telling, first in zip(told, (STOPPED, f"{HEARD} {SOME} {WHY}"), strict=True):
        refused = family()
        answer(refused, "mum", "REFUSED")
        decide(refused, telling=telling)
        assert receipt(refused) == (first, *REST)
    # It is about something else than what they stop.
    elsewhere = agreed()
    decide(elsewhere, scope=scope("mum", categories=("ADULT_HEALTH",)), enquiry="E2")
    assert receipt(elsewhere)[0] == STOPPED


@each("about", of=[("ng",), ("ng", "mum")])
def test_where_all_that_they_stop_was_decided_nothing_of_it_is_said_to_stop(
    about: tuple[str, ...],
) -> None:
    story = agreed()
    decide(story, telling=Telling("TOLD"))
    stop = events.AgreementWithdrawn(
        response="stop", enquiry="E1", person="mum", effective_at=story.at, scope=scope(*about)
    )
    story.record(stop, By("mum", "PARENT"))
    view = View(story.file, story.at, story.at)
    first = HEARD if about == ("ng",) else f"{HEARD} {SOME}"
    assert promise_of_stopping(view, "mum", [stop], (), as_child=False) == (first, *REST)


def test_whoever_a_child_was_adopted_from_is_promised_nothing_of_it_once_they_were_told() -> None:
    """Before that no word says so: what is theirs to decide is less, and that is told them."""
    story = agreed()
    story.make(
        OrderRecorded,
        MANAGES,
        order="o",
        child="ng",
        order_type="ADOPTION_ORDER",
        source=ENOUGH,
        people=("mum",),
    )
    assert receipt(story.later(), "dad") == receipt(agreed(), "dad")
    story.make(TellingRecorded, about="ng", person="dad", told=True)
    assert receipt(story.later(), "dad") == (HEARD,)


@pytest.mark.parametrize(("dob", "first"), [(date(2009, 1, 1), HEARD), (date(2012, 1, 1), STOPPED)])
def test_what_was_found_of_a_childs_understanding_is_in_no_parents_receipt(
    dob: date, first: str
) -> None:
    """From sixteen on everybody knows that the young person decides; before, nobody is told."""
    story = Story().child(dob=dob).adult("mum").enquiry()
    story.talk("mum")
    answer(story, "mum")
    story.make(events.CompetenceRecorded, child="ng", status="COMPETENT")
    assert receipt(story)[0] == first


def test_a_competent_young_person_is_told_that_they_were_heard_where_it_was_decided() -> None:
    def competent() -> Story:
        story = family()
        story.make(events.CompetenceRecorded, child="ng", status="COMPETENT")
        answer(story, "ng")
        return story

    assert receipt(competent(), "ng", as_child=True)[0] == STOPPED
    story = competent()
    decide(story)
    first = f"{HEARD} {TEXTS['own_stop_first']}"
    assert receipt(story, "ng", as_child=True) == (f"{first} {SOME}", *REST)


@tried(3)
@given(seed=st.integers(0, 2**48))
def test_nobody_is_promised_that_we_stop_where_the_next_check_goes_on(seed: int) -> None:
    """Whatever was recorded before. What they may not know of is left out: a decision that is kept
    from them or was made because of somebody else, a child they have not been told of, what was
    found of a child's understanding.
    """
    hub = Hub(Random(seed))
    hub.begin()
    for _ in range(8):
        hub.at += timedelta(hours=1)
        hub.some_write(hub.chance.choice((WORKER, MANAGER)))
        if hub.chance.random() < 0.2:
            hub.put(_decision(hub), by=By("manager-1", MANAGER))
    for person in ("mum", "dad"):
        hub.at += timedelta(hours=1)
        moment = hub.moment("PARENT", person)
        stopped = stop_agreeing(StopAgreeing(), person, moment)
        hub.write(stopped, moment)
        view = hub.view()
        withdrawn = [one for one in stopped if isinstance(one, events.AgreementWithdrawn)]
        said = promise_of_stopping(view, person, withdrawn, (), as_child=False)
        if said[0] == STOPPED:
            _assert_nothing_goes_on(view, person)


def _decision(hub: Hub) -> events.AuthorisationMade:
    kept: dict[str, Any] = {"safe_to_tell": hub.chance.choice((True, False))}
    return events.AuthorisationMade(
        authorisation=f"decided-{hub.seq}",
        enquiry="E1",
        decision="OVERRIDE_DECISION",
        scope=hub.scope(),
        effective_at=hub.at,
        end=hub.at + 10 * DAY,
        telling=hub.chance.choice((None, Telling("TOLD"))),
        **kept,
    )


def _assert_nothing_goes_on(view: View, person: str) -> None:
    eyes = eyes_of(view, person)
    known, made = eyes.children, view.by[events.AuthorisationMade, "authorisation"]
    for (_, enquiry, subject, _), item in items(view):
        if enquiry is None or subject not in known or view.decides_alone[subject, PURPOSE]:
            continue
        open_to_them = [
            id for id in item.authorisations if any(map(eyes.may_infer, made.get(id, ())))
        ]
        assert item.outcome is not Outcome.COVERED
        assert not (item.outcome is Outcome.AUTHORISED and open_to_them)


def test_no_child_is_told_that_a_yes_still_counts_of_what_they_decide_themself() -> None:
    """Her mother had said yes to the one thing that she decides alone, and to nothing else."""
    story = family()
    answer(story, "mum", scope=scope("ng", purposes=("AGENCY_CHECKS",)))
    heard = receipt(story, "ng", as_child=True)
    assert "mum" in heard[0].lower() or "mother" in heard[0].lower()
    story = family()
    answer(story, "mum", scope=scope("ng", purposes=("AGENCY_CHECKS",)))
    story.make(events.CompetenceRecorded, child="ng", status="COMPETENT", purpose="AGENCY_CHECKS")
    assert receipt(story, "ng", as_child=True) == (f"{HEARD} {TEXTS['own_stop_first']}",)


def test_beside_a_child_of_sixteen_a_parent_still_stops_what_is_about_the_younger() -> None:
    """She read that it was written down, and of the younger child it stopped."""
    story = Story().child(dob=date(2015, 2, 1))
    story.make(events.ChildAdded, child="elder", names="Zz elder", dob=date(2009, 1, 1))
    story.adult("mum").adult("mum", "elder").enquiry()
    story.talk("mum")
    answer(story, "mum", scope=scope("ng", "elder"))
    assert receipt(story)[0] == STOPPED


def test_a_child_is_told_of_a_parents_yes_to_what_they_stop_and_of_no_other() -> None:
    """Her mother had said yes to the school, and she stopped what the surgery is asked."""
    story = family()
    answer(story, "mum", scope=scope("ng", agencies=(Agency("SCHOOL"),)))
    answer(story, "ng")

    def told(about: Scope) -> str:
        stop = events.AgreementWithdrawn(
            response="stop", enquiry="E1", person="ng", effective_at=story.at, scope=about
        )
        view = View(story.file, story.at, story.at)
        return promise_of_stopping(view, "ng", [stop], (), as_child=True)[0]

    assert told(scope("ng")) == f"{HEARD} {TEXTS['own_stop_first']}"
    assert told(scope("ng", agencies=(Agency("SCHOOL"),))).startswith(f"{HEARD} Your mum said yes")


def test_which_service_somebody_else_named_changes_no_word_of_what_goes_on() -> None:
    """What was decided took in all that could be asked of what she stops; then he named another."""

    def told(*others: str) -> Sequence[str]:
        story = agreed()
        elm = scope("ng", agencies=(Agency("POLICE", "Elm"),))
        decide(story, telling=Telling("TOLD"), scope=elm)
        for name in others:
            answer(story, "dad", scope=scope("ng", agencies=(Agency("POLICE", name),)))
        stop = events.AgreementWithdrawn(
            response="stop",
            enquiry="E1",
            person="mum",
            effective_at=story.at,
            scope=scope("ng", agencies=(Agency("POLICE"),)),
        )
        story.record(stop, By("mum", "PARENT"))
        view = View(story.file, story.at, story.at)
        return promise_of_stopping(view, "mum", [stop], (), as_child=False)

    assert SOME not in told()[0]
    assert told("Park") == told()

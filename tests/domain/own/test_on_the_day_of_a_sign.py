"""On the day of a sign against somebody everything that they read stays as it was, with each end
of their responsibility that anybody wrote down: for one child of two, by a worker or a manager.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.codes import TEXTS
from consent_service.domain.file.view import View
from consent_service.domain.own.supporting import SEES_ALL, named_at, permitted
from consent_service.domain.recorded import events, practice
from consent_service.domain.recorded.circumstances import (
    OrderRecorded,
    PersonAmended,
    SignRecorded,
)
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.scopes.scope import Agency, Scope
from tests.domain.every_write import MANAGER, WORKER, Hub
from tests.domain.own.against import written_against
from tests.domain.own.families import shown
from tests.domain.own.test_a_stop_stays import stopped, to_stop
from tests.domain.tasks.story import MANAGER as MANAGES
from tests.domain.tasks.story import MONDAY, Story, scope
from tests.domain.tasks.story import WORKER as WORKS
from tests.sweeping import each
from tests.trying import tried

MINUTE = timedelta(minutes=1)


def read_by(hub: Hub, person: str) -> Iterator[tuple[str, Any]]:
    """Their page, whether somebody who supports them reads it, and what they are told who stop all
    of it, or one thing.
    """
    yield "page", shown(hub.file, person, hub.at)
    view = View(hub.file, hub.at, hub.at)
    place = named_at(view, person, "E1")
    yield "supporter", None if place is None else permitted(view, person, place)
    for response in to_stop(hub.file, person, hub.at):
        yield f"stop {response}", stopped(hub.file, person, hub.at, response)


def with_ends(seed: int) -> Hub:
    """A family of which some say yes and some no, and of whom it was written down that they are no
    longer responsible for a child.
    """
    hub = Hub(Random(seed))
    hub.begin()
    _agrees_for_both(hub, hub.chance.choice(("dad", "mum")))
    for person in hub.chance.choice(((), ("dad",), ("mum",), ("dad", "mum"))):
        hub.put(_supporter_of(person, hub.at, "Ivy Grant" if person == "dad" else "Una Brook"))
    for _ in range(hub.chance.randrange(1, 4)):
        hub.at += hub.chance.choice((timedelta(), timedelta(seconds=20), 60 * MINUTE))
        role = hub.chance.choice((WORKER, MANAGER))
        if hub.chance.random() < 0.6:
            hub.write([_end(hub)], hub.moment(role))
        elif hub.chance.random() < 0.5:
            hub.some_write(role)
        else:
            hub.answer(hub.chance.choice(("dad", "mum")), hub.chance.choice(("AGREED", "REFUSED")))
    return hub


def _supporter_of(person: str, at: datetime, name: str, status: str = "ACTIVE") -> Event:
    return events.AdvocateStatusChanged(
        person=person,
        enquiry="E1",
        status=status,
        advocate=name,
        information_permission=SEES_ALL if status == "ACTIVE" else None,
        effective_at=at,
    )


def _agrees_for_both(hub: Hub, person: str) -> None:
    """In a talk."""
    hub.at += MINUTE
    talk = events.ConversationRecorded(
        conversation="talk-for-both",
        enquiry="E1",
        person=person,
        method="PHONE_VERBAL",
        seen_alone="YES",
        effective_at=hub.at,
    )
    yes = events.ResponseRecorded(
        response="for-both",
        enquiry="E1",
        person=person,
        answer="AGREED",
        scope=Scope(subjects=("kim", "lee"), agencies=(Agency("SCHOOL"),)),
        effective_at=hub.at,
        conversation="talk-for-both",
    )
    hub.put(talk, yes)
    hub.at += MINUTE


def _end(hub: Hub) -> Event:
    pick, person = hub.chance.choice, hub.chance.choice(("dad", "dad", "mum"))
    since = hub.at - pick((timedelta(), timedelta(days=1), timedelta(days=30)))
    child = pick(("kim", "lee"))
    if hub.chance.random() < 0.2:
        return OrderRecorded(
            order=f"order-{hub.seq}",
            child=child,
            order_type=pick(("ADOPTION_ORDER", "CARE_ORDER", "SPECIAL_GUARDIANSHIP_ORDER")),
            effective_at=since,
            source=pick(("", "Zz court")),
            people=(person,),
        )
    return events.RelationshipRecorded(
        person=person,
        child=child,
        role="MOTHER" if person == "mum" else "FATHER",
        pr_status=pick(("ENDED", "NO", "RESTRICTED_BY_COURT", "DISPUTED", "UNCONFIRMED")),
        ended=pick((True, False)),
        effective_at=since,
        explanation=pick((None, "Zz court")),
    )


def _each_against(person: str, at: datetime) -> Sequence[Event]:
    return (
        SignRecorded(person="mum", code="CODE_WORD", names=(person,), effective_at=at),
        events.SafetyRecorded(
            person=person, safe_to_ask=False, code="ALLEGED_ABUSER", effective_at=at
        ),
        events.WishRecorded(
            child="kim",
            objects=True,
            words="Zz",
            heard_by="Zz",
            effective_at=at,
            not_to_be_told=(person,),
        ),
        *_words_against(person, "mum" if person == "dad" else "dad", at),
        # And whoever supports the one is named by the other.
        _supporter_of("mum" if person == "dad" else "dad", at, "Ivy Grant", "NOMINATED"),
    )


def _words_against(person: str, other: str, at: datetime) -> Iterator[Event]:
    """Of harm, of pressure, of fear, by each way in which the other one may say so."""
    said = (f"{person.title()} hits me.", "They made me say yes. I am scared.", "Do not tell them.")
    for words in said:
        yield practice.FamilyAsked(
            request="of-harm",
            person=other,
            wants="SPEAK_TO_SOMEBODY",
            words=words,
            effective_at=at,
        )
        yield practice.FamilyAsked(
            request="for-help", person=other, wants="HELP_NOW", words=words, effective_at=at
        )
        yield practice.CorrectionAsked(
            correction="of-harm", person=other, words=words, effective_at=at
        )
        yield events.AgreementWithdrawn(
            response="stopped",
            enquiry="E1",
            person=other,
            scope=Scope(),
            words=words,
            effective_at=at,
        )
    yield events.ConversationRecorded(
        conversation="of-harm",
        enquiry="E1",
        person=other,
        method="PHONE_VERBAL",
        seen_alone="NO",
        pressure_concern="YES",
        others_present=(person,),
        parent_words=said[0],
        effective_at=at,
    )


@tried(2, at_length=800)
@given(seed=st.integers(0, 2**48))
def test_nothing_that_they_read_changes_with_what_is_said_against_them(seed: int) -> None:
    hub = with_ends(seed)
    hub.at += hub.chance.choice((timedelta(), MINUTE, 60 * MINUTE))
    person = hub.chance.choice(("dad", "dad", "mum"))
    before = dict(read_by(hub, person))
    hub.write([hub.chance.choice(_each_against(person, hub.at))], hub.moment())
    assert dict(read_by(hub, person)) == before


@tried(2, at_length=400)
@given(seed=st.integers(0, 2**48))
def test_nor_with_what_those_who_work_with_the_family_write_of_it(seed: int) -> None:
    """Also where it is read by a parent who is under age themselves."""
    hub = with_ends(seed)
    person = hub.chance.choice(("dad", "dad", "mum"))
    if hub.chance.random() < 0.2:
        hub.put(PersonAmended(person=person, dob=date(2010, 5, 1)))
    hub.at += hub.chance.choice((timedelta(), MINUTE, 60 * MINUTE))
    before = dict(read_by(hub, person))
    other = "mum" if person == "dad" else "dad"
    by, written = hub.chance.choice([*written_against(person, other, hub.at, hub.seq)])
    hub.write(written, hub.moment(by.role, by.id))
    assert dict(read_by(hub, person)) == before


@pytest.mark.parametrize("by", [WORKS, MANAGES])
@pytest.mark.parametrize("status", ["ENDED", "RESTRICTED_BY_COURT", "DISPUTED"])
def test_a_father_whose_responsibility_for_one_of_two_has_ended_reads_the_same_who_stops(
    by: By, status: str
) -> None:
    """“We will stop from now” became “We will write down”, the minute she spoke against him."""
    story = Story().child().child("sam").adult("mum").adult("dad").adult("dad", "sam").enquiry()
    story.agree("dad", scope=scope("ng", "sam"))
    ended = status != "RESTRICTED_BY_COURT"
    link: dict[str, Any] = {"role": "FATHER", "pr_status": status, "ended": ended}
    story.later().make(events.RelationshipRecorded, by, person="dad", child="sam", **link)
    before = stopped(story.later().file, "dad", story.at, None)
    assert before["means"].startswith(TEXTS["own_stopped"])
    story.make(SignRecorded, person="mum", code="CODE_WORD", names=("dad",))
    assert stopped(story.file, "dad", story.at, None) == before


@each("against", of=range(len(_each_against("dad", MONDAY))))
def test_whom_nobody_has_spoken_to_is_promised_what_he_was_whatever_is_said_against_him(
    against: int,
) -> None:
    """He was to be rung, and read in the hour of a sign that there is no number of his."""
    story = Story().child("kim").adult("mum").adult("dad", "kim").enquiry()
    story.reached("dad")
    before = stopped(story.later().file, "dad", story.at, None)
    assert "will call you by" in before["means"]
    story.record(_each_against("dad", story.at)[against])
    assert stopped(story.file, "dad", story.at, None) == before
    # Nor is a number that somebody else gives after it news from what he is told.
    story.later().reached("dad", "EMAIL")
    assert stopped(story.file, "dad", story.at, None)["means"] == before["means"]


@each("number", of=range(len([*written_against("dad", "mum", MONDAY)])), every=4)
def test_no_words_of_harm_that_we_wrote_down_stand_on_the_page_of_whoever_said_them(
    number: int,
) -> None:
    """Somebody may look over her shoulder: her statement beside an entry told him what she said."""
    hub = with_ends(number)
    for about in ("nothing", "for-both"):
        again = Hub(hub.chance, hub.file, hub.own, hub.at, hub.seq)
        by, written = [*written_against("dad", "mum", hub.at, hub.seq)][number]
        if isinstance(written[0], practice.DisagreementStated):
            written = (msgspec.structs.replace(written[0], about=about),)
        again.write(written, again.moment(by.role, by.id))
        page = shown(again.file, "mum", again.at).decode()
        assert not any(words in page for words in ("hits", "hit her", "must not", "told her"))

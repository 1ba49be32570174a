"""A no is heard however late it comes, whatever a worker had written before it; and a confirmation
lifts what it was told of, and nothing that was said since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from consent_service.domain.answers import Item, Outcome, Says
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.leavingout import without
from consent_service.domain.file.view import View
from consent_service.domain.recorded.circumstances import DeathRecorded, PeopleJoined, PersonAmended
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    AgreementWithdrawn,
    CompetenceRecorded,
    ConversationRecorded,
    RelationshipRecorded,
    ResponseRecorded,
    WishRecorded,
)
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.scopes.proposal import Proposal
from consent_service.domain.scopes.scope import ANY, Agency, Scope
from tests.domain.every_write import AGENCIES, CATEGORIES, MANAGER, PURPOSE, Hub
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried

HOUR = timedelta(hours=1)
#: What a person says themself: without it there is nothing to hear.
THEIR_OWN = (ResponseRecorded, AgreementWithdrawn)


def items(view: View) -> Iterator[Item]:
    for agency in AGENCIES[1:]:
        asked = Proposal("E1", ("kim", "lee"), agency, CATEGORIES[:2], PURPOSE, "SEEK")
        yield from decide(view, DEFAULT_POLICY, asked).items


def says(hub: Hub, person: str, answer: str) -> ResponseRecorded:
    """About everything, and by name about the school that nobody listed."""
    hub.at += HOUR
    said = ResponseRecorded(
        response=f"said-{hub.seq}",
        enquiry="E1",
        person=person,
        answer=answer,
        scope=Scope(agencies=(Agency(ANY), *AGENCIES[2:])),
        effective_at=hub.at,
    )
    hub.write([said], hub.moment())
    return said


def one_says_no(hub: Hub) -> ResponseRecorded:
    """The others have said yes."""
    people = ["mum", "dad", "lee"]
    hub.chance.shuffle(people)
    speaker, *others = people
    for person in others:
        says(hub, person, "AGREED")
    return says(hub, speaker, "REFUSED")


def takes_a_word(hub: Hub) -> Event:
    """One of the things after which somebody decides no longer."""
    pick = hub.chance.choice
    # What is struck is struck once: a second time is refused.
    links = [held.seq for held in hub.file.of(RelationshipRecorded) if held.struck_at is None]
    person, other = hub.chance.sample(pick((("mum", "dad", "gran"), ("kim", "lee"))), 2)
    return pick(
        (
            RelationshipRecorded(
                person=pick(("mum", "dad")),
                child=pick(("kim", "lee")),
                role="FATHER",
                pr_status=pick(("NO", "ENDED", "YES")),
                effective_at=hub.at,
                ended=pick((True, False)),
            ),
            CompetenceRecorded(
                child="lee", status=pick(("COMPETENT", "NOT_COMPETENT")), effective_at=hub.at
            ),
            PersonAmended(person=pick(("kim", "lee")), dob=pick((date(2008, 1, 1), None))),
            *(
                EntryCorrected(corrects=link, what_was_wrong="So.", requested_by="STAFF")
                for link in hub.chance.sample(links, min(1, len(links)))
            ),
            DeathRecorded(person=pick(("mum", "dad")), effective_at=hub.at),
            PeopleJoined(joining=f"joining-{hub.seq}", person=person, other=other, reason=ENOUGH),
        )
    )


def history(seed: int) -> Hub:
    hub = Hub(Random(seed))
    hub.begin()
    for _ in range(4):
        hub.at += HOUR
        if hub.chance.random() < 0.7:
            hub.write([takes_a_word(hub)], hub.moment())
        else:
            hub.some_write()
    return hub


@tried(3)
@given(st.integers(0, 2**48))
# Two children who wait to be read as one are two in another reading, and one of them decides.
@example(209457)
# And one who is said to be unable is able in a reading in which the two are one.
@example(56746487)
def test_nothing_is_agreed_over_a_no_that_counts_without_an_unconfirmed_entry(seed: int) -> None:
    hub = history(seed)
    no = one_says_no(hub)
    agreed = {
        (item.subject, item.category)
        for item in items(hub.view())
        if item.outcome is Outcome.COVERED
    }
    for fact in hub.file.every() if agreed else ():
        if isinstance(fact.event, THEIR_OWN):
            continue
        less = View(without(hub.file, [fact.seq]), hub.at, hub.at)
        for item in items(less):
            heard = [p for p in item.positions if p.decides and p.says is Says.NO]
            assert not (
                (item.subject, item.category) in agreed
                and any(p.response == no.response for p in heard)
            ), fact.event


@tried(1, at_length=80)
@given(st.integers(0, 2**48))
def test_a_confirmation_lifts_what_it_was_told_of_and_nothing_said_since(seed: int) -> None:
    hub = history(seed)
    listed = list(hub.file.of(EffectWaits))
    no = one_says_no(hub)

    def stand() -> set[tuple[str, str]]:
        return {
            (item.subject, item.category)
            for item in items(hub.view())
            for p in item.positions
            if p.decides and p.says is Says.NO and p.response == no.response
        }

    before = stand()
    for held in listed:
        hub.at += HOUR
        waiting = held.event.waiting
        confirms = EffectConfirmed(waiting=waiting, reason=ENOUGH, effective_at=hub.at)
        hub.write([confirms], hub.moment(MANAGER))
    assert before <= stand()
    for _ in range(6):
        hub.at += HOUR
        for held in hub.file.of(EffectWaits):
            confirms = EffectConfirmed(
                waiting=held.event.waiting, reason=ENOUGH, effective_at=hub.at
            )
            hub.write([confirms], hub.moment(MANAGER))
    # Told of all of it, a manager has the last word: nothing waits for ever.
    assert len(hub.view().readings) == 1


@pytest.mark.parametrize(
    ("role", "source"),
    [("MASH_WORKER", "PR_ORDER"), (MANAGER, "NONE"), (MANAGER, "PR_ORDER")],
)
def test_a_worker_ends_a_fathers_responsibility_before_he_has_spoken(
    role: str, source: str
) -> None:
    """Or a manager who does not say from where they know."""
    hub = Hub(Random(7))
    hub.begin()
    hub.file = without(hub.file, [held.seq for held in hub.file.responses])
    ends = RelationshipRecorded(
        person="dad",
        child="kim",
        role="FATHER",
        pr_status="NO",
        pr_source=source,
        effective_at=hub.at,
    )
    hub.write([ends], hub.moment(role))
    says(hub, "mum", "AGREED")
    assert not hub.file.of(EffectWaits)
    no = says(hub, "dad", "REFUSED")
    found = [item for item in items(hub.view()) if item.subject == "kim"]
    if role == MANAGER and source != "NONE":
        assert {item.outcome for item in found} == {Outcome.COVERED}
        return
    assert {item.outcome for item in found} == {Outcome.OBJECTION}
    (waits,) = hub.file.of(EffectWaits)
    assert waits.event.falls[0].about == no.response
    assert "no manager has confirmed" in waits.event.falls[0].words


def test_a_childs_wish_that_an_entry_that_waits_would_set_aside_is_told_as_what_it_is() -> None:
    """Two children are read as one, and what one says later would be the word of both. Whoever
    confirms it is told of that then.
    """
    hub = Hub(Random(7))
    hub.begin()
    hub.file = without(hub.file, [held.seq for held in hub.file.responses])
    hub.put(CompetenceRecorded(child="lee", status="COMPETENT", effective_at=hub.at))
    says(hub, "mum", "AGREED")
    wishes(hub, "kim", objects=True)
    hub.write([PeopleJoined(joining="j", person="kim", other="lee", reason=ENOUGH)], hub.moment())
    wishes(hub, "lee", objects=False)
    (joining,) = hub.file.of(EffectWaits)
    confirm(hub, joining.event.waiting)
    falls = [fall for held in hub.file.of(EffectWaits) for fall in held.event.falls]
    assert any(fall.words == "This would set aside that Kim does not want it." for fall in falls)
    assert any(reading.objects("kim") for reading in hub.view().readings)


def test_a_no_that_several_entries_keep_from_counting_is_told_once_of_all_of_them() -> None:
    """Not once more of each part of them: a manager would look at it seven times, and whatever is
    written next would be read in so many more ways.
    """
    hub = Hub(Random(7))
    hub.begin()
    hub.file = without(hub.file, [held.seq for held in hub.file.responses])
    says(hub, "mum", "AGREED")
    for _ in range(3):
        hub.at += HOUR
        ends = RelationshipRecorded(
            person="dad", child="kim", role="FATHER", pr_status="NO", effective_at=hub.at
        )
        hub.write([ends], hub.moment())
    assert not hub.file.of(EffectWaits)
    says(hub, "dad", "REFUSED")
    (told,) = hub.file.of(EffectWaits)
    assert len(told.event.entries) == 3

    def outcomes() -> set[Outcome]:
        return {item.outcome for item in items(hub.view()) if item.subject == "kim"}

    assert outcomes() == {Outcome.OBJECTION}
    says(hub, "dad", "REFUSED")
    confirm(hub, told.event.waiting)
    # What he has said since nobody was told of.
    assert outcomes() == {Outcome.OBJECTION}
    confirm(hub, hub.file.of(EffectWaits)[-1].event.waiting)
    assert outcomes() == {Outcome.COVERED}


def test_a_no_of_one_who_may_be_another_is_kept_from_that_other_by_no_third_entry() -> None:
    """What keeps it from counting is looked for where they are one, too."""
    hub = Hub(Random(7))
    hub.begin()
    hub.file = without(hub.file, [held.seq for held in hub.file.responses])
    able = CompetenceRecorded(child="lee", status="COMPETENT", effective_at=hub.at)
    hub.put(able, by=By("boss", MANAGER))
    hub.at += HOUR
    hub.write([PeopleJoined(joining="j", person="kim", other="lee", reason=ENOUGH)], hub.moment())
    unable, place = "NOT_COMPETENT", hub.seq
    hub.write([CompetenceRecorded(child="lee", status=unable, effective_at=hub.at)], hub.moment())
    for person in ("mum", "dad"):
        says(hub, person, "AGREED")
    says(hub, "lee", "REFUSED")
    assert (place,) in {held.event.entries for held in hub.file.of(EffectWaits)}
    assert {item.outcome for item in items(hub.view())} == {Outcome.OBJECTION}


def confirm(hub: Hub, waiting: str) -> None:
    hub.at += HOUR
    confirmed = EffectConfirmed(waiting=waiting, reason=ENOUGH, effective_at=hub.at)
    hub.write([confirmed], hub.moment(MANAGER))


def wishes(hub: Hub, child: str, *, objects: bool) -> None:
    hub.at += HOUR
    said = WishRecorded(
        child=child, objects=objects, words="So.", heard_by="Zz", effective_at=hub.at
    )
    hub.write([said], hub.moment())


@each("agreed_in", of=["before", "after", "another"])
def test_a_yes_of_a_talk_that_was_before_their_no_lifts_it_only_once_a_manager_looked(
    agreed_in: str,
) -> None:
    """However late it is said to have been given: only the talk says when they were spoken to."""
    hub = Hub(Random(0))
    hub.begin()
    for person in ("dad", "lee"):
        says(hub, person, "AGREED")
    _talk(hub, "before")
    refused = says(hub, "mum", "REFUSED")
    hub.at += HOUR
    _talk(hub, "after")
    hub.at += HOUR
    agreed = ResponseRecorded(
        response="late",
        enquiry="E1",
        person="mum",
        answer="AGREED",
        scope=refused.scope,
        conversation=None if agreed_in == "another" else agreed_in,
        effective_at=hub.at,
    )
    place = hub.seq
    hub.write([agreed], hub.moment())
    waits = [held for held in hub.file.of(EffectWaits) if place in held.event.entries]
    if agreed_in != "before":
        assert not waits
        assert any(item.outcome is Outcome.COVERED for item in items(hub.view()))
        return
    assert [fall.about for held in waits for fall in held.event.falls] == [refused.response]
    assert all(item.outcome is Outcome.OBJECTION for item in items(hub.view()))
    looked = EffectConfirmed(waiting=waits[0].event.waiting, reason=ENOUGH, effective_at=hub.at)
    hub.put(looked, by=By("boss", MANAGER))
    assert any(item.outcome is Outcome.COVERED for item in items(hub.view()))


def _talk(hub: Hub, id: str) -> None:
    talk = ConversationRecorded(
        conversation=id,
        enquiry="E1",
        person="mum",
        method="PHONE_VERBAL",
        seen_alone="YES",
        effective_at=hub.at,
    )
    hub.write([talk], hub.moment())

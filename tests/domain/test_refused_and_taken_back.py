"""What may stand again is hung on like what stands; what was refused is lifted by no telephone; and
what somebody has answered since is not taken back by whoever typed it.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.corrections import CorrectEntry, correct_entry
from consent_service.actions.guarding import what_waits
from consent_service.actions.refused import Refused
from consent_service.domain.answers import Outcome, Safe
from consent_service.domain.file.whatwaits import settled
from consent_service.domain.recorded.circumstances import DeathRecorded, PersonAmended
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    EnquiryClosed,
    EnquiryOpened,
    ResponseRecorded,
    SafetyRecorded,
)
from consent_service.domain.recorded.falling import EffectRefused, EffectWaits
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.scope import Scope
from tests.domain.every_write import MANAGER, Hub
from tests.domain.test_noes_said_later import items, one_says_no, says, takes_a_word
from tests.reasons import ENOUGH
from tests.trying import tried

HOUR = timedelta(hours=1)
seeds = st.integers(0, 2**48)


def strikes(seq: int) -> EntryCorrected:
    return EntryCorrected(corrects=seq, what_was_wrong="So.", requested_by="STAFF")


def types(hub: Hub, event: Event, told_by: str | None = None, who: str = "w") -> list[EffectWaits]:
    """A worker does, naming a manager as having said so by telephone; what waits of it."""
    hub.at += HOUR
    moment = hub.moment(who=who)
    hub.put(event, by=moment.by)
    waits = list(what_waits(moment, hub.file, told_by))
    hub.put(*waits, by=moment.by)
    return waits


def says_no(hub: Hub, person: str) -> None:
    """Five minutes later."""
    hub.at += timedelta(minutes=5)
    no = ResponseRecorded(
        response=f"no-{hub.seq}",
        enquiry="E1",
        person=person,
        answer="REFUSED",
        scope=Scope(),
        effective_at=hub.at,
    )
    hub.write([no], hub.moment())


def refuses(hub: Hub) -> None:
    hub.at += HOUR
    for held in hub.file.of(EffectWaits):
        if not isinstance(getattr(settled(hub.file, held, hub.at), "event", None), EffectRefused):
            refusal = EffectRefused(waiting=held.event.waiting, reason="No.", effective_at=hub.at)
            hub.write([refusal], hub.moment(MANAGER))


def on_the_telephone() -> Hub:
    """A manager of whom it is known that they are one."""
    hub = Hub(Random(7))
    hub.begin()
    hub.put(EnquiryOpened(enquiry="E2", effective_at=hub.at), by=hub.moment(MANAGER, "boss").by)
    return hub


@pytest.mark.parametrize("told_by", [None, "boss"])
def test_an_enquiry_is_struck_only_where_no_answer_in_it_stands_or_may_again(
    told_by: str | None,
) -> None:
    hub = on_the_telephone()
    one_says_no(hub)
    for said in hub.file.responses:
        types(hub, strikes(said.seq), told_by)
    assert all(said.struck_at for said in hub.file.responses)
    for talk in hub.file.of(ConversationRecorded):
        types(hub, strikes(talk.seq))
    opened, empty = hub.file.of(EnquiryOpened)
    with pytest.raises(Refused, match="something-hangs-on-it"):
        correct_entry(CorrectEntry(correction=strikes(opened.seq)), hub.moment())
    assert correct_entry(CorrectEntry(correction=strikes(empty.seq)), hub.moment())


@tried(2)
@given(seeds)
def test_what_was_refused_is_lifted_by_no_word_on_the_telephone(seed: int) -> None:
    hub = on_the_telephone()
    hub.chance = Random(seed)
    one_says_no(hub)
    event = takes_a_word(hub)
    for _ in range(hub.chance.choice((1, 2))):
        types(hub, event, "boss")
    refuses(hub)
    before = list(items(hub.view()))
    types(hub, event, "boss")
    assert [item.outcome for item in items(hub.view())] == [item.outcome for item in before]


def test_a_warning_lifted_twice_by_telephone_stands_once_both_were_refused() -> None:
    hub = on_the_telephone()
    unsafe: dict[str, Any] = {"person": "dad", "code": "DOMESTIC_ABUSE", "effective_at": hub.at}
    hub.put(SafetyRecorded(safe_to_ask=False, **unsafe))
    for _ in range(2):
        hub.at += HOUR
        safe = SafetyRecorded(
            person="dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH, effective_at=hub.at
        )
        assert types(hub, safe, "boss")
        assert asking(hub.view(), "dad").answer is Safe.YES
    refuses(hub)
    assert asking(hub.view(), "dad").answer is Safe.NO


@tried(2)
@given(seeds)
def test_what_somebody_said_no_upon_is_not_taken_back_by_whoever_typed_it(seed: int) -> None:
    """Within the half hour."""
    hub = on_the_telephone()
    hub.chance = Random(seed)
    older = PersonAmended(person="kim", dob=date(2009, 1, 1), reason="Seen.")
    hub.put(older, by=hub.moment(MANAGER).by)
    for person in ("mum", "kim", "lee"):
        says(hub, person, "AGREED")
    hub.at += HOUR
    place = hub.seq
    # Too young to decide alone: the parents do.
    hub.write([PersonAmended(person="kim", dob=date(2019, 1, 1))], hub.moment(who="w"))
    says_no(hub, "dad")
    before = [item.outcome for item in items(hub.view())]
    assert Outcome.OBJECTION in before
    hub.at += timedelta(minutes=5)
    hub.write([strikes(place)], hub.moment(who="w"))
    assert hub.view().readings != (hub.view(),)
    assert [item.outcome for item in items(hub.view())] == before


@pytest.mark.parametrize("said", ["a death", "an end"])
def test_whose_death_was_refused_is_alive_in_every_reading(said: str) -> None:
    """And an enquiry whose end was refused goes on: a later check is as if neither had been said,
    and his later yes counts.
    """

    def asked(*, is_said: bool) -> list[tuple[object, ...]]:
        hub = on_the_telephone()
        for person in ("mum", "lee"):
            says(hub, person, "AGREED")
        says(hub, "dad", "REFUSED")
        is_over: Event = (
            DeathRecorded(person="dad", source="A neighbour.", effective_at=hub.at)
            if said == "a death"
            else EnquiryClosed(enquiry="E1", reason="NFA_ADVICE", effective_at=hub.at)
        )
        before = hub.at
        if is_said and types(hub, is_over):
            refuses(hub)
        hub.at = before + 3 * HOUR
        says(hub, "dad", "AGREED")
        return [
            (item.outcome, item.reason, *((p.person, p.says, p.decides) for p in item.positions))
            for item in items(hub.view())
        ]

    assert asked(is_said=True) == asked(is_said=False)

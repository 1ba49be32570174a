"""What may stand again is hung on like what stands; what was refused is lifted by no telephone; and
what somebody has answered since is not taken back by whoever typed it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.actions.corrections import CorrectEntry, correct_entry
from consent_service.actions.guarding import what_waits
from consent_service.actions.refused import Refused
from consent_service.domain.answers import Item, Outcome, Safe
from consent_service.domain.file.whatwaits import settled
from consent_service.domain.recorded.circumstances import (
    DeathRecorded,
    OrderRecorded,
    PeopleJoined,
    PersonAmended,
)
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import (
    ConversationRecorded,
    EnquiryClosed,
    EnquiryOpened,
    RelationshipRecorded,
    ResponseRecorded,
    SafetyRecorded,
)
from consent_service.domain.recorded.falling import EffectRefused, EffectWaits
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import asking
from consent_service.domain.scopes.scope import Scope
from consent_service.domain.tasks import due
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


#: What says who somebody is, or what they may decide, and would let a no of dad's fall.
UNTRUE: dict[str, Callable[[datetime], Event]] = {
    "an end of responsibility": lambda at: of_dad(at, "FATHER", "ENDED"),
    "that there is none": lambda at: of_dad(at, "FATHER", "NO"),
    "another role": lambda at: of_dad(at, "STEP_PARENT", "NO"),
    "one with mum": lambda _: PeopleJoined(joining="j", person="dad", other="mum", reason=ENOUGH),
    "one with gran": lambda _: PeopleJoined(joining="j", person="gran", other="dad", reason=ENOUGH),
    "a birth": lambda _: PersonAmended(person="kim", dob=date(2008, 1, 1), reason=ENOUGH),
    "an adoption": lambda at: OrderRecorded(
        order="o", child="kim", order_type="ADOPTION_ORDER", source="Seen.", effective_at=at
    ),
    "a death": lambda at: DeathRecorded(person="dad", source="A neighbour.", effective_at=at),
    "an end": lambda at: EnquiryClosed(enquiry="E1", reason="NFA_ADVICE", effective_at=at),
}


def of_dad(at: datetime, role: str, status: str) -> RelationshipRecorded:
    return RelationshipRecorded(
        person="dad", child="kim", role=role, pr_status=status, effective_at=at
    )


@pytest.mark.parametrize("later", ["AGREED", None])
@pytest.mark.parametrize("said", UNTRUE)
def test_what_was_refused_is_so_in_no_reading(said: str, later: str | None) -> None:
    """A mother whose responsibility had not ended read as one who did not decide, though a manager
    had said that it was not so, and a danger to one was one to the other of two who were two.
    """

    def asked(*, is_said: bool) -> list[object]:
        hub = on_the_telephone()
        for person in ("mum", "lee"):
            says(hub, person, "AGREED")
        unsafe = SafetyRecorded(person="mum", safe_to_ask=False, code="OTHER", effective_at=hub.at)
        hub.put(unsafe)
        says(hub, "dad", "REFUSED")
        before = hub.at
        if is_said:
            assert types(hub, UNTRUE[said](hub.at))
            refuses(hub)
        hub.at = before + 3 * HOUR
        if later is not None:
            says(hub, "dad", later)
        view = hub.view()
        assert view.readings == (view,)
        tasks = sorted((t.code, t.person or "", t.child or "") for t in due(view, DEFAULT_POLICY))
        safe = [asking(view, person).answer for person in ("mum", "dad", "gran")]
        return [*map(as_asked, items(view)), safe, tasks]

    assert asked(is_said=True) == asked(is_said=False)


def as_asked(item: Item) -> object:
    """All of it but its places in the ledger."""
    stand = sorted((p.person, p.says, p.decides, p.pr_status or "") for p in item.positions)
    return item.outcome, item.reason, sorted(item.flags), stand

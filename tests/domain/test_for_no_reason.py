"""What protects somebody falls for a reason that says why, and for none less: whoever writes, and
by whichever write. A hurried manager types "ok".
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import example, given

from consent_service.actions import guarding
from consent_service.actions.confirming import confirm_record
from consent_service.actions.guarding import confirm_effect
from consent_service.actions.moment import Moment
from consent_service.actions.refused import Refused
from consent_service.domain.lifting.written import _FROM, _WHY, says_why
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.event import Event, kinds
from consent_service.domain.recorded.events import EnquiryClosed, SafetyRecorded
from consent_service.domain.recorded.falling import EffectConfirmed, EffectWaits
from consent_service.domain.recorded.losses import EntriesLost, RecordConfirmed
from consent_service.domain.recorded.members import Coded, Slot, Text, members_of
from consent_service.domain.recorded.practice import ContactPointRecorded, EntryCorrected
from tests.counted import Calls
from tests.domain.every_write import MANAGER, MANY, WORKER, Hub
from tests.domain.test_effects import assert_nothing_falls_by_any_of, seeds
from tests.domain.test_noes_said_later import HOUR
from tests.domain.test_safe_and_why import TOO_LITTLE
from tests.made_up import MadeUp
from tests.reasons import ENOUGH
from tests.sweeping import each
from tests.trying import tried

#: What is typed by whoever does not say from where they know.
_NO_SOURCE = (
    *("ok", "1", "12", "No 7", "x y", "I know", "I just know it", "me too", "not sure", "no idea"),
    *("do not know", "don’t know", "Dont know.", "someone", "someone said so", "trust me", "n/a"),
    *("it is known", "she told me", "they said", "as above", "not known", "see notes"),
)
#: And by whoever does.
_A_SOURCE = (
    *("Her sister rang", "The court", "Zz hospital", "FD26P00001", "999", "The order itself"),
    *("PC 12 told me", "A neighbour.", "The registrar", "Mum said so"),
)


class _Terse(Hub):
    """A hub in which nobody says why, or from where they know: whatever they write says nothing."""

    def _value(self, holds: Slot) -> Any:
        coded = holds.mark(Coded)
        if coded is not None and "pr_sources" in coded.lists:
            return "NONE"
        return (
            self.chance.choice(_NO_SOURCE)
            if holds.mark(Text) is not None
            else super()._value(holds)
        )

    def some_write(self, role: str = MANAGER) -> Any:
        return super().some_write(role)

    def write(self, events: Sequence[Event], moment: Moment) -> None:
        # Why it ends is said by a code, and what was said in it is history in the next enquiry.
        closes = any(isinstance(event, EnquiryClosed) for event in events)
        super().write(events, self.moment() if closes else moment)


@tried(1, at_length=120)
@example(9)
@example(3)
@given(seeds)
def test_no_managers_entry_lets_anything_fall_for_a_reason_that_says_nothing(seed: int) -> None:
    hub = _Terse(Random(seed))
    hub.begin(two_enquiries=seed % 2 == 1)
    assert_nothing_falls_by_any_of(hub, MANY)


@each("name", of=[*_WHY, *_FROM])
def test_it_is_read_in_whichever_member_it_stands(name: str) -> None:
    having = [
        (kind, one)
        for kind in kinds()
        for one in members_of(kind)
        if one.name == name and (one.holds.each or one.holds).mark(Text) is not None
    ]
    assert having
    for kind, one in having:
        event = MadeUp().event(kind)
        none: dict[str, Any] = {
            other.name: None for other in members_of(kind) if other.name in (*_WHY, *_FROM)
        }
        if "pr_source" in event.__struct_fields__:
            none["pr_source"] = "NONE"
        event = msgspec.structs.replace(event, **none)
        assert not says_why(event), kind
        enough = {ENOUGH, *(_A_SOURCE if name in _FROM else ())}
        for said in (*_NO_SOURCE, *_A_SOURCE, ENOUGH):
            words = (said,) if one.holds.each is not None else said
            assert says_why(msgspec.structs.replace(event, **{name: words})) is (said in enough)


def test_where_nothing_falls_nobody_looks_whether_it_is_said_why(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Most writes let nothing fall, and each of their members was read for it."""
    hub = Hub(Random(7))
    hub.begin()
    looked = Calls(monkeypatch, guarding, "says_why")
    hub.at += HOUR
    hub.answer("mum", "AGREED")
    assert looked.count == 0


def _with_a_warning() -> Hub:
    hub = Hub(Random(7))
    hub.begin()
    hub.at += HOUR
    unsafe = SafetyRecorded(person="dad", safe_to_ask=False, code="OTHER", effective_at=hub.at)
    hub.write([unsafe], hub.moment())
    hub.at += HOUR
    return hub


def _waiting(hub: Hub) -> list[str]:
    return [held.event.waiting for held in hub.file.of(EffectWaits)]


def _written_by_a_manager(hub: Hub, why: str) -> None:
    seq = max(held.seq for held in hub.file.of(SafetyRecorded) if held.event.person == "dad")
    wrong = EntryCorrected(corrects=seq, what_was_wrong=why, requested_by="STAFF")
    hub.write([wrong], hub.moment(MANAGER))


@each("reason", of=[*TOO_LITTLE, ENOUGH])
def test_what_a_manager_says_was_an_error_waits_unless_they_say_how_they_know(reason: str) -> None:
    hub = _with_a_warning()
    before = len(_waiting(hub))
    _written_by_a_manager(hub, reason)
    assert (len(_waiting(hub)) > before) is (reason != ENOUGH)


@each("reason", of=[*TOO_LITTLE, ENOUGH])
def test_what_waits_is_confirmed_for_a_reason_that_says_why(reason: str) -> None:
    hub = _with_a_warning()
    point: dict[str, Any] = {"contact": "tel", "person": "mum", "type": "PHONE"}
    for safety, role in (("UNSAFE", WORKER), ("SAFE", MANAGER)):
        said = ContactPointRecorded(
            **point, value="020 7946 0077", safety=safety, effective_at=hub.at
        )
        hub.write([said], hub.moment(role))
        hub.at += HOUR
    (*_, waits) = _waiting(hub)
    confirmed = EffectConfirmed(waiting=waits, reason=reason, effective_at=hub.at)
    if reason == ENOUGH:
        assert confirm_effect(confirmed, hub.moment(MANAGER)) == [confirmed]
    else:
        with pytest.raises(Refused, match="reason-says-too-little"):
            confirm_effect(confirmed, hub.moment(MANAGER))


@each("words", of=[*TOO_LITTLE, ENOUGH])
def test_that_a_record_is_in_doubt_is_lifted_for_no_less(words: str) -> None:
    hub = Hub(Random(7))
    hub.begin()
    for person in ("mum", "dad", "gran", "lee"):
        hub.answer(person, "REFUSED")
        hub.at += HOUR
    lost = EntriesLost(recovery=1, since=hub.at, changes=True)
    hub.put(lost, by=By("us", WORKER))
    for person in ("mum", "dad", "gran", "lee"):
        hub.at += HOUR
        hub.answer(person, "REFUSED")
    confirmed = RecordConfirmed(words=words)
    if words == ENOUGH:
        assert confirm_record(confirmed, hub.moment(MANAGER)) == [confirmed]
    else:
        with pytest.raises(Refused, match="reason-says-too-little"):
            confirm_record(confirmed, hub.moment(MANAGER))

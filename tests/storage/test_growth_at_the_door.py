"""One write through the door, from the lock to the commit, takes twice the steps of twice as much.

Counted and not timed, as in `tests/domain/test_growth.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Final

import msgspec
import pytest

from consent_service.domain.file import bounds
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.events import (
    AnyEvent,
    ConversationRecorded,
    EnquiryOpened,
    RelationshipRecorded,
    ResponseRecorded,
)
from consent_service.storage.door.requests import ByHandle, Recorded, Request
from consent_service.storage.sealed.sealing import AuthoritySeal
from tests.api.running import NOON, Running
from tests.builders import Household, add_household, assert_ledger_sound, request
from tests.counted import steps
from tests.domain.tasks.story import scope

pytestmark = pytest.mark.each_database

FEW: Final = 16
#: Twice as many facts are at most so many times the steps.
AT_MOST: Final = 2.3
#: What differs by ids and places, and not by how much there is.
SO_MANY_STEPS: Final = 60


def said(house: Household, number: int) -> Iterator[AnyEvent]:
    """A talk, in which nobody knows who said what; a sign; and somebody is found to decide nothing,
    so that what they said waits.
    """
    person = (house.mother, house.father)[number % 2]
    talk, enquiry = f"{number:024x}", f"{number % 8 + 1:024x}"
    yield ConversationRecorded(
        conversation=talk,
        enquiry=enquiry,
        person=person,
        method="PHONE_VERBAL",
        seen_alone="YES",
        effective_at=NOON,
        pressure_concern="POSSIBLE",
    )
    yield ResponseRecorded(
        response=f"{number + 10**6:024x}",
        enquiry=enquiry,
        person=person,
        conversation=talk,
        answer="NOT_CLEAR",
        scope=scope(house.child),
        effective_at=NOON,
    )
    yield SignRecorded(person=house.child, code="PRESSURE", effective_at=NOON)
    yield a_link(person, house.child)


def a_link(person: str, child: str) -> RelationshipRecorded:
    return RelationshipRecorded(
        person=person, child=child, role="OTHER_HOUSEHOLD", pr_status="NO", effective_at=NOON
    )


def writing(house: Household, *events: AnyEvent) -> Request:
    return request(ByHandle(house.file), lambda _: events)


def test_one_write_through_the_door_takes_twice_the_steps_of_twice_as_much(
    service: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST", 1_000)
    records = service.storage.records
    taken: dict[int, list[int]] = {}
    for count in (1, FEW, FEW * 2):
        house = add_household(service)
        enquiries = [EnquiryOpened(enquiry=f"{n + 1:024x}", effective_at=NOON) for n in range(8)]
        records.run(writing(house, *enquiries))
        for first in range(0, count, 4):
            every = [e for n in range(first, min(count, first + 4)) for e in said(house, n)]
            records.run(writing(house, *every))
        *_, in_talk, sign, link = said(house, count)
        taken[count] = [
            steps(lambda: records.run(writing(house, one)), "call")  # noqa: B023 - called at once
            for one in (in_talk, sign, link)
        ]
    for few, twice in zip(taken[FEW], taken[FEW * 2], strict=True):
        assert twice <= few * AT_MOST
    assert_ledger_sound(service)


def test_whether_the_keys_are_others_is_asked_once_for_all_that_is_written_together(
    service: Running,
) -> None:
    """It is a call of the kernel."""
    houses = [add_household(service, f"LCS-{number}") for number in range(6)]
    records = service.storage.records
    ledger, asked = records.ledgers[service.authority], list[None]()
    sealing = ledger.sealing

    def counted() -> AuthoritySeal:
        asked.append(None)
        return sealing()

    object.__setattr__(ledger, "sealing", counted)
    times = []
    for some in (houses[:1], houses[1:]):
        asked.clear()
        done = records.run_all([writing(one, a_link(one.father, one.child)) for one in some])
        assert all(isinstance(one, Recorded) for one in done)
        times.append(len(asked))
    assert times[0] == times[1]


def test_a_question_asked_again_takes_the_steps_that_it_takes_of_half_as_much(
    service: Running,
) -> None:
    """Whatever is on the file: neither it nor what was made of it is gone through again."""
    records = service.storage.records
    taken: list[int] = []
    for count in (FEW, FEW * 2):
        house = add_household(service)
        enquiries = [EnquiryOpened(enquiry=f"{n + 1:024x}", effective_at=NOON) for n in range(8)]
        records.run(writing(house, *enquiries))
        records.run(writing(house, *(e for n in range(count) for e in said(house, n))))
        asking = msgspec.structs.replace(house.check(), asks=True)
        for _ in range(3):
            records.run(asking)
        taken.append(steps(partial(records.run, asking)))
    assert taken[1] <= taken[0] + SO_MANY_STEPS

"""Of two who are read as one person a page shows one, wherever it would be grave to be wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import pytest

from consent_service.domain.file.leavingout import without
from consent_service.domain.own import seen_by
from consent_service.domain.recorded.circumstances import PeopleJoined, PeopleParted, SignRecorded
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.events import AdultAdded, SafetyRecorded
from consent_service.domain.recorded.practice import (
    ContactPointRecorded,
    EntryCorrected,
    SafeToTellChanged,
)
from consent_service.domain.recorded.waysin import WayInGiven
from tests.domain.every_write import MANAGER, Hub
from tests.domain.test_noes_said_later import says
from tests.reasons import ENOUGH

HOUR = timedelta(hours=1)
HERS = "07700 900999"


def way(hub: Hub, person: str, safety: str = "SAFE", *, protected: bool = False) -> Event:
    return ContactPointRecorded(
        contact=f"way-{person}",
        person=person,
        type="PHONE",
        value=HERS,
        safety=safety,
        protected=protected,
        effective_at=hub.at,
    )


def family() -> Hub:
    """Gran stands on it twice."""
    hub = Hub(Random(7))
    hub.begin()
    kept = (*hub.file.of(SafetyRecorded), *hub.file.of(SignRecorded), *hub.file.responses)
    ways = hub.file.of(ContactPointRecorded)
    hub.file = without(hub.file, [held.seq for held in (*kept, *ways)])
    hub.put(AdultAdded(person="nan", names="Nan Example"))
    return hub


def join(hub: Hub, person: str, other: str) -> None:
    hub.at += HOUR
    joining = PeopleJoined(joining="joining", person=person, other=other, reason=ENOUGH)
    hub.write([joining], hub.moment(MANAGER))
    hub.at += HOUR


def is_on_the_page(hub: Hub, reader: str, said: str) -> bool:
    page = seen_by(hub.view(), reader, as_child=False)
    assert page is not None
    return said in {one.event.response for one in page.responses}


def test_whoever_stands_twice_and_of_whom_nothing_is_grave_reads_of_both() -> None:
    hub = family()
    yes = says(hub, "nan", "AGREED").response
    join(hub, "gran", "nan")
    assert is_on_the_page(hub, "gran", yes)
    assert is_on_the_page(hub, "nan", yes)


_GRAVE: dict[str, Callable[[Hub, str], list[Event]]] = {
    "a danger": lambda hub, one: [
        SafetyRecorded(person=one, safe_to_ask=False, code="OTHER", effective_at=hub.at)
    ],
    "a danger that was lifted": lambda hub, one: [
        SafetyRecorded(person=one, safe_to_ask=False, code="OTHER", effective_at=hub.at),
        SafetyRecorded(
            person=one, safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH, effective_at=hub.at
        ),
    ],
    "not to be told": lambda hub, one: [
        SafeToTellChanged(about="E1", safe=False, reason="", person=one, effective_at=hub.at)
    ],
    "a kept number": lambda hub, one: [way(hub, one, protected=True)],
    "both have a page": lambda _, __: [
        WayInGiven(way_in=f"way-in-{one}", person=one, how="READ_OUT") for one in ("gran", "nan")
    ],
}


@pytest.mark.parametrize("of", ["gran", "nan"])
@pytest.mark.parametrize("grave", _GRAVE)
def test_where_it_would_be_grave_neither_reads_of_the_other(grave: str, of: str) -> None:
    hub = family()
    said = {one: says(hub, one, "AGREED").response for one in ("gran", "nan")}
    hub.put(*_GRAVE[grave](hub, of))
    join(hub, "gran", "nan")
    for one, other in (("gran", "nan"), ("nan", "gran")):
        assert is_on_the_page(hub, one, said[one])
        assert not is_on_the_page(hub, one, said[other])


@pytest.mark.parametrize(("person", "other"), [("mum", "dad"), ("dad", "mum")])
def test_a_father_reads_nothing_of_the_mother_whom_he_is_said_to_be(
    person: str, other: str
) -> None:
    hub = family()
    yes = says(hub, "mum", "AGREED").response
    hub.put(way(hub, "mum"))
    join(hub, person, other)
    assert is_on_the_page(hub, "mum", yes)
    assert not is_on_the_page(hub, "dad", yes)
    page = seen_by(hub.view(), "dad", as_child=False)
    assert page is not None
    assert (page.names, page.contacts) == ("Dad Example", ())


@pytest.mark.parametrize("how", ["parted", "struck"])
def test_that_they_were_two_after_all_counts_on_pages_before_a_manager_has_looked(
    how: str,
) -> None:
    hub = family()
    no = says(hub, "nan", "REFUSED").response
    join(hub, "gran", "nan")
    assert is_on_the_page(hub, "gran", no)
    (joined,) = hub.file.of(PeopleJoined)
    parts = PeopleParted(joining="joining", reason=ENOUGH)
    wrong = EntryCorrected(corrects=joined.seq, what_was_wrong="Two.", requested_by="STAFF")
    hub.write([parts if how == "parted" else wrong], hub.moment())
    hub.at += HOUR
    assert not is_on_the_page(hub, "gran", no)
    assert is_on_the_page(hub, "nan", no)


def test_whoever_confirms_it_reads_why_they_may_be_two() -> None:
    hub = family()
    hub.put(*_GRAVE["a danger"](hub, "dad"))
    hub.put(*_GRAVE["both have a page"](hub, "dad"))
    hub.at += HOUR
    joining = PeopleJoined(joining="joining", person="dad", other="mum", reason=ENOUGH)
    hub.write([joining], hub.moment())
    (waits,) = (held.event for held in hub.file.every() if hasattr(held.event, "falls"))
    (words,) = (fall.words for fall in waits.falls if fall.kind == "ONE_PERSON")
    assert "Dad Example was named as a danger" in words
    assert "mother and the father of one child" in words
    assert "goes on showing what was recorded of that one alone" in words

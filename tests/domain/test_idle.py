"""What is said and does nothing is named; what does something is not."""

from __future__ import annotations

from typing import Any, Final

import msgspec
import pytest

from consent_service.domain.lifting.idle import IDLE, idle
from consent_service.domain.recorded import circumstances, events, practice
from consent_service.domain.recorded.event import Event
from consent_service.domain.scopes.scope import Scope
from tests.domain.tasks.story import DAY, MONDAY, Story, scope
from tests.domain.walk.families import (
    NOW,
    TODAY,
    Situation,
    agree_briefly,
    before,
    recorded,
    shared,
)
from tests.domain.walk.surfaces import SURFACES, shown
from tests.made_up import usual_of

_POINT: Final = {"contact": "phone", "person": "mum", "type": "PHONE", "value": "020 7946 0018"}
_ORDER: Final = {"order": "order", "child": "ng", "source": "Zz", "people": ("gran",), **NOW}
_CARE: Final = {"order_type": "CARE_ORDER"}
_DELEGATED: Final = {"order_type": "DELEGATED_AUTHORITY"}
_NO: Final[dict[str, Any]] = {
    "response": "no",
    "enquiry": "E1",
    "person": "dad",
    "scope": scope(),
    **NOW,
}

#: By kind and member: an entry in which it does nothing, and what makes it do something.
EACH: Final[dict[tuple[type[Event], str], tuple[dict[str, Any], dict[str, Any]]]] = {
    (practice.ContactPointRecorded, "safe_times"): (
        {**_POINT, **NOW, "safety": "SAFE", "safe_times": "09:00-10:00"},
        {"safety": "SAFE_AT_TIMES"},
    ),
    (events.ResponseRecorded, "valid_from"): (
        {**_NO, "answer": "REFUSED", "valid_from": MONDAY + 9 * DAY},
        {"answer": "AGREED"},
    ),
    **{
        (circumstances.OrderRecorded, member): (
            {**_ORDER, "order_type": "SPECIAL_GUARDIANSHIP_ORDER", member: value},
            makes,
        )
        for member, value, makes in (
            ("council", "gran", _CARE),
            ("limits", ("mum",), _CARE),
            ("purposes", ("AGENCY_CHECKS",), {**_DELEGATED, "categories": ("CHILD_HEALTH",)}),
            ("categories", ("CHILD_HEALTH",), {**_DELEGATED, "purposes": ("AGENCY_CHECKS",)}),
        )
    },
    (practice.SafeToTellChanged, "review_on"): (
        {"about": "sent", "safe": True, "reason": "Zz", "review_on": TODAY + 3 * DAY, **NOW},
        {"safe": False},
    ),
    (practice.TellingRecorded, "review_on"): (
        {"about": "sent", "told": True, "person": "mum", "review_on": TODAY + 3 * DAY, **NOW},
        {"told": False},
    ),
}
#: Where it would do something. Staff read it as it was typed on the family's page all the same.
_WHERE: Final = [name for name in SURFACES if name not in ("page", "notice", "paper")]


def test_each_row_is_tried() -> None:
    assert {(kind, member) for kind, members in IDLE.items() for member in members} == set(EACH)


@pytest.mark.swept
@pytest.mark.parametrize("of", EACH, ids=lambda of: f"{of[0].__name__}.{of[1]}")
def test_what_does_nothing_changes_nothing_and_is_named(of: tuple[type[Event], str]) -> None:
    kind, member = of
    said, makes = EACH[of]
    event = kind(**said)
    usual = usual_of(kind)[member]
    left_out = msgspec.structs.replace(event, **{member: usual})
    assert list(idle(event)) == [member]
    assert list(idle(left_out)) == []
    assert list(idle(kind(**{**said, **makes}))) == []
    assert changes(event, left_out) == []
    if member == "safe_times":
        return  # What they do is on the page alone, beside the times themselves.
    # Else nobody could tell by these families.
    doing = msgspec.structs.replace(event, **makes)
    assert changes(doing, msgspec.structs.replace(doing, **{member: usual}))


def _gran_agrees(story: Story) -> None:
    agree_briefly(story, "gran", scope())


def changes(one: Event, other: Event) -> list[str]:
    """Where people read something else after the one than after the other."""
    found = []
    for entry in (one, other):
        situation = Situation(type(entry), {}, shared, after=_gran_agrees)
        record = recorded(situation, before(situation), entry)
        found.append([shown(record, name) for name in _WHERE])
    return [name for name, *both in zip(_WHERE, *found, strict=True) if both[0] != both[1]]


def test_a_no_that_takes_the_place_of_another_may_do_so_later() -> None:
    no = events.ResponseRecorded(**{**_NO, "answer": "REFUSED", "scope": Scope()})
    later = msgspec.structs.replace(no, valid_from=MONDAY + DAY, supersedes="other")
    assert list(idle(later)) == []

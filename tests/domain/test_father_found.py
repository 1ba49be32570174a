"""Whoever is named as the father whom nobody knew takes over all that was recorded of him."""

from __future__ import annotations

from datetime import timedelta
from random import Random

import pytest

from consent_service.actions.families import IdentifyFather, identify_father
from consent_service.domain.answers import Safe
from consent_service.domain.recorded.circumstances import PeopleJoined, SignRecorded
from consent_service.domain.recorded.events import (
    AdultAdded,
    ChildAdded,
    RelationshipRecorded,
    SafetyRecorded,
    WishRecorded,
)
from consent_service.domain.recorded.falling import EffectWaits
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import ContactPointRecorded
from consent_service.domain.safety.signs import asking
from consent_service.domain.tasks import due
from tests.domain.every_write import MANAGER, WORKER, Hub
from tests.reasons import ENOUGH

HOUR = timedelta(hours=1)


def unknown_of(*children: str) -> Hub:
    """Two brothers with one mother; nobody knows who their father is. Rick stands on the file."""
    hub = Hub(Random(7))
    for child in ("sam", "tom"):
        hub.put(ChildAdded(child=child, names=child.title(), dob=hub.at.date().replace(year=2019)))
    for adult, names in (
        ("mum", "Mum Example"),
        ("nobody", "Not known yet"),
        ("rick", "Rick Hale"),
    ):
        hub.put(AdultAdded(person=adult, names=names))
    for child in ("sam", "tom"):
        hub.put(
            RelationshipRecorded(
                person="mum", child=child, role="MOTHER", pr_status="YES", effective_at=ALWAYS
            )
        )
    for child in children:
        hub.put(
            RelationshipRecorded(
                person="nobody",
                child=child,
                role="UNKNOWN_FATHER",
                pr_status="UNCONFIRMED",
                effective_at=hub.at,
            )
        )
    hub.at += HOUR
    return hub


def not_safe(person: str, hub: Hub) -> SafetyRecorded:
    return SafetyRecorded(person=person, safe_to_ask=False, code="OTHER", effective_at=hub.at)


def found(hub: Hub, father: str = "rick", child: str = "sam", **of: str) -> None:
    hub.at += HOUR
    said = IdentifyFather(
        person="nobody",
        child=child,
        father=father,
        effective_at=ALWAYS,
        pr_status=of.get("pr_status", "UNCONFIRMED"),
    )
    moment = hub.moment(of.get("role", WORKER))
    hub.write(identify_father(said, moment), moment)


def is_safe(hub: Hub, person: str) -> Safe:
    return hub.view().each[asking][hub.view().the_one(person)].answer


@pytest.mark.parametrize("pr_status", ["YES", "NO", "UNCONFIRMED"])
@pytest.mark.parametrize("what", ["safety", "sign", "wish"])
def test_what_makes_the_unknown_father_not_safe_makes_him_not_safe(
    what: str, pr_status: str
) -> None:
    hub = unknown_of("sam")
    hub.put(
        {
            "safety": not_safe("nobody", hub),
            "sign": SignRecorded(
                person="mum", code="NOT_SAFE", names=("nobody",), effective_at=hub.at
            ),
            "wish": WishRecorded(
                wish="w",
                child="sam",
                heard_by="Priya",
                objects=False,
                words="Not him.",
                not_to_be_told=("nobody",),
                effective_at=hub.at,
            ),
        }[what]
    )
    assert is_safe(hub, "rick") is Safe.YES
    found(hub, pr_status=pr_status)
    assert is_safe(hub, "rick") is Safe.NO
    assert not hub.file.of(EffectWaits)
    links = hub.view().relationships["sam"]
    assert [(link.event.person, link.event.role) for link in links] == [
        ("mum", "MOTHER"),
        ("rick", "FATHER"),
    ]
    tasks = due(hub.view(), DEFAULT_POLICY)
    assert not [one for one in tasks if one.person == "nobody" or one.code == "FIND_FATHER"]
    assert not [one for one in tasks if one.code == "SPEAK_TO" and one.person == "rick"]


def test_his_way_of_being_reached_is_as_unsafe_as_theirs() -> None:
    hub = unknown_of("sam")
    point = ContactPointRecorded(
        contact="c",
        person="nobody",
        type="PHONE",
        value="020 7946 0018",
        safety="UNSAFE",
        effective_at=hub.at,
    )
    hub.put(point)
    found(hub)
    (held,) = hub.view().newest[ContactPointRecorded, "contact"].values()
    assert held.event.person == "rick"


def test_a_manager_who_said_before_that_he_is_safe_knew_nothing_of_it() -> None:
    hub = unknown_of("sam")
    hub.put(not_safe("nobody", hub))
    hub.at += HOUR
    safe = SafetyRecorded(
        person="rick", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH, effective_at=hub.at
    )
    hub.write([safe], hub.moment(MANAGER))
    found(hub)
    assert is_safe(hub, "rick") is Safe.NO
    assert hub.file.of(EffectWaits)


def test_what_stands_for_two_fathers_warns_of_either_who_is_found() -> None:
    """And of whoever is found to be the father of the other child, if he is somebody else."""
    hub = unknown_of("sam", "tom")
    hub.put(AdultAdded(person="bob", names="Bob Dean"), not_safe("nobody", hub))
    found(hub)
    assert is_safe(hub, "rick") is Safe.NO
    found(hub, "bob", "tom")
    assert is_safe(hub, "bob") is Safe.NO
    assert is_safe(hub, "rick") is Safe.NO
    view = hub.view()
    assert [link.event.person for link in view.relationships["tom"]] == ["mum", "bob"]
    assert len(hub.file.of(PeopleJoined)) == 1


def test_a_father_who_is_a_child_of_the_file_is_not_safe_either() -> None:
    hub = unknown_of("sam")
    hub.put(ChildAdded(child="boy", names="Boy", dob=hub.at.date().replace(year=2010)))
    hub.put(not_safe("nobody", hub))
    found(hub, "boy")
    assert is_safe(hub, "boy") is Safe.NO

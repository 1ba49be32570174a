"""Of whoever may have hurt a child nobody knows whether it is safe, whatever a worker records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from consent_service.domain.answers import Safe
from consent_service.domain.recorded import events as ev
from consent_service.domain.recorded.circumstances import OrderRecorded
from consent_service.domain.recorded.compared import FoundRight
from consent_service.domain.recorded.event import Event
from consent_service.domain.recorded.meetings import InjuryRecorded
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.recorded.practice import EntryCorrected
from consent_service.domain.safety.signs import Sign, asking
from tests.domain.every_write import WORKER, Hub
from tests.domain.tasks.story import family
from tests.domain.test_tells_of_harm import not_known
from tests.reasons import ENOUGH
from tests.sweeping import each

MANAGER = "MASH_MANAGER"


def injury(hub: Hub, **said: Any) -> InjuryRecorded:
    usual: dict[str, Any] = {
        "injury": "hurt",
        "child": "kim",
        "words": "Zz",
        "explained": "NOT_EXPLAINED",
        "moves": "CANNOT",
        "effective_at": hub.at,
    }
    return InjuryRecorded(**{**usual, **said})


def family_of_a_hurt_child() -> Hub:
    hub = Hub(Random(3))
    hub.put(ev.FileOpened())
    for child, born in (("kim", date(2026, 5, 1)), ("lee", date(2010, 11, 12))):
        hub.put(ev.ChildAdded(child=child, names=child.title(), dob=born))
    for adult, role in (("mum", "MOTHER"), ("dad", "FATHER")):
        hub.put(ev.AdultAdded(person=adult, names=f"{adult.title()} Example"))
        hub.put(link(adult, role=role))
    hub.put(ev.EnquiryOpened(enquiry="E1", effective_at=hub.at))
    hub.at += timedelta(hours=1)
    hub.write([injury(hub)], hub.moment())
    hub.at += timedelta(hours=1)
    return hub


def link(person: str, **said: Any) -> ev.RelationshipRecorded:
    usual: dict[str, Any] = {
        "person": person,
        "child": "kim",
        "role": "FATHER",
        "pr_status": "YES",
        "effective_at": ALWAYS,
    }
    return ev.RelationshipRecorded(**{**usual, **said})


def answers(hub: Hub) -> dict[str, Safe]:
    view = hub.view()
    return {person: view.each[asking][person].answer for person in view.adults}


def place_of(hub: Hub, kind: type[Event]) -> int:
    return max(held.seq for held in hub.file.of(kind))


#: What takes it from him in one way or another, were it believed.
LIFTS: dict[str, Callable[[Hub], Event]] = {
    "explained": lambda hub: injury(hub, explained="EXPLAINED"),
    "moves": lambda hub: injury(hub, moves="CAN", explained="NOT_KNOWN"),
    "of another child": lambda hub: injury(hub, child="lee", moves="CAN"),
    "nothing to the child": lambda hub: link("dad", ended=True, effective_at=hub.at),
    "never anything to the child": lambda hub: link("dad", ended=True),
    "is a council": lambda hub: link("dad", role="LOCAL_AUTHORITY", effective_at=hub.at),
    "safe": lambda hub: ev.SafetyRecorded(
        person="dad", safe_to_ask=True, code="SAFE_AGAIN", reason=ENOUGH, effective_at=hub.at
    ),
    "an error": lambda hub: EntryCorrected(
        corrects=place_of(hub, InjuryRecorded), what_was_wrong="Zz", requested_by="STAFF"
    ),
}


@each("how", of=LIFTS)
def test_no_worker_lifts_it(how: str) -> None:
    hub = family_of_a_hurt_child()
    assert answers(hub) == {"mum": Safe.NOT_KNOWN, "dad": Safe.NOT_KNOWN}
    hub.write([LIFTS[how](hub)], hub.moment(WORKER, "somebody-else"))
    hub.at += timedelta(hours=1)
    assert answers(hub)["dad"] is Safe.NOT_KNOWN


@each("how", of=["safe", "explained", "moves"])
def test_a_manager_does_who_says_why(how: str) -> None:
    hub = family_of_a_hurt_child()
    event = LIFTS[how](hub)
    if isinstance(event, InjuryRecorded):
        event = injury(hub, moves=event.moves, explained=event.explained, explanation=ENOUGH)
    hub.write([event], hub.moment(MANAGER))
    hub.at += timedelta(hours=1)
    assert answers(hub)["dad"] is Safe.YES
    assert (answers(hub)["mum"] is Safe.YES) == (how != "safe")


def test_that_it_was_explained_counts_once_a_manager_found_that_right() -> None:
    hub = family_of_a_hurt_child()
    hub.write([injury(hub, explained="EXPLAINED")], hub.moment())
    found = FoundRight(entry=place_of(hub, InjuryRecorded), reason=ENOUGH, effective_at=hub.at)
    hub.write([found], hub.moment(MANAGER))
    assert answers(hub) == {"mum": Safe.YES, "dad": Safe.YES}


def test_it_is_of_whoever_joins_the_family_as_well_and_of_nobody_who_had_left_it() -> None:
    hub = family_of_a_hurt_child()
    for person, before in (("gran", 0), ("ex", 300)):
        hub.put(ev.AdultAdded(person=person, names=person.title()))
        hub.put(link(person, role="OTHER_HOUSEHOLD", pr_status="NO"))
        if before:
            gone = hub.at - timedelta(days=before)
            hub.put(link(person, role="OTHER_HOUSEHOLD", ended=True, effective_at=gone))
    assert answers(hub)["gran"] is Safe.NOT_KNOWN
    assert answers(hub)["ex"] is Safe.YES
    signs = hub.view().each[asking]["gran"].signs
    assert signs == (Sign.MAY_HAVE_HURT_A_CHILD,)


def test_it_is_of_whoever_was_a_parent_until_an_adoption_after_it_and_not_before_it() -> None:
    for days, safe in ((0, Safe.NOT_KNOWN), (30, Safe.YES)):
        hub = family_of_a_hurt_child()
        hub.put(ev.AdultAdded(person="gran", names="Gran"))
        hub.put(
            OrderRecorded(
                order="o",
                child="kim",
                order_type="ADOPTION_ORDER",
                people=("gran",),
                source="Zz",
                effective_at=hub.at - timedelta(days=days),
            )
        )
        assert answers(hub)["dad"] is safe


@each("moves", of=["CAN", "CANNOT"])
@each("explained", of=["CHILD_ELSEWHERE_DID_IT", "SOMEBODY_DID_IT"])
def test_that_a_child_from_outside_did_it_is_a_code_of_its_own(explained: str, moves: str) -> None:
    """Of a bite at nursery "somebody did it" was the nearest, and held three who care for a child.
    For one who cannot move about yet all are held, whatever was said.
    """
    story = family()
    said: dict[str, Any] = {
        "injury": "i",
        "child": "ng",
        "words": "Bite",
        "explained": explained,
        "moves": moves,
    }
    story.make(InjuryRecorded, **said)
    is_held = explained == "SOMEBODY_DID_IT" or moves == "CANNOT"
    assert not_known(story) == ({"mum", "dad"} if is_held else set())


@each(
    "words",
    "explanation",
    "is_held",
    of=[
        ("Bite on arm", "Nursery: another child bit her", False),
        ("Bruise on knee", "Pushed over by a boy in PE", False),
        ("Scratch on cheek", "A girl in her class scratched her", False),
        ("Bruise on shin", "Kicked by a lad at football", False),
        ("Bruise on arm", "School rang", False),
        ("Strangle marks on neck", "A boy at school did it", True),
        ("Bruise on arm", "Dad said a boy at school did it", True),
        ("Adult bite on thigh", "A boy at school did it", True),
        ("Fractured arm", "A cousin of hers at nursery", True),
        ("Bruise on arm", "Her stepdad hit her", True),
    ],
)
def test_a_code_by_which_nobody_at_home_did_it_is_believed_where_no_word_beside_it_says_more(
    words: str, explanation: str, is_held: bool
) -> None:
    """One tick freed all who care for a girl with marks of strangling."""
    story = family()
    usual: dict[str, Any] = {"injury": "i", "child": "ng", "moves": "CAN"}
    usual |= {"explained": "CHILD_ELSEWHERE_DID_IT", "words": words, "explanation": explanation}
    story.make(InjuryRecorded, **usual)
    assert not_known(story) == ({"mum", "dad"} if is_held else set())

"""The people of a scenario: who they are to each other, and what is known of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from consent_service.domain.recorded import events
from consent_service.domain.recorded.circumstances import (
    DeathRecorded,
    OrderEnded,
    OrderRecorded,
    SignRecorded,
    WishWeighed,
)
from consent_service.domain.recorded.meetings import InjuryRecorded
from consent_service.domain.recorded.practice import NeedsRecorded
from tests.domain.scenario_times import BEGINNING, Recorded, history, moment_of, time_of
from tests.reasons import ENOUGH

LONDON = ZoneInfo("Europe/London")
#: What people are to the children where a scenario does not say.
ROLES = {
    "mum": "MOTHER",
    "dad": "FATHER",
    "dad2": "FATHER",
    "step": "STEPPARENT",
    "gran": "GRANDPARENT",
}


def child_entries(child: dict[str, Any], as_of: datetime) -> Iterator[Recorded]:
    id = child["id"]
    dob, due = None, None
    if "dob" in child:
        dob = date.fromisoformat(child["dob"])
    elif child["age"] is None:
        due = date(2027, 3, 1)
    else:
        dob = date(as_of.astimezone(LONDON).year - child["age"], 1, 1)
    yield Recorded(
        time_of(child.get("recorded_at", BEGINNING)),
        events.ChildAdded(child=id, names=child.get("name", id), dob=dob, estimated_due_date=due),
    )
    competence = partial(events.CompetenceRecorded, child=id)
    yield from _of_each_purpose(child["competence"], "NOT_ASSESSED", competence)
    for fact in history(child["objects"], False):
        yield Recorded(
            time_of(fact["recorded_at"]),
            events.WishRecorded(
                child=id,
                objects=fact["value"],
                words="Zzwords",
                heard_by="Zzworker",
                effective_at=time_of(fact["effective_at"]),
            ),
        )
    for place, wish in enumerate(child.get("wishes", ())):
        yield from wish_entries(f"wish-{id}-{place}", id, wish)
    for person, given in child["parental_responsibility"].items():
        for place, fact in enumerate(history(given, None)):
            recorded = time_of(fact.get("recorded_at") or fact["effective_at"] or BEGINNING)
            # Without a date the first holds from always, a later one from when it was recorded.
            began = moment_of(fact["effective_at"]) or (recorded if place else time_of(BEGINNING))
            ended = fact.get("ended", False)
            yield Recorded(
                recorded,
                events.RelationshipRecorded(
                    person=person,
                    child=id,
                    role=fact.get("role", ROLES.get(person, "OTHER_HOUSEHOLD")),
                    pr_status=fact["value"],
                    effective_at=began,
                    ended=bool(ended),
                    ended_of=ended if isinstance(ended, str) else None,
                ),
                waits=fact.get("waits"),
            )


def _of_each_purpose(
    given: Any, nothing: str, recorded: Callable[..., events.AnyEvent]
) -> Iterator[Recorded]:
    """What somebody could decide, and when that was said: of a purpose, or of all."""
    for fact in history(given, nothing):
        yield Recorded(
            time_of(fact["recorded_at"]),
            recorded(
                status=fact["value"],
                effective_at=time_of(fact["effective_at"]),
                purpose=fact.get("purpose", "*"),
            ),
            waits=fact.get("waits"),
            by_manager=fact.get("by_manager", False),
        )


def wish_entries(id: str, child: str, given: dict[str, Any]) -> Iterator[Recorded]:
    at = time_of(given["effective_at"])
    yield Recorded(
        time_of(given.get("recorded_at", given["effective_at"])),
        events.WishRecorded(
            child=child,
            objects=given["objects"],
            words="Zzwords",
            heard_by="Zzworker",
            effective_at=at,
            not_to_be_told=tuple(given.get("not_to_be_told", ())),
            not_to_be_told_because=given.get("not_to_be_told_because"),
            wish=id,
        ),
    )
    weighed = given.get("weighed")
    if weighed is not None:
        yield Recorded(
            time_of(weighed["recorded_at"]),
            WishWeighed(
                wish=id,
                may_be_told=weighed["may_be_told"],
                reason=ENOUGH,
                effective_at=time_of(weighed["effective_at"]),
                means=tuple(weighed["means"]) if "means" in weighed else msgspec.UNSET,
            ),
            waits=weighed.get("waits"),
        )


def order_entries(facts: dict[str, Any]) -> Iterator[Recorded]:
    """Orders about a child, with their end, and the death of a child."""
    for place, given in enumerate(facts.get("orders", ())):
        id = f"order-{place}"
        yield Recorded(
            time_of(given["recorded_at"]),
            OrderRecorded(
                order=id,
                child=given["child"],
                order_type=given["type"],
                effective_at=time_of(given["effective_at"]),
                source="Zzsource",
                people=tuple(given.get("people", ())),
                purposes=tuple(given.get("purposes", ())),
                categories=tuple(given.get("categories", ())),
                council=given.get("council"),
                limits=tuple(given.get("limits", ())),
            ),
            waits=given.get("waits"),
        )
        if given.get("ended_at"):
            ended = time_of(given["ended_at"])
            yield Recorded(ended, OrderEnded(order=id, effective_at=ended, source="Zzsource"))
    for child in facts["children"]:
        if child.get("died"):
            died = time_of(child["died"])
            yield Recorded(died, DeathRecorded(person=child["id"], effective_at=died))


def adult_entries(adult: dict[str, Any], question: dict[str, Any]) -> Iterator[Recorded]:
    id = adult["id"]
    yield Recorded(
        time_of(BEGINNING),
        events.AdultAdded(
            person=id,
            names=adult.get("name", id),
            interpreter_needed=adult.get("needs", False),
            language=adult.get("language"),
            format=adult.get("format", "STANDARD"),
        ),
    )
    if adult.get("died"):
        died = time_of(adult["died"])
        yield Recorded(died, DeathRecorded(person=id, effective_at=died))
    for fact in history(adult["safe_to_ask"], True):
        yield Recorded(
            time_of(fact["recorded_at"]),
            events.SafetyRecorded(
                person=id,
                safe_to_ask=fact["value"],
                code="SAFE_AGAIN" if fact["value"] else "OTHER",
                effective_at=time_of(fact["effective_at"]),
                reason=ENOUGH,
            ),
            waits=fact.get("waits"),
        )
    reached = adult["reachable"]
    if reached is False:
        # They cannot be reached now, whatever they said before.
        reached = [
            {
                "value": False,
                "effective_at": question["as_of"],
                "recorded_at": question["known_at"],
            }
        ]
    for fact in history(reached, True):
        yield Recorded(
            time_of(fact["recorded_at"]),
            events.ReachabilityRecorded(
                person=id, reachable=fact["value"], effective_at=time_of(fact["effective_at"])
            ),
        )
    capacity = partial(events.CapacityRecorded, person=id)
    yield from _of_each_purpose(adult["capacity"], "PRESUMED", capacity)


def sign_entries(given: dict[str, Any]) -> Iterator[Recorded]:
    """A sign about somebody: of themself where it says what they are, else of those around."""
    at = time_of(given["effective_at"])
    recorded = time_of(given.get("recorded_at", given["effective_at"]))
    about, code, names = given["about"], given["code"], tuple(given.get("names", ()))
    if code in ("NOT_SAFE", "SAFE") or (code == "ALLEGED_ABUSER" and not given.get("elsewhere")):
        yield Recorded(
            recorded,
            events.SafetyRecorded(
                person=about,
                safe_to_ask=code == "SAFE",
                code={"SAFE": "SAFE_AGAIN", "NOT_SAFE": "OTHER"}.get(code, code),
                effective_at=at,
                reason=ENOUGH,
            ),
        )
    elif code == "DOMESTIC_ABUSE_NEED" and not names:
        yield Recorded(
            recorded,
            NeedsRecorded(person=about, indicators=("DOMESTIC_ABUSE_VICTIM",), effective_at=at),
        )
    else:
        elsewhere = given.get("elsewhere", False)
        yield Recorded(
            recorded,
            SignRecorded(
                person=about,
                code=code,
                names=(about,) if elsewhere else names,
                matched="BY_NUMBER" if elsewhere else None,
                effective_at=at,
            ),
        )


def injury_entries(place: int, given: dict[str, Any]) -> Iterator[Recorded]:
    """What is recorded of an injury, once or again."""
    yield Recorded(
        time_of(given.get("recorded_at", given["effective_at"])),
        InjuryRecorded(
            injury=given.get("injury", f"injury-{place}"),
            child=given["child"],
            words="Zzwords",
            explained=given["explained"],
            moves=given["moves"],
            effective_at=time_of(given["effective_at"]),
        ),
        by_manager=given.get("by_manager", False),
    )

"""What looks like a mistake of a meeting, a plan and a way to reach somebody; and what does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from consent_service.domain.recorded import (
    circumstances,
    events,
    joinedelsewhere,
    meetings,
    owning,
    plans,
    practice,
    waysin,
)
from consent_service.domain.recorded.content import SERVICE, By
from consent_service.domain.recorded.members import ALWAYS
from consent_service.domain.scopes.scope import Agency
from tests.domain.tasks.happenings import advocate
from tests.domain.tasks.story import DAY, MANAGER, WORKER, Story, family

HOUR = timedelta(hours=1)


#: As it was typed of somebody who was never assessed.
_DAD_SAYS = "dad says he dont understand any of it and never has, so no point in asking him now"
_ASSESSED = "Assessed by Dr Lowe on 20 November with pictures: he could not weigh what it meant."


def unable(why: str, born: int = 2010) -> Story:
    """Of a child who is sixteen, unless it says otherwise."""
    story = family().child("ali", date(born, 1, 1))
    story.make(events.CompetenceRecorded, child="ali", status="NOT_COMPETENT", rationale=why)
    return story


def gave_away(person: str) -> Story:
    """Where the mother is, which is kept from others."""
    story = family()
    way: dict[str, Any] = {"contact": "home", "person": "mum", "type": "ADDRESS", "safety": "SAFE"}
    story.make(practice.ContactPointRecorded, **way, value="12 Zz Lane", protected=True)
    said: dict[str, Any] = {"person": person, "enquiry": "E1", "method": "FACE_TO_FACE"}
    story.later().make(practice.ContactMade, **said, words="They are at 12 Zz Lane.")
    return story


def code_ended(*each: By, again: bool = False) -> Story:
    """A way to sign in was ended: by the service itself, which is what five wrong tries do."""
    story = family()
    story.make(waysin.WayInGiven, way_in="w", person="mum", how="LETTER")
    for by in each:
        story.later().make(waysin.WayInEnded, by, way_in="w")
    if again:
        story.later().make(waysin.WayInGiven, way_in="x", person="mum", how="LETTER")
    return story


def called(begins: timedelta | None) -> Story:
    story = family()
    story.make(
        meetings.MeetingCalled,
        meeting="talk",
        enquiry="e",
        meeting_type="STRATEGY_DISCUSSION",
        children=("ng",),
        starts_at=None if begins is None else story.at + begins,
    )
    return story


def moved(begins: timedelta) -> Story:
    story = called(DAY)
    story.make(meetings.MeetingMoved, meeting="talk", starts_at=story.at + begins)
    return story


def came_to(begins: timedelta | None, *, held: bool = True) -> Story:
    story = called(begins)
    story.make(meetings.MeetingRecorded, meeting="talk", held=held, words="Zz")
    return story


def came(begins: timedelta, how: str) -> Story:
    story = called(begins)
    story.make(meetings.MeetingInvited, invitation="one", meeting="talk", agency=Agency("GP"))
    story.make(meetings.MeetingPartTaken, invitation="one", attendance=how)
    return story


def at_times(**members: Any) -> Story:
    story = family()
    story.reached("mum", safety="SAFE_AT_TIMES", **members)
    return story


def rung(value: str) -> Story:
    story = family()
    story.reached("mum", value=value)
    return story


def supported_by(person: str | None, name: str, *, of: str = "ng") -> Story:
    story = family()
    if "sister" in name:
        story.unsafe("dad")
    advocate(story, "NOMINATED", of, advocate=name, advocate_person=person)
    return story


def a_plan(days: int | None, step: int | None = None) -> Story:
    story = family()
    to, step_on = (None if n is None else (story.at + n * DAY).date() for n in (days, step))
    steps = (plans.PlanStep("Zz", review_on=step_on),)
    usual: dict[str, Any] = {"plan": "plan", "version": 1, "enquiry": "e", "children": ("ng",)}
    story.make(plans.SafetyPlanMade, review_on=to, steps=steps, **usual)
    return story


def delegated(**what: Any) -> Story:
    story = family()
    order: dict[str, Any] = {"order_type": "DELEGATED_AUTHORITY", "people": ("dad",)}
    story.make(circumstances.OrderRecorded, order="o", child="ng", source="Zz", **order, **what)
    return story


def ordered(source: str, order_type: str = "CARE_ORDER", **what: Any) -> Story:
    story = family()
    said: dict[str, Any] = {"order": "o", "child": "ng", "order_type": order_type, "source": source}
    story.make(circumstances.OrderRecorded, **said, **what)
    return story


def joined(by: By = WORKER, **said: Any) -> Story:
    story = family()
    story.make(joinedelsewhere.PersonJoinedElsewhere, by, joining="one", person="ng", **said)
    return story


def parted() -> Story:
    story = joined()
    story.make(joinedelsewhere.PersonPartedElsewhere, joining="one")
    return story


def rated(first: str, then: str, by: By = WORKER) -> Story:
    story = family()
    for rating, who in ((first, WORKER), (then, by)):
        said = {"enquiry": "E1", "rating": rating, "reason": "Zz"}
        story.later().make(owning.EnquiryRated, who, **said)
    return story


def struck(first: str, then: str, by: By = WORKER) -> Story:
    """What was said last of how urgent it is was an error."""
    story = rated(first, then)
    story.make(
        practice.EntryCorrected,
        by,
        corrects=story.entries[-1][0].seq,
        what_was_wrong="Zz",
        requested_by="STAFF",
    )
    return story


def mother(pr: str, then: str | None = None, *, adopted: bool = False) -> Story:
    story = family()
    for status in filter(None, (pr, then)):
        story.make(
            events.RelationshipRecorded,
            person="mum",
            child="ng",
            role="MOTHER",
            pr_status=status,
            effective_at=story.at,
        )
    order: dict[str, Any] = {"order": "o", "child": "ng", "source": "Zz"}
    order["order_type"] = "ADOPTION_ORDER"
    if adopted:
        story.make(circumstances.OrderRecorded, **order)
    return story


def child_and_adult(dob: date, *, apart: bool = False) -> Story:
    born = date(2011, 11, 20)
    story = Story()
    story.make(events.ChildAdded, child="jade", names="Zz Jade", dob=born)
    story.make(events.AdultAdded, person="jade-too", names="JADE, Zz", dob=dob)
    if apart:
        two: dict[str, Any] = {"person": "jade", "other": "jade-too", "reason": "Zz"}
        story.make(circumstances.PeopleToldApart, **two)
    return story


def put_in(dob: date) -> Story:
    story = Story()
    story.make(events.AdultAdded, person="jade", names="Zz Jade", dob=dob)
    return story


def tried(answer: str, *, unsafe: bool = True) -> Story:
    story = family().later()
    if unsafe:
        story.unsafe("dad").later()
    story.say(answer, "dad", method="PHONE_VERBAL")
    return story


def hurt(months: int | None, moves: str = "CAN") -> Story:
    """A child of so many months, or who is not born yet."""
    story = family()
    born = None if months is None else (story.at - months * 30 * DAY).date()
    due = (story.at + 60 * DAY).date() if months is None else None
    story.child("baby", born, estimated_due_date=due)
    said: dict[str, Any] = {"words": "Zz", "explained": "EXPLAINED", "moves": moves}
    story.make(meetings.InjuryRecorded, injury="hurt", child="baby", **said)
    return story


#: What somebody may be given to decide.
_IN_WHAT: dict[str, Any] = {"purposes": ("AGENCY_CHECKS",), "categories": ("CHILD_HEALTH",)}


#: A code of `notices`, where it is so, and where it is not.
def with_parents(hers: int, his: int) -> Story:
    """A baby; and how old the mother and the father were on the day of the birth less a year."""
    story = Story().child("baby", date(2026, 2, 1))
    for person, role, age in (("mum", "MOTHER", hers), ("dad", "FATHER", his)):
        born = date(2025 - age, 1, 15)
        story.make(events.AdultAdded, person=person, names=f"Zz {person}", dob=born)
        link: dict[str, Any] = {"role": role, "pr_status": "YES", "effective_at": ALWAYS}
        story.make(events.RelationshipRecorded, person=person, child="baby", **link)
    return story


def left_out(words: str, *, is_none: bool = True) -> Story:
    """Yes is ticked to the surgery, in these words, and it is said that no no stands in them."""
    story = family()
    talk = story.talk("mum", parent_words=words, not_a_no=is_none)
    story.agree("mum", conversation=talk)
    return story


MORE: list[tuple[str, Callable[[], Story], Callable[[], Story]]] = [
    ("CONCEIVED_UNDER_16", lambda: with_parents(14, 18), lambda: with_parents(17, 18)),
    ("CONCEIVED_UNDER_16", lambda: with_parents(15, 30), lambda: with_parents(15, 16)),
    ("REVIEW_IN_THE_PAST", lambda: a_plan(-1), lambda: a_plan(0)),
    ("REVIEW_IN_THE_PAST", lambda: a_plan(None, -1), lambda: a_plan(None, 0)),
    ("REVIEW_IN_THE_PAST", lambda: called(-300 * DAY), lambda: called(HOUR)),
    ("REVIEW_IN_THE_PAST", lambda: moved(-DAY), lambda: moved(DAY)),
    ("NO_SUCH_WAY", lambda: rung("0770 090 012"), lambda: rung("07700 900 123")),
    ("NO_SUCH_WAY", lambda: rung("+44 7700 90012"), lambda: rung("+44 7700 900123")),
    ("TIMES_NOT_SAID", at_times, lambda: at_times(safe_times="while he works")),
    ("TIMES_NOT_SAID", at_times, lambda: at_times(ended=True)),
    ("BEFORE_ITS_MEETING", lambda: came_to(2 * DAY), lambda: came_to(-HOUR)),
    ("BEFORE_ITS_MEETING", lambda: came_to(2 * DAY), lambda: came_to(HOUR / 2)),
    # Of one that will not be held, or whose beginning nobody wrote down, nothing is odd.
    ("BEFORE_ITS_MEETING", lambda: came_to(2 * DAY), lambda: came_to(2 * DAY, held=False)),
    ("BEFORE_ITS_MEETING", lambda: came_to(2 * DAY), lambda: came_to(None)),
    ("BEFORE_ITS_MEETING", lambda: came(2 * DAY, "CAME"), lambda: came(2 * DAY, "APOLOGIES")),
    (
        "ADVOCATE_NOT_FOR_THEM",
        lambda: supported_by("dad", "Victor"),
        lambda: supported_by(None, "Ruth Example"),
    ),
    (
        "ADVOCATE_BY_NAME",
        lambda: supported_by(None, "Dad  ZZ"),
        lambda: supported_by(None, "Cora  ZZ", of="mum"),
    ),
    (
        "ADVOCATE_OF_THEIR_SIDE",
        lambda: supported_by(None, "dad's sister", of="mum"),
        lambda: supported_by(None, "my sister", of="mum"),
    ),
    ("BEFORE_ITS_MEETING", lambda: came(2 * DAY, "DID_NOT_COME"), lambda: came(0 * DAY, "CAME")),
    ("MOVES_TOO_YOUNG", lambda: hurt(3), lambda: hurt(9)),
    ("MOVES_TOO_YOUNG", lambda: hurt(None), lambda: hurt(None, "CANNOT")),
    ("BEFORE_THE_BIRTH", lambda: hurt(None, "CANNOT"), lambda: hurt(3)),
    (
        "NOT_BY_THIS_WAY",
        lambda: tried("ASK_ATTEMPTED"),
        lambda: tried("ASK_ATTEMPTED", unsafe=False),
    ),
    ("NOT_BY_THIS_WAY", lambda: tried("ASK_ATTEMPTED"), lambda: tried("REFUSED")),
    ("KEPT_WAY_GIVEN", lambda: gave_away("dad"), lambda: gave_away("mum")),
    ("CODE_TRIED", lambda: code_ended(SERVICE), lambda: code_ended(WORKER)),
    ("CODE_TRIED", lambda: code_ended(SERVICE), lambda: code_ended(SERVICE, again=True)),
    ("CODE_TRIED", lambda: code_ended(SERVICE), lambda: code_ended(SERVICE, WORKER)),
    ("JOINED_DIFFER", lambda: joined(differ=True), joined),
    ("JOINED_BY_ONE", joined, lambda: joined(by=MANAGER)),
    ("JOINED_BY_ONE", joined, lambda: joined(by=SERVICE)),
    ("JOINED_BY_ONE", joined, parted),
    (
        "JOINED_DIFFER",
        lambda: joined(differ=True),
        lambda: joined(differ=True, child_and_adult=True),
    ),
    (
        "JOINED_CHILD_AND_ADULT",
        lambda: joined(differ=True, child_and_adult=True),
        lambda: joined(differ=True),
    ),
    (
        "CHILD_AND_ADULT",
        lambda: child_and_adult(date(2011, 11, 20)),
        lambda: child_and_adult(date(2011, 11, 21)),
    ),
    (
        "CHILD_AND_ADULT",
        lambda: child_and_adult(date(2011, 11, 20)),
        lambda: child_and_adult(date(2011, 11, 20), apart=True),
    ),
    ("NOT_OF_AGE", lambda: put_in(date(2011, 11, 20)), lambda: put_in(date(1991, 11, 20))),
    ("MOTHER_WITHOUT", lambda: mother("NO"), lambda: mother("RESTRICTED_BY_COURT")),
    ("MOTHER_WITHOUT", lambda: mother("NO"), lambda: mother("NO", adopted=True)),
    ("MOTHER_WITHOUT", lambda: mother("YES", "NO"), lambda: mother("NO", "YES")),
    ("LEAVES_OUT_A_YES", lambda: left_out("not the gp mind"), lambda: left_out("gp fine")),
    (
        "LEAVES_OUT_A_YES",
        lambda: left_out("not the gp mind"),
        lambda: left_out("not the gp mind", is_none=False),
    ),
    ("RED_LOWERED", lambda: rated("RED", "GREEN"), lambda: rated("AMBER", "GREEN")),
    ("RED_LOWERED", lambda: rated("RED", "NOT_RATED"), lambda: rated("RED", "GREEN", MANAGER)),
    ("RED_LOWERED", lambda: struck("AMBER", "RED"), lambda: struck("RED", "RED")),
    ("RED_LOWERED", lambda: struck("AMBER", "RED"), lambda: struck("AMBER", "RED", MANAGER)),
    ("CAPACITY_NOT_ASSESSED", lambda: unable(_DAD_SAYS), lambda: unable(_ASSESSED)),
    ("CAPACITY_NOT_ASSESSED", lambda: unable("Zz"), lambda: unable("Zz", born=2014)),
    ("DELEGATES_NOTHING", delegated, lambda: delegated(**_IN_WHAT)),
    *(
        ("ORDER_BY_NO_COURT", lambda: ordered("mum + dad signed 14 aug"), right)
        for right in (
            lambda: ordered("mum + dad signed 14 aug", order_type="SECTION_20"),
            lambda: ordered("Court at Sample, agreed order"),
            lambda: ordered("mum + dad signed 14 aug", reference="C-12"),
            lambda: ordered("Legal services"),
        )
    ),
    (
        "DELEGATES_NOTHING",
        lambda: delegated(purposes=("AGENCY_CHECKS",)),
        lambda: delegated(**_IN_WHAT),
    ),
]

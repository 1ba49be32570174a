"""Who is on the file, under which ids, where each of them stands, and who supports them."""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date
from typing import Any, Final

from ..file.called import names_of
from ..file.comingofage import decides_from, may_decide_alone
from ..file.held import Held, Look
from ..file.joining import joinings, same_as, since
from ..file.leavingout import without
from ..file.view import View
from ..file.whatwaits import each_undone, refused
from ..following.advocates import TAKEN_ON
from ..names.onename import perhaps_the_same, refused_as_two, waits_as_two
from ..own.having import decided_by
from ..own.supporting import is_held_back, named_at, permitted, supported_before
from ..recorded.amending import known_birth
from ..recorded.births import born_in, due_in, is_about
from ..recorded.event import said_of
from ..recorded.events import AdvocateStatusChanged, ChildAdded
from ..recorded.owning import who_has
from ..recorded.practice import NeedsRecorded
from ..safety.oneadvocate import interprets, is_in_conflict, is_nobody_for_them
from ..safety.readbyothers import before_writing
from ..safety.signs import asking, entries_that_say_so
from ..safety.unnamed import may_be_because_of
from ..said.statuses import status_of_caregiver
from ..scopes.scope import ANY
from ..scopes.services import Service
from ..times import day_of
from ..words.contacting import whom_to_ask_first
from ..words.inconfidence import not_to_hear_in_words
from .known import said_in

OF_AN_ENQUIRY: Final = (
    *("rating", "referrer_agency", "referrer_reported_consent", "threshold_level"),
    *("referrer_organisation", "referrer_anonymous", "referrer_words"),
    *("referrer_service", "referrer_name", "referrer_contact", "worry"),
)
OF_A_CAREGIVER: Final = (
    *("person", "role", "pr_status", "pr_source", "pr_checked", "lives_with"),
    *("explanation", "main_caregiver"),
)
OF_A_CHILD: Final = (
    *("names", "estimated_dob", "gender", "language", "communication_needs", "identifiers"),
)
OF_AN_ADULT: Final = ("names", "dob", "language", "interpreter_needed", "format", "digital_access")
OF_NEEDS: Final = ("indicators", "note")
OF_AN_ADVOCATE: Final = (
    *("person", "enquiry", "status", "advocate", "advocate_person", "relationship"),
    *("organisation", "suitability", "information_permission", "parent_words", "note"),
)


def enquiries(view: View, left: Container[str] = ()) -> list[dict[str, Any]]:
    """Each enquiry: open, handed on, or ended. Of the staff who have left, `left`, none has one."""
    return [
        {
            "id": e.event.enquiry,
            "opened_at": e.effective_at,
            "closed_at": closed.effective_at
            if (closed := view.closed.get(e.event.enquiry))
            else None,
            "close_reason": closed.event.reason if closed else None,
            "close_words": (closed.event.words or None) if closed else None,
            "goes_on": e.event.enquiry not in view.ended,
            "owner": who_has(
                had_by := whose.event.owner if (whose := view.whose.get(e.event.enquiry)) else None,
                left,
            ),
            "had_by": had_by if had_by in left else None,
            "team": whose.event.team if whose else None,
            "rated": said_in(rated, "rating", "reason")
            if (rated := view.rated.get(e.event.enquiry))
            else None,
            **said_of(e.event, *OF_AN_ENQUIRY),
            "rating": view.rating(e.event.enquiry),
        }
        for e in view.enquiries.values()
    ]


def children(view: View, directory: Sequence[Service]) -> list[dict[str, Any]]:
    """Each child, with everybody who cares for them and where they stand."""
    undone = each_undone(view.file, view.known)
    return [
        {
            "id": c.event.child,
            **said_of(c.event, *OF_A_CHILD),
            "former_names": _former(view, c.event.child, c.event.names),
            "also": also(view, c.event.child),
            "dob": known_birth(c.event),
            "estimated_due_date": None if due_in(c.event) else c.event.estimated_due_date,
            "due_in": due_in(c.event),
            "born_in": born_in(c.event),
            "age": view.ages[c.event.child],
            "age_is_about": is_about(c.event),
            "asking": view.each[asking][c.event.child].answer,
            "asking_by": entries_that_say_so(view, c.event.child),
            "only_not_to_hear": not_to_hear_in_words(view, c.event.child),
            "ask_first": whom_to_ask_first(view, c.event.child),
            "before_writing": before_writing(view, c.event.child),
            "objects": view.objects(c.event.child),
            "decides_alone": decided_by(view, c.event.child),
            "decides_from": _decides_from(view, c.event),
            "caregivers": [
                {
                    **said_of(r.event, *OF_A_CAREGIVER),
                    "since": r.effective_at,
                    "undone": undone.get(r.seq),
                    "status": status_of_caregiver(view, r.event.person, c.event.child, directory),
                }
                for r in view.relationships.get(c.event.child, ())
            ],
        }
        for c in view.children.values()
    ]


def _decides_from(view: View, child: ChildAdded) -> date | None:
    """On which birthday; None of a birth that somebody guessed."""
    if is_about(child) or may_decide_alone(view, child.child, ANY):
        return None
    moment = decides_from(view, child.child, ANY)
    return None if moment is None else day_of(moment)


def adults(view: View, enquiry: str | None) -> list[dict[str, Any]]:
    """Each adult."""
    asked = view.each[asking]
    return [
        {
            "id": a.event.person,
            **said_of(a.event, *OF_AN_ADULT),
            "former_names": _former(view, a.event.person, a.event.names),
            "also": also(view, a.event.person),
            "asking": asked[a.event.person].answer,
            "asking_by": entries_that_say_so(view, a.event.person),
            "only_not_to_hear": not_to_hear_in_words(view, a.event.person),
            "ask_first": whom_to_ask_first(view, a.event.person),
            "before_writing": before_writing(view, a.event.person),
            "may_be_also": [other for other, _ in perhaps_the_same(view, a.event.person)],
            "said_to_be_two": waits_as_two(view, a.event.person),
            "refused_as_two": refused_as_two(view, a.event.person),
            "perhaps_because_of": [
                {"person": one.person, "code": one.code, "at": one.order[0]}
                for one in may_be_because_of(view, a.event.person)
            ],
            "reachable": view.reachable[a.event.person, enquiry],
            "advocate": status.event.status
            if (status := view.advocate[a.event.person, enquiry])
            else None,
        }
        for a in view.adults.values()
    ]


def _former(view: View, person: str, now: str) -> list[str]:
    return [name for name in names_of(view, person) if name != now]


def needs(view: View) -> list[dict[str, Any]]:
    """What makes an advocate matter more, for each person it was recorded of."""
    return [
        {"person": person, **said_of(held.event, *OF_NEEDS), "effective_at": held.effective_at}
        for person, held in view.newest[NeedsRecorded, "person"].items()
    ]


def advocates(view: View) -> list[dict[str, Any]]:
    """Where each person stands about an advocate, in each enquiry in which it was talked about."""
    pairs = dict.fromkeys(
        (a.event.person, a.event.enquiry) for a in view.read.of(AdvocateStatusChanged)
    )
    found = (view.advocate[person, enquiry] for person, enquiry in pairs)
    still: dict[int, list[str]] = {}
    for person in dict.fromkeys(person for person, _ in pairs):
        for enquiry in view.going_on:
            if (before := supported_before(view, person, enquiry)) is not None:
                still.setdefault(before.seq, []).append(enquiry)
    return [
        {**_advocate(view, status), "still_in": still.get(status.seq, [])}
        for status in found
        if status is not None
    ]


def _advocate(view: View, status: Held[AdvocateStatusChanged]) -> dict[str, Any]:
    named = status.event.advocate is not None or status.event.advocate_person is not None
    return {
        **said_of(status.event, *OF_AN_ADVOCATE),
        "interpreter_separate": (
            not interprets(view, status.event.enquiry, status.event.advocate) if named else None
        ),
        "conflict": is_nobody_for_them(view, status) or is_in_conflict(view, status.event),
        "reads_on": _reads_on(view, status),
        "held_back": status.event.status in TAKEN_ON
        and is_held_back(view, status.event.person, status),
        "effective_at": status.effective_at,
    }


def _reads_on(view: View, status: Held[AdvocateStatusChanged]) -> bool:
    """They see what they are let know though another names the same one: where they stood first."""
    person, enquiry = status.event.person, status.event.enquiry
    place = named_at(view, person, enquiry)
    return (
        place is not None
        and is_in_conflict(view, status.event)
        and permitted(view, person, place) is not None
    )


def also(view: View, person: str) -> list[dict[str, Any]]:
    """Each other entry that is theirs, by the name that stands there; and each that is said to be,
    and stands for itself until a manager has confirmed it: a no and a danger of either are heard of
    both meanwhile, and go on to be where what was done on a word by telephone was not confirmed in
    time. Where a manager refused it, nothing was said.
    """
    others = [other for other, one in view.same.items() if one == person]
    if view.yet_apart:
        said = same_as(without(view.file, view.never_said), view.known)
        others += [
            id
            for id in (*view.children, *view.adults)
            if id != person and said.get(id) == person and id not in others
        ]
    if not others:
        return []
    made_one = since(view.file, view.known)
    ours = {held.seq for held in joinings(view.file, view.known)}
    nobodys = {seq for held in refused(view.file, view.known) for seq in held.event.entries} & ours
    as_typed = Look(view.file, view.as_of, view.known)
    found = []
    for other in others:
        joining = made_one[frozenset((person, other))]
        is_confirmed = view.the_one(other) == person
        found.append(
            {
                "id": other,
                "names": next(iter(names_of(as_typed, other)), None),
                "joining": joining.event.joining,
                "confirmed": is_confirmed,
                "refused": not is_confirmed and joining.seq in nobodys,
            }
        )
    return found

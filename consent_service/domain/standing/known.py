"""What is known of people and why it is thought so, in the words it was written down in.

Whoever decides whether somebody may be asked, or what a child wants, reads it here: the code says
what holds, and the words say on what it rests.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ..file.deaths import is_day_known, last_counts
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whatwaits import by_telephone, each_undone
from ..freetext.readslikeano import is_against
from ..recorded.circumstances import (
    DeathRecorded,
    NumberRecorded,
    OrderEnded,
    OrderRecorded,
    PeopleJoined,
    PeopleParted,
    PeopleToldApart,
    PersonAmended,
    SignRecorded,
    WishWeighed,
)
from ..recorded.event import Event, Noted, kinds, said_of, tag_of
from ..recorded.events import (
    CapacityRecorded,
    CompetenceRecorded,
    ReachabilityRecorded,
    SafetyRecorded,
    WishRecorded,
)
from ..recorded.joinedelsewhere import (
    NoAboutChildElsewhere,
    NoHeardElsewhere,
    PersonJoinedElsewhere,
    PersonPartedElsewhere,
)
from ..recorded.meetings import ConferenceConsidered
from ..recorded.notwritten import theirs
from ..safety.wishes import kept_in_any_reading, may_be_meant

DEATHS: Final = "deaths"
SAFETY: Final = "safety"
FINDINGS: Final = "competence"
#: By its section: which kind of fact, and the members that are read there.
KNOWN: Final[dict[str, tuple[type[Event], tuple[str, ...]]]] = {
    SAFETY: (SafetyRecorded, ("person", "safe_to_ask", "code", "reason", "review_on")),
    "signs": (
        SignRecorded,
        (
            *("person", "code", "names", "matched", "of_role", "none_of", "note"),
            "only_not_to_hear",
        ),
    ),
    "reachability": (ReachabilityRecorded, ("person", "reachable", "reason")),
    FINDINGS: (CompetenceRecorded, ("child", "status", "purpose", "rationale")),
    "capacity": (CapacityRecorded, ("person", "status", "purpose", "rationale")),
    "amended": (
        PersonAmended,
        (
            *("person", "names", "dob", "gender", "estimated_due_date", "reason", "born_in"),
            *("due_in", "language", "interpreter_needed", "format", "digital_access"),
            "communication_needs",
        ),
    ),
    "numbers": (NumberRecorded, ("person", "identifiers", "source")),
    "joined_elsewhere": (PersonJoinedElsewhere, ("joining", "person", "reason")),
    "parted_elsewhere": (PersonPartedElsewhere, ("joining", "reason")),
    "heard_elsewhere": (NoHeardElsewhere, ("response", "joining", "person", "enquiry", "scope")),
    "noes_about_children": (
        NoAboutChildElsewhere,
        ("child", "joining", "role", "decides"),
    ),
    "joined": (PeopleJoined, ("joining", "person", "other", "reason")),
    "parted": (PeopleParted, ("joining", "reason")),
    "told_apart": (PeopleToldApart, ("person", "other", "reason")),
    DEATHS: (DeathRecorded, ("person", "source", "reference", "died_in")),
    "orders": (
        OrderRecorded,
        (
            *("order", "child", "order_type", "source", "reference", "people", "council"),
            *("limits", "purposes", "categories"),
        ),
    ),
    "conferences": (
        ConferenceConsidered,
        ("enquiry", "children", "to_be_held", "on", "decided_by", "reason"),
    ),
    "orders_ended": (OrderEnded, ("order", "source", "reference")),
}
OF_A_WISH: Final = (
    "child",
    "objects",
    "words",
    "heard_by",
    "how_weighed",
    "not_to_be_told",
    "not_to_be_told_because",
    "only_not_to_hear",
)


def said_in(held: Held[Any], *names: str) -> dict[str, Any]:
    """These members of what was recorded, who recorded it, when it was so and where it stands."""
    said = said_of(held.event, *names)
    return {**said, "at": held.effective_at, "by": held.by, "seq": held.seq}


def known(view: View) -> dict[str, list[dict[str, Any]]]:
    """Each section, what came last in effect at its end; what was found to be wrong is left out. Of
    a death the word that counts stands at its end. Beside each why it is no fact yet, or for good:
    what it would let fall waits, or was refused; and of what was found of a child, whether it still
    says anything.
    """
    undone = each_undone(view.file, view.known)
    found = {
        section: [said_in(held, *names) for held in sorted(_held(view, kind), key=in_order)]
        for section, (kind, names) in KNOWN.items()
        if section != DEATHS
    }
    found |= {FINDINGS: _findings(view), DEATHS: _deaths(view), "wishes": _wishes(view)}
    for every in found.values():
        for one in every:
            one["undone"] = undone.get(one["seq"])
    trusted = {seq for h in by_telephone(view.file, view.known) for seq in h.event.entries}
    for one in found[SAFETY]:
        one["by_telephone"] = one["seq"] in trusted
    return found


def _deaths(view: View) -> list[dict[str, Any]]:
    every = last_counts(view)
    return [{**said_in(h, *KNOWN[DEATHS][1]), "day_known": is_day_known(h)} for h in every]


def _findings(view: View) -> list[dict[str, Any]]:
    every = sorted(view.holding[CompetenceRecorded], key=in_order)
    return [{**said_in(h, *KNOWN[FINDINGS][1]), "counts": view.still_says(h)} for h in every]


def _held(view: View, kind: type[Event]) -> Sequence[Held[Any]]:
    """What was said of who is one person is shown though nothing is read by it yet."""
    if kind in (PeopleJoined, PeopleParted):
        return view.file.holding(kind, view.as_of, view.known)
    return view.holding[kind]


def noted_members(kind: type[Event]) -> tuple[str, ...]:
    """All of it: when it was so stands beside it."""
    return tuple(name for name in kind.__struct_fields__ if name != "effective_at")


def noted(view: View) -> dict[str, list[dict[str, Any]]]:
    """By kind: what no rule reads, whole, what came last in effect at its end."""
    return {
        tag_of(kind): [
            said_in(held, *noted_members(kind)) for held in sorted(view.holding[kind], key=in_order)
        ]
        for kind in kinds(Noted)
    }


def _wishes(view: View) -> list[dict[str, Any]]:
    """What each child wants, in their words, what a manager made of it, and whether somebody is
    not to be told as it stands.
    """
    weighed = view.by[WishWeighed, "wish"]
    kept = {one.wish.event.wish for id in view.children for one in kept_in_any_reading(view, id)}
    return [
        {
            **said_in(held, *OF_A_WISH),
            "words": theirs(held.event.words),
            "id": held.event.wish,
            "may_mean": may_be_meant(view, held.event.wish or ""),
            "weighed": [
                said_in(one, "may_be_told", "reason", "means")
                for one in sorted(weighed.get(held.event.wish or "", ()), key=in_order)
            ],
            "kept": held.event.wish in kept,
            "may_be_against": is_against(held.event),
        }
        for held in sorted(view.holding[WishRecorded], key=in_order)
    ]

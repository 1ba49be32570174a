"""How people are reached and kept informed, and what the referrer has been told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from ..answers import Safe
from ..codes import codes
from ..file.held import Held, in_order
from ..file.view import View
from ..file.whatwaits import with_what_stands
from ..recorded.event import said_of
from ..recorded.practice import (
    ContactMade,
    ContactPointRecorded,
    KeepInformedAgreed,
    ReferrerToldBack,
)
from ..safety.carethatholds import WayThatHolds, ways_of
from ..safety.reaching import asked_not_to_be, besides, goes_through, reaching, same_way
from ..safety.sharedways import shares_device, who_else_has
from ..safety.signs import Sign
from ..safety.withheld import is_opened_with_a_reason, withheld
from ..words.naming import name_of

OF_A_WAY: Final = ("person", "type")
_AS_RECORDED: Final = (*OF_A_WAY, "safety", "safe_times", "value", "note", "ended")
OF_TERMS: Final = (
    *("methods", "times", "agreed_with_person", "if_not_agreed_reason", "named_worker"),
    *("contact", "language", "format"),
)
OF_WORD_BACK: Final = (
    *("level", "sent_via", "withheld_reason", "words_sent", "recipient", "receipt", "basis"),
)


#: Why a way may not be safe, the gravest last.
_GRAVITY: Final = (Sign.ASKED_FOR_ANOTHER, Sign.LEADS_THROUGH, Sign.WAY_NOT_SAFE)


def contact_points(view: View) -> list[dict[str, Any]]:
    """With whether somebody else can be behind it, so that nothing about the case goes there.

    What is opened with a reason only is not here: neither the value nor what was noted about it.
    How safe it is is what holds, and not what was said last where that waits or was refused.
    """
    every, kept = list(ways_of(view)), withheld(view.file)
    people: dict[str | None, set[str]] = defaultdict(set)
    for way in every:
        people[_value(way.said.event)].add(way.said.event.person)
    return [
        {
            "id": held.event.contact,
            **said_of(held.event, *OF_A_WAY),
            **way.cares[0]._asdict(),
            "also": list(_also(way)),
            "asked_not_to_be": _asked_not_to_be(view, held.event.person),
            "value": None if is_withheld(held.event, kept) else held.event.value,
            "withheld": is_withheld(held.event, kept),
            "may_be_used_now_for": _usable(view, held.event),
            "doubt": _doubt(view, held.event),
            "note": None if is_withheld(held.event, kept) else held.event.note,
            "shared": _is_of_several(people, held.event) or shares_device(view, held.event),
            "shared_with": [view.each[name_of][one] for one in who_else_has(view, held.event)],
            "effective_at": held.effective_at,
        }
        for way in every
        for held in (way.said,)
    ]


def _asked_not_to_be(view: View, person: str) -> list[str]:
    """How they asked not to be contacted: in each reading, until a manager has let it go."""
    return sorted({code for one in view.readings_apart for code in asked_not_to_be(one, person)})


def _also(way: WayThatHolds) -> Iterator[dict[str, Any]]:
    """What other care holds; and what was said last, where that does not."""
    for care in way.cares[1:]:
        yield {**care._asdict(), "undone": None}
    if way.undone is not None:
        yield {**said_of(way.said.event, "safety", "safe_times"), "undone": way.undone}


def _usable(view: View, point: ContactPointRecorded) -> list[str]:
    """By which methods this person may be reached through it now. What somebody must read first,
    such as times in words, is not among them.
    """
    return [
        how
        for how in codes("keep_informed_methods")
        if goes_through(how) is not None
        and reaching(view, point.person, point.contact, how).answer is Safe.YES
    ]


def _doubt(view: View, point: ContactPointRecorded) -> str | None:
    """Why it may not be safe whatever was said of it, as its sign: the gravest."""
    signs = [sign for judged in besides(view, point.contact) for sign in judged.signs]
    return max(signs, default=None, key=_GRAVITY.index)


def _value(point: ContactPointRecorded) -> str | None:
    return None if point.value is None else same_way(point.value)


def _is_of_several(people: Mapping[str | None, set[str]], point: ContactPointRecorded) -> bool:
    return point.value is not None and len(people[_value(point)]) > 1


def is_withheld(point: ContactPointRecorded, kept: Collection[str]) -> bool:
    """Whether its value, or where that is not known what was noted of it, is opened with a reason
    only. `kept` is what `withheld` gives for the file.
    """
    value = _value(point)
    return is_opened_with_a_reason(point) if value is None else value in kept


def opened(view: View, contact: str) -> list[dict[str, Any]]:
    """Every version of one way of reaching somebody, whole, the one that counts first."""
    every = with_what_stands(view.read, view.known).of(ContactPointRecorded)
    versions = sorted(every, key=lambda held: (not held.is_struck(view.known), held.order))
    return [
        {
            "entry": held.seq,
            **said_of(held.event, *_AS_RECORDED),
            "effective_at": held.effective_at,
            "was_wrong": held.is_struck(view.known),
        }
        for held in reversed(versions)
        if held.event.contact == contact
    ]


def keep_informed(view: View) -> list[dict[str, Any]]:
    """For each person in each enquiry: what was agreed, and when the next contact is due."""
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = [
        *view.holding[KeepInformedAgreed],
        *view.holding[ContactMade],
    ]
    pairs = dict.fromkeys(
        (held.event.person, held.event.enquiry) for held in sorted(both, key=lambda held: held.seq)
    )
    return [_kept_informed(view, person, enquiry) for person, enquiry in pairs]


def _kept_informed(view: View, person: str, enquiry: str) -> dict[str, Any]:
    terms, contacts = view.kept_informed(person, enquiry)
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = [*terms, *contacts]
    agreed, made = max(terms, key=in_order, default=None), max(contacts, key=in_order, default=None)
    # Whichever came last says when the next one is due.
    last = max(both, key=in_order, default=None)
    return {
        "person": person,
        "enquiry": enquiry,
        "agreed": None if agreed is None else said_of(agreed.event, *OF_TERMS),
        "agreed_at": None if agreed is None else agreed.effective_at,
        "last_contact_at": None if made is None else made.effective_at,
        "next_contact_due": None if last is None else last.event.next_contact_due,
    }


def referrer_feedback(view: View) -> list[dict[str, Any]]:
    """For each enquiry: when the referrer was told that it came, and how it ended."""
    found = []
    for enquiry in view.enquiries:
        told = view.by[ReferrerToldBack, "enquiry"].get(enquiry, ())
        outcome = [held for held in told if held.event.level == "OUTCOME"]
        found.append(
            {
                "enquiry": enquiry,
                "acknowledged_at": min((held.effective_at for held in told), default=None),
                "outcome_told_at": min((held.effective_at for held in outcome), default=None),
                "told": [
                    {**said_of(held.event, *OF_WORD_BACK), "at": held.effective_at}
                    for held in sorted(told, key=in_order)
                ],
            }
        )
    return found

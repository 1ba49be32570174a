"""Who can support a parent: not the person of concern, not the interpreter, not both sides.

What is found here is told to staff. It never decides about sharing and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from .advocates import NAMED, same_name
from .contradicting import AGREEMENTS, NOES, contradict
from .events import AdvocateStatusChanged, ConversationRecorded, Response, SafetyRecorded
from .held import Held
from .view import View

#: Safety codes that speak of abuse.
ABUSE: Final = frozenset({"ALLEGED_ABUSER", "DOMESTIC_ABUSE"})


def is_of_concern(view: View, names: str | None, person: str | None) -> bool:
    """The newest word about this person, or an adult of the same name, is that they may have
    harmed somebody (F17).
    """
    meant = {
        adult.event.person for adult in view.adults.values() if same_name(adult.event.names, names)
    }
    if person is not None:
        meant.add(person)
    return "ALLEGED_ABUSER" in _newest_words(view, meant)


def interprets(view: View, enquiry: str, names: str | None) -> bool:
    """Somebody of this name interpreted a conversation of this enquiry (`domain.md` 4.2)."""
    return any(
        same_name(talk.event.interpreter.name_or_reference, names)
        for talk in view.by[ConversationRecorded, "enquiry"].get(enquiry, ())
        if talk.event.interpreter is not None
    )


def others_of(view: View, named: AdvocateStatusChanged) -> list[Held[AdvocateStatusChanged]]:
    """Others who named the same person in the same enquiry, and are on another side (F18)."""
    people = set(view.by[AdvocateStatusChanged, "person"]) - {named.person}
    return [
        other
        for person in people
        if (other := view.advocate[person, named.enquiry]) is not None
        and other.event.status in NAMED
        and _same_advocate(named, other.event)
        and _on_two_sides(view, named.person, person, named.enquiry)
    ]


def is_in_conflict(view: View, named: AdvocateStatusChanged) -> bool:
    """This advocate is named by two people who disagree, or one of whom may have been harmed."""
    return named.status in NAMED and bool(others_of(view, named))


def _same_advocate(one: AdvocateStatusChanged, other: AdvocateStatusChanged) -> bool:
    if one.advocate_person is not None and other.advocate_person is not None:
        return one.advocate_person == other.advocate_person
    return same_name(one.advocate, other.advocate)


def _on_two_sides(view: View, one: str, other: str, enquiry: str) -> bool:
    if ABUSE & _newest_words(view, {one, other}):
        return True
    standing = list(_standing(view, {one, other}, enquiry))
    return any(
        a.event.person != b.event.person and contradict(a, b) for a, b in combinations(standing, 2)
    )


def _standing(view: View, people: set[str], enquiry: str) -> Iterator[Held[Response]]:
    """Their yeses and noes that can be relied on and of which they have not since said the
    opposite.
    """
    said = [
        r
        for r in view.said
        if r.event.person in people
        and r.event.enquiry == enquiry
        and r.event.answer in AGREEMENTS | NOES
        and r.event.response not in view.unreliable
    ]
    for place, response in enumerate(said):
        later = (r for r in said[place + 1 :] if r.event.person == response.event.person)
        if not any(contradict(response, r) for r in later):
            yield response


def _newest_words(view: View, people: Iterable[str]) -> set[str]:
    said = view.newest[SafetyRecorded, "person"]
    return {said[person].event.code for person in people if person in said}

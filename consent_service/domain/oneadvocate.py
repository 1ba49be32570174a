"""Who can support a parent: not the person of concern, not the interpreter, not both sides.

What is found here is told to staff. It never decides about sharing and holds nothing up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

from .advocates import NAMED, same_name
from .casefile import AdvocateStatus, Conversation, Response, latest
from .contradicting import AGREEMENTS, NOES, contradict
from .view import View

#: Safety codes that speak of abuse.
ABUSE: Final = frozenset({"ALLEGED_ABUSER", "DOMESTIC_ABUSE"})


def is_of_concern(view: View, names: str | None, person: str | None) -> bool:
    """The newest word about this person, or an adult of the same name, is that they may have
    harmed somebody (F17).
    """
    meant = {adult.id for adult in view.adults.values() if same_name(adult.names, names)}
    if person is not None:
        meant.add(person)
    return "ALLEGED_ABUSER" in _newest_words(view, meant)


def interprets(view: View, enquiry: str, names: str | None) -> bool:
    """Somebody of this name interpreted a conversation of this enquiry (`domain.md` 4.2)."""
    return any(
        same_name(talk.interpreter.name_or_reference, names)
        for talk in _conversations(view, enquiry)
        if talk.interpreter is not None
    )


def others_of(view: View, status: AdvocateStatus) -> list[AdvocateStatus]:
    """Others who named the same person in the same enquiry, and are on another side (F18)."""
    people = {a.person for a in view.file.advocates} - {status.person}
    return [
        other
        for person in people
        if (other := view.advocate(person, status.enquiry)) is not None
        and other.status in NAMED
        and _same_advocate(status, other)
        and _on_two_sides(view, status.person, person, status.enquiry)
    ]


def is_in_conflict(view: View, status: AdvocateStatus) -> bool:
    """This advocate is named by two people who disagree, or one of whom may have been harmed."""
    return status.status in NAMED and bool(others_of(view, status))


def _same_advocate(one: AdvocateStatus, other: AdvocateStatus) -> bool:
    if one.advocate_person is not None and other.advocate_person is not None:
        return one.advocate_person == other.advocate_person
    return same_name(one.advocate, other.advocate)


def _on_two_sides(view: View, one: str, other: str, enquiry: str) -> bool:
    if ABUSE & _newest_words(view, {one, other}):
        return True
    standing = list(_standing(view, {one, other}, enquiry))
    return any(a.person != b.person and contradict(a, b) for a, b in combinations(standing, 2))


def _standing(view: View, people: set[str], enquiry: str) -> Iterator[Response]:
    """Their yeses and noes that can be relied on and of which they have not since said the
    opposite.
    """
    said = sorted(
        (
            r
            for r in view.file.responses
            if r.person in people
            and r.enquiry == enquiry
            and r.answer in AGREEMENTS | NOES
            and r.holds(view.as_of, view.known)
            and view.can_be_relied_on(r)
        ),
        key=lambda r: r.order,
    )
    for place, response in enumerate(said):
        later = (r for r in said[place + 1 :] if r.person == response.person)
        if not any(contradict(response, r) for r in later):
            yield response


def _newest_words(view: View, people: Iterable[str]) -> set[str]:
    said = (
        latest((s for s in view.file.safety if s.person == person), view.as_of, view.known)
        for person in people
    )
    return {fact.code for fact in said if fact is not None}


def _conversations(view: View, enquiry: str) -> list[Conversation]:
    return [
        talk
        for talk in view.file.conversations
        if talk.enquiry == enquiry and talk.holds(view.as_of, view.known)
    ]

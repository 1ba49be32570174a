"""What a manager decided to keep from somebody, asked of what a worker said that they may know.
Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..answers import Safe
from ..file.held import Held
from ..file.view import View
from ..recorded.events import AuthorisationMade
from ..recorded.practice import DisclosureRecorded, SafeToTellChanged
from ..safety.signs import Judged, Sign, asking
from ..safety.telling import telling
from ..said.travelling import scope_of
from ..scopes.scope import ANY, Scope
from .reaching import meets

#: For what a family reads that somebody finds out whether their child is badly hurt.
_FINDS_OUT: Final = frozenset({"S47_ENQUIRY", "STRATEGY_DISCUSSION"})
NOT_SAFE: Final = Judged(Safe.NO, (Sign.SAID_NOT_SAFE_TO_TELL,))


def kept_all_the_same(view: View, disclosure: str) -> Iterator[str]:
    """From whom this contact is kept though it was recorded as one they may know of."""
    if any(map(_is_ticked, view.by[DisclosureRecorded, "disclosure"].get(disclosure, ()))):
        yield from kept_by_a_decision(view, disclosure)


def kept_by_a_decision(view: View, disclosure: str) -> Iterator[str]:
    """Whom this contact is about, and who cares for them, from whom it is kept. Of whoever is not
    safe it is kept anyway.
    """
    for held in view.by[DisclosureRecorded, "disclosure"].get(disclosure, ()):
        made = held.event
        links = (link for child in made.subjects for link in view.relationships.get(child, ()))
        for person in view.each_one([*made.subjects, *(link.event.person for link in links)]):
            is_safe = view.each[asking][person].answer is Safe.YES
            if is_safe and _is_kept(view, person, held, scope_of(made)):
                yield person


def is_kept(view: View, person: str, held: Held[DisclosureRecorded], scope: Scope) -> bool:
    """A contact that was recorded as one they may know of rests on what a manager had decided and
    keeps from them, or lies in it, whether or not that was said. Where somebody said since, of this
    person or of everybody, whether they may know of this very contact, that counts beside it.
    Where it was not said with the contact, that alone counts, once it waits for nobody: one
    worker's word of it waits for a manager (`keptthatfalls.py`).
    """
    if not _is_ticked(held) and _is_looked_at_in_all(view, held.event, person):
        return False
    return _is_kept(view, person, held, scope)


def _is_ticked(held: Held[DisclosureRecorded]) -> bool:
    return bool(held.event.safe_to_tell) or held.event.kept_all_the_same is True


def _is_kept(view: View, person: str, held: Held[DisclosureRecorded], scope: Scope) -> bool:
    made = held.event
    beside = [made.disclosure] if _is_looked_at_in_all(view, made, person) else []
    return any(
        decision.seq < held.seq
        and (
            decision.event.authorisation in made.rests_on
            or meets(decision.event.scope, scope)
            or _tells_of(decision.event.scope, scope)
        )
        and telling(view, person, [*beside, decision.event.authorisation]).answer is Safe.NO
        for decision in view.each[_decided][()]
    )


def _tells_of(decided: Scope, made: Scope) -> bool:
    """That somebody finds out whether this child is badly hurt is read from each contact for it,
    whichever service it was that the decision named.
    """

    def find_out(about: Scope) -> bool:
        return not _FINDS_OUT.isdisjoint(about.purposes)

    subjects = {*decided.subjects}
    of_them = ANY in subjects or not subjects.isdisjoint(made.subjects)
    return of_them and find_out(decided) and find_out(made)


def _is_looked_at_in_all(view: View, made: DisclosureRecorded, person: str) -> bool:
    return all(_is_looked_at(one, made, person) for one in view.readings_apart)


def _is_looked_at(reading: View, made: DisclosureRecorded, person: str) -> bool:
    said = reading.by[SafeToTellChanged, "about"].get(made.disclosure, ())
    return any(one.event.person in (None, reading.the_one(person)) for one in said)


def _decided(view: View, _: tuple[()]) -> list[Held[AuthorisationMade]]:
    """By a manager, in any reading: what calls it an error may wait."""
    found = {
        decision.seq: decision
        for reading in view.readings_apart
        for decision in reading.holding[AuthorisationMade]
    }
    return list(found.values())

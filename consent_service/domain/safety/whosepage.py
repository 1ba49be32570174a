"""Whose page it is: of two who are read as one person, who may be two. Pure.

A page, a letter and a way in belong to the one to whom they were given. Whoever joins two entries
of a file may be wrong, and a page cannot be unread. So where it would be grave, what was recorded
of the one stands on no page of the other, whoever confirmed that they are one person. A danger, and
a no, of either is heard of both all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from ..answers import Safe
from ..file.called import names_of
from ..file.casefile import CaseFile
from ..file.held import Held
from ..file.view import View
from ..file.whatwaits import as_if_nobody_had_called, with_what_stands
from ..memo import worked_out_once
from ..recorded.circumstances import PeopleJoined, PeopleParted
from ..recorded.event import tag_of
from ..recorded.events import RelationshipRecorded, SafetyRecorded
from ..recorded.falling import EffectWaits, Fall, FallKind
from ..recorded.practice import ContactPointRecorded, SafeToTellChanged
from ..recorded.waysin import WayInGiven
from .signs import asking
from .withheld import is_marked

#: Nobody is both of one child.
_PARENTS: Final = frozenset({"MOTHER", "FATHER"})
#: No id that we give looks so.
_KEPT_APART: Final = "kept-apart"
#: Nor does anything stand before the first place.
_NO_PLACE: Final = -1


@worked_out_once
def on_pages(view: View) -> View:
    """The file as somebody of the family may read it: those are two of whom it would be grave to
    take them for one person, and those of whom somebody said that they are two after all. It is
    read as it is before a manager has confirmed that they are one.
    """
    if view.whole is not None or not view.file.of(PeopleJoined):
        return view
    stands = with_what_stands(view.file, view.known)
    every = stands.holding(PeopleJoined, view.known, view.known)
    if not every:
        return view
    apart = _apart(view, every)
    parted = {held.event.joining for held in view.file.of(PeopleParted)}
    struck = {held.seq for held in view.file.of(PeopleJoined) if held.is_struck(view.known)}
    kept = [
        held
        for held in every
        if held.event.joining in parted or held.seq in struck or _may_be_grave(apart, held.event)
    ]
    return _apart(view, kept) if kept else view


@worked_out_once
def as_it_goes_out(view: View) -> View:
    """The same, where what goes to somebody cannot be taken back: a code, a letter, a copy. No word
    by telephone that nobody has confirmed lifts anything for it.
    """
    file = as_if_nobody_had_called(view.file, view.known)
    same = file is view.file or view.whole is not None
    return on_pages(view if same else View(file, view.as_of, view.known))


def why_two(view: View, person: str, other: str) -> Iterator[str]:
    """Why it would be grave to read these two as one person, in words for staff. The view is of the
    file on which they are two.
    """
    file, both = view.file, (person, other)
    for one in both:
        if _ever_a_danger(file, one):
            yield f"{_name(view, one)} was named as a danger, or as not to be told."
        elif view.each[asking][one].answer is not Safe.YES:
            yield f"It is not known that it is safe to ask {_name(view, one)}."
    if _are_mother_and_father(file, person, other):
        yield "They are the mother and the father of one child."
    if all(_has_a_page(file, one) for one in both):
        yield "Each was given a way to a page of their own."
    if any(_keeps_a_way(file, one) for one in both):
        yield "A number or an address of one of them is used with care, or kept from others."


def _name(view: View, person: str) -> str:
    return next(iter(names_of(view, person)), "one of them")


def _may_be_grave(apart: View, joined: PeopleJoined) -> bool:
    return any(True for _ in why_two(apart, joined.person, joined.other))


def _ever_a_danger(file: CaseFile, person: str) -> bool:
    """Whatever was lifted since, or called wrong: whoever did it did not know of the other."""
    asked = (held.event for held in file.of(SafetyRecorded))
    told = (held.event for held in file.of(SafeToTellChanged))
    return any(one.person == person and not one.safe_to_ask for one in asked) or any(
        one.person == person and not one.safe for one in told
    )


def _are_mother_and_father(file: CaseFile, person: str, other: str) -> bool:
    links = [held.event for held in file.of(RelationshipRecorded)]
    one, two = ({(r.child, r.role) for r in links if r.person == id} for id in (person, other))
    return any(
        child == same and {role, another} == _PARENTS
        for child, role in one
        for same, another in two
    )


def _has_a_page(file: CaseFile, person: str) -> bool:
    return any(
        held.event.person == person and held.event.advocate_in is None
        for held in file.of(WayInGiven)
    )


def _keeps_a_way(file: CaseFile, person: str) -> bool:
    points = (held.event for held in file.of(ContactPointRecorded))
    return any(point.person == person and is_marked(point) for point in points)


def _apart(view: View, joinings: Sequence[Held[PeopleJoined]]) -> View:
    """The same look at the file on which these wait for a manager."""
    file, kind = view.file, tag_of(EffectWaits)
    waits = tuple(map(_waiting, joinings))
    facts = file.facts | {kind: (*file.of(EffectWaits), *waits)}
    return View(msgspec.structs.replace(file, facts=facts), view.as_of, view.known)


def _waiting(joined: Held[PeopleJoined]) -> Held[EffectWaits]:
    fall = Fall(FallKind.ONE_PERSON, "", joined.event.person, joined.event.other)
    waits = EffectWaits(waiting=f"{_KEPT_APART}-{joined.seq}", entries=(joined.seq,), falls=(fall,))
    return Held(
        waits,
        joined.effective_at,
        joined.recorded_at,
        _NO_PLACE - joined.seq,
        joined.by,
        joined.role,
    )

"""Injuries that nobody has explained, and whose doing each may be. Pure.

Any caregiver of a child who cannot move about yet may have hurt them: nobody knows of any of them
whether it is safe to ask, until a manager has said so of that one since the injury was known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from ..file.held import Held, in_order
from ..file.view import View
from ..freetext.anotherchild import tells_more_than_a_child_did
from ..freetext.rationale import says_why
from ..memo import worked_out_once
from ..names.namedinprose import named_at
from ..recorded.compared import FoundRight
from ..recorded.falling import MANAGERS
from ..recorded.meetings import InjuryRecorded
from ..times import LONDON
from .harmed import Order
from .wishes import NOBODY

_EXPLAINED: Final = "EXPLAINED"
#: What was said of it may fit because of that. Of a child from outside it is a code of its own.
_DONE: Final = "SOMEBODY_DID_IT"
_ELSEWHERE: Final = "CHILD_ELSEWHERE_DID_IT"
#: By then a child walks. Of a younger one of whom nobody has said so, nobody knows.
_WALKS_BY: Final = timedelta(days=18 * 30)
#: No child crawls before.
_MOVES_FROM: Final = timedelta(days=4 * 30)


def may_be_an_injury(held: Held[InjuryRecorded]) -> bool:
    """Whether this may say of anybody that nobody knows whether it is safe to ask them."""
    return held.event.explained != _EXPLAINED


@worked_out_once
def unexplained(view: View) -> Sequence[Held[InjuryRecorded]]:
    """As it was last recorded. That an injury is explained after all, or that the child moves, is
    believed once a manager has said so: until then what was said before protects.
    """
    return [
        held
        for held in view.newest[InjuryRecorded, "injury"].values()
        if any(may_be_an_injury(one) for one in _since_a_manager(view, held))
    ]


@worked_out_once
def done_by_somebody(view: View) -> Sequence[Held[InjuryRecorded]]:
    """Those that may be a caregiver's doing: of a child who cannot move about yet, whatever it was;
    of another, that somebody is said to have done.
    """
    return [
        held
        for held in unexplained(view)
        if not may_move(view, held)
        or any(_is_somebodys(view, one.event) for one in _since_a_manager(view, held))
    ]


def _is_somebodys(view: View, injury: InjuryRecorded) -> bool:
    """By its code; or by the words beside it, which name an adult, or tell of more than a child."""
    if injury.explained != _ELSEWHERE:
        return injury.explained == _DONE
    words = ". ".join(filter(None, (injury.words, injury.explanation, injury.seen_by)))
    return bool(named_at(view, words)) or tells_more_than_a_child_did(words)


def may_have_done_it(view: View) -> Mapping[str, Sequence[tuple[str, Order]]]:
    """By person, in one reading: each child whom they may have hurt, and since when."""
    found: dict[str, list[tuple[str, Order]]] = {}
    for held in done_by_somebody(view) if view.holding[InjuryRecorded] else ():
        child, known = held.event.child, known_from(view, held)
        for person in caregivers_of(view, held):
            found.setdefault(person, []).append((child, known.order))
    return found


def known_from(view: View, held: Held[InjuryRecorded]) -> Held[InjuryRecorded]:
    """The first entry that says that nobody has explained it, since a manager last said that it is
    explained: who is safe was not said with that in mind before.
    """
    every = sorted(told_of(view, held), key=in_order)
    believed = [n for n, one in enumerate(every) if _is_believed(view, one)]
    ended = max((n for n in believed if not may_be_an_injury(every[n])), default=-1)
    return min(filter(may_be_an_injury, every[ended + 1 :]), key=lambda one: one.seq)


def told_of(view: View, held: Held[InjuryRecorded]) -> Sequence[Held[InjuryRecorded]]:
    """Each time something was recorded of this injury."""
    return view.by[InjuryRecorded, "injury"][held.event.injury]


def caregivers_of(view: View, held: Held[InjuryRecorded]) -> list[str]:
    """Whoever has anything to do with the child, or had when they were hurt, and could have been
    there, as far as is known.
    """
    standing = view.standings.get(held.event.child)
    if standing is None:
        return []
    hurt_at = known_from(view, held).effective_at
    left = (link for link in standing.left if link.effective_at > hurt_at)
    links = [link.event for link in (*standing.links, *left)]
    return list(dict.fromkeys(link.person for link in links if link.role != NOBODY))


def is_weighed(view: View, held: Held[InjuryRecorded]) -> bool:
    """A manager has said why no meeting is called and nothing decided, as the injury is on record:
    once more is recorded of it they are asked again.
    """
    every = (found.event for found in view.recorded[FoundRight])
    return any(found.entry == held.seq and says_why(found.reason) for found in every)


def may_move(view: View, held: Held[InjuryRecorded]) -> bool:
    """The child moves about, as far as a manager has said so."""
    return all(_moves(view, one) for one in _since_a_manager(view, held))


def _since_a_manager(view: View, held: Held[InjuryRecorded]) -> list[Held[InjuryRecorded]]:
    """What was recorded of it since a manager last did, or looked at what was; with that."""
    every = sorted(told_of(view, held), key=in_order)
    theirs = [n for n, one in enumerate(every) if _is_believed(view, one)]
    return every[theirs[-1] :] if theirs else every


def _is_believed(view: View, held: Held[InjuryRecorded]) -> bool:
    return held.role in MANAGERS or is_weighed(view, held)


def _moves(view: View, held: Held[InjuryRecorded]) -> bool:
    """By what was said, where it can be; of a child of whom it was not, by whether all walk at that
    age.
    """
    if held.event.moves != "NOT_KNOWN":
        return held.event.moves == "CAN" and not moves_too_young(view, held)
    born = _born(view, held)
    return born is not None and _day(held) - born >= _WALKS_BY


def moves_too_young(view: View, held: Held[InjuryRecorded]) -> bool:
    """It is said to move about, and no child does at that age: it is not born, or as young."""
    child = view.children.get(held.event.child)
    if held.event.moves != "CAN" or child is None:
        return False
    born = _born(view, held)
    return child.event.dob is None or (born is not None and _day(held) - born < _MOVES_FROM)


def _born(view: View, held: Held[InjuryRecorded]) -> date | None:
    child = view.children.get(held.event.child)
    return None if child is None else child.event.dob


def _day(held: Held[InjuryRecorded]) -> date:
    return held.effective_at.astimezone(LONDON).date()

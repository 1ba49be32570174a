"""Injuries, and meetings about children: who was invited, who came, and what each thinks."""

from __future__ import annotations

from typing import Any, Final

from ..file.held import in_order
from ..file.view import View
from ..following.convened import Convened, Invited, convened, may_be_invited, without_strategy
from ..recorded.meetings import InjuryRecorded
from ..safety.injured import told_of
from ..safety.signs import Sign, places_of_signs
from .known import said_in

OF_AN_INJURY: Final = ("injury", "child", "words", "explained", "moves", "seen_by", "explanation")
OF_A_MEETING: Final = (
    *("meeting", "enquiry", "meeting_type", "children", "starts_at", "place", "why"),
)
OF_AN_INVITATION: Final = ("invitation", "agency", "person", "name")
OF_A_PART: Final = ("attendance", "name", "thinks", "how_sure", "would_change")
OF_AN_OUTCOME: Final = ("held", "outcome", "words")


def injuries(view: View) -> list[dict[str, Any]]:
    """Each injury as it was last recorded, and who may have done it, until a manager has said of
    that one that it is safe to ask them.
    """
    asks = {held.seq for held in without_strategy(view)}
    newest = view.newest[InjuryRecorded, "injury"].values()
    by: dict[int, list[str]] = {}
    for person in view.adults if newest else ():
        for sign, place, _ in places_of_signs(view, person):
            if sign is Sign.MAY_HAVE_HURT_A_CHILD:
                by.setdefault(place, []).append(person)
    return [
        {
            **said_in(held, *OF_AN_INJURY),
            "consider_strategy": held.seq in asks,
            "may_have_done_it": list(
                dict.fromkeys(p for one in told_of(view, held) for p in by.get(one.seq, ()))
            ),
        }
        for held in sorted(newest, key=in_order)
    ]


def meetings(view: View) -> list[dict[str, Any]]:
    """Each meeting, in the order called."""
    return [_meeting(view, one) for one in convened(view)]


def _meeting(view: View, one: Convened) -> dict[str, Any]:
    return {
        **said_in(one.called, *OF_A_MEETING),
        "moved": None if one.moved is None else said_in(one.moved, "why"),
        "invited": [_invited(view, one, invited) for invited in one.invited],
        "came_to": None if one.recorded is None else said_in(one.recorded, *OF_AN_OUTCOME),
    }


def _invited(view: View, one: Convened, invited: Invited) -> dict[str, Any]:
    person = invited.person
    return {
        **said_in(invited.invitation, *OF_AN_INVITATION),
        "may_be_invited": None if person is None else may_be_invited(view, one, person),
        "part": None if invited.part is None else said_in(invited.part, *OF_A_PART),
        "told_at": invited.told.effective_at if invited.told and one.is_told(invited) else None,
    }

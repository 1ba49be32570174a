"""Whether somebody has been heard about what they asked us for. Pure.

What they wrote may be a no, and a call that nobody took is no answer to it, nor is a talk about
something else: it stays to be read, and to be answered, until somebody says that they talked with
them about it, and what they said is on record; or that it is done and nothing in it is a no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from msgspec import UNSET

from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.view import View
from ..file.whattheysaid import NOT_HEARD_HERE, REACHED_BY
from ..lifting.written import ONLINE
from ..memo import worked_out_once
from ..recorded.events import ConversationRecorded
from ..recorded.practice import HELP_NOW, FamilyAnswered, FamilyAsked

#: What is said of it by which nothing is left to be heard.
SPOKEN_TO: Final = "SPOKEN_TO"
#: By these they know what was done: that it is done says nothing of that.
_TOLD: Final = frozenset({SPOKEN_TO, "WRITTEN_TO"})
_SETTLES: Final = frozenset({*_TOLD, "DONE"})


@worked_out_once
def settled(view: View) -> dict[str, datetime]:
    """By what they asked for: since when it is answered."""
    # The first that settles it does.
    return {request: at for request, at, _ in reversed([*_settled(view)])}


@worked_out_once
def talked_over(view: View) -> frozenset[str]:
    """What they asked for and were talked with about, and what they said then is on record."""
    spoken = {
        held.event.request for held in view.holding[FamilyAnswered] if held.event.how == SPOKEN_TO
    }
    return frozenset(spoken & settled(view).keys())


@worked_out_once
def told_of_it(view: View) -> dict[str, datetime]:
    """By what they asked for: since when they were told what was done, as far as is said."""
    return {request: at for request, at, is_told in reversed([*_settled(view)]) if is_told}


def _settled(view: View) -> Iterator[tuple[str, datetime, bool]]:
    asked = {held.event.request: held for held in view.holding[FamilyAsked]}
    for answer in sorted(view.holding[FamilyAnswered], key=lambda held: held.effective_at):
        request = asked.get(answer.event.request)
        if request is not None and _settles(answer, request):
            since = _talked_since(view, request) if _is_of_a_talk(answer, request) else ()
            if since is not None:
                at = max([answer.effective_at, *since])
                yield request.event.request, at, answer.event.how in _TOLD


def _settles(answer: Held[FamilyAnswered], asked: Held[FamilyAsked]) -> bool:
    """Whoever asked for nothing in words of their own, and for no help, has said no to nothing."""
    if answer.event.how is UNSET:
        return asked.event.words is None and asked.event.wants != HELP_NOW
    return answer.event.how in _SETTLES


def _is_of_a_talk(answer: Held[FamilyAnswered], asked: Held[FamilyAsked]) -> bool:
    """Of what somebody wrote in words of their own it is said that they were talked with: what they
    said then is on record, or nobody knows it, and the last that is known is what they wrote.
    Whoever was reached who cried for help was helped, and is not cried for again.
    """
    is_help = asked.event.wants == HELP_NOW
    return answer.event.how == SPOKEN_TO and asked.event.words is not None and not is_help


def _talked_since(view: View, asked: Held[FamilyAsked]) -> list[datetime] | None:
    """When they were first talked with after it; None where no talk with them is on record. What
    they pressed or wrote is none.
    """
    person = view.the_one(asked.event.person)
    said: list[Held[Any]] = [
        talk
        for talk in view.by[ConversationRecorded, "person"].get(person, ())
        if talk.event.method != BY_REFERRER
    ]
    said += [
        one
        for one in view.said_by.get(person, ())
        if one.event.answer in REACHED_BY and one.event.method not in NOT_HEARD_HERE
    ]
    talked = [
        one.effective_at
        for one in said
        if one.seq > asked.seq
        and one.effective_at >= asked.effective_at
        and one.event.method not in ONLINE
    ]
    return [min(talked)] if talked else None

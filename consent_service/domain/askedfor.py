"""Whether somebody has been heard about what they asked us for. Pure.

What they wrote may be a no, and a call that nobody took is no answer to it: it stays to be read,
and to be answered, until they have been talked with, or somebody says that it is done and that
nothing in it is a no.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from msgspec import UNSET

from .events import ConversationRecorded
from .held import Held
from .practice import HELP_NOW, FamilyAnswered, FamilyAsked
from .view import BY_REFERRER, NOT_HEARD_HERE, REACHED_BY, View
from .written import ONLINE

#: What is said of it by which nothing is left to be heard.
_SETTLES: Final = frozenset({"SPOKEN_TO", "DONE"})


def settled(view: View) -> dict[str, datetime]:
    """By what they asked for: since when it is answered."""
    key = ("asked for", "settled")
    if key not in view.worked_out:
        view.worked_out[key] = dict(_settled(view)) if view.holding[FamilyAnswered] else {}
    found: dict[str, datetime] = view.worked_out[key]
    return found


def _settled(view: View) -> Iterator[tuple[str, datetime]]:
    answers: dict[str, list[Held[FamilyAnswered]]] = {}
    for held in view.holding[FamilyAnswered]:
        answers.setdefault(held.event.request, []).append(held)
    for asked in view.holding[FamilyAsked]:
        every = answers.get(asked.event.request, [])
        at = [one.effective_at for one in every if _by_itself(one, asked)]
        if every and (talked := _talked_with(view, asked)) is not None:
            at.append(max(talked, min(one.effective_at for one in every)))
        if at:
            yield asked.event.request, min(at)


def _by_itself(answer: Held[FamilyAnswered], asked: Held[FamilyAsked]) -> bool:
    """Whoever asked for nothing in words of their own, and for no help, has said no to nothing."""
    if answer.event.how is UNSET:
        return asked.event.words is None and asked.event.wants != HELP_NOW
    return answer.event.how in _SETTLES


def _talked_with(view: View, asked: Held[FamilyAsked]) -> datetime | None:
    """When they were first talked with after that: what they pressed or wrote is no talk."""
    person = view.the_one(asked.event.person)
    said: list[Held[Any]] = [
        one
        for one in view.by[ConversationRecorded, "person"].get(person, ())
        if one.event.method != BY_REFERRER
    ]
    said += [
        one
        for one in view.said_by.get(person, ())
        if one.event.answer in REACHED_BY and one.event.method not in NOT_HEARD_HERE
    ]
    return min(
        (
            one.effective_at
            for one in said
            if one.seq > asked.seq
            and one.effective_at >= asked.effective_at
            and one.event.method not in ONLINE
        ),
        default=None,
    )

"""Whose no may stand in why one of us asks a manager to decide, and how far it reaches. Pure.

It is our account of answers, which stand on record themselves: told again, a no is no new one, and
whoever is named beside it has not said it. So it is laid on whoever it is told of, of what the
request is about, and on nobody whose no to that is the last that they answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..file.held import Held
from ..file.view import View
from ..freetext.readslikeano import asks_to_be_left_alone
from ..recorded.practice import DecisionRequested
from ..scopes.scope import Point, Reach, Scope, overlaps
from ..scopes.services import Service
from ..times import day_of
from .contradicting import AGREEMENTS, meet, noes_of, takes_back
from .whosenoes import named_in, whose_noes


def of_whom_it_is_told(view: View, asked: Held[Any], named: list[str]) -> list[str | None]:
    """Of those who are named in it: whose no its clauses tell, or may tell; else each of whom it
    tells no plain yes. Where nobody can be told, of each; where nobody is named, of anybody.
    """
    if not isinstance(asked.event, DecisionRequested):
        return [*named] or [None]
    types = {agency.type for agency in asked.event.scope.agencies}
    told = whose_noes(view, asked.event.why, types)
    left = [one for one in named if one not in told.yeses]
    # A yes of theirs of that day stands beside what nobody says is theirs.
    others = left if told.perhaps else []
    perhaps, others = (
        [one for one in each if not _agreed_that_day(view, asked, one)]
        for each in (told.perhaps, others)
    )
    found = [*dict.fromkeys((*told.noes, *perhaps))]
    every: list[str | None] = [*(found or others or left or named)] or [None]
    return [one for one in every if not _said_no_already(view, asked, one)]


def is_told_again(view: View, asked: Held[Any]) -> bool:
    """Each no that it may tell of is on record as an answer."""
    if not isinstance(asked.event, DecisionRequested):
        return False
    return not of_whom_it_is_told(view, asked, named_in(view, asked.event.why))


def is_about(said: Held[Any], point: Point, directory: Iterable[Service]) -> bool:
    """Whether it may be a no to this item: a request says itself what it is about."""
    if not isinstance(said.event, DecisionRequested):
        return True
    return overlaps(said.event.scope, point, directory) is not Reach.NOT


def is_about_any_of(said: Held[Any], scope: Scope) -> bool:
    """The same, of all that lies in a scope."""
    return not isinstance(said.event, DecisionRequested) or meet(scope, said.event.scope)


def _said_no_already(view: View, asked: Held[DecisionRequested], person: str | None) -> bool:
    """The last that they answered of it before, or something since, is a no; of anybody where
    nobody is meant. That they are not to be rung is more than that no.
    """
    if asks_to_be_left_alone(asked.event.why):
        return False
    people = view.said_by if person is None else (person,)
    return bool(people) and all(_is_no_on_record(view, asked, one) for one in people)


def _is_no_on_record(view: View, asked: Held[DecisionRequested], person: str) -> bool:
    about, every = asked.event.scope, view.said_by.get(person, ())
    noes = [one for one in every if any(meet(about, no) for no in noes_of(one))]
    yeses = (
        one
        for one in every
        if one.seq < asked.seq and one.event.answer in AGREEMENTS and meet(one.event.scope, about)
    )
    # Of each that they agreed to, some of it or all, a no came since.
    return bool(noes) and all(
        any(no.seq > yes.seq and takes_back(no, yes) for no in noes) for yes in yeses
    )


def _agreed_that_day(view: View, asked: Held[DecisionRequested], person: str) -> bool:
    """The last that they answered of it is a yes, and is of the day of the request or of later."""
    about = asked.event.scope
    every = [
        one
        for one in view.said_by.get(person, ())
        if meet(about, one.event.scope) or any(meet(about, no) for no in noes_of(one))
    ]
    last = max(every, key=lambda one: one.order, default=None)
    return (
        last is not None
        and last.event.answer in AGREEMENTS
        and day_of(last.effective_at) >= day_of(asked.effective_at)
    )

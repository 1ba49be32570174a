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
from ..following.ofthefamily import adults_named_in
from ..freetext.howleftout import clauses_of
from ..freetext.readslikeano import reads_like_a_no
from ..names.namedinprose import as_read, named_at
from ..recorded.practice import DecisionRequested
from ..scopes.scope import Point, Reach, Scope, overlaps
from ..scopes.services import Service
from .contradicting import AGREEMENTS, meet, noes_of, takes_back


def named_in(view: View, text: str) -> list[str]:
    """The adults who are named in it, or called as the family calls them: "Mum rang us"."""
    called = {one for at in named_at(view, as_read(text)) if at.kin for one in at.people}
    named = [*adults_named_in(view, text)]
    return named + sorted(called & view.adults.keys() - {*named})


def of_whom_it_is_told(view: View, asked: Held[Any], named: list[str]) -> list[str | None]:
    """Of those who are named in it: who is where it reads like a no, or else each. Where nobody is
    named there, of anybody.
    """
    if not isinstance(asked.event, DecisionRequested):
        return [*named] or [None]
    noes = [one for one in clauses_of(asked.event.why) if reads_like_a_no(one, quoted=True)]
    found = list(dict.fromkeys(who for one in noes for who in named_in(view, one)))
    every: list[str | None] = [*(found or named)] or [None]
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
    nobody is meant.
    """
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

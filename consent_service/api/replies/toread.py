"""What an answer says is to be read first: whose words nobody has answered, and that a service is
somebody of the family by another way. Nobody dangerous is contacted because their name was typed
where a service stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from ...domain.answers import Answer, Outcome, Safe, Says
from ...domain.file.view import View
from ...domain.following.ofthefamily import DO_NOT_CONTACT, may_hear, who_is_meant
from ...domain.safety.inconfidence import is_only_not_to_hear
from ...domain.scopes.proposal import Proposal
from ...domain.scopes.scope import Agency
from ...domain.tasks.task import Task
from ...domain.words.leftout import GOES_AHEAD, as_told, then
from ...domain.words.naming import name_of
from ...domain.words.toread import read_first, to_read
from .whoseitis import say_whose_it_is

#: Nobody at risk waits for somebody to think.
_AT_ONCE: Final = frozenset({Outcome.SHARE_NOW, Outcome.UNAVAILABLE})


def say_first(
    shown: dict[str, Any], answer: Answer, asked: Proposal, view: View, due: Sequence[Task]
) -> list[str]:
    """Whose words nobody has answered; and, before those, that whom it asks about is somebody of
    the family.
    """
    say_whose_it_is(shown, answer, asked, view)
    unread = _say_what_to_read(shown, answer, view, due)
    say_what_is_left_out(shown, answer, asked.agency, view)
    _say_whom_it_names(shown, answer, asked, view)
    return unread


def _say_what_to_read(
    shown: dict[str, Any], answer: Answer, view: View, due: Sequence[Task]
) -> list[str]:
    """Whose words nobody has answered. Whoever would go ahead is told of them before what is agreed
    and what to do next, in that order: in a hurry they read that one line.
    """
    unread = to_read(view, due) if due else ()
    if not unread:
        return []
    first = read_first(view, unread, _said_no_to_all(answer))
    if first is not None:
        _first(shown, answer, first)
    return [one.person for one in unread if one.person is not None]


def _first(shown: dict[str, Any], answer: Answer, words: str) -> None:
    if answer.outcome in GOES_AHEAD:
        shown["headline"] = then(shown["headline"], answer.outcome)
    shown["next"] = f"{words} {shown['next']}"


def say_what_is_left_out(shown: dict[str, Any], answer: Answer, agency: Agency, view: View) -> None:
    """A yes to this very service by which it goes ahead, and their own words leave it out."""
    told = as_told(shown["headline"], answer, agency, view)
    shown["headline"] = told.headline
    for words in told.first:
        shown["next"] = f"{words} {shown['next']}"


def _said_no_to_all(answer: Answer) -> set[str]:
    """Who says no to each part of it on which they stand."""
    every = [p for item in answer.items for p in item.positions]
    return {p.person for p in every} - {p.person for p in every if p.says is not Says.NO}


def _say_whom_it_names(shown: dict[str, Any], answer: Answer, asked: Proposal, view: View) -> None:
    """Before anything else, that it is one of whom it is not known that they may be told. What was
    agreed stays as it is; there are no words to send them.
    """
    person = who_is_meant(view, None, asked.agency, None)
    if person is None or answer.outcome in _AT_ONCE:
        return
    safe = may_hear(view, person, asked.subjects)
    if safe is Safe.YES:
        return
    how = f"it is {'not safe' if safe is Safe.NO else 'not known to be safe'} to tell them"
    how = "they are not to hear of this" if is_only_not_to_hear(view, person) else how
    words = f"This is {name_of(view, person)}, and {how}. {DO_NOT_CONTACT}"
    if answer.outcome in GOES_AHEAD:
        # The heading of a page names nobody.
        shown["headline"] = f"This is somebody of the family, and {how}."
        shown["next"] = words
    else:
        shown["next"] = f"{words} {shown['next']}"
    shown["beforehand"] = [words, *shown["beforehand"]]
    shown["agency_words"] = None

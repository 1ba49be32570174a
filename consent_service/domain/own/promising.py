"""What is told to somebody who stops: no more than what the next check will say. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from ..codes import DECIDING_PR, TEXTS, codes
from ..events import AgreementWithdrawn, Response
from ..held import Held
from ..scope import ANY
from ..statuses import shown_status
from ..view import View
from . import words

#: A yes of a parent that stands, at least for a part.
_STANDS = frozenset({"AGREED", "AGREED_PART", "PART_WITHDRAWN", "EXPIRING_SOON"})


def promise_of_stopping(
    view: View, person: str, stopped: Sequence[AgreementWithdrawn], *, as_child: bool
) -> tuple[str, ...]:
    """The sentences before and after who will be in touch. We stop where their word decides; else
    it is written down and shown to whoever asks, and others may still agree.
    """
    if as_child and not _decides(view, person, stopped):
        said_yes = _parents_who_agreed(view, person)
        others = TEXTS["own_stop_others"].format(said_yes) if said_yes else TEXTS["own_stop_first"]
        return (f"{TEXTS['own_stop_heard']} {others}",)
    # That somebody ended their responsibility, and nobody has confirmed it, is no news to them.
    if not as_child and not any(_answers_for_somebody(one, person) for one in view.readings):
        return (TEXTS["own_stop_heard"],)
    return (TEXTS["own_stopped"], TEXTS["own_stopped_help"])


def _decides(view: View, child: str, stopped: Sequence[AgreementWithdrawn]) -> bool:
    purposes = {purpose for one in stopped for purpose in one.scope.purposes}
    every = codes("purposes") if ANY in purposes or not purposes else purposes
    return all(view.decides_alone[child, purpose] for purpose in every)


def _answers_for_somebody(view: View, person: str) -> bool:
    """Their own information is theirs; a child's, where they hold responsibility."""
    links = [link.event for related in view.relationships.values() for link in related]
    theirs = [link for link in links if link.person == person]
    return not theirs or any(link.pr_status in DECIDING_PR for link in theirs)


def _parents_who_agreed(view: View, child: str) -> str:
    """`Your mum and your dad`, as a child calls them; empty where nobody's yes stands."""
    named = [
        words.words("roles", link.event.role).lower()
        for link in view.deciders[child]
        if any(_is_a_yes(view, said, child) for said in view.responses.get(link.event.person, ()))
    ]
    return " and ".join(
        ["Your " + name if not n else "your " + name for n, name in enumerate(named)]
    )


def _is_a_yes(view: View, said: Held[Response], child: str) -> bool:
    subjects = said.event.scope.subjects
    return (child in subjects or ANY in subjects) and shown_status(view, said) in _STANDS

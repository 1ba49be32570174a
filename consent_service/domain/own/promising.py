"""What is told to somebody who stops: no more than what the next check will say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..answers import Outcome, Says
from ..careful import without
from ..codes import TEXTS, codes
from ..decision import decided
from ..events import AgreementWithdrawn, AuthorisationMade, Response, ResponseRecorded
from ..held import Held
from ..policy import Policy
from ..position import where_they_stand
from ..questions import Question, questions
from ..scope import ANY, Reach, overlaps
from ..services import Service
from ..statuses import status_now
from ..view import View
from . import words
from .children import linked_children
from .seen import eyes_of

#: From this birthday on a child's own word decides, unless it was found that it does not.
_DECIDES_FROM: Final = 16
#: A yes of a parent that stands, at least for a part.
_STANDS: Final = frozenset({"AGREED", "AGREED_PART", "PART_WITHDRAWN", "EXPIRING_SOON"})


def promise_of_stopping(
    view: View,
    person: str,
    stopped: Sequence[AgreementWithdrawn],
    policy: Policy,
    directory: Sequence[Service],
    *,
    as_child: bool,
) -> tuple[str, ...]:
    """The sentences before and after who will be in touch. We stop where their word decides, and
    nobody has decided to go ahead all the same; else it is written down and shown to whoever asks.

    A decision that they may not know of leaves the words as they are without it, and they are true
    with it: to whomever we say that we stop we say when we share all the same.
    """
    view = view.apart
    if as_child and not _decides(view, person, stopped):
        said_yes = _parents_who_agreed(view, person)
        others = TEXTS["own_stop_others"].format(said_yes) if said_yes else TEXTS["own_stop_first"]
        return (f"{TEXTS['own_stop_heard']} {others}",)
    if not as_child and not _answers_for_each(view, person, stopped):
        return (TEXTS["own_stop_heard"],)
    still_agreed = _is_agreed_still(view, person, stopped, directory)
    if still_agreed or _goes_on(view, person, stopped, policy, directory):
        first = (TEXTS["own_stop_first"],) if as_child else ()
        return (" ".join((TEXTS["own_stop_heard"], *first)),)
    return (TEXTS["own_stopped"], TEXTS["own_stopped_help"], TEXTS["own_if_not_safe"])


def promise_of_agreeing(
    view: View, person: str, agreed: Sequence[ResponseRecorded], *, as_child: bool
) -> tuple[str, ...]:
    """Likewise for a yes. It is the same for everybody: whether theirs counts may rest on what they
    must not know. That a no of theirs counts until the call is true of each.
    """
    if as_child and not _decides(view.apart, person, agreed):
        return (TEXTS["own_yes_heard"], TEXTS["own_yes_adult_decides"])
    return (TEXTS["own_yes"], TEXTS["own_yes_until_then"])


def _decides(view: View, child: str, said: Sequence[Response]) -> bool:
    purposes = {purpose for one in said for purpose in one.scope.purposes}
    every = codes("purposes") if ANY in purposes or not purposes else purposes
    return all(view.decides_alone[child, purpose] for purpose in every)


def _answers_for_each(view: View, person: str, stopped: Sequence[AgreementWithdrawn]) -> bool:
    """Their own information is theirs; a child's, where they hold responsibility, until the child
    is old enough to decide. Of children whom they do not know of nothing is said.
    """
    eyes = eyes_of(view, person)
    then = eyes.as_they_know_it
    about = {id for id in view.children if any(one.scope.names(id) for one in stopped)}
    known = about & (eyes.children.keys() | eyes.names.keys())
    if known:
        return all(_answers_for(view, then, person, child) for child in known)
    linked = about & linked_children(view, person)
    if not linked:
        # Of children who were never theirs they decide nothing, whatever they had answered.
        return any(one.scope.names(person) for one in stopped)
    return any(_answers_for(view, then, person, child) for child in linked)


def _answers_for(view: View, then: View, person: str, child: str) -> bool:
    """As they know it: that somebody ended it, and nobody has confirmed it, is no news to them; nor
    is an order that they were not told of, or what anybody found of how much the child understands.
    """
    age = view.ages.get(child)
    return (age is None or age < _DECIDES_FROM) and any(
        link.event.person == person for one in then.readings for link in one.deciders[child]
    )


def _goes_on(
    view: View,
    person: str,
    stopped: Sequence[AgreementWithdrawn],
    policy: Policy,
    directory: Sequence[Service],
) -> bool:
    """What the next check says of some of it is that it was decided, as far as they may know."""
    eyes = eyes_of(view, person)
    secret = {m.seq for m in view.file.of(AuthorisationMade) if not eyes.may_infer(m)}
    open_to_them = View(without(view.file, secret), view.as_of, view.known)
    return any(
        decided(open_to_them, policy, asked.enquiry, asked.point, directory).outcome
        is Outcome.AUTHORISED
        for asked in _asked_again(open_to_them, person, stopped, directory)
    )


def _is_agreed_still(
    view: View, person: str, stopped: Sequence[AgreementWithdrawn], directory: Sequence[Service]
) -> bool:
    """They agreed to some of it in another enquiry that is open, and took back one of the two."""
    scopes = [one.scope for one in stopped if one.response_kind == "SHARE_INFO"]
    points = (asked.point for asked in _asked_of_theirs(view, person, directory))
    is_open = [enquiry for enquiry in view.going_on if enquiry not in view.handed_on]
    return any(
        where_they_stand(view, person, point, enquiry, directory).says is Says.YES
        for point in dict.fromkeys(points)
        if any(overlaps(scope, point, directory) >= Reach.NAMED for scope in scopes)
        for enquiry in is_open
    )


def _asked_of_theirs(view: View, person: str, directory: Sequence[Service]) -> Iterator[Question]:
    """What can be asked of them, and of the children they know of."""
    eyes = None if person in view.children else eyes_of(view, person)
    people = (person, *(() if eyes is None else dict.fromkeys((*eyes.children, *eyes.names))))
    yield from questions(view, view, people, directory)


def _asked_again(
    view: View, person: str, stopped: Sequence[AgreementWithdrawn], directory: Sequence[Service]
) -> Iterator[Question]:
    """What can be asked of what was stopped."""
    stops = {one.response for one in stopped if one.response_kind == "SHARE_INFO"}
    heard = [said for said in view.said if said.event.response in stops]
    for question in _asked_of_theirs(view, person, directory):
        if any(
            view.is_heard_in(said, question.enquiry)
            and overlaps(said.event.scope, question.point, directory) is not Reach.NOT
            for said in heard
        ):
            yield question


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
    return (child in subjects or ANY in subjects) and status_now(view, said) in _STANDS

"""What is told to somebody who stops: no more than what the next check will say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final

from ..codes import TEXTS, codes
from ..file.bounds import EACH, Steps, TooMuch
from ..file.comingofage import may_decide_alone
from ..file.findings import DECIDES_FROM
from ..file.goingon import BY_REFERRER, NO_ENQUIRY
from ..file.held import Held
from ..file.leavingout import without
from ..file.view import View
from ..lifting.silencing import with_whoever_decided
from ..recorded.events import AgreementWithdrawn, AuthorisationMade, Response, ResponseRecorded
from ..said.questions import Question, questions
from ..said.statuses import status_now
from ..scopes.leftopen import everything_of
from ..scopes.scope import ANY, Reach, Scope, overlaps
from ..scopes.services import Service
from ..words.naming import listed
from . import words
from .answers import OwnAnswers
from .children import before_an_order, linked_children
from .having import stops_for_themself_alone
from .leftopen import unknown_ends
from .reaching import meets
from .seen import eyes_of, seen_by

#: A yes of a parent that stands, at least for a part.
_STANDS: Final = frozenset({"AGREED", "AGREED_PART", "PART_WITHDRAWN", "EXPIRING_SOON"})


def promise_of_stopping(
    view: View,
    person: str,
    stopped: Sequence[AgreementWithdrawn],
    directory: Sequence[Service],
    *,
    as_child: bool,
) -> tuple[str, ...]:
    """The sentences before and after who will be in touch. We stop where their word decides, and
    nobody has decided to go ahead all the same; else it is written down and shown to whoever asks.

    A decision that they may not know of leaves the words as they are without it, and they are true
    with it: to whomever we say that we stop we say when we share all the same.
    """
    view = view.together
    heard, rest = TEXTS["own_stop_heard"], (TEXTS["own_stopped_help"], TEXTS["own_if_not_safe"])
    # What is about a child of theirs alone they stop as any mother or father does.
    as_child = as_child and not _is_of_their_children_alone(view, person, stopped)
    if as_child and not _decides(view, person, stopped):
        said_yes = _parents_who_agreed(view, person, stopped)
        others = TEXTS["own_stop_others"].format(said_yes) if said_yes else TEXTS["own_stop_first"]
        return (f"{heard} {others}",)
    if not as_child and not _answers_for_each(view, person, stopped):
        return (heard,)
    first = (TEXTS["own_stop_first"],) if as_child else ()
    if _is_agreed_still(view, person, stopped):
        return (" ".join((heard, *first, TEXTS["own_stop_other_stands"])), *rest)
    goes_on = _what_goes_on(view, person, stopped, directory)
    if goes_on is not GoesOn.NONE:
        some = (TEXTS["own_stop_some"],) if goes_on is GoesOn.SOME else ()
        why = (TEXTS["own_stop_why"],) if any(eyes_of(view, person).decided()) else ()
        return (" ".join((heard, *first, *some, *why)), *rest)
    # Whoever stops one thing is not told that everything stops.
    everything = (Scope(), everything_of(person, as_child=as_child))
    is_all = all(one.scope in everything for one in stopped)
    return (TEXTS["own_stopped" if is_all else "own_stopped_this"], *rest)


class GoesOn(Enum):
    """How much of what somebody stops was decided all the same, as far as they may know."""

    NONE = "NONE"
    SOME = "SOME"
    ALL = "ALL"


def promise_of_agreeing(
    view: View, person: str, agreed: Sequence[ResponseRecorded], *, as_child: bool
) -> tuple[str, ...]:
    """Likewise for a yes. It is the same for everybody: whether theirs counts may rest on what they
    must not know. That a no of theirs counts until the call is true of each.
    """
    as_child = as_child and not _is_of_their_children_alone(view, person, agreed)
    if as_child and not _decides(view.together, person, agreed):
        return (TEXTS["own_yes_heard"], TEXTS["own_yes_adult_decides"])
    return (TEXTS["own_yes"], TEXTS["own_yes_until_then"])


def _decides(view: View, child: str, said: Sequence[Response]) -> bool:
    purposes = {purpose for one in said for purpose in one.scope.purposes}
    every = codes("purposes") if ANY in purposes or not purposes else purposes
    return all(may_decide_alone(view, child, purpose) for purpose in every)


def _is_of_their_children_alone(view: View, person: str, said: Sequence[Response]) -> bool:
    theirs = linked_children(view, person)
    return all(one.scope.subjects and theirs.issuperset(one.scope.subjects) for one in said)


def _answers_for_each(view: View, person: str, stopped: Sequence[AgreementWithdrawn]) -> bool:
    """Their own information is theirs; a child's, where they hold responsibility, until the child
    is old enough to decide: of the younger ones beside such a child they decide all the same. Of
    children whom they do not know of nothing is said.
    """
    eyes = eyes_of(view, person)
    then = before_an_order(eyes.known.as_they_know_it, person)
    about = {id for id in view.children if any(one.scope.names(id) for one in stopped)}
    known = about & (eyes.children.keys() | eyes.names.keys())
    if known:
        younger = {child for child in known if not _is_old_enough(view, child)}
        return bool(younger) and all(_answers_for(then, person, child) for child in younger)
    linked = about & linked_children(view, person)
    if not linked:
        # Of children who were never theirs they decide nothing, whatever they had answered.
        return any(one.scope.names(person) for one in stopped)
    return any(
        _answers_for(then, person, child) for child in linked if not _is_old_enough(view, child)
    )


def _is_old_enough(view: View, child: str) -> bool:
    age = view.ages.get(child)
    return age is not None and age >= DECIDES_FROM


def _answers_for(then: View, person: str, child: str) -> bool:
    """As they know it: that somebody ended it, and nobody has confirmed it, is no news to them; nor
    is an order that they were not told of, or what anybody found of how much the child understands.
    What they say now has it wait, whether or not it did when they last could know of it.
    """
    return any(
        link.event.person == person
        for known in (then, with_whoever_decided(then, person))
        for one in known.readings_apart
        for link in one.deciders[child]
    )


def _what_goes_on(
    view: View,
    person: str,
    stopped: Sequence[AgreementWithdrawn],
    directory: Sequence[Service],
) -> GoesOn:
    """What of it was decided, as far as they may know. When such a decision ends, or that it
    ended, is on no page of theirs, so it changes no word either: less is promised than is true.
    """
    eyes = eyes_of(view, person)
    inferred = [
        made
        for made in view.holding[AuthorisationMade]
        if eyes.may_infer(made) and made.event.relies_on != person
    ]
    if not inferred:
        return GoesOn.NONE
    known = [made.event for made in inferred]
    try:
        decided = {
            any(
                made.enquiry == asked.enquiry
                and overlaps(made.scope, asked.point, directory) is not Reach.NOT
                for made in known
            )
            for asked in _asked_again(
                view, _of_theirs_alone(view, person, inferred), person, stopped, directory
            )
        }
    except TooMuch:
        # Whether it was decided of what they stop is not worked out of so much.
        return GoesOn.ALL
    if True not in decided:
        return GoesOn.NONE
    return GoesOn.SOME if False in decided else GoesOn.ALL


def _is_agreed_still(view: View, person: str, stopped: Sequence[AgreementWithdrawn]) -> bool:
    """On their page stands that they agreed to some of it in an enquiry in which none of it is
    stopped. In how many others it is says nothing: which of those go on they may not see.
    """
    seen = seen_by(view, person, as_child=person in view.children)
    stops = [one for one in stopped if one.response_kind == "SHARE_INFO"]
    # What has ended for all that they may know, or goes on with somebody else, is one to them.
    over = view.ended.keys() | unknown_ends(view, person)
    return seen is not None and any(
        (where := {one.enquiry for one in stops if meets(one.scope, yes.event.scope)})
        and yes.event.enquiry not in where | over
        for yes in OwnAnswers(seen, view.as_of).still_agreed
    )


def _of_theirs_alone(view: View, person: str, known: Sequence[Held[AuthorisationMade]]) -> View:
    """The file with what they said and with these decisions: which service somebody else named, or
    in which enquiry, is asked about on no page of theirs.
    """
    seqs = {made.seq for made in known}
    others = {
        said.seq
        for said in view.file.responses
        if view.the_one(said.event.person) != person or said.event.method == BY_REFERRER
    }
    others |= {made.seq for made in view.file.of(AuthorisationMade) if made.seq not in seqs}
    return View(without(view.file, others), view.as_of, view.known) if others else view


def _asked_of_theirs(
    view: View, theirs: View, person: str, directory: Sequence[Service]
) -> Iterator[Question]:
    """What can be asked of them, and of the children they know of."""
    eyes = None if stops_for_themself_alone(view, person) else eyes_of(view, person)
    people = (person, *(() if eyes is None else (*eyes.children, *eyes.names)))
    people = tuple(dict.fromkeys(people))
    each = EACH + len(people) + len(theirs.file.responses)
    yield from questions(theirs, theirs, people, directory, steps=Steps(), each=each)


def _asked_again(
    view: View,
    theirs: View,
    person: str,
    stopped: Sequence[AgreementWithdrawn],
    directory: Sequence[Service],
) -> Iterator[Question]:
    """What can be asked of what was stopped. An enquiry that has ended, or goes on with somebody
    else, is asked about by nobody, and what they stop in it is heard in each other: so the words
    are the same for both, since why it was closed is told by a person.
    """
    stops = {one.response for one in stopped if one.response_kind == "SHARE_INFO"}
    heard = [said for said in view.said if said.event.response in stops]
    over = {*view.ended, *view.handed_on}
    over |= {NO_ENQUIRY} if over else set()
    for question in _asked_of_theirs(view, theirs, person, directory):
        if question.enquiry not in over and any(
            (said.event.enquiry in over or view.is_heard_in(said, question.enquiry))
            and overlaps(said.event.scope, question.point, directory) is not Reach.NOT
            for said in heard
        ):
            yield question


def _parents_who_agreed(view: View, child: str, stopped: Sequence[Response]) -> str:
    """`Your mum and your dad`, as a child calls them; empty where nobody's yes to what is stopped
    stands, of what the child does not decide alone.
    """
    named = [
        "your " + words.words("roles", link.event.role).lower()
        for link in view.deciders[child]
        if any(
            _is_a_yes(view, said, child, stopped)
            for said in view.responses.get(link.event.person, ())
        )
    ]
    # Of two mothers it is said once.
    together = listed(list(dict.fromkeys(named))) if named else ""
    return together[:1].upper() + together[1:]


def _is_a_yes(view: View, said: Held[Response], child: str, stopped: Sequence[Response]) -> bool:
    scope = said.event.scope
    purposes = codes("purposes") if ANY in scope.purposes else scope.purposes
    return (
        scope.names(child)
        and any(meets(one.scope, scope) for one in stopped)
        and any(not may_decide_alone(view, child, purpose) for purpose in purposes)
        and status_now(view, said) in _STANDS
    )

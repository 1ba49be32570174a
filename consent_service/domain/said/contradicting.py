"""When two answers contradict each other: something is agreed in one and not in the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from ..codes import OWN_TO_AN_ADULT, is_no_to
from ..file.held import Held
from ..recorded.events import Response
from ..scopes.scope import ANY, BOTH, Agency, Reach, Scope, meets

AGREEMENTS: Final = frozenset({"AGREED", "AGREED_IN_PART"})
NOES: Final = frozenset({"REFUSED", "WITHDRAWN"})
#: Neither a yes nor a no, as far as anybody can tell yet.
LEFT_OPEN: Final = frozenset({"UNDECIDED", "AWAITING", "NOT_CLEAR"})
#: Of what a family asks for, what is talked about with whoever asks.
CHANGE: Final = "CHANGE_AGREEMENT"
#: What may be a no until somebody has heard how it was meant.
MAY_BE_A_NO: Final = frozenset({CHANGE, "OBJECT_TO_USE", "LIMIT_USE", "ERASE_RECORD"})


def noes_of(response: Held[Response]) -> Iterator[Scope]:
    """What an answer says no to: all of a refusal, and what an agreement leaves out."""
    if response.event.answer in NOES:
        yield response.event.scope
    elif response.event.answer in AGREEMENTS:
        yield from left_out_of(response.event.scope)


def left_out_of(scope: Scope) -> Iterator[Scope]:
    """What an agreement of this scope says no to, whatever else it says of it."""
    agencies, categories = scope.exclusions.agencies, scope.exclusions.categories
    if not (agencies or categories):
        return
    everything = msgspec.structs.replace(Scope(), subjects=scope.subjects, purposes=scope.purposes)
    if agencies:
        yield msgspec.structs.replace(everything, agencies=agencies)
    if categories:
        yield msgspec.structs.replace(everything, categories=categories)


def left_out_of_an_adults_own(scope: Scope) -> Iterator[Scope]:
    """What an agreement of this scope says no to that is an adult's own. A service that is left out
    is left out for what was agreed.
    """
    for no in left_out_of(scope):
        kinds = scope.categories if ANY in no.categories else no.categories
        own = tuple(kind for kind in kinds if kind in OWN_TO_AN_ADULT)
        if own:
            yield msgspec.structs.replace(no, categories=own)


def takes_back(later: Held[Response], agreed: Held[Response]) -> bool:
    """What somebody said since says no to some of what they agreed to before."""
    return any(meet(agreed.event.scope, no) for no in noes_of(later))


def contradict(one: Held[Response], other: Held[Response]) -> bool:
    """A yes and a no of one kind that meet: something is agreed in one and not in the other."""
    if (
        one.event.response_kind != other.event.response_kind
        or one.event.enquiry != other.event.enquiry
    ):
        return False
    if one.event.answer in AGREEMENTS and other.event.answer in NOES:
        return meet(one.event.scope, other.event.scope)
    return (
        one.event.answer in NOES
        and other.event.answer in AGREEMENTS
        and meet(other.event.scope, one.event.scope)
    )


def say_two_things(one: Held[Response], other: Held[Response]) -> bool:
    """The one says yes to something of which the other says less: a no, in whole or by what it
    leaves out, or that it is left open.
    """
    return (
        one.event.answer in AGREEMENTS
        and one.event.response_kind == other.event.response_kind
        and any(meet(one.event.scope, less) for less in _less_than_a_yes(other))
    )


def _less_than_a_yes(response: Held[Response]) -> Iterator[Scope]:
    yield from noes_of(response)
    if response.event.answer in LEFT_OPEN:
        yield response.event.scope


def meet(yes: Scope, no: Scope) -> bool:
    """Something of what the one says yes to lies in the other."""
    agencies = [
        common
        for mine in yes.agencies
        for theirs in no.agencies
        if (common := _both(mine, theirs)) is not None
        and not any(takes_in(excluded, common) for excluded in yes.exclusions.agencies)
    ]
    categories = _heard(yes.categories, no.categories) - set(yes.exclusions.categories)
    directions = BOTH in (*yes.directions, *no.directions) or _shared(yes.directions, no.directions)
    return bool(
        agencies
        and categories
        and directions
        and _shared(yes.subjects, no.subjects)
        and _shared(yes.purposes, no.purposes)
    )


def _heard(yes: tuple[str, ...], no: tuple[str, ...]) -> set[str]:
    """Kinds of information that were agreed to, and said no to: to them or to a part of them."""
    if ANY in yes:
        return set(no)
    return {kind for kind in yes if is_no_to(no, kind)}


def _shared(mine: tuple[str, ...], theirs: tuple[str, ...]) -> set[str]:
    if ANY in mine:
        return set(theirs)
    return set(mine) if ANY in theirs else set(mine) & set(theirs)


def _both(mine: Agency, theirs: Agency) -> Agency | None:
    """The agencies that are meant by both."""
    if not may_be_one(mine, theirs):
        return None
    named = mine if mine.names_one else theirs
    return msgspec.structs.replace(named, type=theirs.type if mine.type == ANY else mine.type)


def takes_in(no: Agency, agency: Agency) -> bool:
    """A no to the one is a no to all of the other."""
    return meets(no, agency, ()) >= Reach.NAMED


def may_be_one(one: Agency, other: Agency) -> bool:
    """Something may be meant by both, whichever is the wider."""
    return meets(one, other, ()) > Reach.NOT or meets(other, one, ()) > Reach.NOT


def takes_in_all(taken: Scope, given: Scope) -> bool:
    """The one scope leaves nothing of the other out."""
    return (
        _covers(taken.subjects, given.subjects)
        and _covers(taken.purposes, given.purposes)
        and _covers(taken.categories, given.categories)
        and (BOTH in taken.directions or _covers(taken.directions, given.directions))
        and all(any(takes_in(t, g) for t in taken.agencies) for g in given.agencies)
    )


def _covers(wide: tuple[str, ...], narrow: tuple[str, ...]) -> bool:
    return ANY in wide or set(narrow) <= set(wide)

"""With which problems an action may end, worked out from the action itself.

What is declared refuses by its marks: an id by not being on the file, an enquiry by being none or
one of several. What is written refuses by `Refused`: each code stands as a constant in a function,
in what it calls, or in what those call. So the list is never too short; a code in it that cannot
happen would have to stand in a function without being raised there.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Collection, Iterator
from typing import Any, Final, TypeGuard, get_args, get_origin

import msgspec

from ...actions import refused, said
from ...actions.moment import Moment
from ...actions.nottold import WhoMustNotHear
from ...domain.recorded.members import (
    Enquiry,
    ForCertain,
    Listed,
    OnFile,
    Ours,
    Slot,
    Spread,
    Without,
    members_of,
)
from ...domain.scopes.scope import Agency
from ..edge.meanings import PROBLEMS

#: Only what people do refuses; the rules answer, and never say no to being asked.
_ACTIONS: Final = refused.__name__.rpartition(".")[0]


def of_a_write(*own: str) -> tuple[str, ...]:
    """Its own, between those of its key and those of what becomes of anything that is written."""
    return (
        *("idempotency-key-missing", "key-reused"),
        *own,
        *("kept-for-now", "clock-in-doubt", "outcome-unknown"),
    )


def problems_of(
    kind: type | None, perform: Callable[..., Any] | None, *, takes_words: bool = False
) -> tuple[str, ...]:
    """The codes, in the order of the table of problems; without a kind, only the action's own."""
    declared = [] if kind is None else [*_declared(kind)]
    declared += [*_declared(WhoMustNotHear)] if takes_words else []
    found = {*declared, *(() if perform is None else _raised(perform))}
    return tuple(code for code in PROBLEMS if code in found)


def _declared(kind: type, elsewhere: Collection[str] = ()) -> Iterator[str]:
    """The codes of `said.whole`, for a kind whose members are marked like these."""
    for member in members_of(kind):
        if member.name not in elsewhere:
            yield from _of_member(member.holds)
            if member.is_the_first_clock and not member.holds.mark(Ours):
                yield "time-in-the-future"


def _of_member(holds: Slot) -> Iterator[str]:
    if holds.each is not None:
        yield from _of_member(holds.each)
        return
    if holds.mark(OnFile):
        yield "not-on-file"
    if holds.mark(Listed):
        yield "service-not-listed"
    if holds.mark(ForCertain):
        yield from ("service-not-listed", "service-contradicted")
    enquiry = holds.mark(Enquiry)
    if enquiry is not None:
        yield from ("not-on-file", "no-open-enquiry", "which-enquiry")
        if enquiry.was_open:
            yield "enquiry-closed"
    without = holds.mark(Without)
    if get_origin(holds.base) is said.Said:
        yield from _declared(get_args(holds.base)[0], () if without is None else without.members)
    elif holds.base is Agency:
        # Which service it means is nobody's to refuse, but where it must be certain.
        return
    elif holds.mark(Spread) or issubclass(holds.base, msgspec.Struct):
        yield from _declared(holds.base)


def _raised(perform: Callable[..., Any]) -> Iterator[str]:
    """The codes in this function and in every one of the actions that it may come to."""
    waiting: list[Any] = [perform]
    seen: set[types.FunctionType] = set()
    while waiting:
        function = waiting.pop()
        if _is_a_part_of_one(function):
            waiting += vars(function).values()
        if not _is_an_action(function) or function in seen:
            continue
        seen.add(function)
        for code in _codes_of(function.__code__):
            yield from (one for one in code.co_consts if isinstance(one, str) and one in PROBLEMS)
            waiting += _named(code, function.__globals__)


def _is_an_action(function: Any) -> TypeGuard[types.FunctionType]:
    """Written in `actions`; but for what is declared, which is worked out from the marks."""
    return (
        isinstance(function, types.FunctionType)
        and function.__module__.startswith(f"{_ACTIONS}.")
        and function.__module__ != said.__name__
    )


def _is_a_part_of_one(named: Any) -> bool:
    """A class of an action's own: of a moment each method is looked up by its name."""
    return (
        isinstance(named, type)
        and named is not Moment
        and named.__module__.startswith(f"{_ACTIONS}.")
    )


def _codes_of(code: types.CodeType) -> Iterator[types.CodeType]:
    """The code of a function and of what is written inside it."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            yield from _codes_of(inner)


def _named(code: types.CodeType, known: dict[str, Any]) -> Iterator[Any]:
    """What the names in it may stand for: of its module, of a module it names, of a `Moment`."""
    places = [known, vars(Moment)]
    places += [
        vars(known[name]) for name in code.co_names if isinstance(known.get(name), types.ModuleType)
    ]
    for name in code.co_names:
        for place in places:
            found = place.get(name)
            yield found.fget if isinstance(found, property) else found

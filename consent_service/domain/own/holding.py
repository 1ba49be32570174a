"""What of an agreement still holds: all of it, less what was taken back since. Pure.

Whoever took a yes back for one child reads of the other on its card: what is read there is what
holds, and not what was once said with a word beside it that some of it does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import msgspec

from ..codes import is_no_to
from ..said.contradicting import may_be_one, takes_in
from ..scopes.scope import ANY, BOTH, SEEK, SHARE, Agency, Exclusions, Scope
from .reaching import meets

#: More parts than this are no page that anybody reads.
_MOST: Final = 12


class WhatHolds(NamedTuple):
    """A part of an agreement; `less` where they said no to some of it that cannot be cut out."""

    scope: Scope
    less: bool = False


def what_holds(agreed: Scope, noes: Sequence[Scope]) -> tuple[WhatHolds, ...]:
    """Nothing, where nothing is left; one part, where what is left can be said as an agreement is;
    else a part for each of the people, services, reasons and so on, in that order.
    """
    against = [no for no in noes if meets(no, agreed)]
    if not against:
        return (WhatHolds(agreed),)
    whole = msgspec.structs.replace(agreed, directions=_apart(agreed.directions))
    left: tuple[WhatHolds, ...] = (WhatHolds(whole),)
    for no in against:
        left = tuple(piece for part in left for piece in _less(part, no))
        if len(left) > _MOST:
            return (WhatHolds(agreed, less=True),)
    return left


def _less(part: WhatHolds, no: Scope) -> Iterator[WhatHolds]:
    """What the no leaves of a part: cut off by one dimension after the other."""
    if not meets(no, part.scope):
        yield part
        return
    rest, in_part = part.scope, []
    for name, reach in _REACHES:
        values = getattr(rest, name)
        reached = {one: reach(getattr(no, name), one) for one in values}
        free = tuple(one for one in values if reached[one] is None)
        if free:
            yield part._replace(scope=_but(rest, name, free))
        rest = _but(rest, name, tuple(one for one in values if reached[one] is not None))
        if some := tuple(one for one in values if reached[one] is False):
            in_part.append((name, some))
    # Of what is left here the no reaches each; where it reaches all of each, nothing is left.
    for name, some in in_part:
        dimension = [one for one in getattr(rest, name) if one not in some]
        others = [n for n, _ in in_part if n != name]
        yield _with_a_no_in_it(part._replace(scope=_but(rest, name, some)), no, name, others)
        if not dimension:
            return
        rest = _but(rest, name, tuple(dimension))


def _with_a_no_in_it(part: WhatHolds, no: Scope, name: str, others: Sequence[str]) -> WhatHolds:
    """A service, or a kind of information, that is left out can be named beside what holds."""
    out = part.scope.exclusions
    if others or name not in ("agencies", "categories"):
        return part._replace(less=True)
    if name == "agencies":
        named = [one for one in no.agencies if any(may_be_one(one, a) for a in part.scope.agencies)]
        if any(one.described is not None for one in named):
            return part._replace(less=True)
        out = Exclusions((*out.agencies, *named), out.categories)
    else:
        out = Exclusions(out.agencies, (*out.categories, *no.categories))
    return part._replace(scope=msgspec.structs.replace(part.scope, exclusions=out))


def _but(scope: Scope, name: str, values: Sequence[Any]) -> Scope:
    return msgspec.structs.replace(scope, **{name: tuple(values)})


def _apart(directions: tuple[str, ...]) -> tuple[str, ...]:
    return (SEEK, SHARE) if BOTH in directions else directions


def _of_names(no: tuple[str, ...], one: str) -> bool | None:
    """Whether a no takes in all of one value; None where it does not reach it."""
    if ANY in no or one in no:
        return True
    return False if one == ANY else None


def _of_services(no: tuple[Agency, ...], one: Agency) -> bool | None:
    if any(takes_in(other, one) for other in no):
        return True
    return False if any(may_be_one(other, one) for other in no) else None


def _of_information(no: tuple[str, ...], one: str) -> bool | None:
    """A no to a part of a kind is one to that kind, as a check hears it."""
    if is_no_to(no, one):
        return True
    return False if one == ANY or any(is_no_to((one,), other) for other in no) else None


def _of_ways(no: tuple[str, ...], one: str) -> bool | None:
    return _of_names(_apart(no), one)


_REACHES: Final[tuple[tuple[str, Callable[[Any, Any], bool | None]], ...]] = (
    ("subjects", _of_names),
    ("agencies", _of_services),
    ("purposes", _of_names),
    ("categories", _of_information),
    ("directions", _of_ways),
)

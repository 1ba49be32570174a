"""What stands somewhere inside of what was said or recorded, however deep.

A member that can hold none of what is looked for, by what its class says of it, is not gone into.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

import msgspec

K = TypeVar("K")
T = TypeVar("T")


def all_in(value: Any, kind: type[K]) -> Iterator[K]:
    """Each of this kind in it, in the order in which they stand."""
    wanted: Any = kind
    if isinstance(value, kind):
        yield value
    elif type(value) is tuple:
        # What we made ourselves of several members is no list.
        for inside in value:
            yield from all_in(inside, kind)
    elif isinstance(value, msgspec.Struct):
        for name in members_with(type(value), wanted):
            yield from all_in(getattr(value, name), kind)


def with_each(value: T, kind: type[K], change: Callable[[K], K]) -> T:
    """The same with each of this kind in it changed; the very same, where that changes nothing."""
    return cast("T", _changed(value, kind, change))


def _changed(value: Any, kind: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, kind):
        return change(value)
    if type(value) is tuple:
        made = tuple([_changed(inside, kind, change) for inside in value])
        return value if made == value else made
    if isinstance(value, msgspec.Struct) and (names := members_with(type(value), kind)):
        held = {name: getattr(value, name) for name in names}
        found = {name: _changed(inside, kind, change) for name, inside in held.items()}
        return value if found == held else msgspec.structs.replace(value, **found)
    return value


@lru_cache(maxsize=4096)
def members_with(of: type[msgspec.Struct], kind: type) -> tuple[str, ...]:
    """The members that can hold one of this kind, in their order."""
    hints = get_type_hints(of)
    return tuple(n for n in of.__struct_fields__ if _can_hold(hints.get(n, Any), kind, {of}))


def can_hold(said: Any, kind: type) -> bool:
    """Whether what is declared so can hold one of this kind, however deep. In doubt it can."""
    return _can_hold(said, kind, set())


#: What is one thing and holds nothing.
_ALONE: Final = (str, int, float, bytes, bool, NoneType, date, timedelta, Enum)


def _can_hold(said: Any, kind: type, seen: set[type]) -> bool:
    """Whether what is declared so can hold one of this kind. In doubt it can."""
    if get_origin(said) is Literal:
        return any(isinstance(one, kind) for one in get_args(said))
    if get_origin(said) is Annotated:
        return _can_hold(get_args(said)[0], kind, seen)
    if parts := get_args(said):
        return any(one is not Ellipsis and _can_hold(one, kind, seen) for one in parts)
    if not isinstance(said, type) or issubclass(kind, said) or issubclass(said, kind):
        return True
    if not issubclass(said, msgspec.Struct):
        return not issubclass(said, _ALONE)
    if said in seen:
        return False
    seen.add(said)
    return any(_can_hold(one, kind, seen) for one in get_type_hints(said).values())

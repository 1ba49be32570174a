"""What stands somewhere inside of what was said or recorded, however deep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar, cast

import msgspec

K = TypeVar("K")
T = TypeVar("T")


def all_in(value: Any, kind: type[K]) -> Iterator[K]:
    """Each of this kind in it, in the order in which they stand."""
    if isinstance(value, kind):
        yield value
    else:
        for inside in _inside(value):
            yield from all_in(inside, kind)


def with_each(value: T, kind: type[K], change: Callable[[K], K]) -> T:
    """The same with each of this kind in it changed; the very same, where that changes nothing."""
    return cast("T", _changed(value, kind, change))


def _changed(value: Any, kind: type[K], change: Callable[[K], K]) -> Any:
    if isinstance(value, kind):
        return change(value)
    held = _inside(value)
    if not held:
        return value
    made = tuple([_changed(inside, kind, change) for inside in held])
    if made == held:
        return value
    if isinstance(value, tuple):
        return made
    return msgspec.structs.replace(value, **dict(zip(value.__struct_fields__, made, strict=True)))


def _inside(value: Any) -> tuple[Any, ...]:
    """What a list or a struct holds. What we made ourselves of several members is no list."""
    if type(value) is tuple:
        return value
    if isinstance(value, msgspec.Struct):
        return msgspec.structs.astuple(value)
    return ()

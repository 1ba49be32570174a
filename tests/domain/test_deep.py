"""What stands somewhere inside is found, though what can hold none of it is not gone into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from consent_service.domain.deep import all_in, members_with, with_each
from consent_service.domain.recorded.event import kinds
from consent_service.domain.scopes.scope import Agency, Exclusions, Scope
from tests.made_up import MadeUp

_WANTED: Final[tuple[type, ...]] = (Agency, Scope, Exclusions, str)


def _gone_through(value: Any, kind: type) -> Iterator[Any]:
    if isinstance(value, kind):
        yield value
    elif type(value) is tuple:
        for one in value:
            yield from _gone_through(one, kind)
    elif isinstance(value, msgspec.Struct):
        yield from _gone_through(msgspec.structs.astuple(value), kind)


def test_in_every_event_it_is_what_one_finds_who_goes_into_everything() -> None:
    made, found = MadeUp({}), 0
    for kind in kinds():
        event = made.event(kind)
        for wanted in _WANTED:
            every = list(_gone_through(event, wanted))
            assert list(all_in(event, wanted)) == every, kind
            found += len(every)
        assert with_each(event, str, lambda said: said) is event
        agencies = list(all_in(event, Agency))
        other = with_each(event, Agency, lambda one: msgspec.structs.replace(one, type="GP"))
        assert [one.type for one in all_in(other, Agency)] == ["GP"] * len(agencies)
        if not agencies:
            assert other is event
    assert found > 500


class _Whatever(msgspec.Struct, frozen=True):
    some: Any
    held: object
    none: int


def test_what_says_nothing_of_what_it_holds_may_hold_it() -> None:
    assert members_with(_Whatever, Agency) == ("some", "held")
    inside = _Whatever((Agency("GP"),), Agency("SCHOOL"), 1)
    assert [one.type for one in all_in(inside, Agency)] == ["GP", "SCHOOL"]

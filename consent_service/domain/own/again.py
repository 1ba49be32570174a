"""What somebody may say yes to on their own page, and which parts of an agreement they read. Pure.

Nothing is offered there that they have not spoken of before: a page that asked for something new
would say what else we know, and nobody would have told them why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, Final, TypeAlias

import msgspec

from ..file.held import Held
from ..recorded.events import Response
from ..said.contradicting import AGREEMENTS
from ..scopes.leftopen import leaves_open
from ..scopes.scope import DIMENSIONS, NOTHING_NAMED, Scope
from . import words
from .children import reader_of
from .ofage import old_enough_from
from .reaching import is_the_same
from .seen import Seen
from .words import Reader

_Reads: TypeAlias = Callable[[Seen, Reader, Any], list[str]]
#: How each part of an agreement reads on their page, by the name of its row there.
_READS: Final[Mapping[str, tuple[str, _Reads]]] = MappingProxyType(
    {
        "who": ("agencies", lambda _, __, one: words.services([one])),
        "about": (
            "subjects",
            lambda seen, _, one: words.people([one], seen.person, seen.names_said),
        ),
        "what": ("categories", lambda _, reader, one: words.information([one], reader)),
        "why": ("purposes", lambda _, reader, one: words.reasons([one], reader)),
    }
)


def may_be_said_yes_to(seen: Seen, said: Held[Response]) -> bool:
    """An answer of theirs that says who, about whom, what and why, in an enquiry that is open. What
    was left open is talked about: nobody can know what a pressed yes to anything would mean. Who is
    old enough to decide is asked themself.
    """
    scope, now = said.event.scope, seen.told.as_of
    days = (old_enough_from(seen.told, one) for one in scope.subjects if one != seen.person)
    return (
        said.event.response_kind == "SHARE_INFO"
        and said.event.enquiry in seen.open_enquiries
        and all(getattr(scope, name) for name in DIMENSIONS)
        and not leaves_open(scope)
        and all(one == seen.person or one in seen.children for one in scope.subjects)
        and not any(day is not None and day <= now for day in days)
    )


def said_alike(seen: Seen, said: Held[Response]) -> list[Held[Response]]:
    """The same yes, given for another part of our work that goes on as well: on their page the two
    read alike, so whatever they say of the one they say of each.
    """
    mine = said.event
    return [
        other
        for other in seen.responses
        if other.event.answer in AGREEMENTS
        and other.event.response_kind == mine.response_kind
        and other.event.enquiry != mine.enquiry
        and seen.goes_on_for(other.event)
        and is_the_same(other.event.scope, mine.scope)
    ]


def part_read_as(seen: Seen, scope: Scope, row: str, read: Collection[str]) -> Scope | None:
    """The part of an agreement that reads so in a row of their page; None where some of what they
    read is not there.
    """
    dimension, reads = _READS[row]
    found = {one: reads(seen, reader_of(seen, scope), one) for one in getattr(scope, dimension)}
    if not set(read) <= {word for said in found.values() for word in said}:
        return None
    kept = tuple(one for one, said in found.items() if not set(read).isdisjoint(said))
    return msgspec.structs.replace(NOTHING_NAMED, **{dimension: kept})


def is_of_several(seen: Seen, scope: Scope, row: str) -> bool:
    """More than one thing reads apart in this row of their page."""
    dimension, reads = _READS[row]
    reader = reader_of(seen, scope)
    read = {word for one in getattr(scope, dimension) for word in reads(seen, reader, one)}
    return len(read) > 1

"""What somebody may say yes to on their own page, and which parts of an agreement they read. Pure.

Nothing is offered there that they have not spoken of before: a page that asked for something new
would say what else we know, and nobody would have told them why.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

import msgspec

from ..events import Response
from ..held import Held
from ..leftopen import leaves_open
from ..scope import DIMENSIONS, NOTHING_NAMED, Scope
from . import words
from .seen import Seen

#: How each part of an agreement reads on their page, by the name of its row there.
_READS: Final[Mapping[str, tuple[str, Callable[[Seen, Any], list[str]]]]] = MappingProxyType(
    {
        "who": ("agencies", lambda _, one: words.services([one])),
        "about": ("subjects", lambda seen, one: words.people([one], seen.person, seen.names_said)),
        "what": ("categories", lambda seen, one: words.information([one], young=_young(seen))),
        "why": ("purposes", lambda seen, one: words.reasons([one], young=_young(seen))),
    }
)


def _young(seen: Seen) -> bool:
    return seen.is_young_person


def may_be_said_yes_to(seen: Seen, said: Held[Response]) -> bool:
    """An answer of theirs that says who, about whom, what and why, in an enquiry that is open. What
    was left open is talked about: nobody can know what a pressed yes to anything would mean.
    """
    scope = said.event.scope
    return (
        said.event.response_kind == "SHARE_INFO"
        and said.event.enquiry in seen.open_enquiries
        and all(getattr(scope, name) for name in DIMENSIONS)
        and not leaves_open(scope)
        and all(one == seen.person or one in seen.children for one in scope.subjects)
    )


def part_read_as(seen: Seen, scope: Scope, row: str, read: Collection[str]) -> Scope | None:
    """The part of an agreement that reads so in a row of their page; None where some of what they
    read is not there.
    """
    dimension, reads = _READS[row]
    found = {one: reads(seen, one) for one in getattr(scope, dimension)}
    if not set(read) <= {word for said in found.values() for word in said}:
        return None
    kept = tuple(one for one, said in found.items() if not set(read).isdisjoint(said))
    return msgspec.structs.replace(NOTHING_NAMED, **{dimension: kept})

"""Of whom a notice is: where one request put several people on record, or told somebody. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from ..codes import codes, label
from ..file.folding import Stamp
from ..file.held import Held
from ..file.view import View
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded
from ..recorded.falling import Notice
from ..safety.whoistold import SAYS_SO, TELLS, told_and_perhaps_not_safe
from ..words.naming import listed, name_of

_PEOPLE: Final = (AdultAdded, ChildAdded)
#: What stands before the name.
IT_IS: Final = " This is about "
#: By these somebody was told, or knows, who may not be safe.
_WAS_TOLD: Final = frozenset({"NOT_BY_THIS_WAY", "SOMEBODY_KNOWS"})


def each_by_name(
    found: Iterable[Notice], event: Event, entries: Sequence[tuple[Content, Stamp]]
) -> Iterator[Notice]:
    """What is said of one of them says of whom: of a single one everybody knows it."""
    several = sum(isinstance(content.event, _PEOPLE) for content, _ in entries) > 1
    for notice in found:
        is_bare = notice.code in codes("notices") and notice.text == label("notices", notice.code)
        if several and is_bare and isinstance(event, _PEOPLE):
            yield Notice(notice.code, f"{notice.text}{IT_IS}{event.names}.")
        else:
            yield notice


def with_who_was_told(notice: Notice, event: Event, view: View | None, seq: int) -> Notice:
    """Whoever types the name of somebody at an agency reads who of the family that may be."""
    if view is None or notice.code not in _WAS_TOLD or not isinstance(event, (*TELLS, *SAYS_SO)):
        return notice
    facts: Iterator[Held[Any]] = (one for one in view.read.of(type(event)) if one.seq == seq)
    told = (who for one in facts for who in told_and_perhaps_not_safe(view, one))
    names = [view.each[name_of][who] for who in dict.fromkeys(told)]
    return Notice(notice.code, f"{notice.text} It may be {listed(names)}.") if names else notice

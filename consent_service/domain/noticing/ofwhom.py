"""Of whom a notice is, where one request put several people on record. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from ..codes import codes, label
from ..file.folding import Stamp
from ..recorded.content import Content
from ..recorded.event import Event
from ..recorded.events import AdultAdded, ChildAdded
from ..recorded.falling import Notice

_PEOPLE: Final = (AdultAdded, ChildAdded)
#: What stands before the name.
IT_IS: Final = " This is about "


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

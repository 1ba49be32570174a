"""The walk: what a member of an event changes, of all that people are shown.

`python -m tests.domain.walk.walking` makes the table again: what changes nothing is null in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from consent_service.domain.recorded.event import Event, Noted, kinds, tag_of
from consent_service.domain.recorded.members import Member
from tests.domain.walk.families import Situation, before, recorded
from tests.domain.walk.situations import SITUATIONS
from tests.domain.walk.surfaces import SURFACES, Record, shown
from tests.domain.walk.values import named, others, paths

TABLE: Final = Path(__file__).with_name("where_members_show.json")
#: A member that changes nothing is not tried with more values than this.
_MOST_TRIED = 20


@cache
def as_it_stands(situation: Situation) -> Record:
    return recorded(situation, before(situation), situation.kind(**situation.event))


@cache
def _shown_as_it_stands(situation: Situation, surface: str) -> bytes:
    return shown(as_it_stands(situation), surface)


def of(tag: str) -> tuple[Situation, ...]:
    return tuple(one for one in SITUATIONS if tag_of(one.kind) == tag)


def tried(situation: Situation, path: tuple[Member, ...]) -> Iterator[Record]:
    """The same record, but for this member of this event."""
    event: Event = situation.kind(**situation.event)
    values = others(event, path, as_it_stands(situation).file)
    for other in islice(values, _MOST_TRIED):
        yield recorded(situation, before(situation), other)


def shows_in(tag: str, path: tuple[Member, ...], surface: str) -> bool:
    """Whether some other value of the member changes what people read there."""
    return any(
        shown(record, surface) != _shown_as_it_stands(situation, surface)
        for situation in of(tag)
        for record in tried(situation, path)
    )


def first_shown(tag: str, path: tuple[Member, ...]) -> str | None:
    """The first of the surfaces that the member changes; None if it changes none."""
    return next((surface for surface in SURFACES if shows_in(tag, path, surface)), None)


def walked() -> Iterator[tuple[str, tuple[Member, ...]]]:
    """Each kind that is walked, with each of its members."""
    for kind in dict.fromkeys(situation.kind for situation in SITUATIONS):
        for path in paths(kind):
            yield tag_of(kind), path


def table() -> dict[str, dict[str, str]]:
    """As it was made; what no rule reads is on the family's page, and in no table."""
    found: dict[str, dict[str, str]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return found | {
        tag_of(kind): {named(path): "page" for path in paths(kind)} for kind in kinds(Noted)
    }


def make_table() -> None:
    made: dict[str, dict[str, str | None]] = {}
    noted = set(map(tag_of, kinds(Noted)))
    for tag, path in walked():
        if tag in noted:
            continue
        made.setdefault(tag, {})[named(path)] = first_shown(tag, path)
    TABLE.write_text(json.dumps(made, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    make_table()

"""What somebody did within an hour that another should hear of at once. Pure.

Nothing is refused for it and nothing here says that it was wrong: a night with a missing child
looks like that as well. Whoever hears of it asks. By the day it stands in the report
`looks-unusual`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import Final, NamedTuple

from ..file.looks import LOOKS_FOR
from ..may import NOT_STAFF
from ..recorded.checked import ContactOpened, KeptRecordOpened
from ..recorded.content import Content, is_nobodys
from ..recorded.falling import Looked

#: What is counted together.
STRETCH: Final = timedelta(hours=1)
#: From so many families on that somebody looked at, and so many things that they opened which are
#: kept from others or name people.
FAMILIES: Final = 30
OPENED: Final = 10
#: So many times that somebody looked for a family: who finds one has read of it already.
SEARCHED: Final = 40


class Alarm(NamedTuple):
    """What was much, `FAMILIES`, `OPENED` or `SEARCHED`, or is always said, `KEPT_TO_OTHERS`; of
    whom, by their opaque id, and how much it was.
    """

    of: str
    staff: str
    how_many: int


def alarms(done: Iterable[Content]) -> list[Alarm]:
    """Those of one stretch of time, of looks and of entries, in the order of their kinds and ids.

    A system that asks by itself has quotas of its own.
    """
    families, opened = defaultdict[str, set[str]](set), defaultdict[str, int](int)
    broken, searched = defaultdict[str, int](int), defaultdict[str, int](int)
    for content in done:
        by, event = content.by, content.event
        if by.role in NOT_STAFF or is_nobodys(by.id):
            continue
        # A list or a report over all families names many to whoever works there, every day.
        if isinstance(event, Looked) and event.of is not None:
            families[by.id].add(event.of)
        elif isinstance(event, Looked) and event.what in LOOKS_FOR:
            searched[by.id] += 1
        elif isinstance(event, ContactOpened) or getattr(event, "unlocks", False):
            opened[by.id] += 1
        elif isinstance(event, KeptRecordOpened):
            broken[by.id] += 1
    found = [Alarm("FAMILIES", who, len(seen)) for who, seen in families.items()]
    found += [Alarm("OPENED", who, count) for who, count in opened.items()]
    found += [Alarm("SEARCHED", who, count) for who, count in searched.items()]
    found += [Alarm("KEPT_TO_OTHERS", who, count) for who, count in broken.items()]
    least = {"FAMILIES": FAMILIES, "OPENED": OPENED, "SEARCHED": SEARCHED, "KEPT_TO_OTHERS": 1}
    return sorted(one for one in found if one.how_many >= least[one.of])

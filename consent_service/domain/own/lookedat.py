"""That a family's record was looked at, as its own page may say it. Pure.

How often staff look goes up when something has become known that this person may not know of. So
what is said is a lower bound, in three steps, and it stops growing with the first thing on record
of that sort: looks after it are not counted. Nobody can tell such a page from that of a record
which lies still, and what it says stays true.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final, NamedTuple

from ..codes import TEXTS
from ..file.view import View
from ..lifting.protecting import protects
from ..may import NOT_STAFF
from ..recorded.events import AuthorisationMade, EnquiryOpened
from ..recorded.practice import DecisionRequested, NotShareDecided
from ..safety.telling import known_until
from .seen import said_themself

#: So many looks, and the words for at least so many.
STEPS: Final = ((50, "own_looked_many"), (10, "own_looked_some"), (0, "own_looked_once"))
#: Who looks, in words for a family, by role. Whoever else does is one who works with them.
_KINDS: Final = {
    "MASH_MANAGER": "own_looked_by_managers",
    "EDT_MANAGER": "own_looked_by_managers",
    "HEAD_OF_SERVICE": "own_looked_by_managers",
    "IG_OFFICER": "own_looked_by_checkers",
    "AUDITOR": "own_looked_by_checkers",
}
#: Somebody of them opened the file, so it is true of each.
_WORKERS: Final = "own_looked_by_workers"
_ORDER: Final = (_WORKERS, "own_looked_by_managers", "own_looked_by_checkers")
#: What staff decide, and whoever it is about may not have been told of.
_DECIDED: Final = (AuthorisationMade, NotShareDecided, DecisionRequested)


class Glance(NamedTuple):
    """One look at the file: when it was recorded, and in which role they looked."""

    at: datetime
    role: str


def looked_at(view: View, person: str, looks: Iterable[Glance]) -> dict[str, Any]:
    """How often the record was looked at, at least, and by which kind of staff, as plain values.

    Of whole days: a look while they are on the telephone shows nothing to whoever stands by them.
    """
    until = min(map(_midnight, [view.as_of, *_not_for_them(view.together, person)]))
    counted = [one for one in looks if one.at < until and one.role not in NOT_STAFF]
    kinds = {_WORKERS, *(_KINDS.get(one.role, _WORKERS) for one in counted)}
    return {
        "often": TEXTS[next(text for least, text in STEPS if len(counted) >= least)],
        "by": [TEXTS[one] for one in _ORDER if one in kinds],
        "ask": TEXTS["own_looked_ask"],
    }


def _midnight(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)


def _not_for_them(view: View, person: str) -> Iterator[datetime]:
    """When something was recorded that they may not know of, whoever said it."""
    person = view.the_one(person)
    horizon, enquiries = known_until(view, person), 0
    for fact in view.file.every():
        event = fact.event
        enquiries += isinstance(event, EnquiryOpened)
        if said_themself(event, person):
            continue
        is_another = isinstance(event, EnquiryOpened) and enquiries > 1
        is_later = horizon is not None and fact.seq > horizon
        if is_later or is_another or protects(event) or isinstance(event, _DECIDED):
            yield fact.recorded_at

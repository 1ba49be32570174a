"""What fell on a manager's word by telephone that nobody has confirmed, for the family's page: what
a check says of it stands there as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from ...domain.recorded.falling import WARNINGS
from ...domain.tasks.confirming import WHAT_FALLS
from ...domain.words.naming import day
from ..called import names_on

_SAID: Final = (
    "{what}{of} was lifted by telephone on {day}: it is said that {by} said so, and no manager has "
    "confirmed it"
)


def lifted_by_telephone(stands: Mapping[str, Any]) -> Iterator[str]:
    """Of `showFile`. A warning about somebody stands with them."""
    names = names_on(stands)
    for one in stands["lifted_by_telephone"]:
        what = WHAT_FALLS.get(one["kind"])
        if what is not None and one["kind"] not in WARNINGS:
            of = f" of {names[one['person']]}" if one["person"] in names else ""
            by = stands["staff"].get(one["told_by"], "a manager")
            on = day(datetime.fromisoformat(one["at"]))
            yield _SAID.format(what=what[:1].upper() + what[1:], of=of, day=on, by=by)

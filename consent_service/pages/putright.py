"""What was put right of who somebody is and no manager has confirmed. Their name or age stands so
on every page, and whoever reads it must not take it for settled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, Final

from ..domain.words.naming import day, listed
from .unconfirmed import beside, holds

#: By the member that was put right, as it is read.
_AS: Final[Mapping[str, str]] = {
    "names": "called {}",
    "dob": "born {}",
    "born_in": "born in {}",
    "estimated_due_date": "due {}",
    "due_in": "due in {}",
    "gender": "gender: {}",
}
_A_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_OTHER: Final = "what is known of them"


def put_right(stands: Mapping[str, Any], person: str) -> Iterator[str]:
    """Each of one person: when, what stands since, why, and that no manager confirmed it."""
    for one in stands["known"]["amended"]:
        if one["person"] != person or holds(one):
            continue
        what = [words.format(_spoken(one[name])) for name, words in _AS.items() if one.get(name)]
        why = f": “{one['reason']}”" if one["reason"] else ""
        when = day(datetime.fromisoformat(one["at"]))
        yield beside(f"Put right on {when}, {listed(what or [_OTHER])}{why}", one)


def _spoken(value: str) -> str:
    """A day or a month as it is read, and whatever else as it stands."""
    try:
        return f"{(on := date.fromisoformat(value)).day} {on:%B %Y}"
    except ValueError:
        return f"{date.fromisoformat(f'{value}-01'):%B %Y}" if _A_MONTH.fullmatch(value) else value

"""Two who are said to be one person, which no manager has confirmed: that is said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .called import not_known_to_be_one
from .frame import Visit
from .offering import Offer, offered


def read_as_one(visit: Visit, stands: Mapping[str, Any]) -> Iterator[tuple[str, Offer | None]]:
    """Of `showFile`: who, and where it is said that they were two."""
    for one, other in not_known_to_be_one(stands):
        both = f"{other['names']} and {one['names']}"
        if other["refused"]:
            words = (
                f"No manager confirmed in time that {both} are one person. They are shown as two, "
                "but a no or a danger of one counts for both until it is said that they were two."
            )
        else:
            words = (
                f"{both} are said to be one person, and a manager has yet to confirm it. Until "
                "then they are shown as two, and a no or a danger of one counts for both."
            )
        label = f"Say that {both} were two people"
        yield words, next(offered(visit, "partPeople", label, joining=other["joining"]), None)

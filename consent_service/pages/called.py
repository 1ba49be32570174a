"""What whoever stands on a file is called, by id: whoever stands there twice, by either."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

_PLACEHOLDER: Final = "UNKNOWN_FATHER"


def names_on(stands: Mapping[str, Any]) -> dict[str, str]:
    """Of `showFile`. Two who are one person have one name once that is confirmed: until then, and
    where a manager refused it, each has their own.
    """
    every = (*stands["children"], *stands["adults"])
    found = {one["id"]: one["names"] for one in every}
    for one in every:
        for other in one["also"]:
            own = None if other["confirmed"] else other["names"]
            found[other["id"]] = own or one["names"]
    return found


def stand_for_nobody(stands: Mapping[str, Any]) -> set[str]:
    """Placeholders, by id: somebody is a child's father, and nobody knows who. Nobody speaks to
    them, or gives them anything.
    """
    roles: dict[str, set[str]] = {}
    for child in stands["children"]:
        for one in child["caregivers"]:
            roles.setdefault(one["person"], set()).add(one["role"])
    return {person for person, held in roles.items() if held == {_PLACEHOLDER}}


def not_known_to_be_one(stands: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Any]]:
    """Whoever is read as one with another of the file, and whether that holds nobody has confirmed:
    each with that other.
    """
    for one in (*stands["children"], *stands["adults"]):
        yield from ((one, other) for other in one["also"] if not other["confirmed"])

"""Who of two files are said to be one person: what each is on their own, and what either hears of
the other. One of us said so, and a slip names somebody else as one to fear.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final, NamedTuple

from ...actions.refused import Refused
from ...api.edge.problems import ProblemError
from ...domain.codes import label
from ...domain.words.naming import listed, lower_first
from ..asking import ask
from ..called import asking_of, names_on, other_ids
from ..frame import Visit
from .dangers import dangers_of

#: A sign of another file that is of this one because somebody said that the two are one person.
_CONFIRMED: Final = "CONFIRMED"
_NOT_READ: Final = "The other file is kept from you: somebody who may read it says who that is."


def said_to_be_one(visit: Visit, file: str, entry: str) -> Iterator[str]:
    """By this entry of a file: both names, by whom it was said and why, and what either hears."""
    stands = ask(visit, "showFile", file=file)
    every = stands["known"]["joined_elsewhere"]
    one = next((one for one in every if str(one["seq"]) == entry), None)
    if one is None or one["file"] is None:
        return
    here = who(stands, one["person"])
    by = stands["staff"].get(one["by"], "Somebody")
    why = f": “{one['reason']}”" if one["reason"] else ""
    other = on_file(visit, one["file"])
    if other is None:
        yield f"{by} says that {here} is somebody of another file{why}. {_NOT_READ}"
        return
    theirs = (o for o in other["known"]["joined_elsewhere"] if o["joining"] == one["joining"])
    them = next((o["person"] for o in theirs), "")
    yield f"{by} says that {here}, and {who(other, them)} of another file, are one person{why}"
    for where, what, person in (("Here", stands, one["person"]), ("There", other, them)):
        yield from (f"{where}: {words}" for words in _heard(what, person, one["joining"]))


class HeldThere(NamedTuple):
    """Somebody of a file whom another one holds: why, as far as whoever looks may read it; and
    which that is, if they may.
    """

    who: str
    why: tuple[str, ...]
    file: str | None


def held_there(
    visit: Visit, stands: Mapping[str, Any], people: Collection[str]
) -> Iterator[HeldThere]:
    """Of `showFile`: what stands on the other file of each of these who was joined with one."""
    every = [one for one in (*stands["adults"], *stands["children"]) if one["id"] in people]
    ids = {*people, *(other for one in every for other in other_ids(one))}
    for one in stands["known"]["joined_elsewhere"]:
        if one["person"] not in ids or one["file"] is None:
            continue
        called, other = who(stands, one["person"]), on_file(visit, one["file"])
        if other is None:
            yield HeldThere(called, (_NOT_READ,), None)
            continue
        theirs = (o for o in other["known"]["joined_elsewhere"] if o["joining"] == one["joining"])
        them = next((o["person"] for o in theirs), "")
        if asking_of(other, them) != "YES":
            yield HeldThere(called, tuple(dangers_of(other, them)), one["file"])


def on_file(visit: Visit, file: str) -> Mapping[str, Any] | None:
    """As it stands; None where whoever looks may not read it."""
    try:
        found: Mapping[str, Any] = ask(visit, "showFile", file=file)
    except (Refused, ProblemError):
        return None
    return found


def who(stands: Mapping[str, Any], person: str) -> str:
    """By name, and what they are to the children there."""
    roles = dict.fromkeys(
        lower_first(label("roles", one["role"]))
        for child in stands["children"]
        for one in child["caregivers"]
        if one["person"] == person
    )
    if any(one["id"] == person for one in stands["children"]):
        roles = {"a child": None, **roles}
    return f"{names_on(stands).get(person, 'somebody')}{f' ({listed([*roles])})' if roles else ''}"


def _heard(stands: Mapping[str, Any], person: str, joining: str) -> Iterator[str]:
    """What is heard on this file by the joining, as far as it can be told."""
    names, known = names_on(stands), stands["known"]
    called = names.get(person, "somebody")
    if asking_of(stands, person) != "YES":
        for sign in known["signs"]:
            if sign["matched"] == _CONFIRMED and person in sign["names"]:
                what = lower_first(label("signs", sign["code"]))
                yield f"{called} is not asked. Known from the other file: {what}"
    noes = (*known["heard_elsewhere"], *known["noes_about_children"])
    if any(one["joining"] == joining for one in noes):
        yield f"a no that was said on the other file counts for {called}"

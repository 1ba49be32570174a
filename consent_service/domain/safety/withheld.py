"""Which numbers and addresses must not come to somebody who is to be feared.

They are shown nowhere but where they are opened, with a reason: whoever needs one to reach somebody
has it in one step, and nobody reads it in passing, leaves it on a screen or prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final, NamedTuple

from ..answers import Safe
from ..file.casefile import CaseFile
from ..file.view import View
from ..recorded.practice import ContactPointRecorded
from .reaching import same_way, who_is_there
from .signs import asking

#: Somebody is not to come to where these lead.
_NOT_FOR_EVERYBODY: Final = frozenset({"UNSAFE", "CODE_WORD", "SAFE_AT_TIMES"})
#: By then everything on record is known and in effect, and no manager's word by telephone holds.
_AFTER_ALL: Final = datetime(9000, 1, 1, tzinfo=UTC)


def is_marked(point: ContactPointRecorded) -> bool:
    """Whoever recorded it said that it is to be kept from somebody, or used with care."""
    return point.protected or point.safety in _NOT_FOR_EVERYBODY


def is_opened_with_a_reason(point: ContactPointRecorded) -> bool:
    """The same, but for a number that is safe at hours which are said: whoever rings at these needs
    both, and where somebody is to be feared it is kept like every other.
    """
    says_when = point.safety == "SAFE_AT_TIMES" and bool(point.safe_times)
    if says_when and point.type != "ADDRESS":
        return point.protected
    return is_marked(point)


def withheld(file: CaseFile) -> frozenset[str]:
    """The numbers and addresses of a file that are opened with a reason only, by `same_way`.

    What was marked stays so in each of its versions, an ended one and one found to be wrong among
    them, until nothing on the file says so of that very value any more and a manager has let it
    fall. So is every way of reaching the others, where somebody on the file is not known to be
    safe. The moment that is looked at changes nothing: what is to be kept now was so then.
    """
    view = View(file, _AFTER_ALL, _AFTER_ALL)
    feared = _feared(view)
    let_go, marked = _let_go(view), _marked(view)
    found = set()
    for held in file.of(ContactPointRecorded):
        point = held.event
        if point.value is None:
            continue
        value = same_way(point.value)
        is_kept = is_opened_with_a_reason(point) or point.contact in marked
        is_kept = is_kept and (point.contact, value) not in let_go
        if is_kept or feared - {view.the_one(point.person)}:
            found.add(value)
    return frozenset(found)


def _feared(view: View) -> set[str]:
    """Those of the family of whom it is not known that they are safe."""
    people, asked = (*view.adults, *view.children), view.each[asking]
    return {person for person in people if asked[person].answer is not Safe.YES}


def _marked(view: View) -> set[str]:
    """Which ways are marked in one reading of the file: a number that takes the place of one of
    them is kept like it, until a manager has let that fall.
    """
    return {
        contact
        for reading in view.readings
        for contact, held in reading.newest[ContactPointRecorded, "contact"].items()
        if is_opened_with_a_reason(held.event) and not held.event.ended
    }


def _let_go(view: View) -> set[tuple[str, str]]:
    """Which ways, with which value, are marked in no reading of the file any more."""
    every = [reading.newest[ContactPointRecorded, "contact"] for reading in view.readings]
    return {
        (contact, same_way(held.event.value))
        for contact, held in every[0].items()
        if held.event.value is not None
        and all(
            contact in newest
            and newest[contact].event.value == held.event.value
            and not newest[contact].event.ended
            and not is_opened_with_a_reason(newest[contact].event)
            for newest in every
        )
    }


class KeptWay(NamedTuple):
    """A number or an address that is kept, whose it is, and who is reached there or by it too: from
    them it is not kept. Where nobody said that it is, from those alone who are to be feared.
    """

    type: str
    value: str
    whose: str
    there: frozenset[str]
    feared: frozenset[str] | None

    def is_from(self, person: str) -> bool:
        """Whether this one must not know it."""
        return person not in self.there and (self.feared is None or person in self.feared)


def kept_from_others(view: View) -> Iterator[KeptWay]:
    """What was said to be kept from others; and each address that one who is to be feared does not
    share: agencies are told to give away none.
    """
    feared = frozenset(_feared(view))
    for reading in view.readings:
        for held in reading.newest[ContactPointRecorded, "contact"].values():
            point = held.event
            may_be = point.protected or (point.type == "ADDRESS" and bool(feared))
            if point.ended or point.value is None or not may_be:
                continue
            there = who_is_there(reading, point)
            if point.protected or feared - there:
                only = None if point.protected else feared
                yield KeptWay(point.type, point.value, view.the_one(point.person), there, only)


def has_protected_address(view: View) -> bool:
    """The address of somebody of the family is to be kept from somebody, or not safe to use."""
    feared = _feared(view)
    return any(
        _is_address(held.event)
        and (is_marked(held.event) or feared - {view.the_one(held.event.person)})
        for reading in view.readings
        for held in reading.newest[ContactPointRecorded, "contact"].values()
    )


def no_address_any_more(before: View, after: View) -> frozenset[str]:
    """The addresses that have ended since, or are said to be another way, where no address of the
    family is to be kept from anybody any more by that: what agencies are told rests on them.
    """
    now = after.newest[ContactPointRecorded, "contact"]
    gone = {
        contact
        for contact, held in before.newest[ContactPointRecorded, "contact"].items()
        if _is_address(held.event) and not (contact in now and _is_address(now[contact].event))
    }
    is_lost = gone and has_protected_address(before) and not has_protected_address(after)
    return frozenset(gone if is_lost else ())


def _is_address(point: ContactPointRecorded) -> bool:
    return point.type == "ADDRESS" and not point.ended

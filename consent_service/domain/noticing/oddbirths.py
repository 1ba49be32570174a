"""Of a birth: what looks like a mistake, rules of the table in `plausible.py`. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from ..file.comingofage import birthday
from ..file.findings import OF_AGE
from ..file.held import Held
from ..file.view import View
from ..recorded import events, practice
from ..recorded.births import born_in, due_in, first_of, middle_of
from ..recorded.circumstances import PersonAmended
from ..times import day_of

#: A mother or father of a child is older than the child by more than this.
_BY_BIRTH: Final = frozenset({"MOTHER", "FATHER"})
_YEARS_OLDER: Final = 10
_OLDER: Final = _BY_BIRTH | {"SECOND_PARENT", "ADOPTIVE_PARENT", "GRANDPARENT", "SPECIAL_GUARDIAN"}

#: A file may still be worked on when a child of the family has grown up; nobody is a child at 30.
_A_CHILD_AT_MOST: Final = timedelta(days=30 * 365)
_FIRST_DAY: Final = date(1900, 1, 1)
#: From conception to birth, as it is reckoned.
_CARRIED: Final = timedelta(days=266)
#: Under this age nobody can agree to it.
_MAY_CONSENT: Final = 16
#: As far from the day it is recorded as an estimated due date may lie.
_FROM_THE_DUE_DATE: Final = timedelta(days=300)


def parent_too_young(view: View, fact: Held[Any]) -> bool:
    """Younger than the child, or a mother or father who is hardly older."""
    return any(
        _is_too_young(view, link.event)
        for link in view.relationships.get(fact.event.child, ())
        if getattr(fact.event, "person", link.event.person) == link.event.person
    )


def _is_too_young(view: View, link: events.RelationshipRecorded) -> bool:
    parent = view.adults.get(link.person) or view.children.get(link.person)
    child = view.children.get(link.child)
    older, younger = (one.event.dob if one is not None else None for one in (parent, child))
    if older is None or younger is None or link.role not in _OLDER:
        return False
    years = _YEARS_OLDER if link.role in _BY_BIRTH else 0
    return (older.year + years, older.month, older.day) > (younger.year, younger.month, younger.day)


def conceived_under_16(view: View, fact: Held[Any]) -> bool:
    """By what is on record the mother was under sixteen when the child was conceived, and the
    father of age: nobody rings him before somebody has asked what that was.
    """
    child = view.children.get(fact.event.child)
    if child is None or getattr(fact.event, "role", "MOTHER") not in _BY_BIRTH:
        return False
    day = child.event.dob or child.event.estimated_due_date
    mothers, fathers = (
        [
            one.event.dob
            for link in view.relationships.get(fact.event.child, ())
            if link.event.role == role
            and (one := view.adults.get(link.event.person) or view.children.get(link.event.person))
            and one.event.dob is not None
        ]
        for role in ("MOTHER", "FATHER")
    )
    if day is None:
        return False
    conceived = day - _CARRIED
    return any(birthday(born, _MAY_CONSENT) > conceived for born in mothers) and any(
        birthday(born, OF_AGE) <= conceived for born in fathers
    )


def birth_not_believable(view: View, fact: Held[Any]) -> bool:
    """Still to come, before anybody alive, of a child at thirty, or expected in another year."""
    today = day_of(fact.recorded_at)
    born = getattr(fact.event, "dob", None) or getattr(fact.event, "estimated_dob", None)
    due = getattr(fact.event, "estimated_due_date", None)
    if isinstance(fact.event, events.ChildAdded | PersonAmended):
        month, expected = born_in(fact.event), due_in(fact.event)
        born = born or (None if month is None else first_of(month))
        due = due or (None if expected is None else middle_of(expected))
    first = today - _A_CHILD_AT_MOST if isinstance(fact.event, events.ChildAdded) else _FIRST_DAY
    around = today
    if isinstance(fact.event, practice.BirthRecorded):
        child = view.children.get(fact.event.child)
        due, around = (None if child is None else child.event.estimated_due_date), fact.event.dob
    return (born is not None and not first <= born <= today) or (
        due is not None and abs(due - around) > _FROM_THE_DUE_DATE
    )


def birth_is_a_guess(view: View, fact: Held[Any]) -> bool:
    """Nobody has said yet when the child was born: whether they are sixteen rests on a guess. A
    month or a year was told, and is none.
    """
    child = view.children.get(fact.event.child)
    return child is not None and child.event.estimated_dob is not None


def of_age(view: View, fact: Held[Any]) -> bool:
    """Already eighteen on the day on which they are put in as a child, or said to be born then:
    nobody is responsible for them, and what is theirs is asked of an adult. Of a birth that is not
    to be believed that is said instead.
    """
    if birth_not_believable(view, fact):
        return False
    born, id = _born(fact.event), getattr(fact.event, "child", None) or fact.event.person
    return (
        id in view.children
        and born is not None
        and birthday(born, OF_AGE) <= day_of(fact.recorded_at)
    )


def _born(said: Any) -> date | None:
    """The first day on which they can be born, as far as anybody says."""
    month = born_in(said)
    guess = getattr(said, "estimated_dob", None)
    return said.dob or guess or (None if month is None else middle_of(month))

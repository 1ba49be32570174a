"""Who was refused to, overridden, not asked and supported, by what people said about themselves.

Every one of these fields is optional, and a difference is a reason to look at practice, never a
finding about anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Final, NamedTuple

import msgspec

from ..codes import codes
from ..file.held import Held
from ..file.inanenquiry import answers_in
from ..following.advocates import NOT_DISCUSSED
from ..freetext.rationale import plain
from ..own.supporting import is_in_place
from ..recorded.events import AdvocateStatusChanged, AuthorisationMade, EnquiryOpened
from ..recorded.practice import EqualityRecorded
from ..said.contradicting import NOES
from ..scopes.scope import ANY
from ..tasks.scene import Scene
from ..times import age_on
from .lines import Lines
from .report import Found, Material, Row, enquiries
from .suppressing import Breakdown, threshold, total_row

NOT_RECORDED: Final = "NOT_RECORDED"
#: Where people wrote it in their own words, a rare word would show who wrote it.
SMALLER_GROUPS: Final = "SMALLER_GROUPS"

#: From this age on, in years; the first is everybody below the second.
_BANDS: Final = ((0, "UNDER_18"), (18, "18_TO_24"), (25, "25_TO_34"), (35, "35_TO_44"))
_OLDEST: Final = (45, "45_AND_OVER")

_NOT_ASKED: Final = "not_asked"
_COUNTED: Final = ("said_no", "overridden", _NOT_ASKED, "advocate_discussed", "advocate_in_place")

_NOTES: Final = (
    (
        "Adults linked to a child in an enquiry that was open in the period, each once a file. Who "
        "said nothing about themselves is counted as not recorded."
    ),
    "Small numbers are hidden, and others with them, so that they cannot be worked out.",
)


class _OpenEnquiry(msgspec.Struct, frozen=True, array_like=True):
    """When an enquiry was open, and what is true of somebody in it, by `_COUNTED`."""

    opened_at: datetime
    ended_at: datetime | None
    is_true: tuple[str, ...]


class _Adult(msgspec.Struct, frozen=True, array_like=True):
    """One adult: what they said of themselves, by what is asked, and each enquiry."""

    groups: dict[str, str]
    enquiries: tuple[_OpenEnquiry, ...]


class _Person(NamedTuple):
    """One adult: what they said of themselves, by what is asked, and what is true of them."""

    groups: dict[str, str]
    is_true: frozenset[str]


#: What people are grouped by, and the order of its groups where a code list has one.
_BY: Final[dict[str, tuple[str, ...] | None]] = {
    "ethnicity": (*codes("ethnicities"), NOT_RECORDED),
    "disability": (*codes("disability_answers"), NOT_RECORDED),
    "religion": None,
    "age": (*(name for _, name in (*_BANDS, _OLDEST)), NOT_RECORDED),
    "language": None,
    "area": None,
}


def equality(material: Material) -> Found:
    """One table a field. The totals of the tables are the same people."""
    people = list(_people(material))
    small = material.policy.small_number
    totals = {name: sum(name in p.is_true for p in people) for name in _COUNTED}
    rows: list[Row] = [total_row({"people": len(people), **totals}, small)]
    for by, order in _BY.items():
        named = _named(by, people, small) if order is None else (lambda p, by=by: p.groups[by])
        rows += _broken_down(by, order, people, named).rows(totals, len(people), small)
    return Found(rows, _NOTES)


def _broken_down(
    by: str,
    order: tuple[str, ...] | None,
    people: list[_Person],
    named: Callable[[_Person], str],
) -> Breakdown:
    sizes = Counter(named(person) for person in people)
    groups = [g for g in (order or sorted(sizes)) if g in sizes]
    counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    for person in people:
        for name in person.is_true:
            counts[name][named(person)] += 1
    return Breakdown(
        by,
        {group: sizes[group] for group in groups},
        {name: {group: counts[name][group] for group in groups} for name in _COUNTED},
    )


def _named(by: str, people: Iterable[_Person], small: int) -> Callable[[_Person], str]:
    """The words somebody gave, where more than a few gave the same."""
    sizes = Counter(person.groups[by] for person in people)
    rare = {g for g, size in sizes.items() if size <= threshold(small) and g != NOT_RECORDED}
    return lambda p: SMALLER_GROUPS if p.groups[by] in rare else p.groups[by]


def _adults(scene: Scene) -> Iterator[_Adult]:
    every = list(enquiries(scene))
    for person in scene.people if every else ():
        yield _Adult(_groups(scene, person), tuple(_enquiry(scene, person, one) for one in every))


ADULTS: Final = Lines("adults", _Adult, _adults)


def _people(material: Material) -> Iterator[_Person]:
    for _, adult in material.lines(ADULTS):
        running = [
            one.is_true
            for one in adult.enquiries
            if one.opened_at < material.until
            and (one.ended_at is None or one.ended_at >= material.since)
        ]
        if running:
            found = frozenset[str]().union(*running) - {_NOT_ASKED}
            # Whoever was asked in one of them was asked.
            asked = any(_NOT_ASKED not in one for one in running)
            yield _Person(adult.groups, found if asked else found | {_NOT_ASKED})


def _groups(scene: Scene, person: str) -> dict[str, str]:
    said: dict[str, str | None] = {}
    for held in sorted(scene.view.holding[EqualityRecorded], key=lambda one: one.order):
        if held.event.person == person:
            # What somebody leaves out the next time they have not taken back.
            event = held.event
            for name in ("ethnicity", "disability", "religion", "area"):
                said[name] = getattr(event, name) or said.get(name)
    who = (scene.view.adults.get(person) or scene.view.children[person]).event
    return {
        "ethnicity": said.get("ethnicity") or NOT_RECORDED,
        "disability": said.get("disability") or NOT_RECORDED,
        "religion": _worded(said.get("religion")),
        "age": NOT_RECORDED if who.dob is None else _band(age_on(who.dob, scene.today)),
        "language": _worded(who.language),
        "area": _worded(said.get("area")),
    }


def _worded(said: str | None) -> str:
    return (plain(said) if said else "") or NOT_RECORDED


def _band(age: int) -> str:
    """A birth that is still to come is a mistake, and tells no age."""
    return next(
        (name for least, name in reversed((*_BANDS, _OLDEST)) if age >= least), NOT_RECORDED
    )


def _enquiry(scene: Scene, person: str, enquiry: Held[EnquiryOpened]) -> _OpenEnquiry:
    id = enquiry.event.enquiry
    ended, status = scene.view.ended.get(id), scene.view.advocate[person, id]
    said_no = any(
        r.event.answer in NOES and r.event.response_kind == "SHARE_INFO"
        for r in answers_in(scene.view, id, person)
    )
    found = {
        "said_no": said_no,
        "overridden": said_no and _is_overridden(scene, person, id),
        _NOT_ASKED: scene.spoken_to(person, id) is None,
        "advocate_discussed": any(
            a.event.person == person and a.event.status != NOT_DISCUSSED
            for a in scene.view.by[AdvocateStatusChanged, "enquiry"].get(id, ())
        ),
        "advocate_in_place": is_in_place(scene.view, person, status),
    }
    return _OpenEnquiry(
        enquiry.effective_at,
        None if ended is None else ended.effective_at,
        tuple(name for name, holds in found.items() if holds),
    )


def _is_overridden(scene: Scene, person: str, enquiry: str) -> bool:
    """A manager went ahead about them or a child of theirs all the same."""
    concerned = {ANY, person, *(link.event.child for link in scene.people[person])}
    return any(
        a.event.decision == "OVERRIDE_DECISION" and concerned & set(a.event.scope.subjects)
        for a in scene.view.by[AuthorisationMade, "enquiry"].get(enquiry, ())
    )

"""Who was refused to, overridden, not asked and supported, by what people said about themselves.

Every one of these fields is optional, and a difference is a reason to look at practice, never a
finding about anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from ..advocates import NOT_DISCUSSED, TAKEN_ON
from ..codes import codes
from ..contradicting import NOES
from ..events import AdvocateStatusChanged, AuthorisationMade, EnquiryOpened
from ..held import Held
from ..practice import EqualityRecorded
from ..rationale import plain
from ..scope import ANY
from ..tasks.scene import Scene
from ..times import age_on, day_of
from .report import Found, Material, Row, enquiries
from .suppressing import Breakdown, threshold, total_row

NOT_RECORDED: Final = "NOT_RECORDED"
#: Where people wrote it in their own words, a rare word would show who wrote it.
SMALLER_GROUPS: Final = "SMALLER_GROUPS"

#: From this age on, in years; the first is everybody below the second.
_BANDS: Final = ((0, "UNDER_18"), (18, "18_TO_24"), (25, "25_TO_34"), (35, "35_TO_44"))
_OLDEST: Final = (45, "45_AND_OVER")

_COUNTED: Final = ("said_no", "overridden", "not_asked", "advocate_discussed", "advocate_in_place")

_NOTES: Final = (
    (
        "Adults linked to a child in an enquiry that was open in the period, each once a file. Who "
        "said nothing about themselves is NOT_RECORDED."
    ),
    "Small numbers are hidden, and others with them, so that they cannot be worked out.",
)


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
    people = [person for scene in material.scenes for person in _people(material, scene)]
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


def _people(material: Material, scene: Scene) -> Iterable[_Person]:
    running = [e for e in enquiries(scene) if _was_open(material, scene, e)]
    for person in scene.people if running else ():
        yield _Person(_groups(material, scene, person), _is_true(scene, person, running))


def _was_open(material: Material, scene: Scene, enquiry: Held[EnquiryOpened]) -> bool:
    ended = scene.view.ended.get(enquiry.event.enquiry)
    return enquiry.effective_at < material.until and (
        ended is None or ended.effective_at >= material.since
    )


def _groups(material: Material, scene: Scene, person: str) -> dict[str, str]:
    said: dict[str, str | None] = {}
    for held in sorted(scene.view.holding[EqualityRecorded], key=lambda one: one.order):
        if held.event.person == person:
            # What somebody leaves out the next time they have not taken back.
            event = held.event
            for name in ("ethnicity", "disability", "religion", "area"):
                said[name] = getattr(event, name) or said.get(name)
    adult = scene.view.adults[person]
    return {
        "ethnicity": said.get("ethnicity") or NOT_RECORDED,
        "disability": said.get("disability") or NOT_RECORDED,
        "religion": plain(said.get("religion") or "") or NOT_RECORDED,
        "age": NOT_RECORDED
        if adult.event.dob is None
        else _band(age_on(adult.event.dob, day_of(material.as_of))),
        "language": plain(adult.event.language or "") or NOT_RECORDED,
        "area": plain(said.get("area") or "") or NOT_RECORDED,
    }


def _band(age: int) -> str:
    """A birth that is still to come is a mistake, and tells no age."""
    return next(
        (name for least, name in reversed((*_BANDS, _OLDEST)) if age >= least), NOT_RECORDED
    )


def _is_true(scene: Scene, person: str, running: list[Held[EnquiryOpened]]) -> frozenset[str]:
    ids = {enquiry.event.enquiry for enquiry in running}
    noes = {
        r.event.enquiry
        for r in scene.view.said
        if r.event.person == person
        and r.event.enquiry in ids
        and r.event.answer in NOES
        and r.event.response_kind == "SHARE_INFO"
    }
    now = {
        status.event.status for id in ids if (status := scene.view.advocate[person, id]) is not None
    }
    discussed = any(
        a.event.person == person and a.event.enquiry in ids and a.event.status != NOT_DISCUSSED
        for a in scene.view.holding[AdvocateStatusChanged]
    )
    found = {
        "said_no": bool(noes),
        "overridden": _is_overridden(scene, person, noes),
        "not_asked": all(scene.spoken_to(person, id) is None for id in ids),
        "advocate_discussed": discussed,
        "advocate_in_place": bool(now & TAKEN_ON),
    }
    return frozenset(name for name, holds in found.items() if holds)


def _is_overridden(scene: Scene, person: str, noes: set[str]) -> bool:
    """They said no, and a manager went ahead about them or a child of theirs all the same."""
    concerned = {ANY, person, *(link.event.child for link in scene.people[person])}
    return any(
        a.event.decision == "OVERRIDE_DECISION"
        and a.event.enquiry in noes
        and concerned & set(a.event.scope.subjects)
        for a in scene.view.holding[AuthorisationMade]
    )

"""Staff who recorded, checked or looked on a file where somebody has their surname, or found it
when they looked for a family (F21).

A name shared is no wrong: many people share one. It is shown so that somebody asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec

from ..file.authorityfile import AuthorityFile
from ..file.looks import LOOKS_FOR
from ..recorded.checked import CheckMade, CheckUnanswered, HistoryAsked
from ..recorded.events import AdultAdded, ChildAdded
from ..recorded.falling import Looked
from ..recorded.ofauthority import StaffListed
from ..recorded.practice import BirthRecorded
from ..tasks.scene import Scene
from ..writing import folded
from .lines import Lines
from .report import Entered, Found, Material, Row
from .unusuallooks import looked_at, looks_of_staff, searches_of_staff

_NOTES: Final = (
    "Nothing was refused or slowed down. Somebody may well have been given this family's work.",
    "Lists and reports over all families are not counted.",
)


class _Named(msgspec.Struct, frozen=True, array_like=True):
    """Somebody on a file, and a last name they stood under on it, as known."""

    person: str
    surname: str


def _names(scene: Scene) -> Iterator[_Named]:
    every = [
        (one.event.child, one.event.names)
        for one in scene.file.of(ChildAdded)
        if one.holds(one.effective_at, scene.known)
    ]
    every += [
        (one.event.person, one.event.names)
        for one in scene.file.of(AdultAdded)
        if one.holds(one.effective_at, scene.known)
    ]
    every += [
        (held.event.child, held.event.names)
        for held in scene.view.holding[BirthRecorded]
        if held.event.names is not None
    ]
    for id, names in every:
        last = surname(names)
        if last is not None:
            yield _Named(id, last)


NAMES: Final = Lines("names", _Named, _names)


def access_oddities(material: Material) -> Found:
    """Entries and looks of the period, and searches that found the file, by whoever is listed under
    the last name of somebody on it.
    """
    entries: dict[str, dict[str, list[Entered]]] = defaultdict(lambda: defaultdict(list))
    for entered in material.events():
        entries[entered.file][entered.content.by.id].append(entered)
    for look in looks_of_staff(material):
        if material.is_in_period(looked_at(look)):
            entries[look.file][look.content.by.id].append(look)
    for search in searches_of_staff(material):
        event = search.content.event
        if isinstance(event, Looked) and material.is_in_period(looked_at(search)):
            for file in event.shown:
                entries[file][search.content.by.id].append(search)
    listed = _surnames_of_staff(material.own, material)
    rows: list[Row] = []
    for file, people in material.by_file(NAMES):
        for staff, done in entries[file].items():
            alike = sorted(
                {one.person for one in people if one.surname in listed.get(staff, set())}
            )
            if alike:
                rows.append(_case(file, staff, done, alike))
    rows.sort(key=lambda row: (row["first_at"], row["file"], row["staff"]))
    known = {staff for done in entries.values() for staff in done}
    summary = {
        "row": "SUMMARY",
        "flagged": len(rows),
        "staff_seen": len(known),
        "staff_not_listed": len(known - set(listed)),
    }
    return Found([summary, *rows], _NOTES)


def surname(names: str) -> str | None:
    """The last word of a name, without its case."""
    words = folded(names).split()
    return words[-1] if words else None


def _surnames_of_staff(own: AuthorityFile, material: Material) -> dict[str, set[str]]:
    """Every last name under which somebody was listed by then: a name may have changed."""
    found: dict[str, set[str]] = defaultdict(set)
    for held in own.of(StaffListed):
        last = surname(held.event.names)
        if held.recorded_at <= material.known and last is not None:
            found[held.event.staff].add(last)
    return found


def _case(file: str, staff: str, done: list[Entered], alike: list[str]) -> Row:
    events = [entered.content.event for entered in done]
    kinds = list(map(type, events))
    checks = sum(kind in (CheckMade, CheckUnanswered) for kind in kinds)
    history = sum(kind is HistoryAsked for kind in kinds)
    searches = sum(isinstance(e, Looked) and e.what in LOOKS_FOR for e in events)
    looks = sum(kind is Looked for kind in kinds) - searches
    times = [looked_at(entered) for entered in done]
    return {
        "row": "CASE",
        "file": file,
        "staff": staff,
        "roles": sorted({entered.content.by.role for entered in done}),
        "people": alike,
        "checks": checks,
        "looks_at_history": history,
        "looks": looks,
        "searches": searches,
        "records": len(done) - checks - history - looks - searches,
        "first_at": min(times),
        "last_at": max(times),
    }

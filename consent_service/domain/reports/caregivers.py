"""Caregivers nobody has spoken to yet, mothers, fathers and other carers apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..answers import Safe
from ..codes import PLACEHOLDER
from ..file.caring import caring
from ..file.held import Held
from ..noticing.whichway import ways_to
from ..recorded.events import EnquiryOpened, RelationshipRecorded
from ..safety.signs import asking
from ..tasks.scene import Scene
from .lines import Lines
from .measuring import share
from .report import Found, Material, Row, enquiries

MOTHERS: Final = "MOTHERS"
FATHERS: Final = "FATHERS"
OTHERS: Final = "OTHER_CARERS"

_GROUP: Final = {"MOTHER": MOTHERS, "FATHER": FATHERS, PLACEHOLDER: FATHERS}


class _NotYet(msgspec.Struct, frozen=True, array_like=True):
    """How far it has come with somebody who was not spoken to."""

    roles: tuple[str, ...]
    children: tuple[str, ...]
    not_known: bool
    asking: Safe
    reachable: bool
    attempts: int
    last_attempt_at: datetime | None
    since: datetime


class _Caregiver(msgspec.Struct, frozen=True, array_like=True):
    """Somebody linked to a child, in an open enquiry. Spoken to where nothing is `left`: about each
    of their children. Of whom there is nothing but what they pressed or wrote on their page, it is
    `only_online`.
    """

    person: str
    enquiry: str
    group: str
    left: _NotYet | None
    only_online: bool


def _caregivers(scene: Scene) -> Iterator[_Caregiver]:
    carers = _carers(scene)
    for enquiry in enquiries(scene):
        id = enquiry.event.enquiry
        for person, links in carers.items() if id in scene.open else ():
            # What they pressed is their word, and nobody has spoken to them by it.
            is_left = not scene.talked_to(person, id)
            of = links if is_left else _about_whom_nobody_spoke(scene, person, id, links)
            left = _not_yet(scene, enquiry, person, of) if of else None
            yield _Caregiver(person, id, group_of(links), left, scene.only_online(person, id))


def _about_whom_nobody_spoke(
    scene: Scene, person: str, enquiry: str, links: list[Held[RelationshipRecorded]]
) -> list[Held[RelationshipRecorded]]:
    """A talk about one child is none about their sister (`domain.md` 0.6)."""
    children = {link.event.child for link in links}
    of = scene.to_be_spoken_of(person, enquiry) if person in scene.people else ()
    left = children.intersection(of)
    return [link for link in links if link.event.child in left]


CAREGIVERS: Final = Lines("caregivers", _Caregiver, _caregivers)


def caregivers_not_spoken_to(material: Material) -> Found:
    """Everybody linked to a child in each open enquiry. A father nobody knows is among them."""
    rows: list[Row] = []
    linked: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    only_online: Counter[str] = Counter()
    for file, one in material.lines(CAREGIVERS):
        linked[one.group] += 1
        only_online[one.group] += one.only_online
        if one.left is None:
            spoken[one.group] += 1
        else:
            rows.append(_case(file, one, one.left))
    rows.sort(key=lambda row: (row["since"], row["file"], row["person"]))
    return Found(
        [_summary(g, linked[g], spoken[g], only_online[g]) for g in (MOTHERS, FATHERS, OTHERS)]
        + rows
    )


def group_of(links: list[Held[RelationshipRecorded]]) -> str:
    """Of somebody who is a mother to one child and a carer to another: mother."""
    groups = {_GROUP.get(link.event.role, OTHERS) for link in links}
    return next(group for group in (MOTHERS, FATHERS, OTHERS) if group in groups)


def _carers(scene: Scene) -> dict[str, list[Held[RelationshipRecorded]]]:
    """Everybody linked, placeholders included; a council is nobody to be spoken to."""
    found: dict[str, list[Held[RelationshipRecorded]]] = {}
    for child in scene.children:
        for link in scene.view.relationships.get(child.event.child, ()):
            if link.event.role != "LOCAL_AUTHORITY" and link.event.person in caring(scene.view):
                found.setdefault(link.event.person, []).append(link)
    return found


def _summary(group: str, linked: int, spoken: int, only_online: int) -> Row:
    return {
        "row": "SUMMARY",
        "group": group,
        "linked": linked,
        "spoken_to": spoken,
        "share_spoken_to": share(spoken, linked),
        "only_online": only_online,
    }


def _not_yet(
    scene: Scene, enquiry: Held[EnquiryOpened], person: str, links: list[Held[RelationshipRecorded]]
) -> _NotYet:
    id = enquiry.event.enquiry
    tries = [
        r.effective_at
        for r in scene.view.said
        if (r.event.person, r.event.enquiry, r.event.answer) == (person, id, "ASK_ATTEMPTED")
    ]
    # Of whom nobody knows who they are, nobody knows whether it is safe, and no way leads to them.
    not_known = all(link.event.role == PLACEHOLDER for link in links)
    return _NotYet(
        tuple(sorted({link.event.role for link in links})),
        tuple(link.event.child for link in links),
        not_known,
        Safe.NOT_KNOWN if not_known else scene.view.each[asking][person].answer,
        not not_known and scene.view.reachable[person, id] and _has_a_way(scene, person),
        len(set(tries)),
        max(tries, default=None),
        max(enquiry.effective_at, scene.linked_at[person]),
    )


def _has_a_way(scene: Scene, person: str) -> bool:
    """A number or an address of theirs is on record, whether or not it is safe."""
    return bool(ways_to(scene.view, person))


def _case(file: str, one: _Caregiver, left: _NotYet) -> Row:
    return {
        "row": "CASE",
        "group": one.group,
        "file": file,
        "enquiry": one.enquiry,
        "person": one.person,
        "roles": list(left.roles),
        "children": list(left.children),
        "not_known": left.not_known,
        "asking": left.asking,
        "reachable": left.reachable,
        "attempts": left.attempts,
        "last_attempt_at": left.last_attempt_at,
        "since": left.since,
    }

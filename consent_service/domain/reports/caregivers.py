"""Caregivers nobody has spoken to yet, mothers, fathers and other carers apart."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..events import EnquiryOpened, RelationshipRecorded
from ..held import Held
from ..safety import asking
from ..tasks.scene import Scene
from .measuring import share
from .report import Found, Material, Row, enquiries

MOTHERS: Final = "MOTHERS"
FATHERS: Final = "FATHERS"
OTHERS: Final = "OTHER_CARERS"

_GROUP: Final = {"MOTHER": MOTHERS, "FATHER": FATHERS, "UNKNOWN_FATHER": FATHERS}


def caregivers_not_spoken_to(material: Material) -> Found:
    """Everybody linked to a child in each open enquiry. A father nobody knows is among them."""
    rows: list[Row] = []
    linked: Counter[str] = Counter()
    spoken: Counter[str] = Counter()
    for scene in material.scenes:
        carers = _carers(scene)
        for enquiry in enquiries(scene):
            if enquiry.event.enquiry not in scene.open:
                continue
            for person, links in carers.items():
                group = group_of(links)
                linked[group] += 1
                if scene.spoken_to(person, enquiry.event.enquiry) is None:
                    rows.append(_case(scene, enquiry, person, links))
                else:
                    spoken[group] += 1
    rows.sort(key=lambda row: (row["since"], row["file"], row["person"]))
    return Found([_summary(g, linked[g], spoken[g]) for g in (MOTHERS, FATHERS, OTHERS)] + rows)


def group_of(links: list[Held[RelationshipRecorded]]) -> str:
    """Of somebody who is a mother to one child and a carer to another: mother."""
    groups = {_GROUP.get(link.event.role, OTHERS) for link in links}
    return next(group for group in (MOTHERS, FATHERS, OTHERS) if group in groups)


def _carers(scene: Scene) -> dict[str, list[Held[RelationshipRecorded]]]:
    """Everybody linked, placeholders included; a council is nobody to be spoken to."""
    found: dict[str, list[Held[RelationshipRecorded]]] = {}
    for child in scene.children:
        for link in scene.view.relationships.get(child.event.child, ()):
            if link.event.role != "LOCAL_AUTHORITY" and link.event.person in scene.view.adults:
                found.setdefault(link.event.person, []).append(link)
    return found


def _summary(group: str, linked: int, spoken: int) -> Row:
    return {
        "row": "SUMMARY",
        "group": group,
        "linked": linked,
        "spoken_to": spoken,
        "share_spoken_to": share(spoken, linked),
    }


def _case(
    scene: Scene, enquiry: Held[EnquiryOpened], person: str, links: list[Held[RelationshipRecorded]]
) -> Row:
    tries = [
        r.effective_at
        for r in scene.view.said
        if (r.event.person, r.event.enquiry, r.event.answer)
        == (person, enquiry.event.enquiry, "ASK_ATTEMPTED")
    ]
    return {
        "row": "CASE",
        "group": group_of(links),
        "file": scene.file.id,
        "enquiry": enquiry.event.enquiry,
        "person": person,
        "roles": sorted({link.event.role for link in links}),
        "children": [link.event.child for link in links],
        "not_known": all(link.event.role == "UNKNOWN_FATHER" for link in links),
        "asking": asking(scene.view, person).answer,
        "reachable": scene.view.reachable[person, enquiry.event.enquiry],
        "attempts": len(set(tries)),
        "last_attempt_at": max(tries, default=None),
        "since": max(enquiry.effective_at, scene.linked_at[person]),
    }

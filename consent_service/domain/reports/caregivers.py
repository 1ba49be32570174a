"""Caregivers nobody has spoken to yet, mothers, fathers and other carers apart."""

from __future__ import annotations

from collections import Counter
from typing import Final

from ..casefile import Enquiry, Relationship
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
            if enquiry.id not in scene.open:
                continue
            for person, links in carers.items():
                group = group_of(links)
                linked[group] += 1
                if scene.spoken_to(person, enquiry.id) is None:
                    rows.append(_case(scene, enquiry, person, links))
                else:
                    spoken[group] += 1
    rows.sort(key=lambda row: (row["since"], row["file"], row["person"]))
    return Found([_summary(g, linked[g], spoken[g]) for g in (MOTHERS, FATHERS, OTHERS)] + rows)


def group_of(links: list[Relationship]) -> str:
    """Of somebody who is a mother to one child and a carer to another: mother."""
    groups = {_GROUP.get(link.role, OTHERS) for link in links}
    return next(group for group in (MOTHERS, FATHERS, OTHERS) if group in groups)


def _carers(scene: Scene) -> dict[str, list[Relationship]]:
    """Everybody linked, placeholders included; a council is nobody to be spoken to."""
    found: dict[str, list[Relationship]] = {}
    for child in scene.children:
        for link in scene.view.relationships.get(child.id, ()):
            if link.role != "LOCAL_AUTHORITY" and link.person in scene.view.adults:
                found.setdefault(link.person, []).append(link)
    return found


def _summary(group: str, linked: int, spoken: int) -> Row:
    return {
        "row": "SUMMARY",
        "group": group,
        "linked": linked,
        "spoken_to": spoken,
        "share_spoken_to": share(spoken, linked),
    }


def _case(scene: Scene, enquiry: Enquiry, person: str, links: list[Relationship]) -> Row:
    tries = [
        r.effective_at
        for r in scene.responses
        if (r.person, r.enquiry, r.answer) == (person, enquiry.id, "ASK_ATTEMPTED")
    ]
    return {
        "row": "CASE",
        "group": group_of(links),
        "file": scene.file.id,
        "enquiry": enquiry.id,
        "person": person,
        "roles": sorted({link.role for link in links}),
        "children": [link.child for link in links],
        "not_known": all(link.role == "UNKNOWN_FATHER" for link in links),
        "safe_to_ask": scene.view.is_safe_to_ask(person),
        "reachable": scene.view.is_reachable(person, enquiry.id),
        "attempts": len(set(tries)),
        "last_attempt_at": max(tries, default=None),
        "since": max(enquiry.effective_at, scene.linked_at(person)),
    }

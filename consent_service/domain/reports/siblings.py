"""Whether each child of a family has an entry of their own, and not the family as one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..file.held import Held
from ..recorded.events import AuthorisationMade, EnquiryOpened, WishRecorded
from ..recorded.practice import NotShareDecided
from ..scopes.scope import ANY, Scope
from ..tasks.scene import Scene
from .lines import Lines
from .measuring import share
from .report import Found, Material, Row, enquiries


class _WithoutEntry(msgspec.Struct, frozen=True, array_like=True):
    """An enquiry, how many children the family has, and which of them have no entry in it."""

    enquiry: str
    opened_at: datetime
    children: int
    without_entry: tuple[str, ...]


def _enquiries(scene: Scene) -> Iterator[_WithoutEntry]:
    """Of files with several children."""
    children = [child.event.child for child in scene.children]
    for enquiry in enquiries(scene) if len(children) > 1 else ():
        missing = (child for child in children if not _has_entry(scene, enquiry, child))
        yield _WithoutEntry(
            enquiry.event.enquiry, enquiry.effective_at, len(children), tuple(missing)
        )


SIBLINGS: Final = Lines("siblings", _WithoutEntry, _enquiries)


def sibling_coverage(material: Material) -> Found:
    """Enquiries opened in the period on files with several children."""
    rows: list[Row] = []
    several = 0
    for file, one in material.lines(SIBLINGS):
        if not material.is_in_period(one.opened_at):
            continue
        several += 1
        if one.without_entry:
            rows.append(
                {
                    "row": "CASE",
                    "file": file,
                    "enquiry": one.enquiry,
                    "children": one.children,
                    "without_entry": list(one.without_entry),
                }
            )
    whole = several - len(rows)
    summary = {
        "row": "SUMMARY",
        "enquiries_with_several_children": several,
        "every_child_has_an_entry": whole,
        "share": share(whole, several),
    }
    return Found([summary, *rows])


def _has_entry(scene: Scene, enquiry: Held[EnquiryOpened], child: str) -> bool:
    """Something that was said or decided in this enquiry is about this child.

    A try to reach somebody says nothing about a child.
    """
    about = [
        (r.event.enquiry, r.event.scope)
        for r in scene.view.said
        if r.event.answer != "ASK_ATTEMPTED"
    ]
    about += [(a.event.enquiry, a.event.scope) for a in scene.view.holding[AuthorisationMade]]
    about += [(h.event.enquiry, h.event.scope) for h in scene.view.holding[NotShareDecided]]
    if any(id == enquiry.event.enquiry and _names(scope, child) for id, scope in about):
        return True
    return any(
        w.event.child == child and w.effective_at >= enquiry.effective_at
        for w in scene.view.holding[WishRecorded]
    )


def _names(scope: Scope, child: str) -> bool:
    return child in scope.subjects or ANY in scope.subjects

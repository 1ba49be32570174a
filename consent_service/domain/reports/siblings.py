"""Whether each child of a family has an entry of their own, and not the family as one."""

from __future__ import annotations

from ..events import AuthorisationMade, EnquiryOpened, WishRecorded
from ..held import Held
from ..practice import NotShareDecided
from ..scope import ANY, Scope
from ..tasks.scene import Scene
from .measuring import share
from .report import Found, Material, Row


def sibling_coverage(material: Material) -> Found:
    """Enquiries opened in the period on files with several children."""
    rows: list[Row] = []
    several = 0
    for scene, enquiry in material.opened():
        children = [child.event.child for child in scene.children]
        if len(children) < 2:
            continue
        several += 1
        missing = [child for child in children if not _has_entry(scene, enquiry, child)]
        if missing:
            rows.append(
                {
                    "row": "CASE",
                    "file": scene.file.id,
                    "enquiry": enquiry.event.enquiry,
                    "children": len(children),
                    "without_entry": missing,
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

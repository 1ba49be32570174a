"""Whether children were heard, and young people who decide for themselves asked directly."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Final

import msgspec

from ..file.comingofage import may_decide_alone
from ..file.goingon import BY_REFERRER
from ..file.held import Held
from ..file.whattheysaid import REACHED_BY
from ..recorded.events import ChildAdded, ConversationRecorded, EnquiryOpened, WishRecorded
from ..scopes.scope import ANY
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material, enquiries
from .suppressing import Breakdown, total_row

_VIEWS: Final = ("WEIGHED", "RECORDED_NOT_WEIGHED", "NOT_RECORDED")
_ASKED: Final = ("ASKED_DIRECTLY", "NOT_ASKED")

_NOTES: Final = (
    "A child counts once for each enquiry opened in the period. Unborn children are left out.",
)


class _Child(msgspec.Struct, frozen=True, array_like=True):
    """A child in an enquiry; `asked` where they decide for themselves."""

    opened_at: datetime
    view: str
    asked: str | None


def _children(scene: Scene) -> Iterator[_Child]:
    for enquiry in enquiries(scene):
        for child in scene.children:
            if child.event.dob is not None:
                alone = may_decide_alone(scene.view, child.event.child, ANY)
                yield _Child(
                    enquiry.effective_at,
                    _view(scene, enquiry, child),
                    _asked(scene, enquiry, child) if alone else None,
                )


CHILDREN: Final = Lines("children", _Child, _children)


def childs_view(material: Material) -> Found:
    """Children of enquiries opened in the period, by what was recorded since it was opened."""
    views, asked = Counter(dict.fromkeys(_VIEWS, 0)), Counter(dict.fromkeys(_ASKED, 0))
    for _, child in material.lines(CHILDREN):
        if material.is_in_period(child.opened_at):
            views[child.view] += 1
            if child.asked is not None:
                asked[child.asked] += 1
    small = material.policy.small_number
    totals = {"children": views.total(), "young_people": asked.total()}
    rows = [total_row(totals, small)]
    rows += Breakdown("child's view", views, {}).rows({}, views.total(), small)
    rows += Breakdown("young person", asked, {}).rows({}, asked.total(), small)
    return Found(rows, _NOTES)


def _view(scene: Scene, enquiry: Held[EnquiryOpened], child: Held[ChildAdded]) -> str:
    heard = [
        w
        for w in scene.view.holding[WishRecorded]
        if w.event.child == child.event.child and w.effective_at >= enquiry.effective_at
    ]
    if not heard:
        return "NOT_RECORDED"
    weighed = any(w.event.how_weighed is not None for w in heard)
    return "WEIGHED" if weighed else "RECORDED_NOT_WEIGHED"


def _asked(scene: Scene, enquiry: Held[EnquiryOpened], child: Held[ChildAdded]) -> str:
    """In a conversation with us, or by an answer of their own. A parent's is not theirs."""
    talked = any(
        (c.event.person, c.event.enquiry) == (child.event.child, enquiry.event.enquiry)
        and c.event.method != BY_REFERRER
        for c in scene.view.holding[ConversationRecorded]
    )
    answered = any(
        (r.event.person, r.event.enquiry) == (child.event.child, enquiry.event.enquiry)
        and r.event.answer in REACHED_BY
        for r in scene.view.said
    )
    return "ASKED_DIRECTLY" if talked or answered else "NOT_ASKED"

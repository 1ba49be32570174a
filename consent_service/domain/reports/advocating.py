"""Whether parents were offered somebody to support them, and whether they have them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from ..codes import codes
from ..following.advocates import NOT_DISCUSSED, TAKEN_ON
from ..own.supporting import is_in_place
from ..recorded.events import AdvocateStatusChanged
from ..recorded.practice import NeedsRecorded
from ..tasks.scene import Scene
from ..times import day_of
from .lines import Lines
from .measuring import median
from .report import Found, Material, enquiries
from .suppressing import Breakdown, total_row

_OFFERED: Final = "OFFERED"
#: A parent has said that they want somebody, or has somebody in mind.
_WANTED: Final = TAKEN_ON | {
    "NOMINATED",
    "CHECKING",
    "NOT_SUITABLE",
    "WANTED_NOT_FOUND",
    "REFERRED_TO_SERVICE",
    "WAITING_LIST",
}
NONE_RECORDED: Final = "NONE_RECORDED"
_COUNTED: Final = ("discussed", "offered", "wanted", "in_place", "waiting")

_NOTES: Final = (
    "A parent counts once for each open enquiry, and in each group of need that was recorded.",
)


class _Parent(msgspec.Struct, frozen=True, array_like=True):
    """One parent in one open enquiry."""

    needs: tuple[str, ...]
    is_true: tuple[str, ...]
    waiting_days: int | None


def _parents(scene: Scene) -> Iterator[_Parent]:
    for enquiry in enquiries(scene):
        id = enquiry.event.enquiry
        for person in scene.parents if id in scene.open else ():
            yield _parent(scene, person, id)


PARENTS: Final = Lines("parents", _Parent, _parents)


def advocates(material: Material) -> Found:
    """Parents in enquiries that are open, by what makes an advocate matter more for them."""
    parents = [parent for _, parent in material.lines(PARENTS)]
    totals = Counter({name: sum(name in p.is_true for p in parents) for name in _COUNTED})
    people: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {name: Counter() for name in _COUNTED}
    for parent in parents:
        for need in parent.needs:
            people[need] += 1
            for name in _COUNTED:
                counts[name][need] += name in parent.is_true
    groups = [n for n in (*codes("advocate_need_indicators"), NONE_RECORDED) if n in people]
    by_need = Breakdown(
        "need",
        {need: people[need] for need in groups},
        {name: {need: counts[name][need] for need in groups} for name in _COUNTED},
    )
    small = material.policy.small_number
    summary = total_row({"people": len(parents), **totals}, small)
    waited = [p.waiting_days for p in parents if p.waiting_days is not None]
    summary["median_waiting_days"] = None if summary["waiting"] is None else median(waited)
    return Found([summary, *by_need.rows(totals, len(parents), small)], _NOTES)


def _parent(scene: Scene, person: str, enquiry: str) -> _Parent:
    said = {
        a.event.status
        for a in scene.view.holding[AdvocateStatusChanged]
        if (a.event.person, a.event.enquiry) == (person, enquiry)
    }
    now = scene.view.advocate[person, enquiry]
    needs = scene.view.newest[NeedsRecorded, "person"].get(person)
    waiting = now is not None and now.event.status == "WAITING_LIST"
    is_true = {
        "discussed": bool(said - {NOT_DISCUSSED}),
        "offered": _OFFERED in said,
        "wanted": bool(said & _WANTED),
        "in_place": is_in_place(scene.view, person, now),
        "waiting": waiting,
    }
    days = None
    if now is not None and waiting:
        days = (day_of(scene.as_of) - day_of(now.effective_at)).days
    return _Parent(
        (() if needs is None else needs.event.indicators) or (NONE_RECORDED,),
        tuple(name for name, holds in is_true.items() if holds),
        days,
    )

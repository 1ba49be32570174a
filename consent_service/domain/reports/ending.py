"""Agreements that end within seven days, and those that were relied on after their end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import asdict

from ..file.held import Held
from ..file.view import View
from ..recorded.events import Response
from ..recorded.practice import DisclosureRecorded
from ..said.mayhaveended import may_have_ended
from ..said.statuses import shown_status
from ..said.travelling import travelling
from ..tasks.agreeing import agreeing
from ..tasks.scene import Scene
from .lines import Lines
from .report import Found, Material, Row

_OVER: Final = frozenset({"WITHDRAWN", "EXPIRED", "ENDED_WITH_ENQUIRY", "REPLACED"})

_NOTES: Final = (
    (
        "What was relied on after its end should be none. Each is to be looked at again; what was "
        "shared before anybody could know it is marked as that."
    ),
)


class _Ending(msgspec.Struct, frozen=True, array_like=True):
    """An agreement that ends within seven days."""

    enquiry: str | None
    person: str | None
    response: str | None
    ends_at: datetime | None


class _Relied(msgspec.Struct, frozen=True, array_like=True):
    """A disclosure that rested on an agreement which no longer stood."""

    enquiry: str
    disclosure: str
    how: str
    known_then: bool
    shared_at: datetime


def _ending(scene: Scene) -> Iterator[_Ending]:
    given = {r.event.response: r for r in scene.view.said}
    for task in scene.tasks(agreeing):
        if task.code == "AGREEMENT_ENDING":
            ends_at = given[task.about or ""].event.expires_at
            yield _Ending(task.enquiry, task.person, task.about, ends_at)


def _relied_on(scene: Scene) -> Iterator[_Relied]:
    made = [h for h in scene.view.holding[DisclosureRecorded] if h.event.basis == "AGREED"]
    if not made:
        return
    taken_back = {
        contacted.disclosure: one.recorded_at
        for one in reversed(travelling(scene.view))
        for contacted in one.contacted
        if contacted.to_review
    }
    given = _given(scene.view)
    for held in made:
        # A withdrawal of a part leaves the agreement standing, and not for what was shared here.
        withdrawn = taken_back.get(held.event.disclosure)
        may_be_over = _may_be_over(scene.view, held, given)
        how = _over(scene.view.at[held.effective_at], held) if may_be_over else None
        if how is None and withdrawn is None:
            continue
        known = _over(View(scene.file, held.effective_at, held.effective_at), held) is not None
        known = known or (withdrawn is not None and withdrawn <= held.effective_at)
        yield _Relied(
            held.event.enquiry,
            held.event.disclosure,
            how or "WITHDRAWN",
            known,
            held.effective_at,
        )


def _given(view: View) -> Mapping[str, list[Held[Response]]]:
    """By its id: what anybody answered, or took back."""
    found: dict[str, list[Held[Response]]] = defaultdict(list)
    for said in view.said:
        found[said.event.response].append(said)
    return found


def _may_be_over(
    view: View, held: Held[DisclosureRecorded], given: Mapping[str, list[Held[Response]]]
) -> bool:
    """Each was made at a time of its own, and where what it rests on stood then is worked out only
    where that may have ended.
    """
    then = held.effective_at
    by_then = [
        said
        for id in held.event.rests_on
        for said in given.get(id, ())
        if said.effective_at <= then
    ]
    return bool(by_then) and all(may_have_ended(view, said, then) for said in by_then)


ENDING: Final = Lines("ending", _Ending, _ending)
RELIED_ON: Final = Lines("relied-on", _Relied, _relied_on)


def agreements_ending(material: Material) -> Found:
    """Ending: on open work, as things stand. Relied on: disclosures made in the period."""
    rows: list[Row] = [
        {"row": "ENDING", "file": file, **asdict(one)} for file, one in material.lines(ENDING)
    ]
    rows += [
        {"row": "ENDED_BUT_RELIED_ON", "file": file, **asdict(one)}
        for file, one in material.lines(RELIED_ON)
        if material.is_in_period(one.shared_at)
    ]
    rows.sort(key=lambda row: (row["row"], row.get("ends_at") or row.get("shared_at"), row["file"]))
    summary = {
        "row": "SUMMARY",
        "ending": sum(row["row"] == "ENDING" for row in rows),
        "ended_but_relied_on": sum(row["row"] == "ENDED_BUT_RELIED_ON" for row in rows),
    }
    return Found([summary, *rows], _NOTES)


def _over(view: View, held: Held[DisclosureRecorded]) -> str | None:
    """How what it rests on had ended, if none of it stood any more at the moment of `view`."""
    given = [
        r
        for r in view.read.responses
        if r.event.response in held.event.rests_on and r.holds(view.as_of, view.known)
    ]
    statuses = [shown_status(view, r) for r in given]
    if not statuses or not set(statuses) <= _OVER:
        return None
    return statuses[-1]

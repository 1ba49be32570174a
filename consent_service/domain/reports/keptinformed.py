"""Whether people were contacted by the day that was promised to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

import msgspec

from ..answers import Safe
from ..file.held import Held
from ..recorded.practice import ContactMade, KeepInformedAgreed
from ..safety.signs import asking
from ..tasks.scene import Scene
from ..tasks.task import start_of
from ..times import day_of
from .lines import Lines
from .report import Found, Material, Row


class _Promise(msgspec.Struct, frozen=True, array_like=True):
    """The next contact was to be by a day. `made` is the day of it, None if there was none yet."""

    enquiry: str
    person: str
    due: date
    made: date | None


def keep_informed(material: Material) -> Found:
    """Each promise whose day fell in the period and has passed, or was kept."""
    today = day_of(material.as_of)
    promises = [
        (file, p)
        for file, p in material.lines(PROMISES)
        if material.is_in_period(start_of(p.due)) and (p.made is not None or p.due < today)
    ]
    summary = {
        "row": "SUMMARY",
        "promised": len(promises),
        "made_on_time": sum(p.made is not None and p.made <= p.due for _, p in promises),
        "made_late": sum(p.made is not None and p.made > p.due for _, p in promises),
        "not_made": sum(p.made is None for _, p in promises),
    }
    missed: list[Row] = [
        {
            "row": "NOT_MADE",
            "file": file,
            "enquiry": p.enquiry,
            "person": p.person,
            "due": p.due,
            "days_late": (today - p.due).days,
        }
        for file, p in promises
        if p.made is None
    ]
    missed.sort(key=lambda row: (row["due"], row["file"], row["person"]))
    return Found([summary, *missed])


def _promises(scene: Scene) -> Iterator[_Promise]:
    """A contact answers the promise before it. What was agreed anew replaces it; so does the end
    of the enquiry, and that it is not safe to contact them.
    """
    both: list[Held[KeepInformedAgreed] | Held[ContactMade]] = [
        *scene.view.holding[KeepInformedAgreed],
        *scene.view.holding[ContactMade],
    ]
    threads: dict[tuple[str, str], list[Held[KeepInformedAgreed] | Held[ContactMade]]] = {}
    for held in sorted(both, key=lambda one: one.order):
        threads.setdefault((held.event.person, held.event.enquiry), []).append(held)
    for (person, enquiry), thread in threads.items():
        following = [*thread[1:], None]
        for held, after in zip(thread, following, strict=True):
            due = held.event.next_contact_due
            if due is None or _fell_away(scene, person, enquiry, due, after):
                continue
            made = None if after is None else day_of(after.effective_at)
            yield _Promise(enquiry, person, due, made)


PROMISES: Final = Lines("promises", _Promise, _promises)


def _fell_away(
    scene: Scene,
    person: str,
    enquiry: str,
    due: date,
    after: Held[KeepInformedAgreed] | Held[ContactMade] | None,
) -> bool:
    if after is not None:
        # Agreed anew after the day had passed: they were not contacted by it.
        anew = isinstance(after.event, KeepInformedAgreed)
        return anew and day_of(after.effective_at) <= due
    ended = scene.view.ended.get(enquiry)
    over = ended is not None and day_of(ended.effective_at) <= due
    return over or scene.view.each[asking][person].answer is not Safe.YES

"""Who must not hear is asked once a day of what one person says: asked each time it is not read."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import Any, Final

from ...domain.times import day_of
from ..frame import Visit
from .choices import Known
from .form import Form
from .typed import Typed
from .usual import MUST_NOT_HEAR

_ASKED: Final = "danger-asked"


def left_open(form: Form, visit: Visit, typed: Typed) -> list[tuple[str, str]]:
    """What whoever typed words is asked besides, and has not answered; but for who must not hear,
    where they said that today beside words of the same person, and say nothing else of it now.
    Words beside which it was not answered are read as those of whoever was never asked: with more
    care, not with less.
    """
    every = form.left_open(typed)
    person = typed.one("person") or visit.path.get("person", "")
    if typed.each(MUST_NOT_HEAR.member) or "file" not in visit.path or not person:
        return every
    others = [one for one in every if one[0] != f"/{MUST_NOT_HEAR.member}"]
    return others if len(others) < len(every) and _said_today(visit, person) else every


def _said_today(visit: Visit, person: str) -> bool:
    """By whoever types, in an act with something that is of this person."""
    who, today = visit.signed_in, day_of(visit.service.clock())
    acts = defaultdict[str, list[Any]](list)
    for one in Known(visit).entries().each if who is not None else ():
        at = datetime.fromisoformat(one["recorded_at"])
        if who is not None and one["by"]["id"] == who.principal.id and day_of(at) == today:
            acts[one["recorded_at"]].append(one)
    return any(
        any(one["kind"] == _ASKED for one in act)
        and any(one["event"].get("person") == person for one in act)
        for act in acts.values()
    )

"""Who must not hear is asked once a day of what one person says: asked each time it is not read."""

from __future__ import annotations

from datetime import datetime
from typing import Final

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
    every = Known(visit).entries().each if who is not None else []
    for n, one in enumerate(every):
        is_of_today = day_of(datetime.fromisoformat(one["recorded_at"])) == today
        if one["kind"] != _ASKED or not is_of_today or who is None:
            continue
        act = every[n + 1 : n + 1 + one["event"].get("of_entries", 0)]
        is_of_them = any(other["event"].get("person") == person for other in act)
        if is_of_them and one["by"]["id"] == who.principal.id:
            return True
    return False

"""Who must not hear is asked once a day of a family: asked with each form it is answered unread."""

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
    where they said that of this family today and say nothing else of it now. Words beside which it
    was not answered are read as those of whoever was never asked: with more care, not with less.
    """
    every = form.left_open(typed)
    if typed.each(MUST_NOT_HEAR.member) or "file" not in visit.path:
        return every
    others = [one for one in every if one[0] != f"/{MUST_NOT_HEAR.member}"]
    return others if len(others) < len(every) and _said_today(visit) else every


def _said_today(visit: Visit) -> bool:
    who, today = visit.signed_in, day_of(visit.service.clock())
    said = Known(visit).entries(kinds=_ASKED).each
    return who is not None and any(
        one["by"]["id"] == who.principal.id
        and day_of(datetime.fromisoformat(one["recorded_at"])) == today
        for one in said
    )

"""Where somebody goes on to once a form is recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from flask import Response, request

from ..frame import Visit, go_to
from ..since import it_came_to
from .drafts import forget
from .form import Form
from .onrecord import recorded_at


def gone_on(
    form: Form,
    visit: Visit,
    recorded: Mapping[str, Any],
    once: str,
    told: Collection[str] = (),
) -> Response:
    """To where it is read; and whoever goes back from there is told that it is recorded. `told` is
    what was read of it before, by codes: it is not said again.
    """
    forget(form, visit, once)
    where: str | Response
    if form.after is None:
        where = recorded_at(visit, recorded, form, told)
    else:
        where = form.after(visit, recorded)
    if not isinstance(where, str):
        return where
    it_came_to(visit, where, once=once, draft=visit.typed("draft", 64), path=request.path)
    return go_to(where)

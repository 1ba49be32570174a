"""A form that was recorded without a part that could not be used, filled in again: whoever puts
that part right types nothing else twice. What stands on record stays until it is taken back.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

import msgspec
from flask import request

from ...storage.door.trouble import StorageError
from ..frame import Visit
from .form import Form
from .typed import Typed

#: For so many seconds, and to this browser alone.
_KEPT: Final = 15 * 60
_ID: Final = re.compile(r"[0-9a-f]{24}")


class Again(NamedTuple):
    """Which form it was, by its address, and what was typed there."""

    path: str
    typed: dict[str, list[str]]


def keep(visit: Visit, form: Form, here: str) -> str:
    """Under which id it is kept, for the page `here` that says what was missing; empty where it is
    not. What two operations record is the file of somebody new: the rest of that is written there.
    """
    if form.then:
        return ""
    again = Again(request.path, Typed(dict(request.form.lists())).as_values())
    try:
        return visit.service.last_shown.keep(here, msgspec.json.encode(again), _KEPT) or ""
    except StorageError:
        return ""


def where_again(visit: Visit, id: str) -> str | None:
    """Where that form is, filled in; None where nothing is kept."""
    again = _found(visit, id)
    return None if again is None else f"{again.path}?again={id}"


def typed_again(visit: Visit, id: str) -> Typed | None:
    """What was typed into the form at this address; None where nothing is kept of it."""
    again = _found(visit, id)
    return Typed(again.typed) if again is not None and again.path == request.path else None


def _found(visit: Visit, id: str) -> Again | None:
    if not _ID.fullmatch(id):
        return None
    file = visit.path.get("file")
    here = "/recorded" if file is None else f"/files/{file}/recorded"
    try:
        found = visit.service.last_shown.find(here, id)
    except StorageError:
        return None
    return None if found is None else msgspec.json.decode(found, type=Again)

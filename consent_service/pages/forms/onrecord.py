"""Where a form leads once it is recorded: the page that says so, and what to know of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...domain.codes import codes as listed
from ..frame import Visit
from .form import Form
from .lacking import AT_ITS_END


def recorded_at(visit: Visit, recorded: Mapping[str, Any], form: Form) -> str:
    """The page that says that something is recorded, and what to know of it. Nothing that names
    anybody is in its address.
    """
    file = visit.path.get("file") or recorded.get("file")
    where = "" if file is None else f"/files/{file}"
    codes = dict.fromkeys(one["code"] for one in recorded["notices"])
    entries = [str(one["seq"]) for one in recorded["entries"][:1]]
    parts = {
        part
        for one in recorded["notices"]
        if one["code"] in listed("taken_with_care")
        for part in _parts_of(one["text"])
    }
    adults = [one["id"] for one in recorded["entries"] if one["kind"] == "adult-added"]
    query = "&".join(
        [*(f"entry={one}" for one in entries), f"said={'.'.join(codes)}"]
        + [f"adult={one}" for one in adults if form.operation == "addAdult"]
        + ([f"parts={'.'.join(sorted(parts))}"] if parts else [])
        + ([f"of={form.name or form.operation}"] if parts else [])
    )
    return f"{where}/recorded?{query}"


def _parts_of(text: str) -> Iterator[str]:
    """The members at which a notice says something was not whole: nothing that was typed."""
    at = AT_ITS_END.search(text)
    for pointer in at[1].split(", ") if at else ():
        member = pointer.rpartition("/")[2]
        if re.fullmatch(r"[a-z_]+", member):
            yield member

"""What was done and noted beside on a family's file, as schemas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from marshmallow import fields

from ...domain.event import Noted, kinds, tag_of
from ...domain.standing.done import DONE
from ...domain.standing.known import noted_members
from .asrecorded import called_in, said_in, sections
from .members import time_field

#: By section, what is worked out beside what was recorded.
_BESIDE: Final[Mapping[str, Mapping[str, fields.Field[Any]]]] = {
    "family_requests": {
        "answered_at": time_field(
            "Since when they are heard and answered; null until then.", none=True
        )
    }
}
DoneSchema = sections(
    "Done",
    "What was done beside, in lists, each in the words it was written down in.",
    {
        name: said_in(called_in("Done", name), *of, **_BESIDE.get(name, {}))
        for name, of in DONE.items()
    },
)
NotedSchema = sections(
    "Noted",
    "What else was recorded and decides nothing, in lists by its kind of `docs/events.md`.",
    {
        tag_of(kind): said_in(called_in("Noted", tag_of(kind)), kind, noted_members(kind))
        for kind in kinds(Noted)
    },
)

"""The root of the event catalogue. Its law stands in `events.py`."""

from __future__ import annotations

import msgspec


class Event(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """The root of the catalogue."""

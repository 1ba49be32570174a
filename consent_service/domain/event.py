"""The root of the event catalogue. Its law stands in `events.py`."""

from __future__ import annotations

import msgspec


class Event(
    msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", forbid_unknown_fields=True
):
    """The root of the catalogue."""


def tag_of(kind: type[Event]) -> str:
    """The kind under which events of this class stand in the ledger."""
    tag = kind.__struct_config__.tag
    assert isinstance(tag, str)  # noqa: S101 - every event declares its tag as a string
    return tag


def kind_of(event: Event) -> str:
    """The kind under which an event stands in the ledger."""
    return tag_of(type(event))

"""Where in a body something stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from marshmallow import Schema

from ...api.edge.fields import Part, Several


def on_page(pointer: str, rows: Mapping[str, str]) -> str:
    """A pointer into what was sent, by the rows as they stand in the page."""
    for sent, row in rows.items():
        if f"{pointer}/".startswith(f"{sent}/"):
            return row + pointer.removeprefix(sent)
    return pointer


def put(said: dict[str, Any], member: str, value: Any) -> None:
    """Say a member, and whatever of what is above it nobody has said yet."""
    *above, last = member.split("/")
    for part in above:
        said = said.setdefault(part, {})
    said[last] = value


def lacks(schema: Schema, said: Mapping[str, Any], above: str) -> Iterator[tuple[str, str]]:
    """What a body has not that it needs: by the pointer of each, in the schema's own words."""
    for name, holds in schema.fields.items():
        if holds.required and name not in said:
            yield f"{above}/{name}", str(holds.error_messages["required"])
        elif isinstance(holds, Part) and name in said:
            yield from lacks(holds.schema, said[name], f"{above}/{name}")
        elif isinstance(holds, Several) and isinstance(holds.inner, Part):
            for place, row in enumerate(said.get(name, ())):
                yield from lacks(holds.inner.schema, row, f"{above}/{name}/{place}")

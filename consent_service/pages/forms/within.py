"""Where in a body something stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


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

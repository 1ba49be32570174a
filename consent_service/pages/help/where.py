"""Where the page stands that explains a code. Pure: each page that shows a code links to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

#: The lists that are explained: what stands in the address, and what they are called.
LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "outcomes": ("answers", "Answers"),
    "reasons": ("reasons", "Reasons for an answer"),
    "flags": ("flags", "What to know beside an answer"),
    "tasks": ("tasks", "What is due"),
    "notices": ("notices", "What is said of something recorded"),
    "taken_with_care": ("notices", "How it was taken where it was not whole"),
}


def explained_at(kind: str, code: str) -> str:
    """`kind` is the name of the code's list. Raises `KeyError` for one that is not explained."""
    return f"/help/{LISTS[kind][0]}/{code.lower().replace('_', '-')}"

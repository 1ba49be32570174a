"""What stands in one entry as quotations: each member's words by themselves."""

from __future__ import annotations

from ..domain.safety.harmtoread import APART


def parts_of(words: str | None) -> list[str]:
    """What each member has."""
    return [one for one in (words or "").split(APART) if one]


def each_quoted(words: str | None) -> str:
    """Each in quotation marks of its own; nothing where nothing stands there."""
    return ", and ".join(f"“{one}”" for one in parts_of(words))

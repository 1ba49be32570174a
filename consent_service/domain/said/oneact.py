"""What somebody wrote in one press may stand in several entries: it is one thing to read. Pure.

A yes on their own page is a talk, an answer and a request, each with their words; a stop is one in
each enquiry. Whoever has read those words has read them wherever they stand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..file.held import Held


def acts(found: Iterable[Held[Any]], words: Callable[[Held[Any]], str]) -> list[list[Held[Any]]]:
    """These entries by what they were written in: the same words of the same person, by the same
    hand, at the same moment. Without words each is by itself.
    """
    by: dict[tuple[Any, ...], list[Held[Any]]] = {}
    for held in found:
        said = words(held)
        whose = getattr(held.event, "person", None) or getattr(held.event, "child", None)
        act = (held.by, held.role, held.recorded_at, whose, said) if said else (held.seq,)
        by.setdefault(act, []).append(held)
    return list(by.values())


def act_of(
    entry: int, found: Iterable[Held[Any]], words: Callable[[Held[Any]], str]
) -> list[Held[Any]]:
    """Those of one act with what stands in this entry; none where it is not among them."""
    every = acts(found, words)
    return next((act for act in every if any(held.seq == entry for held in act)), [])

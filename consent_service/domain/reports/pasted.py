"""Reasons in the same words on different files within thirty days."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from ..rationale import PARTS, PASTED_WITHIN, in_plain_words, plain
from .decisions import Decided, every_decision
from .report import Found, Material, Row

#: A shorter part, such as that the mother was asked again, can be true of two families.
LEAST_CHARACTERS: Final = 40
_WHOLE: Final = "whole"

_NOTES: Final = (
    "The same words can be right twice. Reading both decisions shows whether they were.",
)


class _Said(NamedTuple):
    """Which part of the reasons, whose, in which words."""

    part: str
    by: str
    words: str


def pasted_rationales(material: Material) -> Found:
    """Pairs of which the later was recorded in the period. Who wrote them is not shown here."""
    said: dict[_Said, list[Decided]] = defaultdict(list)
    for scene in material.scenes:
        for one in every_decision(scene):
            for key in _said(one):
                said[key].append(one)
    alike: dict[tuple[Decided, Decided], list[str]] = defaultdict(list)
    for key, same in said.items():
        same.sort(key=lambda one: (one.recorded_at, one.seq))
        # Each with the one before it: a hundred alike make ninety-nine lines, not thousands.
        for first, again in pairwise(same):
            near = again.recorded_at - first.recorded_at <= PASTED_WITHIN
            if near and first.file != again.file and material.is_in_period(again.recorded_at):
                alike[first, again].append(key.part)
    rows = [_case(first, again, parts) for (first, again), parts in alike.items()]
    rows.sort(key=lambda row: (row["recorded_at"], row["decision"], row["same_as"]))
    return Found([{"row": "SUMMARY", "pairs": len(rows)}, *rows], _NOTES)


def _said(one: Decided) -> list[_Said]:
    if one.rationale is None or one.by is None:
        return []
    found = [_Said(_WHOLE, one.by, in_plain_words(one.rationale))]
    for part, words in zip(PARTS, msgspec.structs.astuple(one.rationale), strict=True):
        said = plain(words)
        if len(said) >= LEAST_CHARACTERS:
            found.append(_Said(part, one.by, said))
    return found


def _case(first: Decided, again: Decided, parts: list[str]) -> Row:
    return {
        "row": "CASE",
        "file": again.file,
        "decision": again.id,
        "kind": again.kind,
        "recorded_at": again.recorded_at,
        "same_as": first.id,
        "same_as_file": first.file,
        "same_parts": [_WHOLE] if _WHOLE in parts else sorted(parts),
    }

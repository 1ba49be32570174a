"""Reasons in the same words on different files within thirty days."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Final, NamedTuple

import msgspec

from ..freetext.rationale import PARTS, PASTED_WITHIN, in_plain_words, plain
from ..recorded.particulars import NOTHING_SAID, Rationale
from ..tasks.scene import Scene
from .decisions import recorded_decisions
from .lines import Lines
from .report import Found, Material, Row

#: A shorter part, such as that the mother was asked again, can be true of two families.
LONG_ENOUGH: Final = 40
_WHOLE: Final = "whole"

_NOTES: Final = (
    "The same words can be right twice. Reading both decisions shows whether they were.",
)


class _Written(msgspec.Struct, frozen=True, array_like=True):
    """A decision, by whom, and digests of its reasons: which part, and in which words."""

    recorded_at: datetime
    seq: int
    id: str
    kind: str
    by: str
    said: tuple[tuple[str, bytes], ...]


def _written(scene: Scene) -> Iterator[_Written]:
    for held, id, kind in recorded_decisions(scene):
        why = held.event.rationale
        if why is not None and why != NOTHING_SAID and held.by is not None:
            yield _Written(held.recorded_at, held.seq, id, kind, held.by, tuple(_said(why)))


WRITTEN: Final = Lines("reasons", _Written, _written)


class _Decided(NamedTuple):
    """A decision, and where its reasons stand."""

    recorded_at: datetime
    seq: int
    file: str
    id: str
    kind: str


def pasted_rationales(material: Material) -> Found:
    """Pairs of which the later was recorded in the period. Who wrote them is not shown here."""
    said: dict[tuple[str, str, bytes], list[_Decided]] = defaultdict(list)
    for file, one in material.lines(WRITTEN):
        if one.recorded_at <= material.known:
            for part, words in one.said:
                decided = _Decided(one.recorded_at, one.seq, file, one.id, one.kind)
                said[part, one.by, words].append(decided)
    alike: dict[tuple[_Decided, _Decided], list[str]] = defaultdict(list)
    for (part, _, _), same in said.items():
        same.sort()
        # Each with the one before it: a hundred alike make ninety-nine lines, not thousands.
        for first, again in pairwise(same):
            near = again.recorded_at - first.recorded_at <= PASTED_WITHIN
            if near and first.file != again.file and material.is_in_period(again.recorded_at):
                alike[first, again].append(part)
    rows = [_case(first, again, parts) for (first, again), parts in alike.items()]
    rows.sort(key=lambda row: (row["recorded_at"], row["decision"], row["same_as"]))
    return Found([{"row": "SUMMARY", "pairs": len(rows)}, *rows], _NOTES)


def _said(rationale: Rationale) -> Iterator[tuple[str, bytes]]:
    yield _WHOLE, _digest(in_plain_words(rationale))
    for part, words in zip(PARTS, msgspec.structs.astuple(rationale), strict=True):
        said = plain(words)
        if len(said) >= LONG_ENOUGH:
            yield part, _digest(said)


def _digest(words: str) -> bytes:
    """Which words are the same is all that is asked of them."""
    return hashlib.sha256(words.encode()).digest()[:16]


def _case(first: _Decided, again: _Decided, parts: list[str]) -> Row:
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

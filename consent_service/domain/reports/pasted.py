"""Reasons in the same words within thirty days: of decisions, on different files; and for what
lifts a warning or a no, wherever it is. Beside them what was lifted on a manager's word by
telephone, and was refused after.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any, Final, NamedTuple

import msgspec

from ..file.held import Held
from ..freetext.rationale import LEAST_SAID, PARTS, PASTED_WITHIN, in_plain_words, plain
from ..freetext.sentences import sentences
from ..recorded.events import SafetyRecorded
from ..recorded.falling import EffectConfirmed, EffectRefused, EffectWaits
from ..recorded.particulars import NOTHING_SAID, Rationale
from ..safety.onrecord import says_it_is_safe
from ..tasks.scene import Scene
from .decisions import recorded_decisions
from .lines import Lines
from .report import Found, Material, Row

#: A shorter part, such as that the mother was asked again, can be true of two families.
LONG_ENOUGH: Final = 40
_WHOLE: Final = "whole"
#: By these kinds something falls: the same reason again on one file is none, either.
_SAID_SAFE: Final = "SAID_SAFE"
_LET_FALL: Final = "LET_FALL"
_LIFTS: Final = frozenset({_SAID_SAFE, _LET_FALL})

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

    for said in scene.view.file.of(SafetyRecorded):
        if says_it_is_safe(said.event):
            yield from _in_one(said, _SAID_SAFE, said.event.reason or "")
    for fell in scene.view.file.of(EffectConfirmed):
        yield from _in_one(fell, _LET_FALL, fell.event.reason)


def _in_one(held: Held[Any], kind: str, reason: str) -> Iterator[_Written]:
    """A reason in one piece. What is said again in it, word for word, counts once."""
    said = " ".join(dict.fromkeys(map(plain, sentences(reason))))
    if len(said) >= LEAST_SAID:
        words = ((_WHOLE, _digest(said)),)
        yield _Written(held.recorded_at, held.seq, str(held.seq), kind, held.by, words)


#: Whole: that somebody is safe protects nobody while it waits, and was said all the same.
WRITTEN: Final = Lines("reasons", _Written, _written, of_what_waits=True)


class _Telephoned(msgspec.Struct, frozen=True, array_like=True):
    """What fell on a manager's word by telephone, and when that was refused, if it was."""

    recorded_at: datetime
    seq: int
    refused_at: datetime | None


def _telephoned(scene: Scene) -> Iterator[_Telephoned]:
    file = scene.view.file
    refused = {held.event.waiting: held.recorded_at for held in file.of(EffectRefused)}
    for held in file.of(EffectWaits):
        if held.event.told_by is not None:
            yield _Telephoned(held.recorded_at, held.seq, refused.get(held.event.waiting))


TELEPHONED: Final = Lines("telephoned", _Telephoned, _telephoned, of_what_waits=True)


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
            counts = first.file != again.file or {first.kind, again.kind} <= _LIFTS
            if near and counts and material.is_in_period(again.recorded_at):
                alike[first, again].append(part)
    rows = [_case(first, again, parts) for (first, again), parts in alike.items()]
    rows.sort(key=lambda row: (row["recorded_at"], row["decision"], row["same_as"]))
    said_so, refused = _by_telephone(material)
    summary = {"row": "SUMMARY", "pairs": len(rows), "by_telephone": said_so}
    summary["refused_after"] = len(refused)
    return Found([summary, *rows, *refused], _NOTES)


def _by_telephone(material: Material) -> tuple[int, list[Row]]:
    """How often it was said in the period that a manager has said so by telephone; and each of
    which a manager refused what had fallen by it.
    """
    said = [
        (file, one)
        for file, one in material.lines(TELEPHONED)
        if one.recorded_at <= material.known and material.is_in_period(one.recorded_at)
    ]
    rows: list[Row] = [
        {
            "row": "TELEPHONE",
            "file": file,
            "entry": one.seq,
            "recorded_at": one.recorded_at,
            "refused_at": one.refused_at,
        }
        for file, one in said
        if one.refused_at is not None and one.refused_at <= material.known
    ]
    return len(said), sorted(rows, key=lambda row: (row["recorded_at"], row["entry"]))


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

"""What a write lifts waits for a manager: every reading of a family that may yet hold.

Written from the text alone (edition 2026.3, 5; the points settled after it). A fact that waits is
kept and protects at once; what it lifts has not fallen. So each may be left out or not, and of all
these readings the one that promises least is believed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import chain, combinations
from typing import Any

from tests.domain.second_family import LONDON, at

Dict = dict[str, Any]


def readings(facts: Dict, known_at: datetime) -> list[Dict]:
    """The facts, with each choice of what waits left out."""
    waiting = [fact for fact in _that_may_wait(facts) if still_waits(fact["waits"], fact, known_at)]
    if not waiting:
        return [facts]
    # That somebody is safe again, or may be told, does nothing but lift; whom a child means is who
    # is not told. Who somebody is not, as a manager has said, they are in no reading.
    untrue = {id(fact) for fact in _says_who(facts) if _was_refused(fact["waits"], known_at)}
    lifts = [
        id(fact)
        for fact in waiting
        if ("may_be_told" in fact and not fact.get("means"))
        or fact.get("value") is True
        or id(fact) in untrue
    ]
    rest = [id(fact) for fact in waiting if id(fact) not in lifts]
    choices = chain.from_iterable(combinations(rest, size) for size in range(len(rest) + 1))
    return [_without(facts, frozenset([*lifts, *left_out])) for left_out in choices]


def _says_who(facts: Dict) -> Iterator[Dict]:
    """What may wait and says who somebody is to whom: who is one with whom, what they are to a
    child, by whatever order, and that a young person cannot decide.
    """
    yield from _that_may_wait([facts.get("joined", []), facts.get("orders", [])])
    for child in facts["children"]:
        yield from _that_may_wait(child["parental_responsibility"])
        found = _that_may_wait(child["competence"])
        yield from (one for one in found if one["value"] == "NOT_COMPETENT")


def _was_refused(said: Dict, known_at: datetime) -> bool:
    return "refused" in said and at(said["refused"]["recorded_at"]) <= known_at


def _that_may_wait(held: Any) -> Iterator[Dict]:
    if isinstance(held, dict) and "waits" in held:
        yield held
    if isinstance(held, dict | list):
        for part in held.values() if isinstance(held, dict) else held:
            yield from _that_may_wait(part)


def still_waits(said: Dict, fact: Dict, known_at: datetime) -> bool:
    """Whether it has been confirmed is a question of what is known, about the past as well."""
    for end, waits in (("confirmed", False), ("refused", True)):
        if end in said and at(said[end]["recorded_at"]) <= known_at:
            return waits
    typed = fact.get("recorded_at") or fact["effective_at"]
    return not said.get("told_by") or known_at >= _next_working_day_has_ended(at(typed))


def _next_working_day_has_ended(told: datetime) -> datetime:
    """In the days of these scenarios there is no bank holiday."""
    day = told.astimezone(LONDON).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def _without(held: Any, left_out: frozenset[int]) -> Any:
    """The same, with what is left out marked: its place in a list still counts."""
    if isinstance(held, list):
        return [_without(part, left_out) for part in held]
    if not isinstance(held, dict):
        return held
    parts = {name: _without(part, left_out) for name, part in held.items()}
    return parts | ({"left_out": True} if id(held) in left_out else {})

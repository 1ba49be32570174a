"""Two entries of a file that are one person, made one of before anything else is read.

Written from the text alone (edition 2026.3, 5): every answer of both is kept and is of the one; a
no of either stands until they answer again after the joining (`second_stand.py`).
"""

from __future__ import annotations

from datetime import datetime
from itertools import product
from typing import Any

from tests.domain.scenario_people import ROLES
from tests.domain.second_family import ALWAYS, at
from tests.domain.second_orders import DECIDES

Dict = dict[str, Any]
#: Of an adult: what it says where nothing is on record.
NOTHING = {"safe_to_ask": True, "capacity": "PRESUMED", "reachable": True}


def as_one(facts: Dict, as_of: datetime, known_at: datetime) -> tuple[Dict, dict[str, str]]:
    """The family without whoever is somebody else as well, and who that is. Who is one already is
    not joined again, so the first of two joinings counts.
    """
    names: dict[str, str] = {}
    since: dict[frozenset[str], datetime] = {}
    for joined in sorted(facts.get("joined", ()), key=lambda one: at(one["recorded_at"])):
        parted = joined.get("parted_at")
        unknown = joined.get("left_out") or at(joined["recorded_at"]) > known_at
        if unknown or (parted and at(parted) <= known_at):
            continue
        person, other = _the_one(names, joined["person"]), _the_one(names, joined["other"])
        if person == other:
            continue
        who = {one["id"]: _the_one(names, one["id"]) for one in facts["adults"]}
        for one, two in product(who, who):
            if (who[one], who[two]) == (person, other):
                since[frozenset((one, two))] = at(joined["recorded_at"])
        names[other] = person
    if not names:
        return facts, {}
    everybody = (*facts["adults"], *facts["children"])
    names = {one["id"]: _the_one(names, one["id"]) for one in everybody}
    whole = _renamed({k: v for k, v in facts.items() if k not in ("adults", "children")}, names)
    said = [
        one | {"under": was["by"]}
        for one, was in zip(whole["responses"], facts["responses"], strict=True)
    ]
    return {
        **whole,
        "responses": said,
        "adults": _adults(facts["adults"], names, (as_of, known_at)),
        "children": [_child(one, names, since) for one in facts["children"]],
        "since": since,
    }, names


def _the_one(names: dict[str, str], person: str) -> str:
    while person in names and names[person] != person:
        person = names[person]
    return person


def _renamed(held: Any, names: dict[str, str]) -> Any:
    if isinstance(held, dict):
        return {name: _renamed(part, names) for name, part in held.items()}
    if isinstance(held, list):
        return [_renamed(part, names) for part in held]
    return names.get(held, held) if isinstance(held, str) else held


def _adults(
    adults: list[Dict], names: dict[str, str], now: tuple[datetime, datetime]
) -> list[Dict]:
    merged: dict[str, Dict] = {}
    for one in adults:
        id = names[one["id"]]
        merged[id] = _both(merged[id], one, now) if id in merged else one | {"id": id}
    return list(merged.values())


def _both(one: Dict, other: Dict, now: tuple[datetime, datetime]) -> Dict:
    both = dict(one)
    for member, nothing in NOTHING.items():
        # Out of reach, and no word of since when: they cannot be reached now.
        when = now if member == "reachable" else (ALWAYS, ALWAYS)
        rows = _rows(one[member], nothing, when) + _rows(other[member], nothing, when)
        both[member] = rows or nothing
    both["needs"] = one.get("needs", False) or other.get("needs", False)
    for member, usual in (("language", "English"), ("format", "STANDARD")):
        said = [each.get(member, usual) for each in (one, other)]
        both[member] = next((value for value in said if value != usual), usual)
    died = [each["died"] for each in (one, other) if each.get("died")]
    return both | ({"died": min(died)} if died else {})


def _rows(given: Any, nothing: Any, when: tuple[datetime, datetime]) -> list[Dict]:
    if isinstance(given, list):
        return given
    effective, recorded = (one.isoformat() for one in when)
    row = {"value": given, "effective_at": effective, "recorded_at": recorded}
    return [] if given == nothing else [row]


def _first_recorded(rows: list[Dict]) -> datetime:
    return min(at(row["recorded_at"]) for row in rows)


def _held_as_another(
    person: str,
    row: Dict,
    every: dict[str, list[Dict]],
    names: dict[str, str],
    joined: datetime,
) -> Dict:
    """That one entry holds no responsibility ends nothing that the other holds, if it was said
    before the two were joined.
    """
    if _holds(row) or at(row["recorded_at"]) > joined:
        return {}
    for other, rows in every.items():
        there = [
            (at(one["effective_at"]), at(one["recorded_at"]), place, one)
            for place, one in enumerate(rows)
            if at(one["effective_at"]) <= at(row["effective_at"])
            and at(one["recorded_at"]) <= joined
            and not one.get("left_out")
        ]
        if (
            other != person
            and names[other] == names[person]
            and there
            and _holds(max(there, key=lambda one: one[:3])[-1])
        ):
            theirs = max(there, key=lambda one: one[:3])[-1]
            return {"ended": None} | {
                member: theirs[member] for member in ("value", "role", "ended") if member in theirs
            }
    return {}


def _holds(row: Dict) -> bool:
    return row["value"] in DECIDES and row.get("ended") in (None, False, "HOME")


def _child(child: Dict, names: dict[str, str], since: dict[frozenset[str], datetime]) -> Dict:
    """Its relationships each with the date from which it holds, before they are put together."""
    every: dict[str, list[Dict]] = {}
    for person, given in child["parental_responsibility"].items():
        rows = given if isinstance(given, list) else [{"value": given, "effective_at": None}]
        for place, row in enumerate(rows):
            typed = row.get("recorded_at") or row["effective_at"] or ALWAYS.isoformat()
            began = row["effective_at"] or (typed if place else ALWAYS.isoformat())
            role = row.get("role", ROLES.get(person, "OTHER_HOUSEHOLD"))
            dated = row | {"effective_at": began, "recorded_at": typed, "role": role}
            every.setdefault(person, []).append(dated)
    links: dict[str, list[Dict]] = {}
    # Whoever was recorded first stands first, under whichever id.
    for person, rows in sorted(every.items(), key=lambda pair: _first_recorded(pair[1])):
        when = (one for pair, one in since.items() if names[person] in pair)
        joined = max(when, default=ALWAYS)
        for row in rows:
            held = _held_as_another(person, row, every, names, joined)
            links.setdefault(names[person], []).append(row | held)
    rest = {k: v for k, v in child.items() if k != "parental_responsibility"}
    return _renamed(rest, names) | {"parental_responsibility": links}

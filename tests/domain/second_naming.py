"""What a scope contains and what it overlaps, for the second reading of the rules.

This part is not independent of the code: it was written with the service's own comparison of scopes
and names in view. What it shows is that the rules around it are asked with the same words; that
names are compared rightly is shown by the scenarios and `test_services.py` alone.
"""

from __future__ import annotations

import unicodedata
from typing import Any

from consent_service.domain.codes import codes

Dict = dict[str, Any]
NOT, PERHAPS, NAMED, WHOLE = range(4)
#: In the order in which a missing one is asked for (`domain.md` 5.6).
PARTS = (
    ("subjects", "subject", "OUT_OF_SCOPE_CHILD"),
    ("purposes", "purpose", "OUT_OF_SCOPE_PURPOSE"),
    ("agencies", "agency", "OUT_OF_SCOPE_AGENCY"),
    ("categories", "category", "OUT_OF_SCOPE_CATEGORY"),
    ("directions", "direction", "OUT_OF_SCOPE_DIRECTION"),
)


def agency_named(given: str | Dict, directory: list[Dict]) -> Dict:
    """Type, every name it may go by, the entry it is for certain, words that name nobody."""
    if isinstance(given, str):
        return {"type": given, "names": [], "entry": None, "described": False}
    entry = next((one for one in directory if one["id"] == given.get("id")), None)
    typed = given.get("organisation")
    if entry is None and typed is not None:
        same = [
            one
            for one in directory
            if one["type"] == given["type"]
            and plain(typed) in {plain(name) for name in one["names"]}
        ]
        entry = same[0] if len(same) == 1 else None
    names = [typed] if typed is not None else []
    if entry is not None:
        names = list(dict.fromkeys([*names, *entry["names"]]))
    return {
        "type": given["type"] if "type" in given else (entry or {}).get("type"),
        "names": names,
        "typed": typed if typed is not None else (names[0] if names else None),
        "entry": None if entry is None else entry["id"],
        "described": given.get("described") is not None,
    }


def words(name: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", name.upper().casefold())
    kept = (
        "" if unicodedata.combining(c) or c in "-'" else c if c.isalnum() else " " for c in letters
    )
    return "".join(kept).split()


def plain(name: str) -> str:
    return "".join(words(name))


def core(name: str, kind: str) -> str:
    row = codes("agencies").get(kind)
    common = {"the", *(() if row is None else row.attributes.get("words", ()))}  # type: ignore[misc]
    return "".join(word for word in words(name) if word not in common)


def intrusive(kind: str) -> bool:
    row = codes("agencies").get(kind)
    return bool(row is not None and row.attributes.get("high_intrusion"))


def names_nobody(agency: Dict) -> bool:
    return not agency["names"] and not agency["described"]


def for_certain(agency: Dict, asked: Dict) -> bool:
    """Both name one service, and it is the same by its very name."""
    if agency["described"] or not agency["names"] or not asked["names"]:
        return False
    if agency["entry"] and asked["entry"]:
        return bool(agency["entry"] == asked["entry"])
    key = plain(agency["typed"])
    return bool(key) and key == plain(asked["typed"])


def agency_contained(agency: Dict, asked: Dict) -> bool:
    if agency["type"] == "*":
        return not intrusive(asked["type"]) and (names_nobody(agency) or for_certain(agency, asked))
    return agency["type"] == asked["type"] and (names_nobody(agency) or for_certain(agency, asked))


def agency_met(agency: Dict, asked: Dict) -> int:
    """How far a no to one agency is a no to the one that is asked about."""
    kind = asked["type"]
    if agency["type"] not in ("*", kind):
        return NOT
    if names_nobody(agency):
        return WHOLE
    if agency["described"]:
        return PERHAPS
    if agency["entry"] and asked["entry"]:
        return NAMED if agency["entry"] == asked["entry"] else NOT
    said = {core(name, kind) for name in agency["names"]} - {""}
    if not said:
        return WHOLE
    named = {core(name, kind) for name in asked["names"]} - {""}
    if not named:
        return PERHAPS
    if said & named:
        return NAMED
    contained = any(
        min(len(one), len(other)) > 2 and (one in other or other in one)
        for one in said
        for other in named
    )
    return PERHAPS if contained else NOT


def missing(scope: Dict, item: Dict, stood: set[str]) -> list[str]:
    """Each dimension in which a yes or a decision leaves the item out; `stood`: whom `*` meant."""
    found = []
    for part, member, reason in PARTS:
        values, value = scope[part], item[member]
        if part == "agencies":
            inside = any(agency_contained(one, value) for one in values)
        elif part == "subjects":
            inside = value in values or ("*" in values and value in stood)
        else:
            inside = bool({value, "*"} & set(values)) or (part == "directions" and "BOTH" in values)
        if not inside:
            found.append(reason)
    return found


def overlap(scope: Dict, item: Dict) -> int:
    """How far something other than a yes reaches the item."""
    for part, member, _ in PARTS:
        if part == "agencies":
            continue
        meant = {item[member], "*"} | ({"BOTH"} if part == "directions" else set())
        if not meant & set(scope[part]):
            return NOT
    return max((agency_met(one, item["agency"]) for one in scope["agencies"]), default=NOT)


def exclusion(scope: Dict, item: Dict) -> int:
    """How far the item is one that somebody who agreed said no to."""
    for part, member in (("subjects", "subject"), ("purposes", "purpose")):
        if not {item[member], "*"} & set(scope[part]):
            return NOT
    if item["category"] in scope["not_categories"]:
        return WHOLE
    return max((agency_met(one, item["agency"]) for one in scope["not_agencies"]), default=NOT)


def scope_of(given: Dict, directory: list[Dict]) -> Dict:
    kinds = codes("categories")
    excluded = given.get("exclusions", [])
    return {
        **{part: given[part] for part, _, _ in PARTS},
        "agencies": [agency_named(one, directory) for one in given["agencies"]],
        "not_categories": {one for one in excluded if isinstance(one, str) and one in kinds},
        "not_agencies": [
            agency_named(one, directory)
            for one in excluded
            if not (isinstance(one, str) and one in kinds)
        ],
    }

"""Injuries of a child that may be any caregiver's doing, written from the text alone.

A child who cannot move about and whose injury nobody has explained was hurt by somebody, as far as
anybody knows. What makes it harmless (explained; the child moves) is believed of a manager alone.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.domain.second_family import LONDON, Family, at
from tests.domain.second_orders import COUNCIL

Dict = dict[str, Any]


def unexplained_injuries(family: Family) -> list[tuple[int, Dict]]:
    """The entry by which each of them became known, with its place among those recorded; of the
    child of whom it was last said to be.
    """
    told: dict[str, list[tuple[int, Dict]]] = {}
    for place, given in enumerate(family.facts.get("injuries", ())):
        one = {"recorded_at": given["effective_at"], **given}
        if family.known(one):
            told.setdefault(one.get("injury", f"injury-{place}"), []).append((place, one))
    return [known for every in told.values() if (known := _known(family, every))]


def cares_for(family: Family, person: str, injury: Dict) -> bool:
    """They are something to the child, or have been until after the child was hurt."""
    child = injury["child"]
    link = family.link(person, child) if child in family.every_child else None
    if link is None:
        return False
    # As a council they are nobody who could; what they were to the child before is still so.
    is_council = link["role"] == COUNCIL
    if not link["ended"] and not is_council:
        return True
    if "taken" in link and not is_council:
        return bool(link["taken"] > at(injury["effective_at"]))
    recorded = family.recorded_link(person, child, None)
    return (
        recorded is not None
        and recorded["ended"]
        and recorded["role"] != COUNCIL
        and recorded["began"] > at(injury["effective_at"])
    )


def _known(family: Family, every: list[tuple[int, Dict]]) -> tuple[int, Dict] | None:
    ordered = sorted(every, key=lambda one: (*_times(one[1]), one[0]))
    by_manager = [n for n, (_, one) in enumerate(ordered) if one.get("by_manager")]
    now = [one for _, one in ordered[by_manager[-1] if by_manager else 0 :]]
    if all(one["explained"] == "EXPLAINED" for one in now):
        return None
    walks = all(_moves(family, one) for one in now)
    if walks and all(one["explained"] != "SOMEBODY_DID_IT" for one in now):
        return None
    ended = [n for n in by_manager if ordered[n][1]["explained"] == "EXPLAINED"]
    since = ordered[ended[-1] + 1 if ended else 0 :]
    open_still = [one for one in since if one[1]["explained"] != "EXPLAINED"]
    place, known = min(open_still, key=lambda one: (at(one[1]["recorded_at"]), one[0]))
    return place, known | {"child": ordered[-1][1]["child"]}


def _times(one: Dict) -> tuple[Any, Any]:
    return at(one["effective_at"]), at(one["recorded_at"])


def _moves(family: Family, one: Dict) -> bool:
    days = _days_old(family, one)
    if one["moves"] == "NOT_KNOWN":
        return days is not None and days >= 540
    # No child does before four months, or before birth, whoever says so.
    too_young = one["child"] in family.children and (days is None or days < 120)
    return one["moves"] == "CAN" and not too_young


def _days_old(family: Family, one: Dict) -> int | None:
    held = family.children.get(one["child"])
    if held is None or (held.get("dob") is None and held["age"] is None):
        return None
    if held.get("dob"):
        born = date.fromisoformat(held["dob"])
    else:
        born = date(family.as_of.astimezone(LONDON).year - held["age"], 1, 1)
    return (at(one["effective_at"]).astimezone(LONDON).date() - born).days

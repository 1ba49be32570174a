"""What orders about a child, and arrangements, mean for who is what to them.

Read from the table in plain words (decision 18). Care and placement orders are not among them here.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

Dict = dict[str, Any]
DECIDES = {"YES", "UNCONFIRMED", "DISPUTED"}
#: Who gains responsibility, and what they are to the child where nothing else is recorded.
GIVES = {"ADOPTION_ORDER": "ADOPTIVE_PARENT", "SPECIAL_GUARDIANSHIP_ORDER": "SPECIAL_GUARDIAN"}
#: With whom the child is, and who holds nothing by it.
PLACES = {
    "SECTION_20": "FOSTER_CARER",
    "PRIVATE_FOSTERING": "PRIVATE_FOSTER_CARER",
    "DELEGATED_AUTHORITY": "FOSTER_CARER",
}
PARENT_ROLES = {"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "UNKNOWN_FATHER"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def in_force(family: Any, child: str, when: datetime | None = None) -> list[Dict]:
    """From its date, until its end is on record or an adoption has ended it."""
    moment = when or family.as_of
    there = [
        one
        for one in family.facts.get("orders", ())
        if one["child"] == child
        and family.known(one, moment)
        and not (one.get("ended_at") and at(one["ended_at"]) <= min(moment, family.known_at))
    ]
    there.sort(key=lambda one: (at(one["effective_at"]), at(one["recorded_at"])))
    adopted = [place for place, one in enumerate(there) if one["type"] == "ADOPTION_ORDER"]
    if not adopted:
        return there
    last = there[adopted[-1]]
    return [last] + [one for one in there if at(one["effective_at"]) > at(last["effective_at"])]


def by_orders(
    family: Any, link: Dict | None, person: str, child: str, when: datetime | None
) -> Dict | None:
    """What is recorded of a person and a child, as the orders leave it."""
    for one in in_force(family, child, when):
        began, theirs = at(one["effective_at"]), person in one["people"]
        earlier = link is not None and link["began"] <= began
        if one["type"] in GIVES and theirs:
            if link is None:
                link = {"status": "YES", "role": GIVES[one["type"]], "ended": False, "began": began}
            elif earlier and (link["ended"] or link["status"] not in DECIDES):
                link = link | {"status": "YES", "ended": False}
        elif one["type"] in PLACES and theirs and (link is None or (link["ended"] and earlier)):
            link = {"status": "NO", "role": PLACES[one["type"]], "ended": False, "began": began}
        elif one["type"] == "ADOPTION_ORDER" and link is not None and earlier:
            parent = link["role"] in PARENT_ROLES or link["status"] in DECIDES
            link = link | ({"status": "ENDED", "ended": True} if parent else {})
    return link

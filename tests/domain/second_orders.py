"""What orders about a child, and arrangements, mean for who is what to them.

Read from the table in plain words (decision 18).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

Dict = dict[str, Any]
DECIDES = {"YES", "UNCONFIRMED", "DISPUTED"}
COUNCIL = "LOCAL_AUTHORITY"
#: To whom it gives responsibility, and what they are to the child where nothing else is recorded.
GIVES = {
    "ADOPTION_ORDER": "ADOPTIVE_PARENT",
    "SPECIAL_GUARDIANSHIP_ORDER": "SPECIAL_GUARDIAN",
    "PLACEMENT_ORDER": "PROSPECTIVE_ADOPTER",
    "CHILD_ARRANGEMENTS_LIVES_WITH": "OTHER_HOUSEHOLD",
}
#: By which a council or an agency holds it as well, and may limit others.
BY_COUNCIL = {"CARE_ORDER", "INTERIM_CARE_ORDER", "PLACEMENT_ORDER"}
#: With whom the child is, and who holds nothing by it.
PLACES = {
    "SECTION_20": "FOSTER_CARER",
    "PRIVATE_FOSTERING": "PRIVATE_FOSTER_CARER",
    "DELEGATED_AUTHORITY": "FOSTER_CARER",
    "CARE_ORDER": "OTHER_HOUSEHOLD",
    "INTERIM_CARE_ORDER": "OTHER_HOUSEHOLD",
    "PROHIBITED_STEPS_ORDER": "OTHER_HOUSEHOLD",
    "SPECIFIC_ISSUE_ORDER": "OTHER_HOUSEHOLD",
    "SUPERVISION_ORDER": "OTHER_HOUSEHOLD",
    "NOT_KNOWN": "OTHER_HOUSEHOLD",
}
#: What a court said besides of a child who is in nobody's care.
NOT_IN_CARE = {
    *("CHILD_ARRANGEMENTS_LIVES_WITH", "PROHIBITED_STEPS_ORDER"),
    *("SPECIFIC_ISSUE_ORDER", "SUPERVISION_ORDER"),
}
#: Which orders are over when this one is made, not before them.
ENDS = {
    "ADOPTION_ORDER": {*GIVES, *BY_COUNCIL, *PLACES} - {"ADOPTION_ORDER", "NOT_KNOWN"},
    "CARE_ORDER": {"INTERIM_CARE_ORDER", *NOT_IN_CARE},
    "INTERIM_CARE_ORDER": NOT_IN_CARE,
    "PLACEMENT_ORDER": NOT_IN_CARE,
    "CHILD_ARRANGEMENTS_LIVES_WITH": {"CARE_ORDER", "INTERIM_CARE_ORDER"},
    "SPECIAL_GUARDIANSHIP_ORDER": {"CARE_ORDER", "INTERIM_CARE_ORDER"},
}
PARENT_ROLES = {
    "MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT", "UNKNOWN_FATHER", COUNCIL,
}  # fmt: skip

#: Whoever is that holds it by an order that gives it them, and by nothing else.
BY_AN_ORDER_ALONE = {
    *(COUNCIL, "SPECIAL_GUARDIAN", "PROSPECTIVE_ADOPTER"),
    *("FOSTER_CARER", "PRIVATE_FOSTER_CARER", "RESIDENTIAL_CARER"),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def in_force(family: Any, child: str, when: datetime | None = None) -> list[Dict]:
    """From its date, until its end is on record or another has ended it."""
    moment = when or family.as_of
    there = [
        one
        for one in made(family, child, moment)
        if not (one.get("ended_at") and at(one["ended_at"]) <= min(moment, family.known_at))
    ]
    there.sort(key=lambda one: (at(one["effective_at"]), at(one["recorded_at"])))
    return [
        one
        for one in there
        if not any(
            one["type"] in ENDS.get(other["type"], ())
            and at(other["effective_at"]) >= at(one["effective_at"])
            for other in there
        )
    ]


def made(family: Any, child: str, moment: datetime) -> list[Dict]:
    """Those that have begun, over or not."""
    every = family.facts.get("orders", ())
    return [one for one in every if one["child"] == child and family.known(one, moment)]


def named(order: Dict) -> list[str]:
    """Everybody whom an order makes something to the child."""
    council = order.get("council")
    return [*order["people"], *([council] if council and council not in order["people"] else [])]


def _role(order: Dict, person: str) -> str:
    if person == order.get("council"):
        return COUNCIL
    return GIVES.get(order["type"]) or PLACES[order["type"]]


def gives(order: Dict, person: str) -> bool:
    of_council = order["type"] in BY_COUNCIL and person == order.get("council")
    return of_council or (order["type"] in GIVES and person in order["people"])


def councils(family: Any, child: str) -> tuple[set[str], set[str]]:
    """Those that hold responsibility by an order, and whom they limit."""
    orders = [one for one in in_force(family, child) if one["type"] in BY_COUNCIL]
    limited = {person for one in orders for person in one.get("limits", ())}
    return {one["council"] for one in orders if one.get("council")}, limited


def by_orders(
    family: Any, link: Dict | None, person: str, child: str, when: datetime | None
) -> Dict | None:
    """What is recorded of a person and a child, as the orders leave it."""
    for one in in_force(family, child, when):
        began = at(one["effective_at"])
        earlier = link is not None and link["began"] <= began
        if gives(one, person):
            if link is None:
                link = {"status": "YES", "role": _role(one, person), "ended": False, "began": began}
            elif earlier and link["ended"]:
                # What they were is over: they are what the order makes of them, a council say.
                link = link | {"status": "YES", "role": _role(one, person), "ended": False}
            elif earlier and link["status"] not in DECIDES:
                link = link | {"status": "YES"}
        elif person in named(one) and (link is None or (link["ended"] and earlier)):
            link = {"status": "NO", "role": _role(one, person), "ended": False, "began": began}
        elif one["type"] == "ADOPTION_ORDER" and link is not None and earlier:
            parent = link["role"] in PARENT_ROLES or link["status"] in DECIDES
            taken = {} if link["ended"] else {"taken": began}
            link = link | ({"status": "ENDED", "ended": True, **taken} if parent else {})
    if link is None or link["ended"] or link["status"] not in DECIDES:
        return link
    return link | _as_proved(family, link, person, child, when or family.as_of)


def _as_proved(family: Any, link: Dict, person: str, child: str, moment: datetime) -> Dict:
    """What was typed of one who holds it by an order alone, or fosters the child privately: with
    no order that gives it they are said to hold it; with one that is over it has ended.
    """
    there = in_force(family, child, moment)
    if any(gives(one, person) for one in there):
        return {}
    by_order = link["role"] in BY_AN_ORDER_ALONE
    if by_order and any(gives(one, person) for one in made(family, child, moment)):
        return {"status": "ENDED"}
    fosters = any(one["type"] == "PRIVATE_FOSTERING" and person in one["people"] for one in there)
    if by_order or (fosters and link["role"] not in PARENT_ROLES):
        is_said = {"YES": "UNCONFIRMED"}.get(link["status"], link["status"])
        return {"status": is_said, "unproved": True}
    return {}


RELATIVES = {"GRANDPARENT", "AUNT_UNCLE", "ADULT_SIBLING", "STEPPARENT", "PARENTS_PARTNER"}
BY_BIRTH = {"MOTHER", "FATHER", "SECOND_PARENT"}


def is_of_before(family: Any, person: str, child: str) -> bool:
    """A relative, recorded before an adoption was, which took the child from parents who were on
    the file; and none of these parents adopts.
    """
    own = family.recorded_link(person, child, None)
    if own is None or own["ended"] or own["role"] not in RELATIVES:
        return False
    adoptions = [one for one in in_force(family, child) if one["type"] == "ADOPTION_ORDER"]
    recorded = {p: family.recorded_link(p, child, None) for p in family.adults}
    links = {p: link for p in family.adults if (link := family.link(p, child))}
    lost = any(links[p]["ended"] and not (recorded[p] or {"ended": True})["ended"] for p in links)
    parents = {p for p, one in links.items() if one["role"] in BY_BIRTH and not one["ended"]}
    return lost and any(
        own["recorded"] <= at(one["recorded_at"])
        and person not in one["people"]
        and not parents & set(one["people"])
        for one in adoptions
    )

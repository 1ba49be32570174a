"""Whether it is safe to ask somebody: what is recorded of them, of those near them, and wishes."""

from __future__ import annotations

from typing import Any

from tests.domain.second_family import ALWAYS, Family, at
from tests.domain.second_injured import cares_for, unexplained_injuries
from tests.domain.second_orders import COUNCIL, DECIDES

Dict = dict[str, Any]
PARENTS = {"MOTHER", "FATHER", "SECOND_PARENT", "ADOPTIVE_PARENT"}
PARTNERS = {"STEPPARENT", "PARENTS_PARTNER"}
TEEN = 13
NAMES_NOBODY = {"DOMESTIC_ABUSE_NEED", "CODE_WORD", "UNSAFE_CONTACT", "PRESSURE"}


def safe_to_ask(family: Family, person: str) -> str:
    """YES, NO or NOT_KNOWN: the worst that any reading of the family says of them."""
    told = {_safe_in(each, names.get(person, person)) for each, names in family.beside}
    return next(one for one in ("NO", "NOT_KNOWN", "YES") if one in told)


def _safe_in(family: Family, person: str) -> str:
    if any(person in family.confided(child) for child in family.children):
        return "NO"
    own, around = _signs(family, person)
    safe = [one for one in own if one[-1] == "YES"]
    # A manager's "safe" lifts what was both before it and on record before it.
    standing = {
        one[-1]
        for one in [*own, *around]
        if one[-1] != "YES" and not any(one < yes and one[1:4] < yes[1:4] for yes in safe)
    }
    return "NO" if "NO" in standing else "NOT_KNOWN" if standing else "YES"


def _signs(family: Family, person: str) -> tuple[list[Any], list[Any]]:
    """What is recorded of them, and of somebody near them who names nobody; each with its place
    in the record: what is of one time stands in the order in which it was recorded."""
    own: list[Any] = []
    around: list[Any] = [
        # Of one time, what a child wants stands before what is recorded of adults.
        (*when(wish, -1, place), "NOT_KNOWN")
        for child in family.children
        # Nobody means themself by somebody else, and a council is nobody whom a child means.
        if child != person and family.roles(person) != {COUNCIL}
        for place, wish in enumerate(family.of_nobody_named(child))
        if person in family.caring() or _came_as_a_teen(family, person, child, wish)
    ]
    given = family.adults.get(person, {}).get("safe_to_ask", True)
    if not isinstance(given, list):
        own += [] if given else [(ALWAYS, ALWAYS, 0, 0, "NO")]
    else:
        own += [
            (*when(one, 0, place), "YES" if one["value"] else "NO")
            for place, one in enumerate(given)
            if family.known(one)
        ]
    for place, one in family.said():
        if one["by"] == person and one["answer"] == "NOT_ASKED_UNSAFE":
            own.append((*when(one, 1, place), "NO"))
    for place, one in enumerate(family.facts["responses"]):
        # What was seen in the conversation stands, whatever came of the answer.
        seen = one.get("pressure") and family.known({**one, "left_out": False})
        if seen and one["by"] in near(family, person):
            around.append((*when(one, 1, place), "NOT_KNOWN"))
    for place, given_sign in enumerate(family.facts.get("safety", ())):
        sign = {"recorded_at": given_sign["effective_at"], **given_sign}
        code, names = sign["code"], sign.get("names", ())
        if not family.known(sign):
            continue
        if sign["about"] == person and code in ("SAFE", "NOT_SAFE", "ALLEGED_ABUSER"):
            own.append((*when(sign, 2, place), "YES" if code == "SAFE" else "NO"))
        elif person in names:
            own.append((*when(sign, 2, place), "NO"))
        elif code in NAMES_NOBODY and not names and sign["about"] in near(family, person):
            around.append((*when(sign, 2, place), "NOT_KNOWN"))
    around += [
        (*when(injury, 3, place), "NOT_KNOWN")
        for place, injury in unexplained_injuries(family)
        if cares_for(family, person, injury)
    ]
    return own, around


def _came_as_a_teen(family: Family, person: str, whose: str, wish: Dict) -> bool:
    """A child put on the file after another one said that, and no small child on that day. Of one
    time, they come in the order in which they are listed.
    """
    place = [*family.every_child].index
    came = at(family.every_child[person].get("recorded_at", "2000-01-01T00:00:00+00:00"))
    since = (came, place(person)) > (at(wish["recorded_at"]), place(whose))
    return since and (family.age(person, came) or 0) >= TEEN


def when(one: Dict, group: int, place: int) -> tuple[Any, ...]:
    return at(one["effective_at"]), at(one["recorded_at"]), group, place


def near(family: Family, person: str) -> set[str]:
    """Whose partner, or other parent of whose children, this person is."""
    found: set[str] = set()
    for child in family.every_child:
        links = {p: link for p in family.linked(child) if (link := family.link(p, child))}
        mine = links.get(person)
        if mine is None or not _close(mine) or mine["role"] == COUNCIL:
            # A council is nobody's partner, and lives with nobody.
            continue
        found |= {child} | {p for p, link in links.items() if p != person and _close(link)}
    return found


def _close(link: Dict) -> bool:
    """Whoever was a parent or a partner is feared as one who is."""
    holds = link["status"] in DECIDES and not link["ended"]
    return link["role"] in PARENTS | PARTNERS or holds

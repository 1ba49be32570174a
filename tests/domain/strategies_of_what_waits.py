"""What waits for a manager, who is one person with whom, which notice was given to read.

Added to a family that was made without it, each rare enough to leave the rest answerable.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Any

Dict = dict[str, Any]

READS = ["STANDARD", "STANDARD", "EASY_READ"]
LANGUAGES = ["English", "Punjabi", "Punjabi"]


WIDELY = {"subjects": ["*"], "agencies": ["*"], "categories": ["*"], "enquiry": "E1"}


def with_what_waits(chance: Random, facts: Dict, days: list[str]) -> Dict:
    if chance.random() < 0.15:
        facts = _that_read(chance, facts)
    if chance.random() < 0.2:
        facts = facts | {"joined": [a_joining(chance, facts, days) for _ in range(_few(chance))]}
    if chance.random() < 0.2:
        said = [heard_elsewhere(chance, one, days) for one in facts["responses"]]
        corrected = [
            one
            for one in facts["corrections"]
            if said[one["of"]]["recorded_at"] <= one["recorded_at"]
        ]
        facts = facts | {"responses": said, "corrections": corrected}
    if chance.random() < 0.04:
        child = chance.choice(facts["children"])
        gone = child | {"died": chance.choice(days)}
        facts = facts | {"children": [gone if one is child else one for one in facts["children"]]}
    if chance.random() < 0.25:
        facts = facts | {"orders": [an_order(chance, facts, days) for _ in range(_few(chance))]}
        # A council speaks seldom: here it does.
        councils = [one["council"] for one in facts["orders"] if one.get("council")]
        for council in councils if facts["responses"] else ():
            place = chance.randrange(len(facts["responses"]))
            facts["responses"][place] = facts["responses"][place] | {"by": council, **WIDELY}
    if chance.random() < 0.25:
        let_wait(chance, facts, days)
    return facts


def heard_elsewhere(chance: Random, one: Dict, days: list[str]) -> Dict:
    """Some of the noes were said on another file, and heard here after they had answered here."""
    if one["answer"] != "REFUSED" or chance.random() < 0.3:
        return one
    here = ("conversation", "explained", "check", "pressure", "notice", "supersedes", "validity")
    kept = {name: value for name, value in one.items() if name not in (*here, "precision")}
    there = {"elsewhere": True, "valid": True, "exclusions": [], "valid_from": None}
    said = {"effective_at": days[0], "recorded_at": max(chance.choice(days), one["recorded_at"])}
    return kept | there | said | (WIDELY if chance.random() < 0.5 else {})


def _few(chance: Random) -> int:
    return chance.choice([1, 1, 1, 2])


def let_wait(chance: Random, facts: Dict, days: list[str]) -> None:
    that_may = list(_that_may_wait(facts))
    for fact in chance.sample(that_may, min(len(that_may), chance.choice([1, 1, 2, 3]))):
        typed = fact.get("recorded_at") or fact["effective_at"]
        fact["waits"] = {"told_by": True} if chance.random() < 0.3 else {}
        if chance.random() < 0.5:
            then = max(chance.choice(days), typed[:10] + "T23:00:00+00:00")
            decided = {"effective_at": then, "recorded_at": then}
            fact["waits"][chance.choice(["confirmed", "confirmed", "refused"])] = decided


def _that_may_wait(facts: Dict) -> Iterator[Dict]:
    """What can lift something: an answer, what is corrected, who decides, who is safe again."""
    yield from facts["responses"]
    yield from [one for one in facts["corrections"] for _ in range(4)][:1]
    yield from facts.get("joined", ())
    for person in [*facts["children"], *facts["adults"]]:
        for member in ("competence", "capacity", "safe_to_ask"):
            given = person.get(member)
            rows = given if isinstance(given, list) else []
            yield from (row for row in rows if member != "safe_to_ask" or row["value"])
        for given in person.get("parental_responsibility", {}).values():
            rows = given if isinstance(given, list) else []
            yield from (row for row in rows if row["effective_at"] or row.get("recorded_at"))
        yield from (wish["weighed"] for wish in person.get("wishes", ()) if "weighed" in wish)
    for one in facts["responses"]:
        yield from one.get("validity", ())


def an_order(chance: Random, facts: Dict, days: list[str]) -> Dict:
    began = chance.choice(days)
    order = {
        "child": chance.choice([one["id"] for one in facts["children"]]),
        "type": chance.choice(
            [
                "ADOPTION_ORDER",
                *["SPECIAL_GUARDIANSHIP_ORDER"] * 2,
                "SECTION_20",
                "CHILD_ARRANGEMENTS_LIVES_WITH",
                "PRIVATE_FOSTERING",
                "NOT_KNOWN",
                *["DELEGATED_AUTHORITY"] * 2,
            ]
        ),
        "people": chance.sample([one["id"] for one in facts["adults"]], chance.choice([1, 1, 2])),
        "purposes": chance.sample(["AGENCY_CHECKS", "CIN_ASSESSMENT"], chance.choice([1, 2])),
        "categories": chance.sample(["CHILD_HEALTH", "EDUCATION"], chance.choice([1, 2])),
        "effective_at": began[:10] + "T09:00:00+00:00",
        "recorded_at": max(chance.choice([began, began, *days]), began)[:10] + "T10:00:00+00:00",
    }
    if chance.random() < 0.4:
        people = order["people"]
        order["type"] = chance.choice(["CARE_ORDER", "INTERIM_CARE_ORDER", "PLACEMENT_ORDER"])
        others = [one["id"] for one in facts["adults"] if one["id"] not in people]
        child = facts["children"][chance.choice([0, 0, 0, 1, 2])]
        order["child"] = child["id"]
        # Whoever is something else to the child is soonest no council.
        free = [one for one in others if one not in child["parental_responsibility"]]
        order["council"] = chance.choice([None, *others, *free, *free])
        order["limits"] = chance.sample(others, chance.choice([0, 0, 1]))
        order["people"] = people if chance.random() < 0.3 else []
    return order | (
        {"ended_at": max(chance.choice(days), began)[:10] + "T17:00:00+00:00"}
        if chance.random() < 0.2
        else {}
    )


def a_joining(chance: Random, facts: Dict, days: list[str]) -> Dict:
    # Those who say most are soonest two who said this and that.
    both = ["mum", "dad"] if chance.random() < 0.6 else [one["id"] for one in facts["adults"]]
    person, other = chance.sample(both, 2)
    day = chance.choice(days[1:])
    joining = {"person": person, "other": other, "recorded_at": day[:10] + "T13:00:00+00:00"}
    if chance.random() < 0.25:
        joining["parted_at"] = max(chance.choice(days), day)[:10] + "T14:00:00+00:00"
    return joining


def _that_read(chance: Random, facts: Dict) -> Dict:
    return facts | {
        "adults": [
            one | {"format": chance.choice(READS), "language": chance.choice(LANGUAGES)}
            if chance.random() < 0.5
            else one
            for one in facts["adults"]
        ],
        "responses": [_with_a_notice(chance, one) for one in facts["responses"]],
    }


def _with_a_notice(chance: Random, one: Dict) -> Dict:
    talked = one["answer"].startswith("AGREED") and one["kind"] == "SHARE_INFO"
    if not talked or "conversation" in one or chance.random() < 0.4:
        return one
    explained = one.get("explained", chance.choice(["PART", "NOTHING"]))
    notice = {"language": chance.choice(LANGUAGES), "reading_age": chance.choice([None, 8, 14])}
    return one | {"explained": explained, "notice": notice}

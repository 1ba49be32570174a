"""Random families have in them, often enough, whatever the rules of edition 2026.3 speak of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

from tests.domain.strategies import a_family, a_question
from tests.trying import is_campaign

Dict = dict[str, Any]
FAMILIES = 3_000 if is_campaign() else 800
YESES, NOES = ("AGREED", "AGREED_IN_PART"), ("REFUSED", "WITHDRAWN")


def rows(facts: Dict) -> Iterator[Dict]:
    for child in facts["children"]:
        for given in child["parental_responsibility"].values():
            yield from given if isinstance(given, list) else ()


def waiting(held: Any) -> Iterator[Dict]:
    parts = held.values() if isinstance(held, dict) else held if isinstance(held, list) else ()
    if isinstance(held, dict) and "waits" in held:
        yield held["waits"]
    for part in parts:
        yield from waiting(part)


def of_services(said: list[Dict]) -> Iterator[str]:
    for one in said:
        for service in [*one["agencies"], *one["exclusions"]]:
            if isinstance(service, dict):
                yield from service.keys() - {"type"}
                if "organisation" in service:
                    yield f"called {service['organisation']}"


def of_times(said: list[Dict], question: Dict) -> Iterator[str]:
    for one in said:
        mine = [other for other in said if other is not one and other["by"] == one["by"]]
        if any(one.get("precision") != other.get("precision") for other in mine):
            yield "typed less exactly than another answer of theirs"
        if any(
            "conversation" in one and one["conversation"] == o.get("conversation") for o in mine
        ):
            yield "two answers in one conversation"
        begins = one["valid_from"] or ""
        if one["answer"] in YESES and one["effective_at"] <= question["as_of"] < begins:
            yield "a yes that is yet to begin"
        if one["answer"] in NOES and any(
            other["answer"] in YESES
            and other["effective_at"][:10] == one["effective_at"][:10]
            and other["recorded_at"] < one["recorded_at"]
            for other in mine
        ):
            yield "a no typed after a yes of the same day"


def of_joined(facts: Dict, question: Dict) -> Iterator[str]:
    for joined in facts.get("joined", ()):
        since = joined["recorded_at"]
        if since > question["known_at"]:
            continue
        yield "one person" if joined.get("parted_at", "9") > question["known_at"] else "parted"
        two = (joined["person"], joined["other"])
        for no in facts["responses"]:
            for yes in facts["responses"]:
                apart = {no["by"], yes["by"]} == set(two) and yes["answer"] in YESES
                if apart and no["answer"] in NOES and no["effective_at"] < yes["effective_at"]:
                    then = "before" if yes["effective_at"] < since else "after"
                    yield f"a no of one, a yes of the other {then} they joined"


def of_answers(facts: Dict, question: Dict) -> Iterator[str]:
    said, spoken = facts["responses"], {one["id"]: one for one in facts["adults"]}
    ends = {
        one["id"]: (one["closed_at"], one["close_reason"])
        for one in facts.get("enquiries", ())
        if one["closed_at"]
    }
    for one in said:
        if one.get("elsewhere"):
            yield "a no heard on another file"
        if one["answer"] in NOES and one["enquiry"] in ends:
            when, why = ends[one["enquiry"]]
            yield f"a no in an enquiry that ended: {why}"
            if when < one["recorded_at"]:
                yield "a no typed after its enquiry ended"
        if one.get("disputed"):
            yield "disputed"
        if "*" in one["subjects"] and one["answer"] in YESES:
            for child in facts["children"]:
                if one["recorded_at"] < child.get("recorded_at", "") <= question["known_at"]:
                    yield "everybody, before a late comer"
        if (
            one["answer"] in YESES
            and "*" in one["agencies"]
            and _is_of_a_late_comer(one, facts, question)
        ):
            yield "any service, before one that was listed later"
        replaced = said[one["supersedes"]] if "supersedes" in one else {}
        if replaced.get("by") == one["by"] and replaced["answer"] in NOES:
            yield "takes the place of a no of theirs"
        if one["by"] in spoken and "notice" in one:
            theirs = spoken[one["by"]].get("language", "English") == one["notice"]["language"]
            yield f"a notice in {'their' if theirs else 'another'} language"


def _is_of_a_late_comer(said: Dict, facts: Dict, question: Dict) -> bool:
    return any(
        question["organisation"] in one["names"]
        and said["recorded_at"] < one.get("recorded_at", "") <= question["known_at"]
        for one in facts.get("directory", ())
    )


def of_people(facts: Dict) -> Iterator[str]:
    for row in rows(facts):
        if row["effective_at"] is None:
            yield "an end without a date" if row.get("ended") else "a beginning without a date"
        yield f"{row.get('ended')} ended"
    for child in facts["children"]:
        for wish in child.get("wishes", ()):
            yield "a wish that names people" if wish["not_to_be_told"] else "a wish"
    yield from (f"a sign: {sign['code']}" for sign in facts.get("safety", ()))
    yield from ("a child who has died" for child in facts["children"] if child.get("died"))
    councils = {order["council"] for order in facts.get("orders", ()) if order.get("council")}
    for order in facts.get("orders", ()):
        yield f"an order: {order['type']}"
        if order.get("limits"):
            yield "a council that limits somebody"
    if any(one["by"] in councils for one in facts["responses"]):
        yield "a council that answers"
    yield from ("died" for adult in facts["adults"] if adult.get("died"))


def of_enquiries(facts: Dict, question: Dict) -> Iterator[str]:
    enquiries = facts.get("enquiries", ())
    if question["enquiry"] is None and sum(not one["closed_at"] for one in enquiries) > 1:
        yield "several enquiries open, none named"
    for one in enquiries:
        handed = {"CIN_ASSESSMENT": "CIN_ASSESSMENT", "S47": "S47_ENQUIRY"}
        if one["closed_at"] and handed.get(one["close_reason"]) == question["purpose"]:
            yield "asked for what an enquiry was handed on for"
        yield f"ticked {one['referrer_reported_consent']}"


def situations(facts: Dict, question: Dict) -> Iterator[str]:
    yield from of_services(facts["responses"])
    yield from of_times(facts["responses"], question)
    yield from of_joined(facts, question)
    yield from of_answers(facts, question)
    yield from of_people(facts)
    yield from of_enquiries(facts, question)
    for waits in waiting(facts):
        yield "told by telephone" if waits.get("told_by") else "waits"
        yield from waits.keys() & {"confirmed", "refused"}


OFTEN = [
    "id", "described", "called Hillside", "called the HILL-SIDE  surgery", "called Park",
    "called Dr Patel and Partners", "called the surgery", "called Elm",
    "typed less exactly than another answer of theirs", "two answers in one conversation",
    "a yes that is yet to begin", "a no typed after a yes of the same day",
    "one person", "parted", "a no of one, a yes of the other before they joined",
    "a no of one, a yes of the other after they joined",
    "an end without a date", "a beginning without a date", "HOME ended", "RESPONSIBILITY ended",
    "waits", "told by telephone", "confirmed", "refused", "disputed",
    "everybody, before a late comer", "any service, before one that was listed later",
    "takes the place of a no of theirs",
    "a notice in their language", "a notice in another language", "a wish that names people",
    "several enquiries open, none named", "asked for what an enquiry was handed on for",
    "ticked YES", "ticked NO", "ticked PARENTS_AWARE", "died", "a sign: NOT_SAFE", "a sign: SAFE",
    "a sign: ALLEGED_ABUSER", "a sign: DOMESTIC_ABUSE_NEED", "a sign: CODE_WORD",
    "a sign: UNSAFE_CONTACT", "a sign: PRESSURE", "a child who has died",
    "an order: ADOPTION_ORDER", "an order: SPECIAL_GUARDIANSHIP_ORDER", "an order: SECTION_20",
    "an order: DELEGATED_AUTHORITY", "an order: PRIVATE_FOSTERING", "an order: CARE_ORDER",
    "an order: CHILD_ARRANGEMENTS_LIVES_WITH",
    "an order: INTERIM_CARE_ORDER", "an order: PLACEMENT_ORDER", "a council that limits somebody",
    "a council that answers", "a no heard on another file", "called Ng's surgery",
    "a no in an enquiry that ended: ENTERED_IN_ERROR", "a no typed after its enquiry ended",
]  # fmt: skip


def test_whatever_the_rules_speak_of_occurs_often_enough() -> None:
    counted: Counter[str] = Counter()
    for seed in range(FAMILIES):
        chance = Random(seed)
        facts, question = a_family(chance), a_question(chance)
        counted.update(set(situations(facts, question)))
    assert not {name: counted[name] for name in OFTEN if counted[name] < FAMILIES // 200}

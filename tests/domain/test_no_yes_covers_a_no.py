"""Nothing is agreed over the no of one who decides: read bluntly off the facts of a scenario.

It shares no line with either reading, and knows less than both: of one person, whether they said
nothing after their no that began after it. What it knows is enough for what must never happen.
"""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from tests.domain.scenario_files import read
from tests.domain.strategies import CATEGORIES, a_family, a_question

Dict = dict[str, Any]
#: Families of one run; a campaign runs two hundred stretches beside the daily one.
STRETCH = 1_000
CAMPAIGN = range(1, 201)

PREFIX = {"day": 10, "hour": 13, "minute": 16, "second": 19}
YESES, NOES = ("AGREED", "AGREED_IN_PART"), ("REFUSED", "WITHDRAWN")
#: What every service of a type may be called. "The surgery" names no practice, and some school.
COMMON = {"GP": {"surgery", "practice"}, "SCHOOL": {"school", "primary"}}


def began(said: Dict) -> str:
    """The first moment that it can mean, as text that sorts before all that it can mean."""
    exact = said.get("precision") or ("minute" if said["effective_at"][17:19] == "00" else "second")
    return str(said["effective_at"][: PREFIX[exact]])


def names(given: Any, directory: list[Dict]) -> tuple[str, str | None, set[str]]:
    """Of which type, as which entry of the directory, called what."""
    if isinstance(given, str):
        return given, None, set()
    typed = given.get("organisation")
    for one in directory:
        if one["id"] == given.get("id"):
            kind = one["type"]
            return kind, one["id"], {folded(name, kind) for name in one["names"]}
    plain = [re.sub(r"\W", "", typed.casefold())] if typed else []
    fits = [
        one
        for one in directory
        if one["type"] == given["type"]
        and any(re.sub(r"\W", "", name.casefold()) in plain for name in one["names"])
    ]
    known = fits[0] if len(fits) == 1 else None
    called = [typed, *(known["names"] if known else ())] if typed else []
    kind = given["type"]
    return kind, known["id"] if known else None, {folded(name, kind) for name in called}


def folded(name: str, kind: str) -> str:
    words = re.findall(r"\w+", name.casefold())
    return "".join(word for word in words if word not in {"the", *COMMON.get(kind, ())})


def may_be(said: Any, asked: Dict, directory: list[Dict]) -> bool:
    kind, entry, called = names(said, directory)
    its_kind, other, names_of = names(asked, directory)
    if kind not in ("*", its_kind):
        return False
    if not called or not names_of or "" in called | names_of or entry == other is not None:
        return True
    if entry and other:
        return bool(called & names_of)
    return any(one in two or two in one for one in called for two in names_of)


def is_no(said: Dict, item: Any, asked: Dict, purpose: str, directory: list[Dict]) -> bool:
    """A no to the item, in whole or by what it leaves out."""
    meets = {item.subject, "*"} & {*said["subjects"]} and {purpose, "*"} & {*said["purposes"]}
    if not meets or said.get("kind", "SHARE_INFO") != "SHARE_INFO":
        return False
    if said["answer"] in NOES:
        return bool(
            {item.category, "*"} & {*said["categories"]}
            and {item.direction, "BOTH"} & {*said["directions"]}
            and any(may_be(one, asked, directory) for one in said["agencies"])
        )
    return said["answer"] in YESES and any(
        item.category == one if one in CATEGORIES else may_be(one, asked, directory)
        for one in said.get("exclusions", ())
    )


def over_a_no(facts: Dict, question: Dict, item: Any, who: set[str]) -> bool:
    """Whether one of these said no to the item, and nothing of theirs began after that no."""
    now, known = question["as_of"], question["known_at"]
    struck = {one["of"] for one in facts.get("corrections", ()) if one["recorded_at"] <= known}
    open_ones = {
        one["id"]
        for one in facts.get("enquiries", ())
        if one["opened_at"] <= known and not one.get("closed_at")
    }
    asked = {"type": question["agency"], "organisation": question.get("organisation")}
    said = [
        (place, one)
        for place, one in enumerate(facts["responses"])
        if place not in struck and began(one) <= now and one["recorded_at"] <= known
    ]
    the_same = [{one["person"], one["other"]} for one in facts.get("joined", ())]
    replaced = {one.get("supersedes") for _, one in said}
    return any(
        place not in replaced
        and one["by"] in who
        and one["enquiry"] in ({question["enquiry"]} if question["enquiry"] else open_ones)
        and is_no(one, item, asked, question["purpose"], facts.get("directory", []))
        and not any(
            {other["by"], one["by"]} in (*the_same, {one["by"]})
            and other["answer"] in (*YESES, "UNDECIDED")
            and began(other) > began(one)
            for _, other in said
        )
        for place, one in said
    )


def held(given: Any, usual: Any, question: Dict) -> Any:
    """The last value of a fact; it stays as it was where it never changes."""
    if not isinstance(given, list):
        return given
    now, known, purpose = question["as_of"], question["known_at"], question["purpose"]
    rows = [
        (one["effective_at"] or (place and one.get("recorded_at")) or "", place, one)
        for place, one in enumerate(given)
        if (one.get("recorded_at") or one["effective_at"] or "") <= known
        and one.get("purpose", "*") in ("*", purpose)
    ]
    there = [(when, one.get("recorded_at") or "", place, one) for when, place, one in rows]
    last = max((one for one in there if one[0] <= now), key=lambda one: one[:3], default=None)
    return usual if last is None else usual if last[3].get("ended") in ENDED else last[3]["value"]


ENDED = (True, "RESPONSIBILITY")


def counts_at_16(child: Dict, found: Dict) -> bool:
    """It was found since, and that they are unable not by one worker alone."""
    is_one_workers = not found.get("by_manager") and "waits" not in found
    since = "dob" not in child or found["effective_at"][8:10] >= child["dob"][8:10]
    return since and not (found["value"] == "NOT_COMPETENT" and is_one_workers)


def who_decides(facts: Dict, question: Dict, subject: str) -> set[str]:
    dead = {
        one["id"]
        for one in facts["adults"]
        if one.get("died") and one["died"] <= min(question["as_of"], question["known_at"])
    }
    child = next((one for one in facts["children"] if one["id"] == subject), None)
    if child is None:
        return {subject} - dead
    age = child["age"]
    if "dob" in child:
        # Of those who turn 16 in these days, all in one month: as old as their day is past.
        age = 15 + (question["as_of"][8:10] >= child["dob"][8:10])
    found = child["competence"]
    if isinstance(found, list) and age is not None and age >= 16:
        found = [one for one in found if counts_at_16(child, one)]
    competence = held(found, "NOT_ASSESSED", question)
    if age is None or any(one["child"] == subject for one in facts.get("orders", ())):
        # Whom an order leaves who decides is more than is known here.
        return set()
    if age >= {"COMPETENT": 0, "NOT_ASSESSED": 16}.get(competence, 18):
        return {subject}
    return {
        person
        for person, given in child["parental_responsibility"].items()
        if held(given, None, question) in ("YES", "UNCONFIRMED", "DISPUTED")
    } - dead


def covered_over_a_no(facts: Dict, question: Dict) -> list[str]:
    """What is wrong with the answer."""
    wrong = []
    children = {
        one["id"] for one in facts["children"] if one.get("recorded_at", "") <= question["known_at"]
    }
    for item in read(facts, question).answer().items:
        if over_a_no(facts, question, item, who_decides(facts, question, item.subject)):
            wrong += ["COVERED over a no"] if item.outcome == "COVERED" else []
        if over_a_no(facts, question, item, {item.subject} & children):
            wrong += [] if "CHILD_OBJECTS" in item.flags else ["a child's no is not told"]
    return wrong


@pytest.mark.parametrize(
    ("stretch", "every"),
    [(0, 4), *(pytest.param(one, 1, marks=pytest.mark.campaign) for one in (0, *CAMPAIGN))],
)
def test_nothing_is_agreed_over_the_last_word_of_one_who_decides(stretch: int, every: int) -> None:
    for seed in range(stretch * STRETCH, (stretch + 1) * STRETCH, every):
        chance = Random(10_000_000 + seed)
        facts, question = a_family(chance), a_question(chance)
        assert not covered_over_a_no(facts, question), seed

"""Random scenarios: three children, four adults, a few days, and anything anybody might say.

The alphabets are small and the days few, so that scopes meet, times tie and rules collide. An
example is one seed, from which the whole scenario is made: a record worth asking about takes some
two hundred choices, more than Hypothesis can make well one at a time. What it would have done for
a failing example, making it smaller, `smallest` does here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from random import Random
from typing import Any

from hypothesis import strategies as st

from tests.domain.scenario_besides import DOORS, TICKED
from tests.domain.strategies_of_circumstances import (
    spelled,
    with_birthdays,
    with_circumstances,
    with_injuries,
)
from tests.domain.strategies_of_what_waits import with_what_waits

Dict = dict[str, Any]

CHILDREN = ["ann", "ben", "cat"]
ADULTS = ["mum", "dad", "gran", "aunt"]
DAYS = [f"2026-11-{day:02d}T12:00:00+00:00" for day in range(7, 12)]
MONTHS_END = "2026-11-30T23:59:00+00:00"
HILLSIDE = {"type": "GP", "organisation": "Hillside"}
PARKVIEW = {"type": "GP", "organisation": "Parkview"}
PURPOSES = ["AGENCY_CHECKS", "CIN_ASSESSMENT", "S47_ENQUIRY"]
CATEGORIES = ["CHILD_HEALTH", "EDUCATION", "ADULT_MENTAL_HEALTH"]
ANSWERS = [
    *["AGREED"] * 9,
    *["AGREED_IN_PART", "REFUSED", "WITHDRAWN", "UNDECIDED", "ASK_ATTEMPTED"],
    *["AGREED_IN_PART", "REFUSED", "WITHDRAWN", "UNDECIDED", "NOT_CLEAR"],
    *["AWAITING", "REPORTED_BY_REFERRER", "NOT_ASKED_UNSAFE"],
]
#: A yes, a no, a doubt, a word about them and an attempt are each as likely as the next.
PLAIN_ANSWERS = [
    *["AGREED", "AGREED_IN_PART", "REFUSED", "WITHDRAWN", "UNDECIDED", "UNDECIDED"],
    *["AWAITING", "REPORTED_BY_REFERRER", "ASK_ATTEMPTED", "ASK_ATTEMPTED"],
]
KINDS = ["OVERRIDE_DECISION", "RELY_ONE_PARENT", "DISPENSE_DECISION", "S47_DECISION", "COURT_ORDER"]
PR_THAT_DECIDES = ["YES", "UNCONFIRMED", "DISPUTED"]
PR_THAT_DOES_NOT = ["NO", "RESTRICTED_BY_COURT", "SUSPENDED_BY_LAW", "ENDED"]
PR = ["YES"] * 4 + PR_THAT_DECIDES + PR_THAT_DOES_NOT
AGES = [None, 0, *[4] * 6, 11, 12, 14, 15, 16, 16, 17, 18]

_seeds = st.integers(0, 2**48)


def _mostly(chance: Random, usual: Any, *others: Any, share: float = 0.8) -> Any:
    return usual if chance.random() < share else chance.choice(others)


def _clock(chance: Random) -> Dict:
    """When something took effect and was recorded: mostly at once, but any two days will do."""
    day = chance.choice(DAYS)
    return {"effective_at": day, "recorded_at": _mostly(chance, day, *DAYS, share=0.75)}


def _over_time(chance: Random, values: Sequence[Any], **more: list[Any]) -> Any:
    """The first of the values, or another that always held, or a history of them."""
    if chance.random() < 0.85:
        return _mostly(chance, values[0], *values, share=0.9)
    return [
        {
            "value": chance.choice(values),
            **_clock(chance),
            **{name: chance.choice(held) for name, held in more.items()},
        }
        for _ in range(chance.choice([1, 1, 2, 3]))
    ]


def _scope(chance: Random) -> Dict:
    return {
        "subjects": _mostly(chance, ["*"], ["ann"], ["ann", "ben"], ["ben"], ["cat"], ["dad"]),
        "purposes": _mostly(chance, ["*"], *([p] for p in PURPOSES), PURPOSES[:2]),
        "agencies": _mostly(
            chance,
            chance.choice([["*"], ["GP"]]),
            *([HILLSIDE], [HILLSIDE], [HILLSIDE, "SCHOOL"], [PARKVIEW], ["SCHOOL"]),
            share=0.65,
        ),
        "categories": _mostly(chance, ["*"], *([c] for c in CATEGORIES), CATEGORIES[:2]),
        "directions": _mostly(chance, ["BOTH"], ["SEEK"], ["SHARE"]),
    }


def _response(chance: Random) -> Dict:
    response = {
        "by": chance.choice([*["mum", "dad"] * 6, "ann", "ann", *ADULTS, *CHILDREN]),
        "answer": chance.choice(ANSWERS),
        "enquiry": _mostly(chance, "E1", "E0", share=0.85),
        "kind": _mostly(chance, "SHARE_INFO", "TAKE_PART", share=0.95),
        **_scope(chance),
        "exclusions": _mostly(
            chance, [], [HILLSIDE], ["GP"], ["EDUCATION"], [PARKVIEW, "CHILD_HEALTH"], share=0.8
        ),
        **_clock(chance),
        "valid_from": _mostly(chance, None, *DAYS, share=0.9),
        "expires_at": _mostly(chance, MONTHS_END, None, *DAYS, share=0.8),
        "valid": _mostly(chance, True, False, share=0.9),
        "written_summary_sent": chance.random() < 0.7,
    }
    if chance.random() < 0.1:
        response["summary_sent_at"] = chance.choice(DAYS)
    if chance.random() < 0.1:
        response["validity"] = [
            {"value": chance.choice(["CONCERN", "VALID", "INVALID"]), **_clock(chance)}
            for _ in range(chance.choice([1, 2]))
        ]
    return response


def _answers_on_end(chance: Random) -> list[Dict]:
    """One parent's answers to much the same question, one after another.

    Answers drawn apart seldom meet: three that follow each other, by one person, about one item,
    come once in hundreds of families.
    """
    by, days = chance.choice(ADULTS[:2]), sorted(chance.choices(DAYS, k=chance.choice([3, 3, 4])))
    usual = {
        "by": by,
        "enquiry": "E1",
        "kind": "SHARE_INFO",
        **{name: ["*"] for name in ("subjects", "purposes", "agencies", "categories")},
        "directions": ["BOTH"],
        "exclusions": [],
        "valid_from": None,
        "expires_at": MONTHS_END,
    }
    plain = chance.choice([1.0, 0.7])
    return [
        _response(chance)
        | (usual if chance.random() < plain else {"by": by})
        | {"answer": chance.choice(PLAIN_ANSWERS), "effective_at": day, "recorded_at": day}
        for day in days
    ]


def _child(chance: Random, id: str) -> Dict:
    purposes = ["*", "*", *PURPOSES[:2]]
    linked = [adult for adult in ADULTS if chance.random() < 0.7]
    chance.shuffle(linked)
    return {
        "id": id,
        "age": chance.choice(AGES),
        "competence": _over_time(
            chance, ["NOT_ASSESSED", "COMPETENT", "NOT_COMPETENT"], purpose=purposes
        ),
        "objects": _over_time(chance, [False, True]),
        "parental_responsibility": {
            adult: _over_time(chance, chance.sample(PR, len(PR)), ended=[False, False, True])
            for adult in linked
        },
    }


def _adult(chance: Random, id: str) -> Dict:
    return {
        "id": id,
        "safe_to_ask": _over_time(chance, [True, False]),
        "reachable": _over_time(chance, [True, False]),
        "capacity": _over_time(
            chance, ["PRESUMED", "LACKS", "ASSESSED_HAS"], purpose=["*", *PURPOSES[:2]]
        ),
    }


def an_authorisation(chance: Random) -> Dict:
    clock = _clock(chance)
    return {
        "kind": chance.choice(KINDS),
        "relies_on": chance.choice(ADULTS),
        "enquiry": _mostly(chance, "E1", "E0", share=0.85),
        **_scope(chance),
        "start": clock["effective_at"],
        "recorded_at": clock["recorded_at"],
        "end": _mostly(chance, MONTHS_END, None, *DAYS),
        "safe_to_tell": chance.random() < 0.6,
        "ended_at": _mostly(chance, None, *DAYS, share=0.85),
    }


def a_family(chance: Random) -> Dict:
    """The `facts` of a scenario."""
    said = [_response(chance) for _ in range(chance.choice([0, 2, 4, 5, 6, 8, 10]))]
    said += _answers_on_end(chance) if chance.random() < 0.5 else []
    corrected = [
        {"of": of, "recorded_at": day}
        for of, day in [(chance.randrange(10), chance.choice(DAYS))]
        # An entry is corrected after it was recorded, in the order of the ledger.
        if of < len(said) and day >= said[of]["recorded_at"]
    ]
    facts = {
        "children": [_child(chance, id) for id in CHILDREN],
        "adults": [_adult(chance, id) for id in ADULTS],
        "responses": said,
        "authorisations": [an_authorisation(chance) for _ in range(chance.choice([0, 0, 1, 2]))],
        "corrections": corrected if chance.random() < 0.4 else [],
        "conversations": [
            {"with": chance.choice(ADULTS), **_clock(chance)}
            for _ in range(chance.choice([0, 0, 1]))
        ],
        "closed_enquiries": _mostly(
            chance, {}, {"E0": DAYS[1]}, *({"E1": day} for day in DAYS), share=0.85
        ),
        "advocate_discussed": chance.random() < 0.5,
        "policy": _mostly(chance, {}, {"one_parent_enough": False}),
    }
    facts = with_circumstances(chance, facts, DAYS) if chance.random() < 0.6 else facts
    facts = with_what_waits(chance, facts, DAYS) if chance.random() < 0.6 else facts
    return _with_words(with_birthdays(with_injuries(facts, DAYS), DAYS))


def _with_words(facts: Dict) -> Dict:
    """Every third family said or wrote something besides their answers. By a chance of its own:
    which family a seed gives does not turn on it.
    """
    chance = Random(json.dumps(facts, sort_keys=True))
    if chance.random() > 0.35:
        return facts
    # A sign, an attempt and a talk say more than their words do.
    doors = sorted(DOORS.keys() - {"a sign", "tried", "in a talk", "of an advocate"})
    return facts | {
        "words": [
            {
                "by": chance.choice([*ADULTS, *ADULTS, *CHILDREN]),
                "door": door,
                **_clock(chance),
                **_mostly(chance, {}, {"read_at": chance.choice(DAYS)}, share=0.7),
            }
            | ({"not_a_no": True} if door in TICKED and chance.random() < 0.2 else {})
            for door in chance.choices(doors, k=chance.choice([1, 1, 2]))
        ]
    }


def of_a_young_parent(chance: Random, facts: Dict) -> Dict:
    """The same where one of the children is a parent of another, and says some of what was said."""
    young, child = chance.sample(range(len(facts["children"])), k=2)
    who = facts["children"][young]["id"]
    link = _over_time(chance, chance.sample(PR, len(PR)), ended=[False, False, True])
    if not isinstance(link, list):
        link = [{"value": link, "effective_at": None}]
    links = {who: [{"role": chance.choice(["MOTHER", "FATHER"]), **one} for one in link]}
    children = [
        one | {"parental_responsibility": one["parental_responsibility"] | links}
        if place == child
        else one
        for place, one in enumerate(facts["children"])
    ]
    said = [one | {"by": who} if chance.random() < 0.4 else one for one in facts["responses"]]
    return facts | {"children": children, "responses": said}


def a_question(chance: Random) -> Dict:
    """What a worker asks."""
    subjects = [*["ann"] * 5, "ben", "ben", "cat", "dad", "dad", "mum", "zara"]
    question = {
        "enquiry": "E1",
        "subjects": list(dict.fromkeys(chance.choices(subjects, k=chance.choice([1, 1, 2, 3])))),
        "agency": _mostly(chance, "GP", "SCHOOL"),
        "organisation": chance.choice([None, "Hillside"]),
        "categories": _mostly(
            chance,
            ["CHILD_HEALTH"],
            CATEGORIES[:2],
            CATEGORIES[1:],
            CATEGORIES[2:],
            share=0.7,
        ),
        "purpose": _mostly(chance, "AGENCY_CHECKS", *PURPOSES),
        "direction": chance.choice(["SEEK", "SHARE", "BOTH"]),
        "urgency": "STANDARD",
        "as_of": _mostly(chance, DAYS[-1], *DAYS, share=0.6),
        "known_at": _mostly(chance, DAYS[-1], *DAYS, share=0.6),
    }
    return spelled(chance, question) if chance.random() < 0.6 else question


def of_a_part_and_its_whole(*told: Dict) -> list[Dict]:
    """The same of two kinds of information of which one is a part of the other."""
    kinds = {"CHILD_HEALTH": "IDENTITY_CONTACT", "EDUCATION": "IDENTITY_WITHOUT_ADDRESS"}
    text = json.dumps(told)
    for kind, other in kinds.items():
        text = text.replace(f'"{kind}"', f'"{other}"')
    changed: list[Dict] = json.loads(text)
    return changed


def _made(make: Callable[[Random], Dict], fixed: dict[str, Sequence[Any]]) -> Any:
    def scenario_part(seed: int) -> Dict:
        chance = Random(seed)
        return make(chance) | {name: chance.choice(values) for name, values in fixed.items()}

    return _seeds.map(scenario_part)


def families(**fixed: Sequence[Any]) -> st.SearchStrategy[Dict]:
    """The `facts` of a scenario; `fixed` names members and the values each may have."""
    return _made(a_family, fixed)


def responses(**fixed: Sequence[Any]) -> st.SearchStrategy[Dict]:
    """One thing somebody said."""
    return _made(_response, fixed)


def questions(**fixed: Sequence[Any]) -> st.SearchStrategy[Dict]:
    """What a worker asks."""
    return _made(a_question, fixed)


def smallest(facts: Dict, question: Dict, fails: Callable[[Dict, Dict], bool]) -> tuple[Dict, Dict]:
    """The scenario with whatever can be left out left out, while it still fails."""
    shrunk = True
    while shrunk:
        shrunk = False
        for held in (facts, question):
            for name, values in list(held.items()):
                removable = isinstance(values, list) and name not in (
                    "adults",
                    "corrections",
                    "directory",
                )
                for index in reversed(range(len(values) if removable else 0)):
                    if held is question and len(held[name]) == 1:
                        break
                    kept = held[name]
                    held[name] = kept[:index] + kept[index + 1 :]
                    # A correction names a response by its place, so it keeps them all in theirs.
                    moved = name == "responses" and facts.get("corrections")
                    if moved or not fails(facts, question):
                        held[name] = kept
                    else:
                        shrunk = True
    return facts, question


def of_those_by_an_order_alone(chance: Random, facts: Dict) -> Dict:
    """The same where some are what an order alone makes them, as it was typed or as it is."""
    by_order = ["LOCAL_AUTHORITY", "LOCAL_AUTHORITY", "SPECIAL_GUARDIAN", "PRIVATE_FOSTER_CARER"]
    who = {person: chance.choice(by_order) for person in chance.sample(ADULTS, k=2)}
    return facts | {
        "children": [
            one | {"parental_responsibility": _held_as(one["parental_responsibility"], who)}
            for one in facts["children"]
        ]
    }


def _held_as(links: Dict, who: dict[str, str]) -> Dict:
    found = {}
    for person, given in links.items():
        rows = given if isinstance(given, list) else [{"value": given, "effective_at": None}]
        found[person] = [row | {"role": who[person]} for row in rows] if person in who else given
    return found

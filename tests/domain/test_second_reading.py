"""Two readings of the rules give one answer: over random families, and to every three answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import combinations_with_replacement, islice, product
from random import Random
from typing import Any

import pytest

from consent_service.domain.answers import Position, Says
from tests.domain import second_reading
from tests.domain.scenario_files import OWN, load, read
from tests.domain.strategies import (
    a_family,
    a_question,
    of_a_part_and_its_whole,
    of_a_young_parent,
    of_those_by_an_order_alone,
    smallest,
)
from tests.domain.strategies_of_few import THINGS, a_small_question, of_few
from tests.trying import is_campaign

Dict = dict[str, Any]
#: Seeds of one run: every 33rd of the first each day, and forty more in a campaign.
STRETCH = 2_000
CAMPAIGN = range(1, 41)
#: Of those of one kind each day one in so many.
SOME = 1 if is_campaign() else 3


def first(facts: Dict, question: Dict) -> Dict:
    answer = read(facts, question).answer()
    return {
        "outcome": str(answer.outcome),
        "reasons": set(map(str, answer.reasons)),
        "flags": set(map(str, answer.flags)),
        "items": [
            {
                "subject": item.subject,
                "category": item.category,
                "direction": item.direction,
                "outcome": str(item.outcome),
                "reason": str(item.reason),
                "flags": set(map(str, item.flags)),
                "stands": {one.person: _where(one) for one in item.positions},
            }
            for item in answer.items
        ],
    }


_SAYS = {Says.YES: "yes", Says.NO: "no", Says.NO_ANSWER: "gap"}


def _where(stands: Position) -> tuple[str, ...]:
    """As `second_item.where` says it."""
    holds = "holds" if stands.holds else ""
    return _SAYS[stands.says], stands.reason or "", holds, stands.history or "", stands.asking


def both(facts: Dict, question: Dict) -> tuple[Dict, Dict]:
    """Both readings' answer; of where people stand, what both say something of: of one who is shown
    in an answer in one reading and is nothing to the item in the other there is nothing to compare.
    """
    one, other = first(facts, question), second_reading.answer(facts, question)
    for item, again in zip(one["items"], other["items"], strict=True):
        known = item["stands"].keys() & again["stands"].keys()
        for each in (item, again):
            each["stands"] = {who: each["stands"][who] for who in known}
    return one, other


def differ(facts: Dict, question: Dict) -> bool:
    one, other = both(facts, question)
    return one != other


@pytest.mark.parametrize(
    ("stretch", "every"),
    # No even step: of every eighth it is asked in one way alone.
    [(0, 33), *(pytest.param(one, 1, marks=pytest.mark.campaign) for one in (0, *CAMPAIGN))],
)
def test_two_readings_give_one_answer_to_random_families(stretch: int, every: int) -> None:
    _give_one_answer(range(stretch * STRETCH, (stretch + 1) * STRETCH, every))


def test_two_readings_give_one_answer_to_families_of_whom_they_gave_two() -> None:
    # A no told by the referrer of a closed enquiry is of whoever is responsible, nobody else; and
    # none is told of a council, whoever it was to the child before. What nobody would ask of an
    # adult is asked where a parent said no to everything, and of a child where another one did.
    # Who a manager has said that somebody is not, they are not; and by somebody else a child may
    # mean a young person who came since. A carer who is a council since may have hurt a child.
    _give_one_answer([615, 869, 1037, 1926, 2820, 7811, 15291])


def test_two_readings_give_one_answer_where_a_child_is_a_parent_of_another() -> None:
    _give_one_answer(range(50_000, 50_125, SOME), of_a_young_parent)


def test_two_readings_give_one_answer_of_whoever_decides_by_an_order_alone() -> None:
    _give_one_answer(range(60_000, 60_250, SOME), of_those_by_an_order_alone)


def _give_one_answer(
    seeds: Iterable[int], of: Callable[[Random, Dict], Dict] | None = None
) -> None:
    for seed in seeds:
        chance = Random(seed)
        facts, question = a_family(chance), a_question(chance)
        facts = facts if of is None else of(chance, facts)
        if seed % 8 == 0:
            facts, question = of_a_part_and_its_whole(facts, question)
        _is_one_answer(facts, question, seed)


def _is_one_answer(facts: Dict, question: Dict, made_of: object) -> None:
    if differ(facts, question):
        facts, question = smallest(facts, question, differ)
        one, other = both(facts, question)
        assert one == other, (made_of, facts, question)


@pytest.mark.parametrize(
    ("many", "draws"),
    [
        pytest.param(2, range(1), id="each two, once"),
        pytest.param(2, range(1, 60), marks=pytest.mark.campaign),
        pytest.param(3, range(8), marks=pytest.mark.campaign),
    ],
)
def test_two_readings_give_one_answer_to_small_families_of_whom_any_few_things_are_known(
    many: int, draws: range
) -> None:
    """Random families are large: of a thing that is rare few turn on it, and one that turns on two
    comes once in thousands. Here every two meet each day, and every three in a campaign.
    """
    for things in combinations_with_replacement(sorted(THINGS), many):
        for draw in draws:
            chance = Random(f"{things} {draw}")
            _is_one_answer(of_few(chance, things), a_small_question(chance), (things, draw))


# ── three answers ───────────────────────────────────────────────────────────────────────────

DAYS = [f"2026-11-{day:02d}T12:00:00+00:00" for day in (8, 9, 10)]
HILLSIDE = {"type": "GP", "organisation": "Hillside"}
ELSEWHERE = {"categories": ["EDUCATION"]}
BY_NAME = {"agencies": [HILLSIDE]}
#: Whatever one parent may say or have said of them, as it differs from agreeing to what is asked.
SAID: dict[str, Dict] = {
    "yes": {},
    "yes by name": BY_NAME,
    "yes, not to this": {"categories": ["*"], "exclusions": ["CHILD_HEALTH"]},
    "yes elsewhere": ELSEWHERE,
    "yes in another enquiry": {"enquiry": "E0"},
    "yes, ended": {"expires_at": "2026-11-11T12:00:00+00:00"},
    "yes, disputed since": {
        "disputed": [{"effective_at": DAYS[2], "recorded_at": "2026-11-11T12:00:00+00:00"}]
    },
    "yes, pressed": {"pressure": True},
    "no": {"answer": "REFUSED"},
    "no by name": {"answer": "REFUSED", **BY_NAME},
    "no to one described": {
        "answer": "REFUSED",
        "agencies": [{"type": "GP", "described": "my old practice"}],
    },
    "no elsewhere": {"answer": "WITHDRAWN", **ELSEWHERE},
    "no in another enquiry": {"answer": "WITHDRAWN", "enquiry": "E0"},
    "undecided": {"answer": "UNDECIDED"},
    "undecided by name": {"answer": "UNDECIDED", **BY_NAME},
    "awaited": {"answer": "AWAITING"},
    "the referrer's word": {"answer": "REPORTED_BY_REFERRER"},
    "the referrer's word of another": {"answer": "REPORTED_BY_REFERRER", **ELSEWHERE},
    "an attempt": {"answer": "ASK_ATTEMPTED"},
}


@pytest.mark.parametrize(
    ("organisation", "days", "every"),
    [
        pytest.param("Hillside", DAYS, 23, id="every 23rd"),
        pytest.param("Hillside", DAYS, 1, marks=pytest.mark.campaign),
        pytest.param(None, DAYS, 1, marks=pytest.mark.campaign),
        pytest.param("Hillside", DAYS[:1] * 3, 1, marks=pytest.mark.campaign),
        pytest.param(None, DAYS[:1] * 3, 1, marks=pytest.mark.campaign),
    ],
)
def test_two_readings_give_one_answer_to_every_three_answers_of_one_parent(
    organisation: str | None, days: list[str], every: int
) -> None:
    """Random families reach each of these in time; here each is reached each time."""
    usual = next(one for one in load(OWN) if one["id"] == "X233")
    given = usual["facts"]["responses"][0] | {"answer": "AGREED"}
    asked = usual["question"] | {"organisation": organisation}
    for said in islice(product(SAID, repeat=3), 0, None, every):
        facts = usual["facts"] | {
            "responses": [
                given | SAID[one] | dict.fromkeys(("effective_at", "recorded_at"), day)
                for one, day in zip(said, days, strict=True)
            ]
        }
        one, other = both(facts, asked)
        assert one == other, said

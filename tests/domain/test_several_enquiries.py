"""A question that names none of several open enquiries: the most careful answer is given."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import HealthCheck, assume, given
from hypothesis import strategies as st

from consent_service.domain.answers import Answer, Item, Outcome, Position, Reason, Says
from consent_service.domain.deciding.outcomes import NEAREST_GAP
from consent_service.domain.file.view import View
from tests.domain.scenario_files import read
from tests.domain.second_item import NEAREST
from tests.domain.strategies import DAYS, families, questions
from tests.trying import tried

Dict = dict[str, Any]
#: As the second reading of the rules tells gaps; whoever decides alone is said not to have been
#: asked, and nobody may be known, or nothing.
GAPS = (*NEAREST, "YP_NOT_ASKED", "ADULT_NOT_ASKED", "NO_PR_HOLDER_KNOWN", "NO_RECORD")
CAREFUL = ("OBJECTION", "DECISION_NEEDED", "ASK", "AUTHORISED", "COVERED")
OPEN = ("E1", "E0", "E2")


def going_on(chance: Random, facts: Dict) -> Dict:
    """Several enquiries are open, and what was said was said in any of them."""
    return facts | {
        "closed_enquiries": {},
        "enquiries": [
            {
                "id": one,
                "opened_at": f"2026-11-0{place + 1}T09:00:00+00:00",
                "referrer_reported_consent": chance.choice(["NOT_STATED", "NOT_STATED", "NO"]),
            }
            for place, one in enumerate(OPEN)
        ],
        "responses": [said | {"enquiry": chance.choice(OPEN)} for said in facts["responses"]],
    }


def in_another_order(facts: Dict, chance: Random) -> Dict:
    """Opened in another order; what was said stands in the enquiry it stood in."""
    opened = [one["opened_at"] for one in facts["enquiries"]]
    chance.shuffle(opened)
    anew = [one | {"opened_at": at} for one, at in zip(facts["enquiries"], opened, strict=True)]
    chance.shuffle(anew)
    return facts | {"enquiries": anew}


def answered(facts: Dict, question: Dict, enquiry: str | None) -> Answer:
    return read(facts, question | {"enquiry": enquiry}).answer()


def items(facts: Dict, question: Dict, enquiry: str | None) -> dict[object, Item]:
    """By what each is about: what fits nobody is an item only where somebody said no to it."""
    every = answered(facts, question, enquiry).items
    return {(one.subject, one.category, one.direction): one for one in every}


def of_each_of_them(facts: Dict, question: Dict) -> list[tuple[Item, list[Item]]]:
    """Each item with what it is in each enquiry by itself."""
    by_enquiry = [items(facts, question, one) for one in OPEN]
    return [
        (item, [each[at] for each in by_enquiry])
        for at, item in items(facts, question, None).items()
        if all(at in each for each in by_enquiry)
    ]


def told(facts: Dict, question: Dict) -> dict[object, tuple[Outcome, Reason]]:
    every = items(facts, question, None)
    return {at: (item.outcome, item.reason) for at, item in every.items()}


def test_every_gap_of_the_rules_has_its_place_here() -> None:
    """One that had none would be met only by the few families of which it is told."""
    assert NEAREST == NEAREST_GAP


@tried(5, at_length=800, suppress_health_check=list(HealthCheck))
@given(facts=families(), question=questions(as_of=DAYS[2:]), seed=st.integers(0, 2**32))
def test_the_most_careful_answer_is_given_and_of_those_alike_the_nearest_gap(
    facts: Dict, question: Dict, seed: int
) -> None:
    facts = going_on(Random(seed), facts)
    question["known_at"] = question["as_of"]
    for whole, each in of_each_of_them(facts, question):
        outcome, reason = whole.outcome, whole.reason
        said = {(item.outcome, item.reason) for item in each}
        assert outcome == min((one for one, _ in said), key=CAREFUL.index)
        alike = {why for one, why in said if one is outcome}
        if reason is not Reason.NAME_THE_ENQUIRY and outcome is Outcome.ASK:
            assert reason == min(alike, key=GAPS.index)
        elif outcome is not Outcome.ASK:
            assert reason in alike
    found = told(facts, question)
    anew = told(in_another_order(facts, Random(seed)), question)
    assert {at: outcome for at, (outcome, _) in anew.items()} == {
        at: outcome for at, (outcome, _) in found.items()
    }
    # Neither of gaps nor of noes alike whichever was opened first is told.
    asked = (Outcome.ASK, Outcome.OBJECTION)
    assert all(anew[at] == one for at, one in found.items() if one[0] in asked)


#: What is said of whoever has said nothing of the item; they may have said something, and answered
#: nothing.
SILENT = {"NOT_ASKED", "NOT_ANSWERED", "REPORTED_NOT_CONFIRMED"}
SILENT |= {one for one in GAPS if one.startswith("OUT")}


@tried(5, at_length=800, suppress_health_check=list(HealthCheck))
@given(facts=families(), question=questions(as_of=DAYS[2:]), seed=st.integers(0, 2**32))
def test_whoever_spoke_of_it_in_one_of_them_is_not_called_silent(
    facts: Dict, question: Dict, seed: int
) -> None:
    facts = going_on(Random(seed), facts)
    question["known_at"] = question["as_of"]
    case = read(facts, question)
    assume(len(View(case.file, case.as_of, case.known_at).readings) == 1)
    for item, each in of_each_of_them(facts, question):
        stands = {p.person: p for p in item.positions}
        for spoken in (p for one in each for p in one.positions if speaks(p)):
            assert speaks(stands[spoken.person]), (spoken, stands[spoken.person])
            # A yes in one of them is a yes only where that one gives the answer.
            assert stands[spoken.person].says is not Says.YES or any(
                p == stands[spoken.person] for one in each for p in one.positions
            )


def speaks(stands: Position) -> bool:
    return stands.says is not Says.NO_ANSWER or stands.reason not in SILENT

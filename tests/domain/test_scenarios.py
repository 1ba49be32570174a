"""The decision answers every scenario, the given ones and our own, exactly."""

from __future__ import annotations

from typing import Any

from tests.domain import second_reading
from tests.domain.scenario_files import GIVEN, OWN, THIRD, load, read
from tests.sweeping import each

Scenario = dict[str, Any]
#: Where edition 2026.3 answers a scenario of the text before it otherwise, and why.
CHANGED = {
    # A child's own no is raised whoever decides.
    "D04": {"flags": ["CHILD_OBJECTS"]},
}


def _given() -> list[Scenario]:
    return [one | {"answer": one["answer"] | CHANGED.get(one["id"], {})} for one in load(GIVEN)]


SCENARIOS = [*_given(), *load(OWN), *load(THIRD)]


scenarios = each("scenario", of=SCENARIOS, ids=lambda scenario: scenario["id"])


@scenarios
def test_the_decision_answers_as_the_scenario_says(scenario: Scenario) -> None:
    answer = read(scenario["facts"], scenario["question"]).answer()
    expected = scenario["answer"]
    assert {
        "outcome": answer.outcome,
        "reasons": set(answer.reasons),
        "flags": set(answer.flags),
        "items": [
            {
                "subject": item.subject,
                "category": item.category,
                "outcome": item.outcome,
                "reason": item.reason,
                **({"direction": item.direction} if "direction" in wanted else {}),
            }
            for item, wanted in zip(answer.items, expected["items"], strict=True)
        ],
    } == {
        **expected,
        "reasons": set(expected["reasons"]),
        "flags": set(expected["flags"]),
    }


@scenarios
def test_the_second_reading_answers_as_the_scenario_says(scenario: Scenario) -> None:
    answer = second_reading.answer(scenario["facts"], scenario["question"])
    expected = scenario["answer"]
    assert (answer["outcome"], answer["reasons"], answer["flags"]) == (
        expected["outcome"],
        set(expected["reasons"]),
        set(expected["flags"]),
    )
    assert [(item["outcome"], item["reason"]) for item in answer["items"]] == [
        (item["outcome"], item["reason"]) for item in expected["items"]
    ]


def test_every_scenario_has_its_own_id() -> None:
    ids = [scenario["id"] for scenario in SCENARIOS]
    assert len(ids) == len(set(ids))


@each("part", of=["reasons", "outcome", "flags"])
def test_the_scenarios_reach_every_code(part: str) -> None:
    """A code that no scenario expects is one whose rule nobody has written down."""
    from consent_service.domain.answers import Flag, Outcome, Reason  # noqa: PLC0415

    expected: set[str] = set()
    for scenario in SCENARIOS:
        held = scenario["answer"][part]
        expected |= {held} if isinstance(held, str) else set(held)
    every = {"reasons": Reason, "outcome": Outcome, "flags": Flag}[part]
    # These are decided by the caller, about the record as a whole, before or after the rules.
    of_the_caller = {
        "CANNOT_RECORD",
        "CLOCK_IN_DOUBT",
        "LEDGER_NOT_SOUND",
        "RECORD_DAMAGED",
        "RECORD_INCOMPLETE",
        "LEDGER_ALTERED",
    }
    assert {str(code) for code in every} - of_the_caller == expected - of_the_caller

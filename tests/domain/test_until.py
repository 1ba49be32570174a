"""The end that an answer tells of what is agreed is the one that counts."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Answer, Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from tests.domain.scenario_files import Case, read
from tests.domain.strategies import a_family, a_question
from tests.trying import tried

#: One comes to decide within days, one does already, one in years.
BORN = ("2010-11-14", "2008-11-20", "2019-05-01")
LATEST = "2026-11-12T12:00:00+00:00"


def as_of(case: Case, at: Any) -> Answer:
    view = View(case.file, at, at)
    return decide(view, case.policy, case.proposal, case.directory)


@tried(15, at_length=8_000)
@given(seed=st.integers(0, 2**48))
def test_what_is_agreed_is_agreed_until_the_end_told_and_not_from_then(seed: int) -> None:
    chance = Random(seed)
    facts, asked = a_family(chance), a_question(chance)
    for child, born in zip(facts["children"], BORN, strict=False):
        child["dob"] = born
    asked |= {"as_of": LATEST, "known_at": LATEST, "urgency": "STANDARD"}
    case = read(facts, asked)
    if case.unavailable is not None:
        return
    for place, item in enumerate(as_of(case, case.as_of).items):
        if item.outcome is not Outcome.COVERED or item.ends_at is None:
            continue
        before, then = (
            as_of(case, item.ends_at - by).items[place]
            for by in (timedelta(seconds=1), timedelta())
        )
        assert before.outcome is Outcome.COVERED
        assert before.ends_at == item.ends_at
        assert then.outcome is not Outcome.COVERED or then.reason is not item.reason

"""What protects somebody, typed a minute ago, goes at once for a reason that says why; for fewer
words it waits, whoever takes it back.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.running import Family, Running
from tests.api.test_effects import HOUR, refuse, waiting
from tests.reasons import ENOUGH

SIGN = {"code": "NOT_SAFE", "note": "He broke her wrist tonight."}


@pytest.mark.parametrize("what", ["a sign", "not safe", "a no"])
@pytest.mark.parametrize(("why", "is_at_once"), [("mistake", False), (ENOUGH, True)])
def test_one_word_takes_back_nothing_that_protects_somebody(
    service: Running, family: Family, what: str, why: str, is_at_once: bool
) -> None:
    """A sign of harm was gone with "mistake", and he was one to ring."""
    if what == "a no":
        seq = refuse(service, family, family.father)
        # An hour later by then: of what is older than half an hour nothing goes at once.
        service.clock.now -= HOUR
    elif what == "a sign":
        named = {"person": family.mother, "people": [family.father], **SIGN}
        seq = service.record(f"{family.path}/signs", named)["entries"][0]["seq"]
    else:
        unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
        seq = service.record(f"{family.path}/safety", unsafe)["entries"][0]["seq"]
    service.clock.now += timedelta(seconds=90)
    wrong = {"corrects": seq, "what_was_wrong": why}
    service.record(f"{family.path}/corrections", wrong)
    (row,) = waiting(service)
    assert row["stands"] == ("TAKEN_BACK" if is_at_once else "WAITS")

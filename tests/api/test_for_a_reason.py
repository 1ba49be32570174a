"""Whoever may let something fall themself is asked for a reason, and sent to nobody else."""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, agree, problem_of
from tests.api.test_effects import MANAGER, outcome, refuse, settle, strike, waiting

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def test_a_manager_whose_reason_says_nothing_is_asked_for_one_and_sent_to_nobody_else(
    service: Running, family: Family
) -> None:
    agree(service, family)
    recorded = strike(
        service, family, refuse(service, family, family.father), MANAGER, what_was_wrong="x"
    )
    assert {one["code"] for one in recorded["notices"]} == {"WAITS_FOR_A_REASON"}
    assert outcome(service, family) == "OBJECTION"
    (row,) = waiting(service)
    short = settle(service, family, row["waiting"], "confirmation", reason="ok")
    assert problem_of(short, "reason-says-too-little")["errors"][0]["pointer"] == "/reason"
    assert outcome(service, family) == "OBJECTION"
    assert settle(service, family, row["waiting"], "confirmation").status_code == 201
    assert outcome(service, family) == "COVERED"

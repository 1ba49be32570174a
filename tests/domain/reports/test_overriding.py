"""Whether going ahead without a yes changed anything."""

from __future__ import annotations

import pytest

from consent_service.domain.recorded import practice
from tests.domain.reports.hub import Hub
from tests.domain.tasks.story import MANAGER


def test_overrides_are_counted_by_what_their_last_review_found() -> None:
    hub = Hub()
    for number, said in enumerate(("YES", "NO", None, "")):
        family = hub.family()
        family.decide(f"d{number}", decision="OVERRIDE_DECISION")
        if said != "":
            family.later().make(
                practice.DecisionReviewed,
                MANAGER,
                decision=f"d{number}",
                reason="Zz",
                changed_the_outcome=said,
            )
    hub.family().decide("d9", decision="COURT_ORDER")
    answers = {
        r["changed_the_outcome"]: r["overrides"]
        for r in hub.rows("overrides-changed-anything", "ANSWER")
    }
    assert answers == {
        "YES": 1,
        "NO": 1,
        "UNCLEAR": 0,
        "REVIEWED_NOT_SAID": 1,
        "NOT_REVIEWED": 1,
    }


@pytest.mark.parametrize(
    "kind", ["OVERRIDE_DECISION", "RELY_ONE_PARENT", "DISPENSE_DECISION", "S47_DECISION"]
)
def test_every_way_of_going_ahead_without_a_yes_counts_as_that(kind: str) -> None:
    hub = Hub()
    family = hub.family()
    family.decide("d1", decision=kind)
    look = {"decision": "d1", "reason": "Zz", "changed_the_outcome": "UNCLEAR"}
    family.later().make(practice.DecisionReviewed, MANAGER, **look)
    name = "overrides-changed-anything"
    assert hub.the(name)["overrides"] == 1
    assert hub.the(name, "KIND", kind=kind)["overrides"] == 1
    assert hub.the(name, "ANSWER", changed_the_outcome="UNCLEAR")["overrides"] == 1

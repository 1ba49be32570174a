"""What somebody says counts at once, whichever earlier entry would keep it from counting."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.running import Family, Running, agree
from tests.api.test_effects import HOUR, MANAGER, outcome, settle, waiting

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def a_child_who_decides(service: Running, family: Family) -> int:
    """By a worker's word, while nobody had said no; the place of that entry."""
    agree(service, family)
    path = f"{family.path}/people/{family.child}/amendments"
    service.record(path, {"dob": "2011-02-01", "reason": "It was mistyped."}, MANAGER)
    service.clock.now += HOUR
    said = {"child": family.child, "purpose": "AGENCY_CHECKS", "status": "COMPETENT"}
    made = service.record(f"{family.path}/competence", {**said, "rationale": "He explained it."})
    assert waiting(service) == []
    service.clock.now += HOUR
    (entry,) = made["entries"]
    place: int = entry["seq"]
    return place


def stop(family: Family) -> tuple[str, dict[str, Any]]:
    said = {"person": family.mother, "words": "Stop all of it, please.", "method": "PHONE_VERBAL"}
    return f"{family.path}/withdrawals", said


def no(family: Family) -> tuple[str, dict[str, Any]]:
    said = family.conversation({"answer": "REFUSED", "scope": family.scope()})
    return f"{family.path}/conversations", said


@pytest.mark.parametrize("says", [stop, no])
def test_a_stop_that_an_earlier_entry_would_keep_from_counting_waits_for_nobody(
    service: Running, family: Family, says: Any
) -> None:
    """Whoever typed it read that what it would lift stands until a manager confirms it."""
    place = a_child_who_decides(service, family)
    path, said = says(family)
    for sent in ({**said, "dry_run": True}, said):
        told = {one["code"]: one["text"] for one in service.record(path, sent)["notices"]}
        assert not {"WOULD_LIFT", "WAITS_FOR_A_MANAGER", "LIFTED_AT_ONCE"} & told.keys()
        assert f"entry {place}" in told["COUNTS_MEANWHILE"]
        service.clock.now += HOUR
    (waits,) = waiting(service)
    assert outcome(service, family) == "OBJECTION"
    assert settle(service, family, waits["waiting"], "confirmation").status_code == 201


def test_a_yes_of_which_somebody_says_that_they_do_not_agree_with_it_is_a_gap_by_either_form(
    service: Running, family: Family
) -> None:
    """Beside the entry their words left it standing; as something wrong they did not."""
    agree(service, family)
    assert outcome(service, family) == "COVERED"
    yes = service.get(family.path).get_json()["responses"][0]["id"]
    words = {"about": yes, "words": "I did not agree to give the address."}
    service.record(f"{family.path}/disagreements", {"person": family.mother, **words})
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "DISPUTED")
    service.clock.now += HOUR
    agree(service, family)
    assert outcome(service, family) == "COVERED"
    # Of whoever has said nothing themself it may be a no of their own.
    service.record(f"{family.path}/disagreements", {"person": family.father, **words})
    assert outcome(service, family) == "ASK"

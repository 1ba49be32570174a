"""What somebody asks for on their own page is one thing to do, and no second one says that nobody
knows who it was.
"""

from __future__ import annotations

from datetime import timedelta

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, agree

_OF_IT = {"WHAT_WAS_SAID", "ANSWER_FAMILY"}


def _due(service: Running, family: Family) -> set[str]:
    reply = service.get(f"{family.path}/tasks").get_json()
    return {one["code"] for one in reply["tasks"]} & _OF_IT


def test_a_change_that_somebody_asks_for_herself_is_to_be_answered_and_no_more(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    mother.receipt(
        "requests", {"wants": "CHANGE_AGREEMENT", "words": "Only the health visitor, please"}
    )
    assert _due(service, family) == {"ANSWER_FAMILY"}
    # Her yes is in doubt all the same.
    answer = service.check(family.file, family.question())
    assert answer["reasons"][0]["code"] == "NOT_CLEAR"
    assert "ANSWER_FAMILY" in {one["code"] for one in answer["tasks"]}


def test_what_a_worker_wrote_down_of_her_and_did_not_understand_is_to_be_found_out(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    said = {"person": family.mother, "answer": "Hm", "method": "PHONE_VERBAL"}
    service.record(f"{family.path}/responses", said)
    assert _due(service, family) == {"WHAT_WAS_SAID"}

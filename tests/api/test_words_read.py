"""What one who decides said by any door holds until somebody who may says that it is no no."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.running import Family, Running, agree, problem_of
from tests.api.test_corrections import MANAGER, standing
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")

WORDS = "He says no to all of it, and to leave Bo alone."
READ = {"reason": ENOUGH}


def asked_not_to_be_contacted(service: Running, family: Family, **more: Any) -> int:
    service.clock.now += timedelta(minutes=1)
    said = {"person": family.father, "methods": ["NO_CONTACT_REQUESTED"], "times": []}
    said |= {"if_not_agreed_reason": WORDS, **more}
    (entry,) = [
        one["seq"] for one in service.record(f"{family.path}/keep-informed", said)["entries"]
    ]
    assert isinstance(entry, int)
    service.clock.now += timedelta(minutes=1)
    return entry


@pytest.mark.each_database("readWords")
def test_why_somebody_asked_not_to_be_contacted_may_be_a_no(
    service: Running, family: Family
) -> None:
    """It was heard nowhere: the next answer was green, and said that nobody had asked him."""
    agree(service, family)
    entry = asked_not_to_be_contacted(service, family)
    answer = service.check(family.file, family.question())
    assert (answer["outcome"], answer["reasons"][0]["code"]) == ("ASK", "NOT_CLEAR")
    (his,) = [p for p in answer["items"][0]["positions"] if p["person"] == family.father]
    assert [one["words"] for one in his["statements"]] == [WORDS]
    assert [t["words"] for t in answer["tasks"] if t["code"] == "READ_WORDS"] == [WORDS]
    (beside,) = standing(service, family)["said_besides"]
    assert (beside["entry"], beside["may_be_a_no"]) == (entry, True)
    # A worker's word that it is none waits for a manager; until then it holds.
    path, read = f"{family.path}/words-read", {"entry": entry, **READ}
    problem_of(service.post(path, {**read, "entry": 1}), "no-such-words")
    service.record(path, read)
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    service.record(path, read, MANAGER)
    answer = service.check(family.file, family.question())
    assert answer["outcome"] == "COVERED"
    assert "been asked" not in answer["agency_words"]
    (his,) = [p for p in answer["items"][0]["positions"] if p["person"] == family.father]
    assert his["reason"] == "NOT_ANSWERED"


def test_whoever_writes_it_down_says_that_it_is_no_no(service: Running, family: Family) -> None:
    agree(service, family)
    asked_not_to_be_contacted(service, family, not_a_no=True)
    assert service.check(family.file, family.question())["outcome"] == "COVERED"


def test_what_she_said_since_her_yes_is_not_shown_as_agreed(
    service: Running, family: Family
) -> None:
    agree(service, family)
    asked_not_to_be_contacted(service, family, person=family.mother)
    assert service.check(family.file, family.question())["outcome"] == "ASK"
    stands = standing(service, family)
    assert {one["status"] for one in stands["responses"]} == {"NOT_CLEAR"}
    theirs = [c for child in stands["children"] for c in child["caregivers"]]
    assert {c["status"] for c in theirs if c["person"] == family.mother} == {"NOT_CLEAR"}

"""A manager's word by telephone holds for a day: what rests on it says so, and nothing goes to
somebody by it that cannot be taken back.
"""

from __future__ import annotations

import pytest

from tests.api.running import Family, Running, agree, problem_of
from tests.api.test_effects import HOUR, MANAGER, outcome, refuse, settle, strike, waiting
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def lifted_by_telephone(service: Running, family: Family) -> tuple[str, str]:
    """The father is said to be safe after all; where he is given a way in, and what waits."""
    # Whoever has recorded something as a manager is known to be one.
    service.record("/v1/services", {"type": "SCHOOL", "names": ["Elm Primary"]}, MANAGER)
    unsafe = {"person": family.father, "safe_to_ask": False, "reason": "He hit her."}
    service.record(f"{family.path}/safety", unsafe)
    service.clock.now += HOUR
    safe = {"person": family.father, "safe_to_ask": True, "reason": ENOUGH}
    service.record(f"{family.path}/safety", {**safe, "said_by_telephone": "manager-1"})
    (row,) = waiting(service)
    return f"{family.path}/people/{family.father}/ways-in", row["waiting"]


def test_a_check_says_that_a_no_was_set_aside_by_telephone(
    service: Running, family: Family
) -> None:
    agree(service, family)
    service.record("/v1/services", {"type": "SCHOOL", "names": ["Elm Primary"]}, MANAGER)
    strike(service, family, refuse(service, family, family.father), said_by_telephone="manager-1")
    assert outcome(service, family) == "COVERED"
    answer = service.check(family.file, family.question())
    (said,) = answer["beforehand"]
    assert said.startswith("Lifted by telephone on 9 March 2026, and no manager has confirmed it")
    assert "the no of Bo Example (father) of 9 March 2026" in said
    assert "has not been asked" not in answer["agency_words"]
    (lifted,) = service.get(family.path).get_json()["lifted_by_telephone"]
    assert (lifted["kind"], lifted["person"]) == ("OBJECTION", family.father)
    assert lifted["told_by"] == "manager-1"
    (row,) = waiting(service)
    settle(service, family, row["waiting"], "confirmation")
    assert service.get(family.path).get_json()["lifted_by_telephone"] == []
    assert service.check(family.file, family.question())["beforehand"] == []


def test_nothing_goes_to_a_danger_whom_a_word_by_telephone_alone_calls_safe(
    service: Running, family: Family
) -> None:
    gives, waits = lifted_by_telephone(service, family)
    letter = f"{family.path}/people/{family.father}/letters/NOT_REACHED"
    (_, lifted) = service.get(family.path).get_json()["known"]["safety"]
    assert lifted["by_telephone"]
    problem_of(service.post(gives, {"how": "READ_OUT"}), "way-in-for-a-manager")
    assert service.get(letter).get_json()["safe"] == "NO"
    assert settle(service, family, waits, "confirmation").status_code == 201
    assert service.post(gives, {"how": "READ_OUT"}).status_code == 201
    assert service.get(letter).get_json()["safe"] == "YES"


def test_what_was_given_under_what_is_refused_ends(service: Running, family: Family) -> None:
    gives, waits = lifted_by_telephone(service, family)
    assert service.post(gives, {"how": "READ_OUT", "reason": ENOUGH}, MANAGER).status_code == 201
    hers = f"{family.path}/people/{family.mother}/ways-in"
    assert service.post(hers, {"how": "READ_OUT"}).status_code == 201
    refused = settle(service, family, waits, "refusal").get_json()
    kinds = [entry["kind"] for entry in refused["entries"]]
    assert kinds == ["effect-refused", "way-in-ended"]

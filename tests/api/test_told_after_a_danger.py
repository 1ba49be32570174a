"""What somebody tells of harm after a manager said who is not safe is read like any."""

from __future__ import annotations

from datetime import timedelta

from tests.api.running import Family, Running, agree
from tests.reasons import ENOUGH

_WORDS = (
    "Forget it I made it all up, he never touched me. Dont ask the doctor. "
    "I could hear him in the background telling her what to say"
)
MANAGER = "MASH_MANAGER"


def test_whoever_takes_it_back_in_somebodys_hearing_is_read_today_and_seen_alone(
    service: Running, family: Family
) -> None:
    """It reached nobody, since it was known that he is not safe."""
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", {**unsafe, "reason": ENOUGH}, MANAGER)
    service.clock.now += timedelta(minutes=1)
    agree(service, family)
    service.clock.now += timedelta(minutes=1)
    stop = {"person": family.mother, "enquiry": family.enquiry, "scope": family.scope()}
    said = {**stop, "method": "PHONE_VERBAL", "words": _WORDS}
    service.record(f"{family.path}/withdrawals", said)
    (told,) = service.get(family.path, MANAGER).get_json()["harm_to_read"]
    assert told["is_read_first"]
    assert "telling her what to say" in told["words"]
    due = service.get(f"{family.path}/tasks", MANAGER).get_json()["tasks"]
    assert [one["about"] for one in due if one["code"] == "READ_HARM"] == [str(told["entry"])]
    calls = [one for one in due if one["code"] in ("CALL_AFTER_WITHDRAWAL", "CALL_IF_SAFE")]
    assert ["See them alone" in one["so_far"] for one in calls] == [True]
    answer = service.check(family.file, family.question())
    assert "READ_HARM" in {one["code"] for one in answer["tasks"]}
    listed = service.get("/v1/tasks", MANAGER, for_role=MANAGER).get_json()["tasks"]
    assert "READ_HARM" in {one["code"] for one in listed}

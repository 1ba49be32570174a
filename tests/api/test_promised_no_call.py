"""Whoever has a page by a manager's word alone is promised nothing that nobody is to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consent_service.domain.own.words import spoken
from tests.api.asking_own import father_of
from tests.api.running import Family, Running

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def test_whoever_came_in_by_a_managers_word_is_promised_no_call(
    service: Running, family: Family
) -> None:
    """“Someone will call you by Monday” stood on the page of a man whom nobody was to ring. What is
    said to him goes by how he came in, so that nothing which became known since is told by a word.
    """
    talk = family.conversation(person=family.father)
    service.record(f"{family.path}/conversations", talk)
    father = father_of(service, family)
    before = father.receipt("requests", {"wants": "SPEAK_TO_SOMEBODY"})
    assert "will call you by" in before["means"]
    said = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    service.record(f"{family.path}/safety", said)
    since = father.receipt("requests", {"wants": "SPEAK_TO_SOMEBODY"})
    assert since["means"] == before["means"]
    way = {"how": "READ_OUT", "reason": "His solicitor was told that he may see his page."}
    ways = f"{family.path}/people/{family.father}/ways-in"
    assert service.post(ways, way, "MASH_MANAGER").status_code == 201
    for path in ("withdrawals", "requests", "correction-requests"):
        body = {"requests": {"wants": "COMPLAINT"}, "correction-requests": {"words": "Not so."}}
        receipt = father.receipt(path, body.get(path))
        assert "call you" not in receipt["means"]
        assert (
            f"Someone from our team will look at this by {spoken_day(receipt)}."
            in (receipt["means"])
        )
    # It is looked at: by a manager, on that day at the latest.
    due = service.get(f"{family.path}/tasks").get_json()["tasks"]
    theirs = [one for one in due if one["code"] in ("CALL_IF_SAFE", "ANSWER_IF_SAFE")]
    assert {one["for_role"] for one in theirs} == {"MASH_MANAGER"}
    again = {"how": "READ_OUT"}
    safe = {**said, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": "Read again."}
    service.clock.now += timedelta(minutes=1)
    assert service.post(f"{family.path}/safety", safe, "MASH_MANAGER").status_code == 201
    assert service.post(ways, again).status_code == 201
    assert "will call you by" in father.receipt("requests", {"wants": "LETTER"})["means"]


def spoken_day(receipt: dict[str, Any]) -> str:
    return spoken(date.fromisoformat(receipt["by"]))

"""Whoever has a page by a manager's word alone is promised nothing that nobody is to do."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS, codes
from consent_service.domain.own.words import spoken
from consent_service.domain.tasks.keepinginformed import RIGHTS
from tests.api.asking_own import father_of, gives_a_number, mother_of
from tests.api.running import Family, Running, agree
from tests.reasons import ENOUGH

pytestmark = pytest.mark.usefixtures("every_reply_matches_its_schema")


def test_whoever_came_in_by_a_managers_word_is_promised_no_call(
    service: Running, family: Family
) -> None:
    """“Someone will call you by Monday” stood on the page of a man whom nobody was to ring. What is
    said to him goes by how he came in, so that nothing which became known since is told by a word.
    """
    gives_a_number(service, family, family.father)
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
    safe = {**said, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.clock.now += timedelta(minutes=1)
    assert service.post(f"{family.path}/safety", safe, "MASH_MANAGER").status_code == 201
    assert service.post(ways, again).status_code == 201
    assert "will call you by" in father.receipt("requests", {"wants": "LETTER"})["means"]


def test_whoever_asks_not_to_be_rung_is_promised_no_call(service: Running, family: Family) -> None:
    """“Someone will call you by Monday” was the answer to “Do not ring me again”, and to whatever
    she pressed after she had said so in a talk.
    """
    gives_a_number(service, family)
    mother = mother_of(service, family)
    asked = {"wants": "SPEAK_TO_SOMEBODY", "words": "Do not ring me again."}
    assert "will call you by" in mother.receipt("requests", {"wants": "LETTER"})["means"]
    assert "will get in touch with you by" in mother.receipt("requests", asked)["means"]
    assert "will get in touch with you by" in mother.receipt("withdrawals", None)["means"]


_NOT_BY_TELEPHONE = "eaf, or needs help to communicate: not by telephone alone"


@pytest.mark.parametrize("known_by", ["a need", "her words"])
def test_whoever_does_not_hear_is_promised_no_call(
    service: Running, family: Family, known_by: str
) -> None:
    """A Deaf mother wrote “dont phone i cant hear”, and read that somebody would call her."""
    agree(service, family)
    gives_a_number(service, family)
    if known_by == "a need":
        needs = {"person": family.mother, "indicators": ["DEAFNESS_OR_COMMUNICATION_NEED"]}
        service.record(f"{family.path}/needs", needs)
    service.clock.now += timedelta(minutes=1)
    words = {"words": "dont phone i cant hear"} if known_by == "her words" else {}
    asked = {"wants": "SPEAK_TO_SOMEBODY", **words}
    receipt = mother_of(service, family).receipt("requests", asked)
    assert "call you" not in receipt["means"]
    mother_of(service, family).receipt("withdrawals", {})
    tasks = service.get(f"{family.path}/tasks", limit="100").get_json()["tasks"]
    theirs = [one for one in tasks if one["code"] in ("ANSWER_FAMILY", "CALL_AFTER_WITHDRAWAL")]
    assert theirs
    for one in theirs:
        assert (_NOT_BY_TELEPHONE in (one["so_far"] or "")) is (known_by == "a need")
        assert "all this person" not in one["label"]


def spoken_day(receipt: dict[str, Any]) -> str:
    return spoken(date.fromisoformat(receipt["by"]))


@pytest.mark.swept  # A sample each day, and all in campaigns.
@pytest.mark.parametrize("ways", ["none", "an address", "a number"])
@pytest.mark.parametrize("path", ["withdrawals", "requests", "correction-requests", "help"])
def test_a_call_is_promised_to_whoever_has_a_number_with_us(
    service: Running, family: Family, ways: str, path: str
) -> None:
    """“Someone will call you by Monday”, and nobody had a number: they waited, and so did we."""
    agree(service, family)
    if ways == "an address":
        where = {"type": "ADDRESS", "value": "4 Hill Lane", "safety": "SAFE"}
        service.record(f"{family.path}/contact-points", {"person": family.mother, **where})
    elif ways == "a number":
        gives_a_number(service, family)
    service.clock.now += timedelta(minutes=1)
    bodies: dict[str, tuple[str, dict[str, Any]]] = {
        "requests": ("requests", {"wants": "LETTER"}),
        "help": ("requests", {"wants": "HELP_NOW"}),
        "correction-requests": (path, {"words": "Not so."}),
        "withdrawals": (path, {}),
    }
    said = mother_of(service, family).receipt(*bodies[path])
    assert ("will call you by" in said["means"]) is (ways == "a number")
    assert (TEXTS["own_no_way_to_you"] in said["means"]) is (ways == "none")
    tasks = service.get(f"{family.path}/tasks", limit="100").get_json()["tasks"]
    waited = {"CALL_AFTER_WITHDRAWAL", "ANSWER_FAMILY", "ANSWER_CORRECTION", "HELP_NOW"}
    theirs = [one for one in tasks if one["code"] in waited]
    assert theirs
    for one in theirs:
        is_call = one["code"] == "CALL_AFTER_WITHDRAWAL"
        found = ways == "a number" or (ways == "an address" and not is_call)
        assert ("find one" in (one["so_far"] or "")) is not found


def test_whoever_is_to_call_reads_that_the_number_there_is_not_to_be_used(
    service: Running, family: Family
) -> None:
    """“Call this person” stood there alone, and the only number on record was his as well."""
    agree(service, family)
    number = {"type": "PHONE", "value": "020 7946 0018", "safety": "UNSAFE"}
    said = service.record(f"{family.path}/contact-points", {"person": family.mother, **number})
    service.clock.now += timedelta(minutes=1)
    safe = {"person": family.mother, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    assert service.post(f"{family.path}/safety", safe, "MASH_MANAGER").status_code == 201, said
    mother_of(service, family).receipt("withdrawals", {})
    tasks = service.get(f"{family.path}/tasks", limit="100").get_json()["tasks"]
    (call,) = (one for one in tasks if one["code"] == "CALL_AFTER_WITHDRAWAL")
    assert "do not use what is there" in call["so_far"]


@pytest.mark.parametrize("wants", ["SPEAK_TO_SOMEBODY", "COMPLAINT", "CONTACT_DIFFERENTLY"])
def test_a_number_of_somebody_with_whom_nobody_has_recorded_a_talk_is_a_number(
    service: Running, family: Family, wants: str
) -> None:
    """Her page promised a call who stops, and each receipt of it said that we have no number."""
    gives_a_number(service, family)
    service.clock.now += timedelta(minutes=1)
    mother = mother_of(service, family)
    for _ in range(2):
        means = mother.receipt("requests", {"wants": wants})["means"]
        assert "will call you by" in means
        assert TEXTS["own_no_way_to_you"] not in means
        assert "will call you by" in mother.receipt("withdrawals", {})["means"]


def test_whoever_asks_what_the_law_gives_a_month_for_reads_until_when(
    service: Running, family: Family
) -> None:
    """“We have written down what you asked for” was all that was said of a copy."""
    gives_a_number(service, family)
    for wants in codes("family_wants"):
        means = mother_of(service, family).receipt("requests", {"wants": wants})["means"]
        is_one = wants in RIGHTS
        assert ("one month to do it: until 9 April 2026." in means) is is_one, wants

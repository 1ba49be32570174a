"""What was recorded can be read where `Location` says; times in replies have one spelling."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, text_of

#: A time in any spelling, and the one of replies.
A_TIME = re.compile(r"\d{4}-\d\d-\d\dT.*")
THE_SPELLING = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def texts_of(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_of(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_of(inner)]
    return [value] if isinstance(value, str) else []


@pytest.mark.each_database("showStaff")
def test_what_was_recorded_can_be_read_where_its_location_says(
    service: Running,
) -> None:
    opened = service.post("/v1/files", {})
    file = opened.get_json()["file"]
    assert opened.headers["Location"] == f"/v1/files/{file}"
    child = service.post(f"/v1/files/{file}/children", {"names": "Ng", "dob": "2020-01-01"})
    assert child.headers["Location"] == child.get_json()["entries"][0]["receipt"]
    staff = service.post(
        "/v1/staff", {"staff": "worker-9", "names": "Sam Example"}, "HEAD_OF_SERVICE"
    )
    service.beat()
    for made in (opened, child, staff):
        assert service.get(made.headers["Location"]).status_code == 200, made.headers["Location"]
    listed = service.get(staff.headers["Location"]).get_json()
    assert listed == {"staff": "worker-9", "names": "Sam Example", "team": None, "ended": False}
    assert service.get("/v1/staff/nobody").status_code == 404


def test_what_was_only_tried_is_nowhere(service: Running) -> None:
    listed = {"staff": "worker-9", "names": "Sam Example"}
    tried = service.post("/v1/staff", {**listed, "dry_run": True}, "HEAD_OF_SERVICE")
    assert (tried.status_code, tried.headers.get("Location")) == (201, None)


def test_a_repeat_says_the_same_place(service: Running, family: Family) -> None:
    first, again = (
        service.post(f"{family.path}/attempts", {"person": family.mother}, key="k") for _ in "12"
    )
    assert first.headers["Location"] == again.headers["Location"]


def test_what_the_family_says_is_read_on_its_own_page_whose_address_names_no_file(
    service: Running, family: Family
) -> None:
    reply = mother_of(service, family).post("requests", {"wants": "LETTER"})
    assert reply.headers["Location"] == "/v1/own"


def test_a_time_given_back_reaches_what_it_came_from(service: Running, family: Family) -> None:
    """The ledger has it to the microsecond, and the reply does not."""
    service.clock.now += timedelta(milliseconds=400)
    made = service.record(f"{family.path}/attempts", {"person": family.mother})
    service.clock.now += timedelta(hours=1)
    at = made["recorded_at"]
    looked = service.get(f"{family.path}/history", known_at=at, as_of=at).get_json()
    assert looked["entries"][-1]["seq"] == made["entries"][0]["seq"]
    assert looked["known_at"] == at
    asked = service.check(family.file, family.question(known_at=at, as_of=at))
    assert asked["history"] == {"as_of": at, "known_at": at}


def test_every_time_in_a_reply_is_utc_to_the_second_whatever_was_sent(
    service: Running, family: Family
) -> None:
    at = text_of(service.clock.now).replace("+00:00", "Z")
    body = family.conversation(effective_at=at.replace("Z", "+00:00"))
    service.record(f"{family.path}/conversations", body)
    for path in ("", "/history", "/tasks", "/disclosures"):
        shown = service.get(family.path + path).get_json()
        times = [text for text in texts_of(shown) if A_TIME.fullmatch(text)]
        assert times, path
        assert [text for text in times if not THE_SPELLING.fullmatch(text)] == [], path

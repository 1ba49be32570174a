"""How urgent an enquiry is can be said anew, and it is found by what was said last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.api.running import Family, Running, text_of
from tests.api.test_corrections import MANAGER
from tests.reasons import ENOUGH


def to_look_at(service: Running) -> list[str]:
    rows = service.get("/v1/tasks", MANAGER, for_role=MANAGER).get_json()["tasks"]
    return [row["about"] for row in rows if row["code"] == "LOOK_AT_DOUBTFUL"]


@pytest.mark.each_database("rateEnquiry")
def test_an_enquiry_is_found_by_the_rating_that_was_said_last(
    service: Running, family: Family
) -> None:
    path = f"{family.path}/enquiries/{family.enquiry}/ratings"
    for rating in ("GREEN", "RED"):
        service.record(path, {"rating": rating, "reason": "Zz, a second bruise."})
    for rating, found in (("RED", [family.enquiry]), ("GREEN", [])):
        rows = service.get("/v1/enquiries", rating=rating).get_json()["enquiries"]
        assert [row["enquiry"] for row in rows] == found, rating
    service.assert_sound()


def test_that_it_has_been_red_since_the_morning_replaces_what_was_said_at_noon(
    service: Running, family: Family
) -> None:
    """It was dated before the other, so the file and the list stayed green, and nobody was told."""
    path = f"{family.path}/enquiries/{family.enquiry}/ratings"
    service.record(path, {"rating": "GREEN", "reason": "Zz."})
    service.clock.now += timedelta(hours=1)
    since = text_of(service.clock.now - timedelta(hours=3))
    red = {"rating": "RED", "reason": "The nursery rang: a second bruise.", "effective_at": since}
    service.record(path, red)
    assert [one["rating"] for one in service.get(family.path).get_json()["enquiries"]] == ["RED"]
    rows = service.get("/v1/enquiries").get_json()["enquiries"]
    assert [one["rating"] for one in rows] == ["RED"]
    service.assert_sound()


def test_who_waited_while_it_was_red_is_reported_as_that_whatever_it_is_said_to_be_later(
    service: Running, family: Family
) -> None:
    """A red time that was missed went out of its row with one line of one worker."""
    red = service.record(f"{family.path}/enquiries", {"rating": "RED"})["id"]
    service.clock.now += timedelta(days=3)
    green = {"rating": "GREEN", "reason": "Zz."}
    service.record(f"{family.path}/enquiries/{red}/ratings", green)
    rows = service.get("/v1/reports/timeliness", "HEAD_OF_SERVICE").get_json()["rows"]
    of = {row["rating"]: row["enquiries"] for row in rows if row["row"] == "SUMMARY"}
    assert (of["RED"], of["GREEN"]) == (1, 0)
    # What is to be done goes by what it is now.
    shown = service.get(family.path).get_json()["enquiries"]
    assert [one["rating"] for one in shown if one["id"] == red] == ["GREEN"]
    service.assert_sound()


@pytest.mark.parametrize("settled_by", ["found right", "by a manager", "red again"])
def test_that_it_is_red_no_more_is_read_by_a_manager(
    service: Running, family: Family, settled_by: str
) -> None:
    """It counted at once, and stood in a report alone: who ended it that day was seen by nobody."""
    path = f"{family.path}/enquiries/{family.enquiry}/ratings"
    service.record(path, {"rating": "RED", "reason": "A second bruise."})
    assert not to_look_at(service)
    service.clock.now += timedelta(minutes=1)
    lowered = service.record(path, {"rating": "GREEN", "reason": "Zz."})
    assert "RED_LOWERED" in {one["code"] for one in lowered["notices"]}
    (entry,) = lowered["entries"]
    assert to_look_at(service) == [str(entry["seq"])]
    service.clock.now += timedelta(minutes=1)
    if settled_by == "found right":
        service.close(f"{family.path}/enquiries/{family.enquiry}")
        assert to_look_at(service) == [str(entry["seq"])]
        seen = {"entry": entry["seq"], "reason": ENOUGH}
        service.record(f"{family.path}/found-right", seen, MANAGER)
    elif settled_by == "red again":
        service.record(path, {"rating": "RED", "reason": "Pressed by mistake."})
    else:
        said = service.record(path, {"rating": "AMBER", "reason": "The GP saw him."}, MANAGER)
        assert "RED_LOWERED" not in {one["code"] for one in said["notices"]}
    assert not to_look_at(service)


@pytest.mark.parametrize("settled_by", ["found right", "by a manager", "red again"])
def test_so_is_that_it_was_an_error_to_call_it_red(
    service: Running, family: Family, settled_by: str
) -> None:
    """It was green again with one line of one worker, and no manager was told."""
    path = f"{family.path}/enquiries/{family.enquiry}/ratings"
    red = service.record(path, {"rating": "RED", "reason": "A second bruise."})
    strike = {"what_was_wrong": ENOUGH, "requested_by": "STAFF"}
    service.clock.now += timedelta(minutes=1)
    corrects = {**strike, "corrects": red["entries"][0]["seq"]}
    struck = service.record(f"{family.path}/corrections", corrects)
    assert "RED_LOWERED" in {one["code"] for one in struck["notices"]}
    (entry,) = struck["entries"]
    assert to_look_at(service) == [str(entry["seq"])]
    service.clock.now += timedelta(minutes=1)
    if settled_by == "found right":
        seen = {"entry": entry["seq"], "reason": ENOUGH}
        service.record(f"{family.path}/found-right", seen, MANAGER)
    elif settled_by == "red again":
        service.record(path, {"rating": "RED", "reason": "Struck by mistake."})
    else:
        service.record(path, {"rating": "AMBER", "reason": "The GP saw him."}, MANAGER)
    assert not to_look_at(service)


def test_and_so_is_that_it_was_an_error_to_open_what_was_red(
    service: Running, family: Family
) -> None:
    """Of the enquiry nothing was left, and of the child who was in danger nobody was told."""
    opened = service.record(f"{family.path}/enquiries", {"rating": "RED"})
    strike = {"what_was_wrong": ENOUGH, "requested_by": "STAFF"}
    (entry,) = opened["entries"]
    struck = service.record(f"{family.path}/corrections", {**strike, "corrects": entry["seq"]})
    assert "RED_LOWERED" in {one["code"] for one in struck["notices"]}
    assert to_look_at(service) == [str(struck["entries"][0]["seq"])]

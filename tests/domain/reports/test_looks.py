"""Looks somebody should ask about: of no enquiry of theirs, and far more than is usual for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from consent_service.api.table import operations
from consent_service.domain.answers import Outcome
from consent_service.domain.file.looks import LOOKS_FOR
from consent_service.domain.noticing.alarms import SEARCHED, Alarm, alarms
from consent_service.domain.recorded import events, falling
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.reports import Entered
from tests.domain.reports.hub import Hub, check
from tests.domain.tasks.story import DAY, MONDAY, WORKER

OTHER = By("worker-2", "MASH_WORKER")
HOUR = timedelta(hours=1)


def test_who_looks_at_a_family_they_recorded_nothing_of_is_shown_and_who_works_with_it_is_not() -> (
    None
):
    hub = Hub()
    story = hub.family()
    check(story, Outcome.ASK)
    hub.look(story.file.id, at=MONDAY + HOUR)
    hub.look(story.file.id, OTHER, MONDAY + HOUR, times=3)
    row = hub.the("looks-without-enquiry", "CASE", MONDAY + DAY)
    assert (row["staff"], row["looks"], row["looks_with_none_open"]) == ("worker-2", 3, 0)
    assert row["recorded_anything"] is False
    assert hub.the("looks-without-enquiry", as_of=MONDAY + DAY)["staff_seen"] == 2


def test_who_worked_with_it_and_looks_after_its_enquiry_has_ended_is_shown() -> None:
    hub = Hub()
    story = hub.family()
    story.later(DAY).make(
        events.EnquiryClosed, enquiry="E1", reason="NO_FURTHER_ACTION", effective_at=MONDAY + DAY
    )
    hub.look(story.file.id, at=MONDAY + HOUR)
    hub.look(story.file.id, at=MONDAY + 2 * DAY)
    row = hub.the("looks-without-enquiry", "CASE", MONDAY + 3 * DAY)
    assert (row["looks"], row["looks_with_none_open"], row["recorded_anything"]) == (2, 1, True)


def test_the_family_and_partners_who_look_at_their_own_are_nobodys_oddity() -> None:
    hub = Hub()
    story = hub.family()
    for role in ("PARENT", "YOUNG_PERSON", "PARTNER_REP"):
        hub.look(story.file.id, By("somebody", role), MONDAY + HOUR)
    assert hub.rows("looks-without-enquiry", "CASE", MONDAY + DAY) == []


def test_a_day_is_held_to_somebodys_own_median() -> None:
    hub = Hub()
    for day in range(6):
        for number in range(4):
            hub.look(f"file-{number}", at=MONDAY + day * DAY)
            hub.look(f"file-{number}", OTHER, MONDAY + day * DAY)
    for number in range(13):
        hub.look(f"file-{number}", OTHER, MONDAY + 7 * DAY, times=2)
    for number in range(12):
        hub.look(f"file-{number}", at=MONDAY + 7 * DAY)
    row = hub.the("looks-unusual", "STAFF_DAY", MONDAY + 8 * DAY)
    assert (row["staff"], row["families"], row["looks"], row["usual"]) == ("worker-2", 13, 26, 4.0)


def test_with_little_to_go_by_only_very_many_are_unusual() -> None:
    hub = Hub()
    for number in range(30):
        hub.look(f"file-{number}", at=MONDAY)
        if number:
            hub.look(f"file-{number}", OTHER, MONDAY)
    assert hub.the("looks-unusual", "STAFF_DAY", MONDAY + DAY)["usual"] is None


def test_a_day_of_searches_is_held_to_somebodys_own_as_well() -> None:
    """What is found has names and births beside it: who goes through names opens no family."""
    hub = Hub()
    for day in range(6):
        hub.search("file-1", at=MONDAY + day * DAY, times=4)
        hub.search(by=OTHER, at=MONDAY + day * DAY, times=4)
    hub.search("file-1", by=OTHER, at=MONDAY + 7 * DAY, times=13)
    hub.search("file-1", at=MONDAY + 7 * DAY, times=12)
    # A list, which shows whoever works there many families, is no search.
    event = falling.Looked(what="listTasks", shown=("file-1",))
    hub.looks += [Entered(0, MONDAY + 7 * DAY, "", Content(WORKER, event))] * 50
    row = hub.the("looks-unusual", "SEARCH_DAY", MONDAY + 8 * DAY)
    assert (row["staff"], row["searches"], row["usual"]) == ("worker-2", 13, 4.0)
    assert hub.rows("looks-without-enquiry", "CASE", MONDAY + 8 * DAY) == []


def test_a_surname_is_found_in_who_only_searched() -> None:
    hub = Hub()
    hub.staff("worker-2", "Sam EXAMPLE")
    story = hub.file()
    story.make(events.AdultAdded, person="mum", names="Ann Example")
    hub.search(story.file.id, "file-9", by=OTHER, at=MONDAY + HOUR, times=3)
    hub.look(story.file.id, OTHER, MONDAY + HOUR)
    row = hub.the("access-oddities", "CASE", MONDAY + DAY)
    assert [row[name] for name in ("staff", "looks", "searches", "records")] == [
        *("worker-2", 1, 3, 0)
    ]


def test_so_many_searches_within_an_hour_are_said_at_once() -> None:
    done = [Content(OTHER, falling.Looked(what=what)) for what in ("search", "findByReference")]
    (alarm,) = alarms(done * 20)
    assert alarm == Alarm("SEARCHED", OTHER.id, SEARCHED)
    assert alarms(done * 19) == []
    names = {operation.name for operation in operations()}
    assert names >= LOOKS_FOR


def test_a_day_is_that_of_the_people_who_work_here() -> None:
    """In summer an hour of the next one, by which nobody would find it."""
    hub, late = Hub(), datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    for number in range(30):
        hub.look(f"file-{number}", at=late)
    assert hub.the("looks-unusual", "STAFF_DAY", late + DAY)["day"] == "2026-07-02"


def test_a_surname_is_found_in_who_only_looked() -> None:
    hub = Hub()
    hub.staff("worker-2", "Sam EXAMPLE")
    story = hub.file()
    story.make(events.AdultAdded, person="mum", names="Ann Example")
    hub.look(story.file.id, OTHER, MONDAY + HOUR, times=2)
    row = hub.the("access-oddities", "CASE", MONDAY + DAY)
    assert (row["staff"], row["looks"], row["records"]) == ("worker-2", 2, 0)

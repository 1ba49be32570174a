"""For how long a row of a list holds, worked out from the times that stand in the file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.file.casefile import CaseFile
from consent_service.domain.file.view import View
from consent_service.domain.listed import ListedOfFile, listed_of_scene, same_until
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.reports.kept import every_line
from consent_service.domain.tasks.scene import Scene
from consent_service.storage.believed.unchanged import times_in
from consent_service.storage.door.openfiles import encode_state
from tests.domain.reports.hub import Hub
from tests.domain.reports.test_every_report import everything
from tests.domain.scenario_files import read
from tests.domain.strategies import families, questions
from tests.domain.tasks import happenings
from tests.domain.tasks.story import DAY, MONDAY, Story, family
from tests.trying import tried

A_MOMENT = timedelta.resolution


def holds_until(file: CaseFile, at: datetime) -> datetime:
    return same_until(at, times_in(encode_state(file)))


def assert_the_same(file: CaseFile, at: datetime) -> None:
    """As at `at`, at moments up to the last for which it holds."""
    until = holds_until(file, at)
    made = row_at(file, at)
    for share in (0.1, 0.5, 0.9):
        assert row_at(file, at + share * (until - at)) == made
    assert row_at(file, until - A_MOMENT) == made


def row_at(file: CaseFile, at: datetime) -> tuple[ListedOfFile, dict[str, bytes]]:
    """What lists show of it, and what reports need of it."""
    scene = Scene(View(file, at, at), DEFAULT_POLICY)
    lines = {name: bytes(kept) for name, kept in every_line(scene).items()}
    return listed_of_scene(scene), lines


@tried(2, at_length=320)
@given(families(), questions(), st.integers(-40 * 24 * 60, 40 * 24 * 60))
def test_until_then_nothing_but_an_entry_makes_a_row_another(
    facts: dict[str, Any], question: dict[str, Any], minutes: int
) -> None:
    case = read(facts, question)
    assert_the_same(case.file, case.as_of + timedelta(minutes=minutes))


def test_the_same_of_a_family_to_which_much_has_happened() -> None:
    story: Story = family()
    for happened in (
        happenings.needs,
        happenings.informed,
        happenings.asked_the_surgery,
        happenings.requested,
        happenings.drafted,
        happenings.unreached,
        happenings.disagree,
        happenings.asked,
        happenings.unborn,
        happenings.disclose,
    ):
        happened(story.later(timedelta(minutes=37)))
    story.say("AWAITING", "dad", expires_at=MONDAY + 9 * DAY + timedelta(hours=5))
    at = story.at
    for _ in range(60):
        assert_the_same(story.file, at)
        at = holds_until(story.file, at)


def test_the_same_of_families_to_which_everything_happens_that_a_report_looks_for() -> None:
    hub = Hub()
    everything(hub)
    for story in hub.families:
        at = story.at
        for _ in range(25):
            assert_the_same(story.file, at)
            at = holds_until(story.file, at)


def test_a_row_ends_when_something_in_the_file_begins_or_ends_and_a_week_before() -> None:
    story = family()
    ends = MONDAY + 20 * DAY + timedelta(hours=3)
    story.agree(expires_at=ends)
    for end in (ends - 7 * DAY, ends):
        assert holds_until(story.file, end - timedelta(minutes=1)) == end
        assert holds_until(story.file, end) == end + A_MOMENT
    quiet = MONDAY + 3 * DAY
    assert holds_until(story.file, quiet).date() == quiet.date() + DAY
    assert holds_until(story.file, quiet).hour == 0


def test_a_birthday_is_in_the_row_of_the_day() -> None:
    story = Story().child(dob=date(2024, 3, 12)).adult("mum").enquiry()
    ages = []
    for days in range(5):
        at = MONDAY + days * DAY
        (enquiry,) = listed_of_scene(Scene(View(story.file, at, at), DEFAULT_POLICY)).enquiries
        ages.append(enquiry.children[0].age)
    assert ages == [1, 1, 1, 2, 2]


def test_no_row_is_without_a_name_whatever_it_is_about() -> None:
    story: Story = family()
    for happened in (happenings.informed, happenings.requested, happenings.unreached):
        happened(story.later(timedelta(minutes=37)))
    later = story.at + 9 * DAY
    view = View(story.file, later, later)
    rows = listed_of_scene(Scene(view, DEFAULT_POLICY)).tasks
    every = {child: held.event.names for child, held in view.children.items()}
    of_none = [row for row in rows if row.task.child is None and row.task.person is None]
    assert of_none
    assert {row.child_names for row in of_none} == {", ".join(every.values())}
    assert all(row.child_names for row in rows)
    assert all(row.child_names == every[row.task.child] for row in rows if row.task.child)

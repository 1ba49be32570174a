"""How often their record was looked at: a lower bound, which stops with what is not for them.

That no page changes with what its reader may not know of, while staff look on, is held by
`test_a_page_stays.py`: `lives.view_of` has looks in it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.own.lookedat import Glance, looked_at
from consent_service.domain.recorded import events
from tests.domain.own.lives import answer, decide, family, looks_until
from tests.domain.tasks.story import DAY, Story


def shown(story: Story, looks: list[Glance] | None = None, person: str = "dad") -> dict[str, Any]:
    at = story.at
    return looked_at(View(story.file, at, at), person, looks_until(at) if looks is None else looks)


def often(story: Story, looks: list[Glance] | None = None) -> str:
    said: str = shown(story, looks)["often"]
    return said


def test_it_grows_in_steps_and_by_whole_days() -> None:
    story = family()
    first = story.at.replace(hour=0, minute=0, second=0, microsecond=0)
    looks = [Glance(first + timedelta(minutes=number), "MASH_WORKER") for number in range(10)]
    assert "at least once" in often(story, looks)
    assert "at least 10 times" in often(story.later(DAY), looks)
    assert "at least 10 times" in often(story, looks * 4)
    assert "at least 50 times" in often(story, looks * 5)


def test_whoever_opened_the_file_looked_and_the_family_itself_is_nobody_who_did() -> None:
    story = family().later(DAY)
    said = shown(story, [Glance(story.at - DAY, "PARENT")] * 60)
    assert "at least once" in said["often"]
    assert said["by"] == ["People who work with families have looked."]


def test_managers_and_who_checks_the_work_are_told_apart() -> None:
    story = family().later(DAY)
    looks = [Glance(story.at - DAY, role) for role in ("AUDITOR", "MASH_MANAGER", "MASH_WORKER")]
    assert [text.split()[0] for text in shown(story, looks)["by"]] == [
        "People",
        "Managers",
        "People",
    ]


def _danger(story: Story) -> None:
    story.unsafe("dad", code="ALLEGED_ABUSER")


def _her_no(story: Story) -> None:
    answer(story, "mum", "REFUSED")


def _another_enquiry(story: Story) -> None:
    story.make(events.EnquiryOpened, enquiry="E2")


@pytest.mark.parametrize("hidden", [_danger, _her_no, _another_enquiry, decide])
def test_looks_after_what_is_not_for_them_are_not_counted(hidden: Any) -> None:
    story = family().later(DAY)
    before = shown(story)
    hidden(story)
    for _ in range(40):
        assert shown(story) == before
        story.later(DAY)
    assert "at least 10 times" in before["often"]


def test_what_they_said_themself_stops_nothing() -> None:
    story = family()
    answer(story, "dad", "REFUSED")
    assert "at least 50 times" in often(story.later(4 * DAY))

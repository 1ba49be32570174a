"""Whoever would ring or write to somebody reads first that a child of theirs has died."""

from __future__ import annotations

from consent_service.domain.codes import codes
from consent_service.domain.recorded.circumstances import DeathRecorded
from consent_service.domain.tasks.speaking import SPEAKS
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.kinds import KINDS
from tests.domain.tasks.story import family
from tests.sweeping import each

DIED = "a child of theirs has died"
BY_SPEAKING = [kind for kind in KINDS if kind.code in SPEAKS]


@each("kind", of=BY_SPEAKING, ids=lambda kind: kind.code)
def test_what_is_done_by_speaking_to_a_parent_says_that_a_child_of_theirs_has_died(
    kind: Kind,
) -> None:
    story = family().child("sam").adult("mum", "sam").adult("dad", "sam")
    story.make(DeathRecorded, person="sam")
    story.later()
    kind.raised(story)
    found = [task for task in story.due() if task.code == kind.code and task.person]
    for task in found:
        is_parent = task.person in ("mum", "dad")
        assert (DIED in (task.so_far or "").lower()) is is_parent, task
    assert kind.code in codes("tasks")


def test_where_no_child_has_died_nothing_is_said_of_it() -> None:
    assert not [task for task in family().due() if task.so_far]

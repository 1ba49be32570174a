"""Each kind of task about a yes that was not said well."""

from __future__ import annotations

from typing import Final

from consent_service.domain.recorded.events import CapacityRecorded
from tests.domain.tasks.happenings import TOMORROW, by_her_sister, concern
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.story import Story
from tests.reasons import ENOUGH


def is_no_more_sure(story: Story) -> None:
    story.agree(conversation=story.talk(parent_words="Yes, the voices say yes.", not_a_no=True))


def is_able(story: Story) -> None:
    story.make(CapacityRecorded, person="mum", status="ASSESSED_HAS", rationale=ENOUGH)


OF_YESES: Final[list[Kind]] = [
    Kind("SEE_AGAIN", lambda s: concern(s, "PRESSURE"), lambda s: s.later().agree(), TOMORROW),
    Kind("SAY_IF_ABLE", is_no_more_sure, is_able, TOMORROW),
    Kind("REBOOK_INTERPRETER", by_her_sister, Story.talk, TOMORROW),
]

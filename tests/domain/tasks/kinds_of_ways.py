"""Each kind of task about a way to sign in."""

from __future__ import annotations

from typing import Final

from consent_service.domain.recorded import waysin
from consent_service.domain.recorded.content import SERVICE
from tests.domain.tasks.happenings import TOMORROW
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.story import Story


def tried(story: Story) -> None:
    story.make(waysin.WayInGiven, way_in="w", person="mum", how="LETTER")
    story.later().make(waysin.WayInEnded, SERVICE, way_in="w")


def given_another(story: Story) -> None:
    story.make(waysin.WayInGiven, way_in="x", person="mum", how="LETTER")


OF_WAYS: Final[list[Kind]] = [Kind("ASK_WHO_TRIED", tried, given_another, TOMORROW)]

"""Who is Deaf, or signs, is not rung: by whichever way that is on record."""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.file.view import View
from consent_service.domain.recorded.events import AdultAdded
from consent_service.domain.recorded.practice import NeedsRecorded
from consent_service.domain.said.bytelephone import is_not_for_a_telephone
from tests.domain.tasks.story import Story


@pytest.mark.parametrize(
    ("known", "needs", "is_so"),
    [
        ({"language": "BSL"}, (), True),
        ({"language": "British Sign Language"}, (), True),
        ({"format": "BSL_VIDEO"}, (), True),
        ({}, ("DEAFNESS_OR_COMMUNICATION_NEED", "LITERACY"), True),
        ({"language": "Polish"}, ("LITERACY",), False),
        ({"format": "EASY_READ"}, (), False),
    ],
)
def test_by_what_is_on_record_of_how_they_talk(
    known: dict[str, Any], needs: tuple[str, ...], *, is_so: bool
) -> None:
    story = Story().child()
    story.make(AdultAdded, person="mum", names="Bea Tobb", interpreter_needed=False, **known)
    if needs:
        story.make(NeedsRecorded, person="mum", indicators=needs)
    view = View(story.file, story.at, story.at)
    assert is_not_for_a_telephone(view, "mum") is is_so

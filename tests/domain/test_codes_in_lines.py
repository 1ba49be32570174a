"""Of lines that somebody may type a code of ours is told whoever looks in, and no name."""

from __future__ import annotations

from consent_service.domain.codes import IN_ANY_LIST
from consent_service.domain.file.pseudonyms import Pseudonyms
from consent_service.domain.recorded.events import AdultAdded, ValidityChanged
from tests.domain.tasks.story import Story


def test_a_name_that_reads_like_a_code_is_not_told() -> None:
    assert "GREEN" in IN_ANY_LIST
    story = Story().child().adult("mum")
    added = AdultAdded(person="other", names="GREEN")
    assert "GREEN" not in repr(Pseudonyms(story.file).event(added))


def test_why_a_yes_is_in_doubt_is_told_by_our_code() -> None:
    story = Story().child().adult("mum")
    doubt = ValidityChanged(
        response="r", status="CONCERN", reasons=("PRESSURE", "GARETH"), effective_at=story.at
    )
    told = Pseudonyms(story.file).event(doubt).reasons
    assert told[0] == "PRESSURE"
    assert told[1] != "GARETH"

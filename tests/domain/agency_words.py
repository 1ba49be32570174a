"""A family with names, and what a worker may say to an agency about it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.authorityfile import AuthorityFile
from consent_service.domain.file.folding import Stamp, fold
from consent_service.domain.file.view import View
from consent_service.domain.recorded import events, ofauthority
from consent_service.domain.recorded.content import By, Content
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.words import words_for_agency
from tests.domain.tasks.story import MONDAY, Story, question

NAMES = {"mum": "Ann Example", "dad": "Bo Example", "gran": "Cora Example"}
#: The authority has listed one of its managers.
OWN = fold(
    AuthorityFile(id="own"),
    Content(
        By("head-1", "HEAD_OF_SERVICE"),
        ofauthority.StaffListed(staff="manager-1", names="Ruth Listed"),
    ),
    Stamp(0, MONDAY - timedelta(days=30)),
)


def home(dob: date | None = date(2024, 2, 1), **dad: Any) -> Story:
    """Ng, his mother and father, who both hold parental responsibility; nobody has been asked."""
    story = Story()
    story.make(events.ChildAdded, child="ng", names="Ng", dob=dob)
    name(story, "mum").adult("mum")
    name(story, "dad").adult("dad", **dad)
    return story.enquiry()


def name(story: Story, person: str) -> Story:
    """An adult with a name of their own, linked to nobody yet."""
    story.make(events.AdultAdded, person=person, names=NAMES[person])
    return story


def says(story: Story, *subjects: str, **changes: Any) -> tuple[Outcome, str | None]:
    """The answer to what is usually asked, and the words for the agency."""
    asked = question(*subjects, **changes)
    answer = decide(View(story.file, story.at, story.at), DEFAULT_POLICY, asked)
    return answer.outcome, words_for_agency(
        answer, asked, View(story.file, story.at, story.at), own=OWN
    )

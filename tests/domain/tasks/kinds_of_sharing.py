"""Each kind of task about what was shared at once, or said to be done after a check."""

from __future__ import annotations

from typing import Any

from consent_service.domain.recorded import events, practice, sharingatonce
from consent_service.domain.recorded.circumstances import SignRecorded
from consent_service.domain.recorded.compared import WritingRead
from consent_service.domain.recorded.content import By
from tests.domain.tasks.happenings import (
    TODAY,
    TOMORROW,
    WEDNESDAY,
    asked_for_help,
    asked_the_surgery,
    did,
    looked_at_again,
    requested,
    told,
    wholly_written_down,
    written_down,
    wrote_to_us,
)
from tests.domain.tasks.kind import Kind
from tests.domain.tasks.story import Story


def wrote_back(story: Story) -> None:
    story.say("ASK_ATTEMPTED", "dad", method="EMAIL", words="Zz: no.")


def told_of_harm(story: Story) -> None:
    wish: dict[str, Any] = {"objects": False, "words": "Daddy hits me.", "heard_by": "HUB"}
    story.make(events.WishRecorded, child="ng", **wish)


def named_in_a_sign(story: Story) -> None:
    story.later().make(SignRecorded, person="ng", code="DOMESTIC_ABUSE_NEED", names=("dad",))


def named_in_a_sign_of_hers(story: Story) -> None:
    story.later().make(SignRecorded, person="mum", code="DOMESTIC_ABUSE_NEED", names=("dad",))


def wrote_themselves(story: Story) -> None:
    said: dict[str, Any] = {"request": "wrote", "person": "mum", "wants": "SPEAK_TO_SOMEBODY"}
    story.make(practice.FamilyAsked, By("mum", "PARENT"), words="On mnie bije", **said)


def read_by_one_of_us(story: Story) -> None:
    place = story.file.of(practice.FamilyAsked)[-1].seq
    story.later().make(WritingRead, entry=place, holds="MAY_BE_A_NO")


def called_and_was_helped(story: Story) -> None:
    asked_for_help(story)
    story.make(practice.FamilyAnswered, request="wish", words="Zz", how="SPOKEN_TO")


OF_SHARING = [
    Kind("WRITE_DOWN_DANGER", called_and_was_helped, named_in_a_sign_of_hers, TODAY),
    Kind("READ_WRITING", wrote_themselves, read_by_one_of_us, TODAY),
    Kind("READ_HARM", told_of_harm, named_in_a_sign, TODAY, "MASH_MANAGER"),
    Kind("READ_REPLY", wrote_to_us, looked_at_again, TODAY),
    Kind("RECORD_SHARE_NOW", Story.share_now, written_down, TOMORROW),
    Kind("WRITE_DOWN_SHARED", did("SHARED_NOW"), lambda s: s.later().share_now(), TOMORROW),
    Kind("WRITE_DOWN_CONTACT", did("CONTACTED"), asked_the_surgery, TOMORROW),
    Kind("WRITE_DOWN_ANSWER", did("ASKED_PARENT"), lambda s: s.later().say("REFUSED"), TOMORROW),
    Kind("READ_WORDS", wrote_back, lambda s: s.later().say("REFUSED", "dad"), TOMORROW),
    Kind("ASK_THE_MANAGER", did("SENT_TO_MANAGER"), lambda s: requested(s.later()), TOMORROW),
    Kind("WRITE_DOWN_THE_REST", written_down, wholly_written_down, TOMORROW),
    Kind(
        "REVIEW_SHARE_NOW",
        written_down,
        lambda s: s.make(sharingatonce.ShareNowReviewed, share_now="now", upheld=True, words="Zz"),
        WEDNESDAY,
        "MASH_MANAGER",
    ),
    Kind(
        "TELL_PARENTS_OF_SHARING",
        written_down,
        lambda s: (told(s, "now", person="mum"), told(s, "now", was=False, person="dad")),
        WEDNESDAY,
    ),
]

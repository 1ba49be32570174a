"""What somebody said who was asked after a check is due to be written down until it is."""

from __future__ import annotations

from typing import Any

from consent_service.domain.recorded.practice import CheckFollowedUp
from tests.domain.tasks.story import Story, family

WRITE = "WRITE_DOWN_ANSWER"
READ = "READ_WORDS"


def asked(story: Story, note: str | None = "She said no.", did: str = "ASKED_PARENT") -> None:
    story.make(CheckFollowedUp, check=0, action_taken=did, note=note)


def test_words_of_one_who_was_asked_stay_until_an_answer_is_recorded() -> None:
    """They stood on the timeline, and the next answer said that nobody had been heard."""
    story = family()
    asked(story)
    # What is said later of the same check takes nothing away.
    asked(story.later(), did="CONTACTED")
    assert story.the(WRITE).about == "0"
    # An attempt to reach them is no answer.
    story.later().say("ASK_ATTEMPTED", "dad")
    assert WRITE in story.codes()
    story.later().say("REFUSED", "dad")
    assert WRITE not in story.codes()


def test_a_talk_that_was_recorded_before_is_the_one_where_the_words_name_its_person() -> None:
    story = family()
    story.talk("mum")
    asked(story.later(), "Asked Dad: he said no.")
    assert WRITE in story.codes()
    story = family()
    story.talk("mum")
    asked(story.later(), None)
    assert WRITE not in story.codes()
    story = family()
    story.talk("mum")
    asked(story.later(), "Mum said yes to all of it.")
    assert WRITE not in story.codes()


def test_what_somebody_may_have_written_back_is_due_until_there_is_any_answer_of_theirs() -> None:
    story = family()
    story.say("ASK_ATTEMPTED", "dad", method="PHONE_VERBAL", words="No answer.", not_a_no=True)
    story.say("ASK_ATTEMPTED", "dad", method="EMAIL")
    assert READ not in story.codes()
    story.later().say("ASK_ATTEMPTED", "dad", method="EMAIL", words="He wrote back: no.")
    written = str(story.entries[-1][0].seq)
    story.later().say("REFUSED", "mum")
    assert (story.the(READ).person, story.the(READ).about) == ("dad", written)
    story.later().say("AWAITING", "dad")
    assert READ not in story.codes()


def test_what_may_be_anybodys_is_due_until_somebody_has_read_it() -> None:
    """Who does not decide stood with it on each answer, and nobody was asked to read it."""
    story = family().adult("gran", pr_status="NO").later()
    said: dict[str, Any] = {
        "check": 0,
        "action_taken": "NOT_CONTACTED",
        "note": "It was a no.",
        "not_a_no": False,
    }
    story.make(CheckFollowedUp, **said)
    place = str(story.entries[-1][0].seq)
    assert {one.about for one in story.every(READ)} == {place}
    assert story.whose(READ) == {"mum", "dad"}
    for person in ("mum", "dad"):
        story.later().say("AGREED", person)
    assert [(one.person, one.about) for one in story.every(READ)] == [("gran", place)]

"""A no that an agency passes on is heard of whoever may have said it, and nothing that it wrote of
somebody is put into their mouth.
"""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.answers import Answer, Outcome, Reason
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.lifting.wordsthatfall import is_heard
from consent_service.domain.may import PARTNER
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import AgencyReplied, DisclosureReviewed
from consent_service.domain.standing.besides import words_beside
from consent_service.domain.words import words_for_agency
from tests.domain.tasks.happenings import disclose
from tests.domain.tasks.story import Story, family, question


def replied(words: str, **members: Any) -> Story:
    """The mother agreed, the surgery was asked, and one of us typed what it answered."""
    story = family()
    story.agree("mum")
    disclose(story.later())
    story.later().make(AgencyReplied, disclosure="sent", outcome="SENT", words=words, **members)
    return story.later()


def view_of(story: Story) -> View:
    return View(story.file, story.at, story.at)


def answer(story: Story) -> Answer:
    return decide(view_of(story), DEFAULT_POLICY, question())


@pytest.mark.parametrize(
    "words",
    [
        "Mum rang us and said we are not to speak to social services.",
        "Mum told the school nurse she withdraws her consent",
        "Mother told us this morning: no",
        "Mum said nope",
        "Her words: wont have it. That was mum.",
    ],
)
def test_a_no_that_it_passes_on_holds_her_yes_until_she_is_heard(words: str) -> None:
    """Whoever typed it had read it, and that was the end of it."""
    story = replied(words)
    found = answer(story)
    assert found.outcome is Outcome.ASK
    (hers,) = [one for one in found.items[0].positions if one.person == "mum"]
    assert hers.reason is Reason.NOT_CLEAR
    assert story.the("READ_WORDS").person == "mum"
    assert answer(replied(words, not_a_no=True)).outcome is Outcome.COVERED
    story.agree("mum")
    assert answer(story.later()).outcome is Outcome.COVERED


@pytest.mark.parametrize(
    "words",
    [
        "Att 84%. Spoke w mum at gate, she'd sooner this went no further.",
        "mum queried why, said she only agreed to the doctor",
        "mum has had enough of all this",
    ],
)
def test_however_it_reads_whoever_has_read_it_says_whether_a_no_stands_in_it(words: str) -> None:
    for said in (True, False):
        story = replied("We have it.")
        whole = AgencyReplied(disclosure="sent", outcome="SENT", words=words, effective_at=story.at)
        story.record(whole, By("office-1", "PARTNER_REP"))
        review: dict[str, Any] = {"disclosure": "sent", "words": "read. nothing new"}
        story.later().make(DisclosureReviewed, not_a_no=said, **review)
        found = answer(story.later())
        assert (found.outcome is Outcome.COVERED) is said
        assert ("READ_WORDS" in story.codes()) is not said
    story.agree("mum")
    assert answer(story.later()).outcome is Outcome.COVERED


def test_where_nobody_is_named_whoever_may_be_meant_is_heard() -> None:
    for members in ({"not_a_no": False}, {}):
        said = "It was said on the telephone." if members else "They said no to it."
        assert answer(replied(said, **members)).outcome is Outcome.ASK
    assert answer(replied("Attends well, and is on time.")).outcome is Outcome.COVERED


def test_what_it_wrote_of_somebody_is_not_said_to_be_theirs() -> None:
    """A father who had never been spoken to was shown as one who says this."""
    story = replied("Attends well. Dad said no to it.")
    found, view = answer(story), view_of(story)
    (his,) = [one for one in found.items[0].positions if one.person == "dad"]
    (beside,) = words_beside(view, his)
    assert beside["by"] not in (None, "A worker")
    said = words_for_agency(found, question(), view) or ""
    assert "Attends well" not in said
    # Where there is no no in it, he has said nothing at all.
    found = answer(replied("Attends well. Dad collects him.", not_a_no=True))
    (his,) = [one for one in found.items[0].positions if one.person == "dad"]
    assert his.reason is Reason.NOT_ASKED


def test_what_it_wrote_itself_is_heard_once_one_of_us_has_read_it() -> None:
    story = family()
    story.agree("mum")
    disclose(story.later())
    said: dict[str, Any] = {"disclosure": "sent", "outcome": "SENT", "words": "Mum said nope"}
    story.later().make(AgencyReplied, By("x", PARTNER), **said)
    (wrote,) = story.file.of(AgencyReplied)
    assert not is_heard(view_of(story.later()), wrote)
    story.make(DisclosureReviewed, disclosure="sent", words="Read it; she is to be rung.")
    assert is_heard(view_of(story.later()), wrote)

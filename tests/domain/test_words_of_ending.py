"""Whoever asks for a letter and is out of it besides has said more than that they want one."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.answers import Outcome
from consent_service.domain.deciding.decision import decide
from consent_service.domain.file.view import View
from consent_service.domain.freetext.plainwish import is_plain_wish
from consent_service.domain.recorded.content import By
from consent_service.domain.recorded.policy import DEFAULT_POLICY
from consent_service.domain.recorded.practice import FamilyAsked
from tests.domain.tasks.story import family, question
from tests.trying import tried

_MUM: Final = By("mum", "PARENT")
ENDS: Final = (
    "drop it and send a letter",
    "i want out, write to me",
    "im out. send me a letter",
    "we want out",
    "count me out and post a letter",
    "scrap it, letter please",
    "bin it and write to me",
    "forget it, write to me",
    "take me off it, letter please",
    "had enough, send a letter",
    "call it off please, letter",
    "I am done with this. letter",
    "hold off and send me a letter",
    "consent revoked, post it",
    "opting out, send a copy",
    "fed up, send a letter",
    "pause it all pls and write",
    "lets drop this, send it by post",
    "give it up and write",
)
WISHES: Final = (
    "a letter please",
    "in Polish please",
    "big print, my mum reads it",
    "send me a letter about it",
    "letter to my work address",
    "i am out at work, post it",
    "we are out all day so a letter",
    "please print it out for me",
    "can you write it out big",
    "text me when it comes out",
    "send it to my nans, I stay there",
    "drop it in the post please",
    "take it to my sister please",
    "put it through the door",
    "in Polish on yellow paper",
)


def _outcome(words: str) -> Outcome:
    story = family()
    story.agree("mum")
    story.later()
    story.make(FamilyAsked, _MUM, request="r", person="mum", wants="LETTER", words=words)
    story.later()
    return decide(View(story.file, story.at, story.at), DEFAULT_POLICY, question()).outcome


@pytest.mark.parametrize("words", ENDS)
def test_whoever_is_out_of_it_is_asked_again(words: str) -> None:
    """Her yes stood: nothing is denied in it."""
    assert _outcome(words) is Outcome.ASK


@pytest.mark.parametrize("words", WISHES)
def test_a_wish_for_a_letter_holds_no_yes(words: str) -> None:
    assert _outcome(words) is Outcome.COVERED


@tried(40)
@given(st.sampled_from(ENDS), st.sampled_from(WISHES), st.sampled_from([". ", ", ", " and "]))
def test_no_wish_hides_that_somebody_is_out_of_it(ends: str, wish: str, between: str) -> None:
    assert not is_plain_wish(between.join((wish, ends)))
    assert not is_plain_wish(between.join((ends, wish)))

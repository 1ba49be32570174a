"""Which words say yes and nothing else: of all others whoever typed them is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.freetext.plainyes import says_yes_alone
from tests.trying import tried

ALONE = (
    "yes",
    "Yes, that's fine.",
    "yes thats fine thanks",
    "yes fine to all of it no probs",
    "yh ok",
    "I agree",
    "agreed, go ahead",
    "happy with all of it",
    "Yes. I'm happy with all of it, thank you",
)
#: Somebody else's, of one of several, later, on a condition, in doubt, or no yes.
MORE = (
    "mum says yes",
    "shes fine with it",
    "yes to the doctor",
    "yes gp",
    "yes but not till she spoke to him",
    "ok from January",
    "yes if Curtis agrees",
    "yes I suppose",
    "yes?",
    "I'm fine thanks",
    "I'm ok",
    "ok",
    "fine",
    "no problem with that",
    "yes and no",
    "tak",
    "agree to nothing",
    "yes to both",
    "yes to it",
    "agreed to that",
    "Yes I'm fine thanks",
    "yes im ok",
    "yes i understand",
    "Yes, I understood this",
    "yes \U0001f44e",
    "Yes \U0001f644",
    "yes :(",
    "yes to some",
    "",
)


@pytest.mark.parametrize("words", ALONE)
def test_words_that_say_yes_and_nothing_else_do(words: str) -> None:
    assert says_yes_alone(words)
    assert says_yes_alone(words.upper().replace("'", "’"))


@pytest.mark.parametrize("words", MORE)
def test_words_in_which_anything_else_stands_do_not(words: str) -> None:
    assert not says_yes_alone(words)


@tried(50, at_length=8_000)
@given(
    words=st.sampled_from(ALONE),
    more=st.sampled_from(["not", "no", "don't", "until", "if", "maybe", "Dan", "school", "she"]),
    where=st.integers(0, 20),
)
def test_one_word_more_is_enough_that_somebody_is_asked(words: str, more: str, where: int) -> None:
    every = words.split()
    every.insert(where % (len(every) + 1), more)
    assert not says_yes_alone(" ".join(every))

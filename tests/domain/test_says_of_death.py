"""Only what says of one person that they died, when, and of which illness, says nothing else."""

from __future__ import annotations

from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from consent_service.domain.freetext.saysofdeath import says_only_that_they_died
from tests.sweeping import each

_ONLY_THAT: Final = (
    *("Mum died in March 2019.", "Died", "deceased, died March 2019", "She has died.", "RIP"),
    *("Mum has sadly passed away", "She died on 3 March 2019", "Died about 3 years ago"),
    *("died around 2015", "Died of cancer 2 years ago", "Mum passed away, heart attack, June"),
    *("Mum's dead", "mum died of breast cancer last year", "Died 03/04/2019", "Dec'd 2018"),
    *("Died a few weeks ago (stroke)", "died end of last year", "passed on in 2016"),
    *(
        "Dad is dead, died in January",
        "She was dead on 3 May",
        "dead, 3 March 2019",
        "dead 2019",
    ),
    *("He is dead, 3 years ago", "Mum is dead, died this week", "is deceased, June"),
    *("He is dead.", "they have passed away", "The late mother died in 2015"),
)
#: In the very words of which the others are made: of somebody who lives.
_OF_ANOTHER: Final = (
    *("He was around the day she died.", "He was her death. She died.", "Mum died. He was around."),
    *("Died. He has a stroke.", "They died. He is about.", "She died in his death", "Is he dead"),
    *("died of the illness he has", "Mum died; he is on about the death", "he was in. she died."),
    *("He is of late around. She died.", "He was on the late Mum. She died.", "She died on him"),
    *("found dead, he did it", "Mum died. She has.", "He is her death, RIP", "Mum died he"),
    *("Mum is dead in a week", "she is dead in 2 days"),
    # Of a day that may be still to come.
    *("She is dead in January", "He is dead this week", "Mum is dead on 12 April", "dead 3/4"),
    *("Mum's dead in June", "they are no longer alive in 2027", "she is not alive this month"),
    *("dead in January, dead", "Dead this year, of cancer", "RIP this week"),
)
#: What is said of somebody who lives, in words that may stand beside a death.
_BESIDES: Final = ("he", "they", "he was", "she is around", "he has a stroke", "is about", "him")


@each("words", of=_ONLY_THAT)
def test_it_is_heard_as_people_write_it(words: str) -> None:
    assert says_only_that_they_died(words)


@each("words", of=_OF_ANOTHER)
def test_the_same_words_may_be_of_whoever_lived_with_them(words: str) -> None:
    assert not says_only_that_they_died(words)


@given(st.sampled_from(_ONLY_THAT), st.sampled_from(_BESIDES), st.booleans())
def test_with_a_word_of_anybody_else_it_says_more(words: str, besides: str, is_first: bool) -> None:
    # "He. Died" and "He was. Deceased" are one sentence about one.
    assume(not is_first or besides not in ("he", "they", "he was"))
    both = (besides, words) if is_first else (words, besides)
    assert not says_only_that_they_died(". ".join(both))
    assert not says_only_that_they_died(" ".join(both))


@each(
    "day", of=["in January", "this week", "on 12 April", "in 2027", "12/4", "the 3rd", "around May"]
)
@each("dead", of=["dead", "no longer alive"])
@each("verb", of=["", "is ", "are ", "is sadly "])
def test_no_day_that_may_come_says_when_somebody_died(verb: str, dead: str, day: str) -> None:
    """ "She is dead in January" is a threat, and freed whoever had lived with her."""
    assert not says_only_that_they_died(f"She {verb}{dead} {day}")
    assert says_only_that_they_died(f"She was {dead} {day}")
    assert says_only_that_they_died(f"She {verb}{dead}, died {day}")

"""Whoever has a name near somebody's is found by the words that the index knows of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from consent_service.domain.families.finding import name_of
from consent_service.domain.families.wordsofaname import Nearness, fit, words_of
from consent_service.domain.names.nearnames import are_near
from tests.domain.test_near_names import NEAR
from tests.sweeping import each

#: Names that are short, so that two of them are near now and then.
_WORDS = st.sampled_from(
    [
        "ann",
        "anna",
        "anne",
        "maryann",
        "mary",
        "jon",
        "john",
        "o'neil",
        "oneil",
        "smith",
        "smyth",
        "j",
    ]
)
_NAMES = st.lists(_WORDS, min_size=2, max_size=3).map(" ".join)


def found(name: str, there: str) -> Nearness | None:
    return fit(words_of(name), name_of(there).spellings)


@each("pair", of=NEAR)
def test_no_name_that_is_near_is_left_out(pair: tuple[str, str]) -> None:
    one, other = pair
    assert found(one, other) is not None
    assert found(other, one) is not None


@given(_NAMES, _NAMES)
def test_whatever_is_near_is_found(one: str, other: str) -> None:
    assert not are_near(one, other) or found(one, other) is not None


def test_the_likeliest_come_first() -> None:
    assert found("Bo Example", "Example, Bo") is Nearness.EXACTLY
    assert found("Bo Example", "Bo Exampel") is Nearness.NEARLY
    assert found("John Example", "J Example") is Nearness.BUT_ONE
    assert found("John Example", "Ann Other") is None

"""Words beside a yes that nobody here can read, or that are somebody else's: whoever typed them is
asked before they are recorded.
"""

from __future__ import annotations

from typing import Final

import pytest

from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, outcome, place

_POLISH: Final = "Nie zgadzam się"
_HIS: Final = "Yes, says her husband"


def test_that_nobody_is_sure_of_a_yes_is_explained_by_no_no_that_was_ticked(
    made_up: Running,
) -> None:
    for answer, after in (("false", "ASK"), ("true", "COVERED")):
        family = add_family(made_up)
        browser, path = someone(made_up), place(family)
        typed = {
            "parent_words": "HV fine. gp no",
            "responses.grid.0.CHILD_HEALTH": "AGREED",
            "responses.grid.1.CHILD_HEALTH": "REFUSED",
            "method": "PHONE_VERBAL",
            "seen_alone": "YES",
            "pressure_concern": "NONE",
        }
        read = opened(browser.send(begun(browser, family), path, **typed))
        assert browser.send(read, path, not_a_no=answer).status_code == 303
        assert outcome(made_up, family, "HEALTH_VISITOR") == after
        assert outcome(made_up, family, "GP") == "OBJECTION"


_THEIR_OWN = "Did they say yes to you themselves, now, to all that you ticked yes to?"


def test_of_words_that_say_yes_and_nothing_else_nobody_is_asked(made_up: Running) -> None:
    """Asked of each plain yes it was answered without being read, of the next ones as well."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {
        "parent_words": "yes thats fine",
        "responses.grid.1.CHILD_HEALTH": "AGREED",
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "pressure_concern": "NONE",
    }
    read = opened(browser.send(begun(browser, family), path, **typed))
    assert _THEIR_OWN not in read.text
    assert browser.send(read, path).status_code == 303
    assert outcome(made_up, family, "GP") == "COVERED"


@pytest.mark.parametrize(
    ("words", "answer", "after"),
    [
        (_POLISH, "false", "ASK"),
        (_POLISH, "true", "COVERED"),
        (_HIS, "true", "ASK"),
        ("HV - mum dnt want it", "false", "ASK"),
        ("ward nurse says shes happy for us to", "false", "ASK"),
        ("yes, HV knows us, not seen her since sept tho", "true", "COVERED"),
    ],
)
def test_it_is_asked_what_they_say_before_anybody_goes_by_the_yes(
    made_up: Running, words: str, answer: str, after: str
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {
        "parent_words": words,
        "responses.grid.1.CHILD_HEALTH": "AGREED",
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "pressure_concern": "NONE",
    }
    read = opened(browser.send(begun(browser, family), path, **typed))
    assert read.heading == "Check what you typed"
    assert ("They said yes, but it does not count yet" in read.text) is (words == _HIS)
    assert _THEIR_OWN in read.text
    opened(browser.send(read, path), 422)
    assert browser.send(read, path, not_a_no=answer).status_code == 303
    assert outcome(made_up, family, "GP") == after

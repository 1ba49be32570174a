"""An answer that was given to one question is never the answer to another."""

from __future__ import annotations

from typing import Final

from tests.api.running import Running, add_family
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place

_THEIR_OWN: Final = "Did they say yes to you themselves, now, to all that you ticked yes to?"
_MAY_BE: Final = "Did they say or write anything that may be a no?"
_TALK: Final = {
    "parent_words": "HV fine. not my surgery tho",
    "responses.grid.0.CHILD_HEALTH": "AGREED",
    "responses.grid.1.CHILD_HEALTH": "AGREED",
    "method": "PHONE_VERBAL",
    "seen_alone": "YES",
    "pressure_concern": "NONE",
}


def test_that_it_was_their_own_yes_is_not_that_it_holds_no_no(made_up: Running) -> None:
    """ "Yes" to the one came back as "No, nothing" to the other, when a third was forgotten."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    read = opened(browser.send(begun(browser, family), path, **_TALK))
    assert _THEIR_OWN in read.text
    assert _MAY_BE not in read.text
    again = opened(browser.send(read, path, not_a_no="true"), 422)
    assert _THEIR_OWN in again.text
    assert _MAY_BE not in again.text
    # What was chosen stands there as chosen, and not beside it as well: another takes its place.
    assert [one.get("value") for one in _fields(again) if "checked" in one] == ["true"]
    assert "not_a_no" not in again.form(path)


def test_an_answer_to_one_question_is_none_to_another_that_what_is_typed_asks(
    made_up: Running,
) -> None:
    """Whoever went back and took the yes out had said nothing of a no yet, and the other way."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    of_a_no = {**_TALK, **{name: "REFUSED" for name in _TALK if ".grid." in name}}
    of_a_no["responses.grid.0.CHILD_HEALTH"] = "UNDECIDED"
    for first, then, asked in ((_TALK, of_a_no, _MAY_BE), (of_a_no, _TALK, _THEIR_OWN)):
        read = opened(browser.send(begun(browser, family), path, **first))
        again = browser.send(read, path, **{**then, "not_a_no": "true"})
        page = opened(again, again.status_code)
        assert asked in page.text
        assert not [one for one in _fields(page) if "checked" in one]


def _fields(page: Page) -> list[dict[str, str | None]]:
    return [one for tag, one in page.tags if tag == "input" and one.get("name") == "not_a_no"]

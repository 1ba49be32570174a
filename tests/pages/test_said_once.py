"""What is to be known stands once, where something can be done about it."""

from __future__ import annotations

import re

from tests.api.running import Running, add_family
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place

WORRY = "Seen alone at the station again, after ten at night."


def test_a_worry_of_an_enquiry_that_was_closed_and_opened_again_stands_once(
    made_up: Running,
) -> None:
    family, browser = add_family(made_up), someone(made_up)
    page = f"/files/{family.file}"
    told = {"rating": "AMBER", "worry": WORRY, "referrer_agency": "SCHOOL"}
    first = made_up.record(f"{family.path}/enquiries", told)["id"]
    made_up.close(f"{family.path}/enquiries/{first}")
    made_up.record(f"{family.path}/enquiries", told)
    text = browser.open(page).text
    assert text.count(WORRY) == 1
    assert text.count("The worry") == 1
    # What it was about before is a press away, and says of which enquiry it is.
    other = {**told, "worry": "His shoes are too small."}
    second = made_up.record(f"{family.path}/enquiries", other)["id"]
    made_up.close(f"{family.path}/enquiries/{second}")
    text = browser.open(page).text
    before = text.partition("The worry before")[2]
    assert text.count(WORRY) == text.count(other["worry"]) == 1
    assert WORRY not in before
    assert before.index("which has ended:") < before.index(other["worry"])


def insets(page: Page) -> set[str]:
    """What is to be known, each in a box of its own."""
    every = re.findall(r'<div class="govuk-inset-text">\s*(.*?)\s*(?:<|$)', page.reply.text)
    return {one for one in every if one}


def test_what_was_read_before_it_was_recorded_is_not_said_again_once_it_is(
    made_up: Running,
) -> None:
    """It read the same twice, and could be acted on the first time alone."""
    family, browser = add_family(made_up), someone(made_up)
    talk = begun(browser, family)
    typed = {
        "responses.grid.0.CHILD_HEALTH": "AGREED",
        "method": "PHONE_VERBAL",
        "parent_words": "She says he hits her, and yes to the health visitor.",
        "not_a_no": "true",
    }
    read = opened(browser.send(talk, place(family), **typed))
    assert insets(read)
    kept = browser.send(read, place(family))
    assert kept.status_code == 303
    assert not insets(browser.open(kept.headers["Location"]))
    # Whoever was not told before, or of something else, is told there.
    talk = begun(browser, family)
    read = opened(browser.send(talk, place(family), **typed))
    kept = browser.send(read, place(family), read="0" * 64)
    assert insets(browser.open(kept.headers["Location"]))

"""Whose words a conversation takes down, what they reach, and whom one talks to."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from consent_service.domain.words.naming import day as in_words
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place, said

_CELL = "responses.grid.{}.{}"


def test_whose_words_are_taken_down_and_all_that_they_reach_is_read_before_it_is_recorded(
    made_up: Running,
) -> None:
    """Two of these pages looked alike, and what was read back said neither about which child an
    answer was, nor for what, nor until when, nor whom they named to support them.
    """
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    assert "your child" not in browser.open(path).text
    adult = begun(browser, family, categories="ADULT_HEALTH")
    no = {_CELL.format(1, "ADULT_HEALTH"): "REFUSED", "method": "PHONE_VERBAL"}
    hers = opened(browser.send(adult, path, **no)).text
    assert "GP surgery: the adult's health, about Ann Example: No" in hers
    assert "Until:" not in hers
    page = begun(browser, family)
    assert "You are talking to Ann Example, about" in page.text
    typed = {
        _CELL.format(0, "CHILD_HEALTH"): "AGREED",
        _CELL.format(1, "CHILD_HEALTH"): "REFUSED",
        "method": "PHONE_VERBAL",
        "advocates": "NOMINATED",
        "advocates.advocate": "Cousin Example",
    }
    read = opened(browser.send(page, path, **typed))
    child = said(made_up, family)["children"][0]["names"]
    for line in (
        f"Health visitor: the child's health, about {child}: Yes",
        f"GP surgery: the child's health, about {child}: No",
        "Why: Find out what other services know",
        "Asking or telling: Ask the agency",
        "Named by the parent: Cousin Example",
    ):
        assert line in read.text, read.text
    until = re.search(r"Until: (\d+ \w+ \d{4})", read.text)
    browser.send(read, path)
    yes = next(one for one in said(made_up, family)["responses"] if one["answer"] == "AGREED")
    assert until is not None
    assert until[1] in page.text
    assert last_day(yes["expires_at"]) == until[1]
    # A day that somebody typed is the one that is read back.
    day = dict(zip(("day", "month", "year"), ("3", "1", "2027"), strict=True))
    typed |= {f"responses.until.{part}": one for part, one in day.items()}
    # Gone back to what is on record, it is not said of what is typed anew that it is.
    again = opened(browser.send(page, path, **typed), 409)
    assert "This was recorded already, as it was typed first." in again.text
    assert "Until: 3 January 2027" in opened(browser.send(again, path, **typed)).text


def last_day(end: str) -> str:
    return in_words(datetime.fromisoformat(end) - timedelta(seconds=1))


def test_of_whoever_does_not_decide_that_is_said_while_they_are_asked(made_up: Running) -> None:
    family = add_family(made_up)
    aunt = made_up.record(f"{family.path}/adults", {"names": "Di Aunt"})["entries"][0]["id"]
    cares = {"person": aunt, "child": family.child, "role": "PRIVATE_FOSTER_CARER"}
    made_up.record(f"{family.path}/relationships", {**cares, "pr_status": "NO"})
    browser = someone(made_up)
    assert "does not decide" not in begun(browser, family).text
    talk = begun(browser, family, person=aunt)
    assert "On record Di Aunt does not decide for Ng." in talk.text
    # What a child asks to be kept from somebody is taken down in the same talk.
    path = place(family)
    wish = {"wishes.0.child": family.child, "wishes.0.words": "Not dad.", "method": "PHONE_VERBAL"}
    wish |= {"wishes.0.objects": "false", "wishes.0.not_to_be_told": family.father}
    read = opened(browser.send(talk, path, **wish))
    assert "Who is not to be told? Bo Example" in read.text
    assert browser.send(read, path, not_a_no="true").status_code == 303
    asking = {one["id"]: one["asking"] for one in said(made_up, family)["adults"]}
    assert asking[family.father] == "NO"

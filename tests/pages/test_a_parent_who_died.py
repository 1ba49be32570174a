"""A parent who died is put down as that from the start, and nobody living is held by it."""

from __future__ import annotations

import re

import pytest

from tests.api.running import Running, add_family
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_referring import PLACE

#: A boy who lives with his father; and his mother, of whom each test says more.
WIDOWED = {
    "children.0.names": "Idris Made-up",
    "children.0.dob.day": "9",
    "children.0.dob.month": "3",
    "children.0.dob.year": "2016",
    "adults.0.names": "Gethin Made-up",
    "adults.0.role": "FATHER",
    "adults.0.child": "child-1",
    "adults.0.pr_status": "YES",
    "adults.0.safe_to_ask": "true",
    "adults.1.names": "Carys Made-up",
    "adults.1.role": "MOTHER",
    "adults.1.child": "child-1",
    "enquiry.rating": "GREEN",
    "enquiry.worry": "He has been tired at school.",
    "enquiry.referrer_agency": "SCHOOL",
    "enquiry.referrer_organisation": "Zz Academy",
    "enquiry.referrer_reported_consent": "NO",
    "must_not_hear": "NOBODY",
}


def taken(browser: Browser, **typed: str) -> str:
    """The family, taken in; what is read before stands in `opened`."""
    form = browser.open(PLACE)
    read = browser.send(form, PLACE, **(WIDOWED | typed))
    assert read.status_code == 200, read.headers
    sent = browser.send(opened(read), PLACE)
    assert sent.status_code == 303, opened(sent).text
    found = re.search(r"/files/[^/?]+", sent.headers["Location"])
    assert found is not None
    return found[0]


def died(**parts: str) -> dict[str, str]:
    return {f"adults.1.died_on.{part}": said for part, said in parts.items()}


TICKED = {"adults.1.has_died": "true"}


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (TICKED, "Has died (day not known)."),
        (TICKED | died(year="2019"), "Has died: 2019."),
        (died(year="2019"), "Has died: 2019."),
        (TICKED | died(month="march", year="2019"), "Has died: March 2019."),
        (TICKED | died(day="3", month="11", year="2019"), "Has died: 3 November 2019."),
    ],
)
def test_a_parent_who_died_is_taken_in_as_that_and_asked_nothing(
    made_up: Running, typed: dict[str, str], says: str
) -> None:
    """She was to be spoken to, and “said no”; and her day of death was the day it was typed."""
    browser = someone(made_up)
    here = taken(browser, **typed)
    page = browser.open(here)
    assert f"Carys Made-up {says}" in page.text
    asked = made_up.get(f"/v1{here}/tasks").get_json()["tasks"]
    people = {one["id"]: one["names"] for one in made_up.get(f"/v1{here}").get_json()["adults"]}
    assert {people.get(one["person"]) for one in asked if one["person"]} == {"Gethin Made-up"}
    timeline = browser.open(f"{here}/timeline").text
    assert says.removeprefix("Has died").strip(" (:.)").rpartition(" ")[2] in timeline


def safe_of(made_up: Running, here: str) -> dict[str, str]:
    adults = made_up.get(f"/v1{here}").get_json()["adults"]
    return {one["names"]: one["asking"] for one in adults}


def test_that_somebody_died_is_a_sign_against_nobody_who_lives(made_up: Running) -> None:
    """“died 2019”, in the only free box there was, held the widower."""
    browser = someone(made_up)
    here = taken(browser, **TICKED, **{"adults.1.note": "died 2019"})
    assert safe_of(made_up, here)["Gethin Made-up"] == "YES"
    assert "may be because of this person" not in browser.open(here).text


@pytest.mark.parametrize("note", ["murdered", "found dead, he did it", "pushed down the stairs"])
def test_what_else_is_written_of_the_dead_holds_until_a_manager_has_decided(
    made_up: Running, note: str
) -> None:
    here = taken(someone(made_up), **TICKED, **{"adults.1.note": note})
    assert safe_of(made_up, here)["Gethin Made-up"] == "NOT_KNOWN"


def test_words_that_say_a_death_are_read_back_where_nobody_said_it(made_up: Running) -> None:
    browser, note = someone(made_up), {"adults.1.note": "died 2019"}
    says = "These words may say that Carys Made-up has died."
    assert says in opened(browser.send(browser.open(PLACE), PLACE, **(WIDOWED | note))).text
    assert (
        says
        not in opened(browser.send(browser.open(PLACE), PLACE, **(WIDOWED | note | TICKED))).text
    )


@pytest.mark.parametrize("kind", ["children", "adults"])
def test_whoever_is_added_alone_may_have_died_as_well(made_up: Running, kind: str) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/{kind}/new"
    born = {"dob.day": "9", "dob.month": "3", "dob.year": "1990"} if kind == "adults" else {}
    born = born or {"born_in.year": "2015"}
    typed = {"names": "Zz Late", "has_died": "true", "died_on.year": "2019", **born}
    sent = browser.send(browser.open(path), path, **typed)
    sent = browser.send(opened(sent), path) if sent.status_code == 200 else sent
    assert sent.status_code == 303
    (death,) = made_up.get(family.path).get_json()["known"]["deaths"]
    assert (death["died_in"], death["day_known"]) == ("2019", False)
    assert death["at"] == "2019-12-31T00:00:00Z"


def test_the_last_word_of_a_death_that_says_when_is_the_one_that_counts(made_up: Running) -> None:
    """The right day was taken without a word, and the wrong one was shown for good."""
    family = add_family(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    path = f"{family.path}/deaths"
    for said, says in (
        ({}, "Has died (day not known)."),
        ({"effective_at": "2019-11-03T00:00:00Z"}, "Has died: 3 November 2019."),
        ({"died_in": "2018"}, "Has died: 2018."),
        ({"effective_at": "2020-01-05T00:00:00Z"}, "Has died: 5 January 2020."),
        ({}, "Has died: 5 January 2020."),
    ):
        made_up.record(path, {"person": family.father, **said})
        assert f"Bo Example {says}" in browser.open(here).text
    told = browser.open(f"{here}/timeline").text
    since = "This was recorded again, and that counts. Has died: 5 January 2020."
    assert told.count(since) == 4
    assert "Bo Example has died, in 2018" in told


@pytest.mark.parametrize("said", [{"effective_at": "2019-11-03T00:00:00Z"}, {}])
def test_a_death_has_one_time_and_that_is_over(made_up: Running, said: dict[str, str]) -> None:
    """Where it cannot be both it is the day; and nobody died in a year that is still to come."""
    family = add_family(made_up)
    body = {"person": family.father, "died_in": "2018" if said else "2199", **said}
    made_up.record(f"{family.path}/deaths", body)
    (death,) = made_up.get(family.path).get_json()["known"]["deaths"]
    assert (death["died_in"], death["day_known"]) == (None, bool(said))

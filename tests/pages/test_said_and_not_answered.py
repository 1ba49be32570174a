"""What somebody said without an answer is before whoever decides: a talk in which nothing was
asked, and a child's wish that may be a no.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest

from tests.api.running import Family, Running, add_family
from tests.api.test_effects import settle, waiting
from tests.pages.opening import Browser
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks
from tests.pages.test_deciding import MANAGER, asked_for
from tests.reasons import ENOUGH
from tests.sweeping import each

_SAID: Final = "He is my mate. I met him once."


@pytest.fixture
def family(made_up: Running) -> Family:
    return add_family(made_up)


def decides(service: Running, family: Family) -> list[str]:
    """What a manager reads: who waits, and the sheet."""
    browser, sheet = someone(service, MANAGER), asked_for(service, family)
    return [browser.open(path).text for path in ("/decisions", sheet)]


def checked(browser: Browser, family: Family) -> str:
    return browser.open(f"/files/{family.file}").text


def wish(service: Running, family: Family, **said: Any) -> None:
    body = {"child": family.child, "words": _SAID, "heard_by": "Cy Worker", **said}
    service.record(f"{family.path}/wishes", body)


def test_a_wish_that_may_be_a_no_is_never_not_against_it(made_up: Running, family: Family) -> None:
    wish(made_up, family, objects=False, not_a_no=False)
    for page in (*decides(made_up, family), checked(someone(made_up), family)):
        assert "It may be a no: read it" in page
        assert "Not against it" not in page
        assert f"“{_SAID}”" in page


def test_one_of_which_it_is_said_that_it_is_none_is_not_held_for_one(
    made_up: Running, family: Family
) -> None:
    wish(made_up, family, objects=False, not_a_no=True)
    _, sheet = decides(made_up, family)
    assert "It may be a no" not in sheet
    assert "Not against it" in sheet


def test_whoever_talked_with_us_has_not_said_nothing(made_up: Running, family: Family) -> None:
    """She was told that the police are asked, and the manager read that she had said nothing."""
    talk = family.conversation(parent_words="Thank God you rang back.", responses=[])
    made_up.record(f"{family.path}/conversations", talk)
    for page in decides(made_up, family):
        assert "“Thank God you rang back.”" in page
        assert "Talked with us, and gave no answer to this" in page
    # The father, and the child.
    assert page.count("Has said nothing") == 2


@each("how", of=["replaced", "struck", "replaced in part"])
def test_of_an_answer_that_is_over_no_page_says_that_there_was_none(
    how: str, made_up: Running
) -> None:
    """Of a talk in which she said no a manager read that she gave no answer to this."""
    family, words = add_family(made_up), "That is what I think of the health visitor."
    no, yes = {"answer": "REFUSED", "scope": family.scope()}, family.agreement()
    gp = family.agreement(scope=family.scope(agencies=[{"type": "GP"}]))
    both = {"struck": (no,), "replaced": (yes,), "replaced in part": (yes, gp)}[how]
    said = made_up.record(
        f"{family.path}/conversations", family.conversation(*both, parent_words=words)
    )
    (first, *_) = made_up.get(family.path).get_json()["responses"]
    made_up.clock.now += timedelta(minutes=5)
    if how == "struck":
        (seq,) = (one["seq"] for one in said["entries"] if one["kind"] == "response-recorded")
        wrong = {"corrects": seq, "what_was_wrong": f"It was another. {ENOUGH}"}
        made_up.record(f"{family.path}/corrections", wrong, "MASH_MANAGER")
        for row in waiting(made_up):
            settle(made_up, family, row["waiting"], "confirmation")
    else:
        again = yes | {"supersedes": first["id"]}
        talk = family.conversation(again, parent_words="As I said.")
        made_up.record(f"{family.path}/conversations", talk)
    stands = made_up.get(family.path).get_json()["responses"]
    over = [one for one in stands if one["status"] in ("REPLACED", "CORRECTED")]
    assert [one["id"] for one in over] == [first["id"]]
    _, sheet = decides(made_up, family)
    assert "gave no answer to this" not in sheet
    assert f"“{words}”" in sheet
    is_all_over = how != "replaced in part"
    assert ("that answer was replaced or put right since" in sheet) is is_all_over


def test_what_was_found_of_whoever_decides_stands_where_they_are_offered(
    made_up: Running, family: Family
) -> None:
    """He was rung as if nothing had been found, and his yes then counted for nothing."""
    found = {"person": family.father, "status": "LACKS", "rationale": ENOUGH}
    made_up.record(f"{family.path}/capacity", found)
    browser = someone(made_up)
    page = browser.open(asks(browser, family).headers["Location"]).text
    assert re.search(r"Bo Example \(found not able to decide this\)", page)
    assert page.count("found not able to decide this") == 1

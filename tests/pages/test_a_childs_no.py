"""A child's no is read wherever what was agreed is: in the grid, and where somebody acts by it."""

from __future__ import annotations

from typing import Any

from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import HOUR, refuse
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH


def no_of_a_child(service: Running, family: Family) -> None:
    no: dict[str, Any] = {"person": family.child, "answer": "REFUSED", "scope": family.scope()}
    service.record(f"{family.path}/responses", {**no, "words": "I do not want the nurse."})


def test_the_grid_says_that_the_child_does_not_want_what_is_agreed(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser, grid = someone(made_up), f"/files/{family.file}/agreed"
    assert "The child does not want this." not in browser.open(grid).text
    no_of_a_child(made_up, family)
    text = browser.open(grid).text
    assert "Agreed until" in text
    assert "The child does not want this." in text


def test_whoever_acts_on_an_answer_reads_that_the_child_said_no_since(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    browser, form = someone(made_up), f"/files/{family.file}/disclosures/new?check={seq}"
    assert "Since this check" not in browser.open(form).text
    no_of_a_child(made_up, family)
    assert "Since this check Ng said no. Read it first" in browser.open(form).text
    # Said before it, it stood in the answer.
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    form = f"/files/{family.file}/disclosures/new?check={seq}"
    assert "Since this check" not in browser.open(form).text


def test_an_answer_about_a_child_who_stands_there_twice_shows_each_no(made_up: Running) -> None:
    """The noes about the one were lost by a tick at the other."""
    family = add_family(made_up)
    refuse(made_up, family, family.father)
    known = made_up.get(family.path).get_json()["children"][0]
    again = {"names": known["names"].upper(), "dob": known["dob"]}
    twin = made_up.record(f"{family.path}/children", again)["id"]
    asked = family.question(subjects=[twin])
    seq = made_up.check(family.file, asked)["ledger"]["seq"]
    browser = someone(made_up)
    text = browser.open(f"/files/{family.file}/checks/{seq}").text
    assert "may be on this file twice" in text
    assert "Bo Example" in text.partition("may be on this file twice")[2]
    joined = {"other": twin, "reason": ENOUGH}
    made_up.record(f"{family.path}/people/{family.child}/joinings", joined, "MASH_MANAGER")
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    text = browser.open(f"/files/{family.file}/checks/{seq}").text
    assert "may be on this file twice" not in text


def test_what_somebody_said_in_a_talk_in_which_they_answered_nothing_is_read_with_an_answer(
    made_up: Running,
) -> None:
    """The newest words about the very thing stood on another page alone."""
    family = add_family(made_up)
    agree(made_up, family)
    talk = family.conversation(parent_words="Do not tell the police.")
    made_up.clock.now += HOUR
    made_up.record(f"{family.path}/conversations", talk | {"responses": []})
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    text = someone(made_up).open(f"/files/{family.file}/checks/{seq}").text
    assert "it may be a no. “Do not tell the police.”" in text


def test_of_two_answers_of_one_day_it_is_said_which_services_each_is_about(
    made_up: Running,
) -> None:
    """Whoever doubted one of them could mark the other."""
    family = add_family(made_up)
    agree(made_up, family)
    agree(made_up, family, scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    browser = someone(made_up)
    for form in ("validity", "written-summaries"):
        text = browser.open(f"/files/{family.file}/{form}/new").text
        assert "the health visitor: the child’s health" in text.replace("'", "’"), form
        assert "(1 of 2)" not in text, form


def test_a_yes_in_doubt_is_called_agreed_in_no_list_to_choose_from(made_up: Running) -> None:
    """Whoever sent the written copy of it read that it was agreed."""
    family = add_family(made_up)
    agree(made_up, family)
    yes = made_up.get(family.path).get_json()["responses"][0]["id"]
    concern = {"response": yes, "status": "CONCERN", "reasons": ["NO_INTERPRETER"]}
    made_up.record(f"{family.path}/validity", concern)
    browser = someone(made_up)
    for form in ("validity", "written-summaries", "disagreements"):
        text = browser.open(f"/files/{family.file}/{form}/new").text
        assert "Said yes, but there is a concern about how it was given, " in text, form
        assert ": Agreed, " not in text, form

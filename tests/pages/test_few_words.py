"""Whoever is in a hurry reads nothing twice, and nothing that says nothing."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.api.disclosing import disclose
from tests.api.running import Running, add_family, agree
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import chosen, links

NOT_LISTED = "not listed, or not known which"


def options(page: str) -> list[str]:
    return re.findall(r"<option[^>]*>([^<]*)</option>", page)


def test_a_kind_of_which_no_service_is_listed_is_chosen_by_its_name_alone(
    made_up: Running,
) -> None:
    """Forty lines of one list ended alike, and on a telephone none of them fitted."""
    family, browser = add_family(made_up), someone(made_up)
    page = f"/files/{family.file}/check"
    before = options(browser.open(page).reply.text)
    assert "Probation" in before
    assert f"Probation: {NOT_LISTED}" not in before
    listed = {"type": "PROBATION", "names": ["Bexhurst Probation"]}
    made_up.record("/v1/services", listed, "MASH_MANAGER")
    text = browser.open(page).reply.text
    assert {"Bexhurst Probation", f"Probation: {NOT_LISTED}"} <= set(options(text))
    assert "Probation" not in options(text)
    # Under a heading only where it says more than what stands under it.
    assert '<optgroup label="Probation">' in text
    assert '<optgroup label="Prison">' not in text


def test_of_whom_it_is_asked_whether_they_are_safe_each_thing_is_headed_once(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", {**unsafe, "reason": "He threatened her."})
    hurt = {"person": family.mother, "code": "CODE_WORD", "note": "Is he there?"}
    made_up.record(f"{family.path}/signs", hurt)
    page = someone(made_up).open(f"/files/{family.file}/safety/new?person={family.father}")
    keys = [one for one in re.findall(r"<dt[^>]*>([^<]*)</dt>", page.reply.text) if one.strip()]
    assert len(keys) == len(set(keys)), keys
    assert "He threatened her" in page.text
    assert ".." not in page.text.replace("...", "")


def test_whoever_reads_what_may_be_a_no_is_led_to_where_the_answer_is_recorded(
    made_up: Running,
) -> None:
    """The page said to record their answer instead, and led nowhere."""
    family, browser = add_family(made_up), someone(made_up)
    agree(made_up, family)
    made_up.clock.now += timedelta(minutes=1)
    talk = family.conversation(parent_words="Not the school, as I said.", responses=[])
    made_up.record(f"{family.path}/conversations", talk)
    (due,) = set(links(browser.open(f"/files/{family.file}"), "/words-read/new"))
    form = browser.open(due)
    assert chosen(form)["entry"] == [due.rpartition("=")[2]]
    # Whole, and not as far as a list of a telephone shows them.
    assert "Not the school, as I said.”" in form.text.partition("Which words?")[0]
    (answer,) = links(form, "/responses/new")
    (asked,) = links(form, "/conversations/new")
    for address in (answer, asked):
        assert family.mother in chosen(browser.open(address))["person"]


def test_beside_a_no_the_grid_does_not_say_that_there_is_one_close_to_it(
    made_up: Running,
) -> None:
    """Of a no to everything it stood in each of fifteen cells."""
    family, browser = add_family(made_up), someone(made_up)
    agree(made_up, family)
    school = {"agencies": [{"type": "SCHOOL"}], "categories": ["EDUCATION"]}
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope(**school)}
    made_up.record(f"{family.path}/responses", no)
    close = "Someone said no to something close to this."
    cells = browser.open(f"/files/{family.file}/agreed").reply.text.split("cs-mark--")[1:]
    said_no = [one for one in cells if one.startswith("no ")]
    assert said_no
    assert not any(close in one for one in said_no)
    # Where it may be agreed all the same it is said.
    assert any(close in one for one in cells if not one.startswith("no "))


def test_what_happened_begins_as_a_sentence_does_and_says_nothing_for_programs(
    made_up: Running,
) -> None:
    family, browser = add_family(made_up), someone(made_up)
    agree(made_up, family)
    disclose(made_up, family)
    page = browser.open(f"/files/{family.file}/timeline")
    headings = re.findall(r"<h3 [^>]*>([^<]+)", page.reply.text)
    assert "The health visitor was asked about Ng" in headings
    assert not [one for one in headings if one[:1].islower()]
    assert "Edition of" not in page.text

"""That a child has died is read first on each page of the family, and nothing says otherwise."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Page
from tests.pages.test_auditing import AUDITOR, WHY
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER
from tests.trying import is_campaign

SAYS = "Ng has died: 9 March 2026."
ON = {"effective_at": "2026-03-09T00:00:00Z"}


def of_a_dead_child(made_up: Running) -> Family:
    """She agreed, and asked for something; then the child died."""
    family = add_family(made_up)
    agree(made_up, family)
    made_up.record(f"{family.path}/deaths", {"person": family.child, **ON, "source": "Zz hospital"})
    made_up.clock.now += timedelta(minutes=1)
    return family


def links(page: Page, here: str) -> set[str]:
    every = {given["href"] or "" for tag, given in page.tags if tag == "a"}
    return {one.partition("#")[0] for one in every if one.startswith(here)}


def test_each_page_of_the_family_says_first_that_a_child_of_it_has_died(made_up: Running) -> None:
    """Each that names them, each day one in three of those. None did: of the family, a talk, a
    letter or an answer.
    """
    family = of_a_dead_child(made_up)
    here = f"/files/{family.file}"
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    naming, seen = list[str](), set[str]()
    step = 1 if is_campaign() else 3
    for browser in (someone(made_up), someone(made_up, MANAGER)):
        every = {here, f"{here}/people/{family.mother}/letters", f"{here}/checks/{seq}"}
        every |= links(browser.open(here), here) | links(browser.open(f"{here}/record"), here)
        # What a manager is led to as a worker is was read already.
        read = {one: browser.open(one).text for one in sorted(every - seen)[::step]}
        naming += (of_them := [one for one, text in read.items() if re.search(r"\bNg\b", text)])
        assert not [one for one in of_them if SAYS not in read[one]]
        seen |= every
    assert len(naming) > 10 // step


def test_the_drawing_and_whom_is_chosen_say_no_age_of_a_child_who_has_died(
    made_up: Running,
) -> None:
    family = of_a_dead_child(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    page = browser.open(here)
    assert "has died" in page.reply.text.partition("<svg")[2].partition("</svg>")[0]
    assert "Ng, has died." in page.text
    assert "years old" not in page.text
    assert "Ng, has died" in browser.open(f"{here}/conversations/new?person={family.mother}").text


def test_an_answer_about_them_says_so_and_not_that_nobody_could_be_reached(
    made_up: Running,
) -> None:
    family = of_a_dead_child(made_up)
    answer = made_up.check(family.file, family.question())
    assert answer["outcome"] == "DECISION_NEEDED"
    (reason,) = answer["reasons"]
    assert reason["label"] == "Ng has died. Nobody agrees for them."
    # Whatever asks by itself is sent to nobody, either.
    assert {answer["next"], reason["next"]} == {"Ask a manager to decide, and record why."}
    page = someone(made_up).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    assert "Ng has died. Nobody agrees for them." in page.text
    assert "could be reached" not in page.text
    assert "Record what you tried" not in page.text


def test_no_list_says_how_old_they_are_and_they_are_given_no_way_in(made_up: Running) -> None:
    family = of_a_dead_child(made_up)
    browser = someone(made_up)
    assert "Ng (has died)" in browser.open("/my-families?whose=all").text
    listed = made_up.get("/v1/enquiries").get_json()["enquiries"]
    (child,) = next(one for one in listed if one["file"] == family.file)["children"]
    assert (child["age"], child["has_died"]) == (None, True)
    ways = browser.open(f"/files/{family.file}/ways-in").text
    assert "No code and no letter for them yet. They have died." in ways
    assert "They are" not in ways
    auditor, at = someone(made_up, AUDITOR), f"/audit/files/{family.file}"
    auditor.send(auditor.open(f"{at}/openings/new"), f"{at}/openings/new", reason=WHY)
    saw = auditor.open(at).text
    assert "has died" in saw
    assert "years old" not in saw


def test_a_family_of_which_nobody_died_reads_nothing_of_it(made_up: Running) -> None:
    family = add_family(made_up)
    made_up.record(f"{family.path}/deaths", {"person": family.father, "source": "The registrar"})
    made_up.clock.now += timedelta(minutes=1)
    page = someone(made_up).open(f"/files/{family.file}")
    assert "Bo Example has died:" not in page.text
    assert SAYS not in page.text


def test_nobody_is_sent_to_talk_again_with_a_parent_who_said_no_and_has_died(
    made_up: Running,
) -> None:
    """Their no goes on; a manager may decide."""
    family = add_family(made_up)
    agree(made_up, family, answer="REFUSED")
    made_up.record(f"{family.path}/deaths", {"person": family.mother, "source": "The hospital"})
    made_up.clock.now += timedelta(minutes=1)
    answer = made_up.check(family.file, family.question())
    assert answer["outcome"] == "OBJECTION"
    assert answer["next"] == "Respect it and record why, or ask a manager to decide."
    page = someone(made_up).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    assert "Talk" not in page.text
    assert "Ask a manager to decide" in page.text


@pytest.mark.parametrize("who", ["child", "mother"])
def test_of_a_yes_that_a_death_ended_nothing_else_is_said(made_up: Running, who: str) -> None:
    """Of hers about a dead child that somebody else decides; of a dead mother's, that there is a
    concern about how she gave it.
    """
    family = add_family(made_up)
    agree(made_up, family)
    page = someone(made_up).open(f"/files/{family.file}")
    assert "✓ Agreed" in page.text
    died = {"person": getattr(family, who), "source": "The hospital"}
    made_up.record(f"{family.path}/deaths", died)
    made_up.clock.now += timedelta(minutes=1)
    text = someone(made_up).open(f"/files/{family.file}").text
    says = {"child": "Said yes, before the death", "mother": "Said yes, and has died since"}
    assert says[who] in text
    for words in ("somebody else decides", "concern about how", "✓ Agreed"):
        assert words not in text

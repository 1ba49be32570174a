"""A service that their words leave out and that yes was ticked to: whoever typed both says of that
very one whether they agreed to it.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, checked, outcome, place, plan

_WORDS: Final = "yes to HV. not the gp mind"
_GP: Final = "responses.grid.1.CHILD_HEALTH"
_TYPED: Final = {
    "parent_words": _WORDS,
    "responses.grid.0.CHILD_HEALTH": "AGREED",
    _GP: "AGREED",
    "method": "PHONE_VERBAL",
    "seen_alone": "YES",
    "pressure_concern": "NONE",
}
_ASKED: Final = "Their words may leave out the GP surgery: “not the gp mind”. You ticked Yes to it."
_CAUTION: Final = "leave this service out (“not the gp mind”), and yes is ticked."


def read_first(service: Running, **changes: str) -> tuple[Family, Browser, Page]:
    family = add_family(service)
    browser = someone(service)
    sent = browser.send(begun(browser, family), place(family), **{**_TYPED, **changes})
    return family, browser, opened(sent)


def choices(page: Page) -> list[str]:
    """What can be said of the surgery: the no first."""
    return [
        str(g["value"]) for t, g in page.tags if t == "input" and g.get("name") == "left_out.GP"
    ]


def to_look_at(service: Running, family: Family) -> list[dict[str, Any]]:
    due = service.get(f"{family.path}/tasks", "MASH_MANAGER").get_json()["tasks"]
    return [one for one in due if one["code"] == "LOOK_AT_DOUBTFUL"]


@pytest.mark.parametrize("rest", [{}, {_GP: "", "responses.rest.all": "AGREED"}])
def test_one_press_takes_it_out_and_records_a_no(made_up: Running, rest: dict[str, str]) -> None:
    """One press "Yes" went over it, and the GP was told that she agreed."""
    family, browser, read = read_first(made_up, **rest)
    assert _ASKED in read.text
    assert {*choices(read)}.isdisjoint(checked(read))
    no, _ = choices(read)
    sent = {"not_a_no": "true", "left_out.GP": no}
    assert browser.send(read, place(family), **sent).status_code == 303
    assert outcome(made_up, family, "HEALTH_VISITOR") == "COVERED"
    assert outcome(made_up, family, "GP") == "OBJECTION"
    assert to_look_at(made_up, family) == []


def test_that_they_agreed_all_the_same_counts_and_is_looked_at(made_up: Running) -> None:
    family, browser, read = read_first(made_up)
    _, yes = choices(read)
    sent = {"not_a_no": "true", "left_out.GP": yes}
    assert browser.send(read, place(family), **sent).status_code == 303
    for agency, is_left_out in (("GP", True), ("HEALTH_VISITOR", False)):
        answer = made_up.check(family.file, family.question(agency={"type": agency}))
        assert answer["outcome"] == "COVERED"
        assert (_CAUTION in answer["next"]) is is_left_out
        assert ("Read what came in first" in answer["headline"]) is is_left_out
    for agency, is_left_out in (("GP", True), ("HEALTH_VISITOR", False)):
        grid = made_up.get(f"{family.path}/coverage", agency=agency).get_json()["agencies"]
        cells = [one for row in grid for one in row["cells"] if one["outcome"] == "COVERED"]
        assert cells
        assert all(any(_CAUTION in one for one in cell["against"]) is is_left_out for cell in cells)
        # The row of the grid, and what is read on the telephone, are that very answer.
        card = made_up.get(f"{family.path}/card").get_json()
        rows = [*grid, *(one for one in card["agencies"] if one["agency"]["type"] == agency)]
        assert [_CAUTION in row["next"] for row in rows] == [is_left_out] * 2
        assert ["Read what came in first" in row["headline"] for row in rows] == [is_left_out] * 2
        assert card["line"].count(_CAUTION) == 1
    assert _CAUTION in browser.open(f"/files/{family.file}/agreed").text
    (task,) = to_look_at(made_up, family)
    entry = int(task["about"])
    right = {
        "entry": entry,
        "reason": "Rang her: she meant that we ask the school first, and then the GP.",
    }
    made_up.record(f"{family.path}/found-right", right, "MASH_MANAGER")
    assert to_look_at(made_up, family) == []
    assert (
        _CAUTION not in made_up.check(family.file, family.question(agency={"type": "GP"}))["next"]
    )


def test_neither_is_chosen_beforehand_and_each_is_to_be_answered(made_up: Running) -> None:
    family, browser, read = read_first(made_up)
    again = opened(browser.send(read, place(family), not_a_no="true"), 422)
    assert "Say whether they agreed to the GP surgery." in again.text
    _, yes = choices(again)
    half = opened(browser.send(read, place(family), **{"left_out.GP": yes}), 422)
    assert "Say whether it was their own yes." in half.text
    assert outcome(made_up, family, "GP") == "ASK"
    # What was said of other words is said of none of these.
    other = {"not_a_no": "true", "left_out.GP": yes, "parent_words": "HV yes. gp no"}
    assert "“gp no”" in opened(browser.send(half, place(family), **other), 422).text


def test_a_system_is_told_which_service_it_is(made_up: Running) -> None:
    family = add_family(made_up)
    both = family.scope(agencies=[{"type": "GP"}, {"type": "SCHOOL"}])
    for is_none in ({}, {"not_a_no": True}, {"not_a_no": False}):
        talk = family.conversation(family.agreement(scope=both), parent_words=_WORDS, **is_none)
        told = made_up.record(f"{family.path}/conversations", talk)["notices"]
        (text,) = [one["text"] for one in told if one["code"] == "LEAVES_OUT_A_YES"]
        assert "the GP surgery: “not the gp mind”" in text
        assert "the school" not in text


@pytest.mark.parametrize("words", ["HV fine. GP fine", "GP knows us, not seen her since sept tho"])
def test_of_words_that_leave_nothing_out_nothing_is_asked(made_up: Running, words: str) -> None:
    _, _, read = read_first(made_up, parent_words=words)
    assert "leave out" not in read.text
    assert choices(read) == []


def next_of(service: Running, family: Family, subject: str) -> str:
    """What to do next, as whoever asks about the surgery reads it."""
    question = family.question(agency={"type": "GP"})
    told: str = service.check(family.file, question, subject=subject)["next"]
    return told


def test_whoever_has_not_opened_a_record_that_is_kept_is_told_and_reads_no_words(
    made_up: Running,
) -> None:
    """Worked out of a file without words, it said "Agreed. You can do this"."""
    family = add_family(made_up)
    both = family.scope(agencies=[{"type": "GP"}, {"type": "HEALTH_VISITOR"}])
    talk = family.conversation(family.agreement(scope=both), parent_words=_WORDS, not_a_no=True)
    made_up.record(f"{family.path}/conversations", talk)
    kept = {"file": family.file, "staff": "worker-1", "reason": "Her mother works next door."}
    made_up.record("/v1/restrictions", kept, "MASH_MANAGER")
    assert _CAUTION in next_of(made_up, family, "worker-1")
    told = next_of(made_up, family, "worker-2")
    assert "leave this service out (“Not shown”), and yes is ticked." in told
    assert "mind" not in told
    (task,) = to_look_at(made_up, family)
    why = "Rang her: she meant that we ask the school first, and then the GP."
    right = {"entry": int(task["about"]), "reason": why}
    made_up.record(f"{family.path}/found-right", right, "MASH_MANAGER")
    assert "Look first" not in next_of(made_up, family, "worker-2")


def test_of_two_of_a_type_each_is_asked_about_by_its_name(made_up: Running) -> None:
    """Of two schools she said no to the one, and a no was recorded to both."""
    family = add_family(made_up)
    browser = someone(made_up)
    first = browser.open(plan(family, agencies="SCHOOL.SCHOOL"))
    schools = {
        "responses.service.0.organisation": "Elm School",
        "responses.service.1.organisation": "Oak School",
    }
    asked = {"more": "responses", "responses.anyway": "ASK", **schools}
    page = opened(browser.send(first, place(family), **asked))
    words = {"parent_words": "Elm yes. not the school mind, I mean Oak"}
    read = opened(browser.send(page, place(family), **{**_TYPED, **words}))
    named: dict[str, list[str]] = {}
    for tag, given in read.tags:
        if tag == "input" and str(given.get("name")).startswith("left_out."):
            named.setdefault(str(given["name"]), []).append(str(given["value"]))
    for called in ("Elm School", "Oak School"):
        assert f"Their words may leave out {called}: “not the school mind”." in read.text
    (elm, (_, yes)), (oak, (no, _)) = named.items()
    none = opened(browser.send(read, place(family), not_a_no="true"), 422)
    assert "Say whether they agreed to Oak School." in none.text
    sent = {"not_a_no": "true", elm: yes, oak: no}
    assert browser.send(none, place(family), **sent).status_code == 303
    said = {
        one["answer"]: [to["organisation"] for to in one["scope"]["agencies"]]
        for one in made_up.get(family.path).get_json()["responses"]
    }
    assert said == {"AGREED": ["Elm School"], "REFUSED": ["Oak School"]}


def test_a_no_about_other_information_spares_nobody_the_question(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    page = begun(browser, family)
    both = {"responses.categories": ["CHILD_HEALTH", "EDUCATION"]}
    every: dict[str, Any] = {**page.form(place(family)), **_TYPED, **both}
    read = opened(browser.post(place(family), every | {"responses.grid.1.EDUCATION": "REFUSED"}))
    assert _ASKED in read.text
    # Where it is of the same, it is what the words say.
    read = opened(browser.post(place(family), every | {_GP: "REFUSED"}))
    assert choices(read) == []

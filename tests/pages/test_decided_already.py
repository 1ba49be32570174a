"""A request that was decided is read as that, and asks nothing more; and a reason of the other
button is told from one that is not offered.
"""

from __future__ import annotations

from typing import Any

import pytest

from consent_service.domain.codes import label
from tests.api.running import Family, Running, add_family, agree, decision
from tests.api.test_effects import refuse
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_deciding import MANAGER, asked_for, press, ticked, typed
from tests.pages.test_looking_at import links_to

_WAIT = "NOT_RELEVANT"


def test_what_was_decided_is_read_where_it_was_and_nothing_is_asked_again(made_up: Running) -> None:
    """The whole empty form stood there, and was refused once it was filled in."""
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    late = browser.open(sheet)
    browser.send(press(browser, sheet, "", typed()), sheet)
    page = browser.open(sheet)
    kind = label("authorisation_kinds", "OVERRIDE_DECISION")
    assert f"Decided 9 March 2026 at 12:00: {kind}" in page.text
    assert "This has been decided." in page.text
    assert not [g for tag, g in page.tags if tag == "form" and sheet in (g.get("action") or "")]
    # Who had it open meanwhile keeps what they typed, and is told.
    sent = late.form(sheet) | ticked(late) | typed() | {"rationale.what_risk": "Zz is at risk."}
    again = Page(browser.post(sheet, {name: said for name, said in sent.items() if said}))
    assert "Zz is at risk." in again.text
    # Nothing is left to press that nobody may do any more.
    assert "This has been decided." in again.text
    assert not [
        g for tag, g in again.tags if tag == "button" and sheet in (g.get("formaction") or "")
    ]
    assert ("a", f"/files/{family.file}/decisions/new") in [
        (t, g.get("href")) for t, g in again.tags
    ]


def test_before_a_birth_nobody_is_said_to_have_parental_responsibility(made_up: Running) -> None:
    family = add_family(made_up)
    awaited = {"names": "Baby Example", "estimated_due_date": "2026-05-01"}
    unborn = made_up.record(f"{family.path}/children", awaited)["id"]
    for person, role in ((family.mother, "MOTHER"), (family.father, "FATHER")):
        link = {"person": person, "child": unborn, "role": role, "pr_status": "YES"}
        made_up.record(f"{family.path}/relationships", link)
    text = someone(made_up, MANAGER).open(asked_for(made_up, family)).text
    assert text.count("before the birth only the mother’s yes is enough (Baby Example)") == 2
    assert "has parental responsibility (Ng and Baby Example)" not in text


@pytest.mark.parametrize(
    ("under", "reason", "words"),
    [
        ("", _WAIT, "is for not sharing. Untick it, or press “Not to share”."),
        (
            "/not-share",
            "SIGNIFICANT_HARM_NOT_RULED_OUT",
            "is for going ahead. Untick it, or press “Go ahead”.",
        ),
    ],
)
def test_a_reason_of_the_other_button_is_said_to_be_one(
    made_up: Running, under: str, reason: str, words: str
) -> None:
    """It read “Choose one of those that are offered”, and it was."""
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    page = browser.open(sheet)
    sent = page.form(sheet) | ticked(page) | typed() | {"reason_codes": reason}
    wrong = opened(browser.post(sheet + under, {k: v for k, v in sent.items() if v}), 422)
    assert words in wrong.text
    assert "Choose one of those that are offered" not in wrong.text


def test_between_two_answers_the_form_is_filled_in_and_nobody_has_to_have_asked(
    made_up: Running,
) -> None:
    """A blank form, “For what no worker has asked you”, and who asked for it was needed."""
    family = add_family(made_up)
    agree(made_up, family)
    refuse(made_up, family, family.father)
    manager = someone(made_up, MANAGER)
    (address,) = links_to(manager.open("/to-look-at"), "between=")
    page = manager.open(address)
    given = {g["value"] for _, g in page.tags if "checked" in g or "selected" in g}
    assert {family.child, "HEALTH_VISITOR", "AGENCY_CHECKS", "SEEK"} <= given
    asked = nobody_asked(family)
    assert made_up.post(f"{family.path}/authorisations", asked, "MASH_MANAGER").status_code == 201
    # Where nothing contradicts anything, somebody has asked for it.
    other = add_family(made_up)
    alone = nobody_asked(other)
    reply = made_up.post(f"{other.path}/authorisations", alone, "MASH_MANAGER")
    assert "/requested_by" in reply.text


def nobody_asked(family: Family) -> dict[str, Any]:
    return {name: said for name, said in decision(family).items() if name != "requested_by"}


def test_whoever_decides_reads_the_worry_and_that_words_may_tell_of_harm(made_up: Running) -> None:
    """Both stood on the family's page alone; and an advocate was asked for of nobody."""
    family = add_family(made_up)
    worry = "Dad punched him, he has a black eye."
    enquiry = made_up.record(f"{family.path}/enquiries", {"worry": worry})["id"]
    nobody = made_up.record(f"{family.path}/adults", {"names": "Not known yet"})["id"]
    link = {"person": nobody, "child": family.child, "role": "UNKNOWN_FATHER"}
    why = {"pr_status": "UNCONFIRMED", "explanation": "She does not want to say."}
    made_up.record(f"{family.path}/relationships", link | why)
    asked = {"scope": family.scope(), "why": "He may be hurt.", "enquiry": enquiry}
    request = made_up.record(f"{family.path}/decision-requests", asked)["id"]
    manager = someone(made_up, MANAGER)
    sheet = manager.open(f"/files/{family.file}/decisions/{request}").text
    assert worry in sheet.partition("The worry")[2]
    assert "Words here may tell of harm or fear" in sheet
    assert "An advocate for Ann Example" in sheet
    assert "An advocate for Not known yet" not in sheet
    assert worry in manager.open(f"/files/{family.file}/decisions/new").text

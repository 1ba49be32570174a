"""What a page says of an order, a sign, a death and a letter is what is so."""

from __future__ import annotations

import re
from typing import Any

from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import MANAGER
from tests.pages.test_being_somebody import someone


def _page(service: Running, family: Family) -> str:
    return str(someone(service).open(family.path.removeprefix("/v1")).text)


def test_a_link_to_record_that_an_order_ended_does_not_read_as_if_it_had(made_up: Running) -> None:
    family = add_family(made_up)
    order: dict[str, Any] = {"child": family.child, "people": [family.mother]}
    order["order_type"] = "SPECIAL_GUARDIANSHIP"
    made_up.record(f"{family.path}/orders", {**order, "source": "Zz", "reference": "Z1"}, MANAGER)
    text = _page(made_up, family)
    assert "Record that this has ended" in text
    assert "It came to its end" not in text


def test_of_a_sign_in_whose_words_somebody_is_named_it_is_not_said_that_nothing_says_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    sign = {"person": family.mother, "code": "NOT_SAFE", "note": "Bo hits her."}
    made_up.record(f"{family.path}/signs", sign)
    text = _page(made_up, family)
    assert "“Bo hits her.”. Nobody has chosen because of whom" in text
    assert "Nothing says because of whom" not in text


def test_a_yes_of_somebody_recorded_as_dead_before_is_asked_about(made_up: Running) -> None:
    family = add_family(made_up)
    died = {"person": family.mother, "source": "Zz", "effective_at": "2026-03-01T09:00:00Z"}
    made_up.record(f"{family.path}/deaths", died)
    codes = [one["code"] for one in agree(made_up, family)["notices"]]
    assert "AFTER_THE_DEATH" in codes
    text = _page(made_up, family)
    assert "Said yes, after the day of their death: look who spoke" in text
    assert "has died since" not in text
    letter = made_up.get(f"{family.path}/people/{family.mother}/letters/OWN_PAGE").get_json()
    assert letter["why_not"] == "This person is recorded as having died. Nothing goes to them."


def test_of_a_letter_about_a_no_that_nobody_said_it_is_said_that_they_said_none(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    for kind in ("REFUSED", "STOPPED"):
        path = f"{family.path}/people/{family.mother}/letters/{kind}"
        why = made_up.get(path).get_json()["why_not"]
        assert why.startswith("Nothing on record, as their own page has it"), why
        assert "may know" not in why


def test_of_a_council_to_which_a_family_goes_nobody_is_asked_which_of_our_teams_it_is(
    made_up: Running,
) -> None:
    for reason, expected in (("TRANSFER", False), ("S47", True)):
        family = add_family(made_up, f"LCS-{reason}")
        path = f"{family.path}/enquiries/{family.enquiry}/end"
        said = {"reason": reason, "words": "Gone there.", "team": "Leeds", "dry_run": True}
        made = made_up.post(path, said, MANAGER).get_json()
        codes = [one["code"] for one in made["notices"]]
        assert ("TEAM_NOT_KNOWN" in codes) is expected


def test_of_what_is_due_in_two_enquiries_it_is_said_in_which(made_up: Running) -> None:
    """Each stood there twice, word for word: one was done and taken for both."""
    family = add_family(made_up)
    browser, file = someone(made_up), family.path.removeprefix("/v1")
    assert " in the enquiry of " not in browser.open(file).text
    second = {"rating": "AMBER", "referrer_agency": "POLICE"}
    made_up.record(f"{family.path}/enquiries", second)
    html = browser.open(file).reply.text.partition('id="due"')[2].partition("</section>")[0]
    lines = [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in html.split("<li>")[1:]]
    assert len(lines) > 4
    assert len(lines) == len(set(lines)), lines

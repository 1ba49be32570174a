"""What a page offers beside a talk: the decision that telling rests on, and whom to talk to."""

from __future__ import annotations

import pytest

from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place


def test_a_decision_to_tell_is_asked_for_about_the_very_thing(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    told = begun(browser, family, "TELL")
    (link,) = {
        given["href"] or ""
        for tag, given in told.tags
        if tag == "a" and "/decision-requests/new" in (given.get("href") or "")
    }
    form = browser.open(link)
    chosen = {given["value"] for _, given in form.tags if "checked" in given or "selected" in given}
    assert {family.child, "CHILD_HEALTH", "AGENCY_CHECKS", "SEEK"} <= chosen
    assert {"HEALTH_VISITOR", "GP"} <= chosen


def test_what_the_family_is_asked_and_what_the_services_are_is_not_said_in_the_same_words(
    made_up: Running,
) -> None:
    """Two questions of one page read "I ask them" and "Do you ask them", and meant others."""
    family = add_family(made_up)
    page = someone(made_up).open(place(family)).text
    assert "First: if they said no, would you share anyway?" in page
    assert "No: I ask for their agreement" in page
    assert "Yes: I tell them that it is shared, without asking for agreement" in page
    assert "Do we ask these services for information, or tell them something?" in page
    assert "Ask the agency" in page
    assert "Do you ask them" not in page
    told = begun(someone(made_up), family, "TELL").text
    assert "You tell Ann Example that it is shared, without asking for agreement." in told


def test_nobody_who_is_not_born_is_offered_to_talk_to(made_up: Running) -> None:
    family = add_family(made_up)
    unborn = {"names": "Baby Example", "estimated_due_date": "2026-05-01"}
    id = made_up.record(f"{family.path}/children", unborn)["id"]
    page = someone(made_up).open(place(family))
    speakers = [
        given["value"]
        for tag, given in page.tags
        if tag in ("input", "option") and given.get("name") == "person"
    ]
    assert family.child in speakers
    assert id not in speakers


@pytest.mark.parametrize("direction", ["SEEK", "SHARE", "BOTH"])
def test_the_script_says_whether_a_service_is_asked_or_told(
    made_up: Running, direction: str
) -> None:
    """Whoever hears that a service is asked agrees to something else than that it is told."""
    page = begun(someone(made_up), add_family(made_up), direction=direction)
    is_told = "I would not ask them for anything" in page.text
    assert is_told == (direction == "SHARE")
    assert ("They may know about" in page.text) != is_told
    assert ("why I am asking" in page.text) != is_told

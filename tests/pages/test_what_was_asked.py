"""What somebody of a family asked for is read where it is due, in their words, and what is recorded
of it elsewhere is a press away; whoever would ring them reads first that they asked not to be rung.
"""

from __future__ import annotations

import re
from html import unescape

import pytest

from consent_service.domain.codes import codes, label
from consent_service.domain.words.naming import lower_first
from tests.api.asking_own import gives_a_number, mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.pages.test_being_somebody import someone

WANTED = [code for code in codes("family_wants") if code != "HELP_NOW"]
LEADS = {
    "CHANGE_CONTACT": "contact-points/new",
    "CHANGE_AGREEMENT": "conversations/new",
    "SPEAK_TO_SOMEBODY": "conversations/new",
    "SUPPORTER": "advocates/new",
    "OTHER_LANGUAGE": "keep-informed/new",
}


def asked(service: Running, family: Family, wants: str) -> str:
    """What she wrote."""
    words = f"Please, about {wants.lower()}: ring after six."
    gives_a_number(service, family)
    mother_of(service, family).receipt("requests", {"wants": wants, "words": words})
    return words


@pytest.mark.swept  # A sample each day, and all in campaigns.
@pytest.mark.parametrize("wants", WANTED)
def test_what_is_asked_for_is_told_apart_and_led_to(made_up: Running, wants: str) -> None:
    """Five lines read “Answer what this person has asked for”, and one had to open each."""
    family = add_family(made_up)
    words = asked(made_up, family, wants)
    browser = someone(made_up)
    here = f"/files/{family.file}"
    page = browser.open(here)
    due = page.text.partition("What is due")[2]
    assert f"“{words}”" in due
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    (task,) = (one for one in tasks if one["code"].startswith("ANSWER_"))
    says_itself = task["code"] in ("ANSWER_CONTACT", "ANSWER_COMPLAINT")
    assert says_itself or task["so_far"] == label("family_wants", wants)
    if not says_itself:
        assert f"({lower_first(label('family_wants', wants))})" in due
    form = browser.open(f"{here}/family-requests/{task['about']}/answers/new")
    assert words in form.text
    leads = LEADS.get(wants)
    assert (leads is not None) == ("First, in a form of its own" in form.text)
    if leads is not None:
        assert f"{here}/{leads}?person={family.mother}" in form.reply.text.replace("&amp;", "&")


@pytest.mark.parametrize("how", ["NO_CONTACT_REQUESTED", "DO_NOT_CONTACT_AT_HOME"])
def test_whoever_would_ring_reads_that_they_asked_not_to_be(made_up: Running, how: str) -> None:
    """“Call this person: they have changed their mind” stayed a call, and said no more."""
    family = add_family(made_up)
    agree(made_up, family)
    gives_a_number(made_up, family)
    terms = {"person": family.mother, "times": ["WEEKLY"], "agreed_with_person": True}
    terms["methods"] = ["ONLINE_PAGE", how]
    made_up.record(f"{family.path}/keep-informed", terms)
    mother_of(made_up, family).receipt("withdrawals", {})
    said = lower_first(label("keep_informed_methods", how))
    page = someone(made_up).open(f"/files/{family.file}")
    assert f"Speak to this person: they have changed their mind ({said})" in page.text


def test_what_was_asked_for_is_read_in_every_list(made_up: Running) -> None:
    """Ten lines were told apart by “1 of 10”; a manager decided of what was asked for unread."""
    family = add_family(made_up)
    asked(made_up, family, "SPEAK_TO_SOMEBODY")
    asked(made_up, family, "LETTER")
    asked(made_up, family, "COMPLAIN")
    kinds = [lower_first(label("family_wants", one)) for one in ("SPEAK_TO_SOMEBODY", "LETTER")]
    # What is due on one day is in no order: it may stand on a page after the first.
    address, read, browser = "/to-do?late=false", "", someone(made_up)
    while address:
        page = browser.open(address)
        read += page.text
        following = re.search(r'href="(/to-do[?][^"]*cursor=[^"]*)"', page.reply.text)
        address = unescape(following[1]) if following else ""
    assert all(f"({one})" in read for one in kinds)
    sign = {"person": family.mother, "safe_to_ask": False, "code": "OTHER"}
    made_up.record(f"{family.path}/safety", sign)
    shown = someone(made_up, "3").open("/to-look-at").text
    # Nor is a complaint read as nothing at all where it may not be safe to answer it.
    kinds.append(lower_first(label("family_wants", "COMPLAIN")))
    assert all(f"Ann Example, Ng: {one}" in shown for one in kinds)

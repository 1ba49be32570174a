"""What a page says is to be done next: whoever decides is asked first, an answer of some time ago
says so, and an agency that would not is asked once more in words that say what it must do.
"""

from __future__ import annotations

from datetime import timedelta

from consent_service.pages.forms import Typed
from consent_service.pages.worker.protecting import SAFETY
from tests.api.disclosing import disclosure, reply_to
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks
from tests.pages.test_contacting import answered, links
from tests.pages.test_deciding import MANAGER, asked_for

_THEN = "This is the answer of"


def buttons(page: Page, ends: str) -> list[str]:
    return [
        given["href"] or ""
        for tag, given in page.tags
        if tag == "a" and given.get("role") == "button" and ends in (given.get("href") or "")
    ]


def test_a_young_person_who_decides_is_asked_before_their_parents(made_up: Running) -> None:
    family = add_family(made_up)
    competent = {"child": family.child, "status": "COMPETENT", "rationale": "She told us why."}
    made_up.record(f"{family.path}/competence", competent)
    answer = answered(someone(made_up), family)
    first, *_ = buttons(answer, "/conversations/new")
    assert f"person={family.child}" in first
    assert "Record what Ng says" in answer.text


def test_an_answer_that_something_came_after_says_that_it_is_of_then(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    address = asks(browser, family).headers["Location"]
    assert _THEN not in browser.open(address).text
    # Another check changes nothing.
    assert _THEN not in browser.open(asks(browser, family).headers["Location"]).text
    assert _THEN not in browser.open(address).text
    made_up.record(f"{family.path}/withdrawals", {"person": family.mother, "words": "No more."})
    page = browser.open(address)
    assert f"{_THEN} 9 March 2026" in page.text
    (again,) = links(page, "/check?")
    form = browser.open(again)
    ticked = [g["value"] for _, g in form.tags if "checked" in g or "selected" in g]
    assert ticked == [family.child, "HEALTH_VISITOR", "CHILD_HEALTH", "AGENCY_CHECKS", "SEEK"]


def test_an_agency_that_would_not_is_asked_once_more_in_words_that_are_offered(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    made = made_up.record(f"{family.path}/disclosures", disclosure(family))["id"]
    browser = someone(made_up)
    words = "Words to ask it once more"
    assert words not in browser.open(f"/files/{family.file}/sent").text
    reply_to(made_up, family, made, outcome="WOULD_NOT", because="NO_CONSENT")
    page = browser.open(f"/files/{family.file}/sent")
    assert words in page.text
    assert "section 16LA of the Children Act 2004" in page.text
    reply_to(made_up, family, made, outcome="SENT")
    assert words not in browser.open(f"/files/{family.file}/sent").text


def test_nothing_that_somebody_only_tried_is_shown_as_said_or_rested_on(made_up: Running) -> None:
    family = add_family(made_up)
    tried = {"person": family.father, "method": "PHONE_VERBAL", "words": "Went to voicemail."}
    made_up.record(f"{family.path}/attempts", tried)
    asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    page = browser.open("/decisions")
    assert "Tried to ask, not reached" in page.text
    assert "voicemail" not in page.text
    form = someone(made_up).open(f"/files/{family.file}/disclosures/new")
    assert "Tried to ask" not in form.text


def test_what_a_child_says_and_whom_they_do_not_want_told_stands_with_the_family(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    page = someone(made_up).open(f"/files/{family.file}")
    assert "What the children say" not in page.text
    wish = {"child": family.child, "objects": False, "words": "Not my dad, please."}
    made_up.record(f"{family.path}/wishes", wish | {"not_to_be_told": [family.father]})
    page = someone(made_up).open(f"/files/{family.file}")
    assert "“Not my dad, please.”" in page.text
    assert "They do not want these told: Bo Example." in page.text


def test_yes_and_no_are_read_back_as_they_were_asked() -> None:
    said = dict(SAFETY.in_words(Typed({"person": ("a" * 24,), "safe_to_ask": ("false",)})))
    assert said["Is it safe to ask them?"] == "No, or it may not be"


def test_an_answer_of_another_day_says_so_too(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    address = asks(browser, family).headers["Location"]
    made_up.clock.now += timedelta(days=1)
    assert _THEN in someone(made_up).open(address).text

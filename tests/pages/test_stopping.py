"""An agency is told that an agreement was taken back, and whether it goes ahead all the same."""

from __future__ import annotations

from tests.api.disclosing import agreed, disclose
from tests.api.running import Running, add_family, agree, decide
from tests.pages.test_being_somebody import someone


def test_the_form_says_what_it_was_offers_words_and_says_what_was_decided_since(
    made_up: Running,
) -> None:
    """It offered no words, and the agency was told to stop what a manager had decided."""
    family = add_family(made_up)
    agreement = agreed(made_up, family)
    sent = disclose(made_up, family, basis="AGREED", rests_on=[agreement])
    gone = {"person": family.mother, "method": "PHONE_VERBAL", "words": "No more."}
    made_up.record(f"{family.path}/withdrawals", gone)
    browser, address = someone(made_up), f"/files/{family.file}/disclosures/{sent}/stop-notice/new"
    form = browser.open(address)
    assert "Words for it" in form.text
    assert "It has been taken back." in form.text
    assert "Please do nothing more for us that rests on it alone." in form.text
    assert "If a child may be at risk, share at once" in form.text
    decide(made_up, family)
    form = browser.open(address)
    assert "A manager has decided that it goes ahead all the same, so say both" in form.text
    assert "Please go on." in form.text
    assert "do nothing more" not in form.text
    assert "so say both" in browser.open(f"/files/{family.file}").text


def test_whoever_takes_back_what_they_never_agreed_to_may_be_somebody_of_another_family(
    made_up: Running,
) -> None:
    """Two mothers have one name, and the no of one was kept in the family of the other."""
    family = add_family(made_up)
    agree(made_up, family)
    browser, path = someone(made_up), f"/files/{family.file}/withdrawals/new"
    stop = {"words": "Do not ring them any more"}
    asks = "They have agreed to nothing here. Is it the right family?"
    # A stop waits for nothing: it is kept, and then it is said.
    kept = browser.send(browser.open(path), path, person=family.father, **stop)
    assert kept.status_code == 303
    assert asks in browser.open(kept.location).text
    assert made_up.check(family.file, family.question())["outcome"] == "OBJECTION"
    reply = browser.send(browser.open(path), path, person=family.mother, **stop)
    assert reply.status_code == 303
    assert asks not in browser.open(reply.location).text

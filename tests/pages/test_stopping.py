"""An agency is told that an agreement was taken back, and whether it goes ahead all the same."""

from __future__ import annotations

from tests.api.disclosing import agreed, disclose
from tests.api.running import Running, add_family, decide
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

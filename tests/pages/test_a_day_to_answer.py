"""By when an agency is to answer is given by its day alone, with the contact or later."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.pages.test_being_somebody import someone

DAY = {"reply_by.day": "12", "reply_by.month": "3", "reply_by.year": "2026"}


def test_a_day_given_later_stands_with_what_was_sent(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    sent = {
        "subjects": [family.child],
        "agency": {"type": "POLICE"},
        "categories": ["CHILD_HEALTH"],
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        "basis": "PARTNER_DUTY",
        "summary": "Her health.",
        "words_sent": "Please tell us.",
    }
    id = made_up.record(f"/v1/files/{family.file}/disclosures", sent)["id"]
    where = f"/files/{family.file}/sent"
    assert "asked to answer by" not in browser.open(where).text
    path = f"/files/{family.file}/disclosures/{id}/replies/new"
    reply = browser.send(browser.open(path), path, outcome="ACCEPTED", **DAY)
    assert reply.status_code == 303
    # Where more was told than how it ended, that contact is chosen by its agency and day.
    told = browser.open(f"/files/{family.file}/agencies-told/new").reply.text
    assert f'<option value="{id}"' in told.partition('id="f-disclosure"')[2]
    assert "It was asked to answer by 12 March 2026" in browser.open(where).text

"""Whoever rang and was told nothing: a worker in a hurry says so where they see it, in a talk as
where they would record an attempt.
"""

from __future__ import annotations

from consent_service.domain.safety.heard import TOLD_NOTHING
from tests.api.running import Running, add_family
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import chosen, links

MANAGING = "MASH_MANAGER"


def test_that_they_were_told_nothing_is_said_where_it_is_seen(made_up: Running) -> None:
    family = add_family(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    attempt = browser.open(f"{here}/attempts/new?person={family.father}")
    (address,) = links(attempt, "/conversations/new")
    talk = browser.open(address)
    assert chosen(talk)["modifiers"] == [TOLD_NOTHING]
    assert [given.get("value") for _, given in talk.tags].count(TOLD_NOTHING) == 1
    seen = talk.reply.text.partition(f'value="{TOLD_NOTHING}"')[0]
    assert seen.count("<details") == seen.count("</details>"), "it stands in a closed part"
    path = address.partition("?")[0]
    said = {"modifiers": TOLD_NOTHING, "method": "PHONE_VERBAL", "pressure_concern": "NONE"}
    read = opened(browser.send(talk, path, **said))
    sent = browser.send(read, path)
    assert sent.status_code == 303, sent.text
    (kept,) = made_up.get(family.path).get_json()["conversations"]
    assert (kept["person"], kept["modifiers"]) == (family.father, [TOLD_NOTHING])
    # Nobody has spoken to him by it: he stood as spoken to, and was counted so.
    page = browser.open(here).text
    assert "They got in touch last on 9 March 2026, and were told nothing." in page
    assert "✓ Spoken to" not in page
    report = made_up.get("/v1/reports/caregivers-not-spoken-to", MANAGING).get_json()
    left = [one for one in report["rows"] if one.get("file") == family.file]
    assert family.father in {one["person"] for one in left}


def test_of_nobody_yet_it_is_first_asked_who_it_was(made_up: Running) -> None:
    family = add_family(made_up)
    browser, here = someone(made_up), f"/files/{family.file}"
    (address,) = links(browser.open(f"{here}/attempts/new"), "/conversations/new")
    talk = browser.open(address)
    assert "Who are you talking to?" in talk.text
    # It is carried to where the talk is written down.
    assert talk.form(address.partition("?")[0])["modifiers"] == TOLD_NOTHING

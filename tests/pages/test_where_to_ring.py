"""Whoever reads on a family's page that they may ring reads where, signed in or not."""

from __future__ import annotations

import pytest

from consent_service.pages.family import addresses
from consent_service.settings import Letterhead
from consent_service.storage.sealed.keys import whose
from tests.api.running import OURS, Running, add_family
from tests.pages.conftest import of_service
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import SIGN_IN, on_their_page


def test_whoever_reads_that_they_may_ring_reads_where(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A parent who was locked out was told to ring, and no number stood there."""
    family = add_family(made_up)
    service = made_up.app.extensions["consent"]
    head = Letterhead(telephone="020 7946 0000", freepost="FREEPOST")
    monkeypatch.setitem(service.letterheads, OURS, head)
    # Of several councils nobody can say whose anybody is who is signed out: each is called.
    assert len(service.authorities) > 1
    several = of_service(made_up).open(SIGN_IN).reply.text
    assert "tel:02079460000" in several
    assert f"<bdi>{service.councils.get(OURS, OURS)}</bdi>" in several
    # Each has a ledger of who looked besides, and is one council all the same.
    for other in set(service.keepers):
        if whose(other) != OURS:
            monkeypatch.delitem(service.keepers, other)
    assert len(service.keepers) > len(service.authorities) == 1
    browser = on_their_page(made_up, family)
    page = browser.open(addresses.STOP)
    browser.post("/sign-out", page.form("/sign-out"))
    read = [
        page,
        opened(browser.send(page, addresses.STOP), 401),
        browser.open(SIGN_IN),
        opened(browser.send(browser.open(SIGN_IN), SIGN_IN, reference="A"), 403),
        opened(browser.get("/your-page"), 404),
    ]
    for one in read:
        assert "tel:02079460000" in one.reply.text, one.heading
        assert f"<bdi>{service.councils.get(OURS, OURS)}</bdi>" not in one.reply.text


def test_of_whoever_is_to_be_spoken_to_it_is_said_that_no_number_is_on_record(
    made_up: Running,
) -> None:
    """“Speak to Leanne”, and nothing of how."""
    family, browser = add_family(made_up), someone(made_up)
    none = "no telephone or address of theirs is on record"
    here = f"/files/{family.file}"
    before = browser.open(here).text.count(none)
    assert before
    way = {"person": family.mother, "type": "PHONE", "value": "07700 900611", "safety": "SAFE"}
    made_up.record(f"{family.path}/contact-points", way)
    assert browser.open(here).text.count(none) < before

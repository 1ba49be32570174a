"""What was typed stands in a draft from the first press of a button on: whoever leaves the page on
which it is looked at again, or was signed out meanwhile, goes on with it.
"""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_begun import links
from tests.pages.test_being_somebody import BE, someone

WORDS = "Zz she will think about it and ring on Friday"


def drafts(browser: Browser, family: Family) -> list[str]:
    """Where each is gone on with that was begun about the family."""
    here = f"/files/{family.file}/drafts"
    return [one for one in links(browser.open(here)) if one.startswith(f"{here}/")]


def goes_on(browser: Browser, family: Family) -> Page:
    """The form as it is gone on with, of the one draft that there is."""
    (address,) = drafts(browser, family)
    return browser.open(browser.get(address).headers["Location"])


def talk(family: Family) -> tuple[str, dict[str, Any]]:
    return f"/files/{family.file}/conversations/new", {
        "person": family.mother,
        "parent_words": WORDS,
        "method": "PHONE_VERBAL",
        "more": "responses.none",
    }


def to_be_looked_at(browser: Browser, family: Family) -> tuple[str, Page]:
    """The page on which whoever pressed the button reads once more what they typed."""
    path, typed = talk(family)
    form = opened(browser.send(browser.open(path), path, **typed))
    typed.pop("more")
    return path, opened(browser.send(form, path, **typed))


def test_whoever_leaves_what_they_look_at_again_goes_on_with_it(made_up: Running) -> None:
    """The telephone rang, they left by a link, and nothing of it was there."""
    family, browser = add_family(made_up), someone(made_up)
    path, looked = to_be_looked_at(browser, family)
    assert "Check what you typed" in looked.title
    assert "Nothing is recorded yet. What you typed is kept as a draft" in looked.text
    assert WORDS in goes_on(browser, family).reply.text
    # On with it from where they were, it is one draft, and gone once it is on record.
    answered = {"not_a_no": "true"} if "not_a_no" in looked.reply.text else {}
    recorded = browser.send(looked, path, **answered)
    assert recorded.status_code == 303, recorded.text
    assert drafts(browser, family) == []


def test_what_is_refused_is_kept_as_well(made_up: Running) -> None:
    family, browser = add_family(made_up), someone(made_up)
    path = f"/files/{family.file}/plans/new"
    page = browser.open(path)
    refused = opened(browser.send(page, path, dangers=WORDS), 422)
    assert WORDS in goes_on(browser, family).reply.text
    sent = browser.send(refused, path, dangers=WORDS, children=family.child)
    assert sent.status_code == 303, sent.text
    assert drafts(browser, family) == []


def ended_for_everybody(service: Running, browser: Browser) -> None:
    """As after half an hour in which nobody did anything."""
    del browser
    service.app.extensions["consent"].access.browsers.end_all_of(service.authority, "worker-1")


def signed_out(service: Running, browser: Browser) -> None:
    """In another tab, by the button."""
    del service
    browser.post("/sign-out", browser.open("/").form("/sign-out"))


@pytest.mark.parametrize("ends", [ended_for_everybody, signed_out])
def test_whoever_was_signed_out_meanwhile_goes_on_with_it_once_they_are_back(
    made_up: Running, ends: Any
) -> None:
    """They signed in again, went away from the page, and had begun nothing about this family."""
    family, browser = add_family(made_up), someone(made_up)
    path, typed = talk(family)
    form = opened(browser.send(browser.open(path), path, **typed))
    for address in drafts(browser, family):
        gone = {"draft": address.rpartition("/")[2]}
        here = f"/files/{family.file}/drafts"
        browser.send(browser.open(here), here, **gone)
    typed.pop("more")
    ends(made_up, browser)
    out = opened(browser.send(form, path, **typed), 401)
    assert WORDS in out.text
    assert "kept as a draft of yours for a week" in out.text
    (back,) = [one for one in links(out) if one.startswith("/?to=")]
    wanted = parse_qs(urlsplit(unescape(back)).query)["to"][0]
    browser.send(browser.open("/"), BE, who="0")
    assert WORDS in browser.open(wanted).reply.text
    assert len(drafts(browser, family)) == 1
    # It is nobody else's, whoever signs in there.
    assert drafts(someone(made_up, "3"), family) == []


def test_what_says_whose_page_it_was_lets_nobody_in(made_up: Running) -> None:
    """It keeps a draft, and opens and records nothing."""
    family = add_family(made_up)
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}/conversations/new")
    token = page.form(f"/files/{family.file}/conversations/new")["typed_by"]
    asks = made_up.headers() | {"Authorization": f"Bearer {token}"}
    reply = made_up.client.get(family.path, headers=asks)
    assert reply.status_code == 401
    browser.cookie = token
    assert browser.get(f"/files/{family.file}").status_code == 401

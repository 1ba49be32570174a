"""Whoever has somebody's telephone next and goes back reads nothing of what was typed and sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.pages.family import addresses
from tests.api.running import Running, add_family, agree, text_of
from tests.pages.opening import Browser
from tests.pages.test_own_page import on_their_page

WORDS = "My dad hits me, nobody is to know."
#: Each form on which they type, what is chosen there, and whether nobody may read that it was sent.
FORMS: dict[str, tuple[str, dict[str, str], bool]] = {
    "stop": (addresses.STOP, {}, False),
    "wrong": (addresses.WRONG, {"what": "OTHER"}, False),
    "ask": (addresses.ASK, {"wants": "LETTER"}, False),
    "help": (addresses.ASK, {"wants": "HELP_NOW"}, True),
    "who must not know": (addresses.KEPT_FROM, {"who": "MY_DAD"}, True),
}


def sends(browser: Browser, path: str, typed: dict[str, Any]) -> str:
    """Where what it is answered with stands."""
    ours = {"Host": browser.host, "Origin": browser.origin, "Sec-Fetch-Site": "same-origin"}
    reply = browser.client.post(path, data=typed, headers=ours, base_url=browser.origin)
    assert reply.status_code == 303, reply.text
    return str(reply.headers["Location"])


@pytest.mark.parametrize("form", FORMS)
def test_what_was_typed_and_sent_is_on_no_page_that_is_gone_back_to(
    made_up: Running, form: str
) -> None:
    """The words, kept while a language was chosen, stood there after “nobody can read it there”."""
    family = add_family(made_up)
    agree(made_up, family, expires_at=text_of(made_up.clock.now + timedelta(days=20)))
    path, chosen, is_secret = FORMS[form]
    who = family.mother
    if form == "who must not know":
        born = {"names": "Ash Example", "dob": "2010-01-01"}
        who = made_up.record(f"{family.path}/children", born)["id"]
    browser = on_their_page(made_up, replace(family, mother=who))
    page = browser.open(path)
    typed = page.form(path) | chosen | {"words": WORDS}
    came_back = sends(browser, path, {**typed, "speak": "cy"})
    assert WORDS in browser.open(came_back).reply.text
    receipt = sends(browser, path, typed)
    told = browser.get(receipt)
    assert told.status_code == 200
    assert WORDS not in told.text
    # Of what is to be read by nobody there is no file to save either.
    assert (f'action="{addresses.RECEIPT}"' in told.text) is not is_secret
    # Back, from the receipt or from whatever follows.
    for _ in range(2):
        back = browser.get(came_back)
        assert (back.status_code, back.headers.get("Location")) == (303, "/"), back.text
    again = browser.get(receipt).text
    assert WORDS not in again
    written = TEXTS["own_help_now"] if form == "help" else TEXTS.get("own_kept_from", "")
    assert not (is_secret and written in again)

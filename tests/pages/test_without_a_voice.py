"""Whoever does not hear, or must not be heard, reads a way that needs no voice: on each page of
theirs and on paper, beside whatever says to ring.
"""

from __future__ import annotations

import html
from typing import Final

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.letters.paper import STYLES
from consent_service.pages.family import addresses
from consent_service.settings import Letterhead
from tests.api.running import OURS, Running, add_family, agree
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import SIGN_IN, on_their_page

#: To press, to text, to sign, to type; and how our own number is rung so.
WITHOUT_A_VOICE: Final = ("press 55", "register to 999", "999bsl.co.uk", "18000", "18001")
PAGES: Final = ("/", SIGN_IN, addresses.STOP, addresses.WRONG, addresses.ASK)


@pytest.fixture(autouse=True)
def _has_a_number(made_up: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    head = Letterhead(telephone="020 7946 0000", freepost="FREEPOST")
    monkeypatch.setitem(made_up.app.extensions["consent"].letterheads, OURS, head)


@pytest.mark.whole
@pytest.mark.parametrize("path", [*PAGES, addresses.asks("HELP_NOW")])
def test_a_way_that_needs_no_voice_stands_on_each_page_of_a_familys(
    made_up: Running, path: str
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    shown = html.unescape(on_their_page(made_up, family).open(path).text)
    assert [one for one in WITHOUT_A_VOICE if one not in shown] == []


def test_it_is_what_they_read_who_have_just_asked_for_help_or_stopped(made_up: Running) -> None:
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    for address, typed in (
        (addresses.asks("HELP_NOW"), {"wants": "HELP_NOW", "chosen": "HELP_NOW"}),
        (addresses.STOP, {"response": ""}),
    ):
        form = browser.open(address)
        sent = opened(browser.send(form, address.partition("?")[0], words="", **typed), 200)
        assert TEXTS["danger_silent"] in html.unescape(sent.text)


@pytest.mark.parametrize("style", STYLES)
def test_and_on_paper(made_up: Running, style: str) -> None:
    family = add_family(made_up)
    worker, path = someone(made_up), f"/files/{family.file}/people/{family.mother}/letters"
    agree(made_up, family)
    typed = {"kind": "ANSWER_COPY", "style": style, "contact": "", "language": "ur"}
    printed = html.unescape(worker.send(worker.open(path), path, **typed).text)
    assert [one for one in WITHOUT_A_VOICE if one not in printed] == []

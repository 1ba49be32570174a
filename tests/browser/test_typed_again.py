"""What was typed comes back: with the way back, and to whoever was cut off."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from consent_service.pages.family import addresses
from tests.browser.conftest import Shown, Watched
from tests.browser.test_conversation import THEIR_WORDS, decided, mia, signed_in, talk_of

#: What a worker types into a referral, by the name of the field: lines, a day, and several lines.
TYPED = {
    "children.0.names": "Cai O’Brien-Ŵyn",
    "children.0.dob.day": "4",
    "children.0.dob.month": "3",
    "children.0.dob.year": "2018",
    "adults.0.names": "Siân Example",
    "adults.0.value": "07700 900123",
    "enquiry.worry": "Hungry.\nNo coat.",
}


def _stands(page: Page) -> dict[str, str]:
    return {name: page.locator(f'[name="{name}"]').first.input_value() for name in TYPED}


def test_what_was_typed_into_one_line_comes_back_as_what_was_typed_into_several(
    window: Callable[..., Watched],
) -> None:
    """The names and the days were empty, or those first typed, beside all else as it was left."""
    seen = window()
    page = signed_in(seen)
    seen.go("/referrals/new")
    for name, text in TYPED.items():
        page.locator(f'[name="{name}"]').fill(text)
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    page.get_by_role("button", name="Record it").last.click()
    # Nobody said whether the number is safe to ring.
    page.get_by_role("button", name="Go back and put it right").click()
    expect(page).to_have_title("Error: Take in a referral – Agreement to share")
    corrected = page.locator('[name="children.0.names"]')
    corrected.fill("Cai Example")
    page.get_by_role("link", name="The first page").click()
    page.wait_for_url(f"{seen.address}/")
    page.go_back()
    expect(corrected).to_have_value("Cai Example")
    assert _stands(page) == {**TYPED, "children.0.names": "Cai Example"}
    page.go_back()
    expect(page).to_have_title("Check what you typed – Agreement to share")
    page.go_back()
    expect(corrected).to_have_value(TYPED["children.0.names"])
    assert _stands(page) == TYPED
    # Another form, though it is of the same kind, has nothing of it.
    seen.go("/")
    seen.go("/referrals/new")
    expect(corrected).to_have_value("")


def test_what_was_sent_is_kept_as_well_and_its_draft_ends_with_it(
    window: Callable[..., Watched], shown: Shown
) -> None:
    """What somebody began was listed for a week after it was recorded, as if nothing of it was."""
    who, seen = mia(shown), window()
    page = signed_in(seen)
    seen.go(talk_of(who))
    decided(page)
    began = f"/files/{who['file']}/drafts"
    page.get_by_label("In their own words", exact=True).first.fill(THEIR_WORDS)
    # Pressed at once, before anything typed was kept: it comes back, with what is wrong.
    page.get_by_role("button", name="Check and save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved at")
    elsewhere = window()
    other = signed_in(elsewhere)
    elsewhere.go(f"/files/{who['file']}")
    other.get_by_role("link", name="What you began and did not finish").click()
    other.get_by_role("link", name="Go on").first.click()
    expect(other.get_by_label("In their own words", exact=True).first).to_have_value(THEIR_WORDS)
    page.get_by_role("radio", name="By phone").check()
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    page.get_by_role("button", name="Check and save").click()
    page.get_by_role("radio", name="No, nothing").check()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    seen.go(began)
    assert page.get_by_role("link", name="Go on").count() == 0


@pytest.mark.parametrize(
    "how",
    [{}, pytest.param({"java_script_enabled": False}, marks=pytest.mark.campaign)],
    ids=["scripts", "none"],
)
def test_what_somebody_writes_on_their_own_page_is_heard_however_they_come_back_to_it(
    window: Callable[..., Watched], how: dict[str, Any]
) -> None:
    """They were signed out and signed in again; they went back; they read on in Welsh."""
    seen = window(width=320, **how)
    be_mia = re.compile("Be Mia Sample,")
    page = seen.go("/")
    page.get_by_role("button", name=be_mia).click()
    seen.go(addresses.asks("SPEAK_TO_SOMEBODY"))
    words = page.locator('[name="words"]')
    words.fill("He is coming home.")
    page.get_by_role("button", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(words).to_have_value("He is coming home.")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en-GB")
    # Signed out beside it, and in again.
    beside = seen.context.new_page()
    beside.goto(f"{seen.address}/")
    beside.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="Send this").click()
    expect(page.get_by_role("heading", name="You are signed out")).to_be_visible()
    expect(page.get_by_text("He is coming home.")).to_be_visible()
    seen.assert_fits()
    seen.assert_reachable()
    if not how:
        seen.assert_accessible()
    beside.goto(f"{seen.address}/")
    beside.get_by_role("button", name=be_mia).click()
    page.get_by_role("button", name="Send this").click()
    expect(page.get_by_text("It is not sent yet.")).to_be_visible()
    page.get_by_role("button", name="Send this").click()
    expect(page.get_by_role("heading", name="We have written this down")).to_be_visible()
    # What is written after going back is heard as well.
    seen.go(addresses.asks("SPEAK_TO_SOMEBODY"))
    for said in ("He is in the street.", "He is outside the door."):
        words.fill(said)
        page.get_by_role("button", name="Send this").click()
        expect(page.get_by_role("heading", name="We have written this down")).to_be_visible()
        page.go_back()
    beside.goto(f"{seen.address}/")
    for said in ("coming home", "in the street", "outside the door"):
        expect(beside.get_by_text(f"He is {said}.")).to_be_visible()


def test_what_is_too_long_is_not_sent_and_stays_where_it_was_typed(
    window: Callable[..., Watched],
) -> None:
    seen = window()
    page = signed_in(seen)
    seen.go("/referrals/new")
    worry = page.locator('[name="enquiry.worry"]')
    worry.fill("لفظ " * 12_000)
    sends = page.get_by_role("button", name="Record it").last
    sends.click()
    says = page.get_by_text("This is too long to be sent at once.")
    expect(says).to_be_visible()
    assert worry.input_value() == "لفظ " * 12_000
    worry.fill("Hungry.")
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    sends.click()
    expect(page).to_have_title("Check what you typed – Agreement to share")

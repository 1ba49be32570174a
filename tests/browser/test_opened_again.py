"""What was begun, left and opened again in a real browser is what is then recorded."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Shown, Watched
from tests.browser.test_conversation import THEIR_WORDS, decided, mia, signed_in, talk_of

CHILDREN = ("Kim Example", "Bo Example")
ADULTS = ("Ada Example", "Sol Example", "Ravi Example")


def _saved(page: Page) -> None:
    page.get_by_role("button", name="Save for later").click()
    expect(page.get_by_role("status")).to_contain_text("Saved. Nothing is recorded yet.")


def _gone_on_with(seen: Watched, began: str) -> None:
    seen.go(began)
    seen.page.get_by_role("link", name="Go on").first.click()
    # Of what was only saved nothing is said but that.
    expect(seen.page.get_by_text("it is on record", exact=False)).to_have_count(0)


@pytest.mark.parametrize(
    "how",
    [{}, pytest.param({"java_script_enabled": False}, marks=pytest.mark.campaign)],
    ids=["scripts", "none"],
)
def test_a_talk_that_was_saved_and_opened_again_is_recorded_as_it_was_typed(
    window: Callable[..., Watched], shown: Shown, how: dict[str, bool]
) -> None:
    """Beside another that was recorded a moment ago: it was said to be on record itself."""
    who, seen = mia(shown), window(**how)
    page = signed_in(seen)
    began = f"/files/{who['file']}/drafts"
    for words in ("Nobody came.", THEIR_WORDS):
        seen.go(talk_of(who))
        decided(page)
        page.get_by_label("In their own words", exact=True).first.fill(words)
        page.get_by_role("radio", name="By phone").check()
        page.get_by_role("checkbox", name="Nobody that I know of").check()
        if words == THEIR_WORDS:
            _saved(page)
            _gone_on_with(seen, began)
            expect(page.get_by_label("In their own words", exact=True).first).to_have_value(words)
            expect(page.get_by_role("radio", name="By phone")).to_be_checked()
            expect(page.get_by_role("checkbox", name="Nobody that I know of")).to_be_checked()
        page.get_by_role("button", name="Check and save").click()
        expect(page.get_by_role("main")).to_contain_text(words)
        page.get_by_role("radio", name="No, nothing").check()
        page.get_by_role("button", name="Record it").click()
        expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    seen.go(began)
    expect(page.get_by_text(THEIR_WORDS)).to_have_count(0)
    seen.assert_quiet()


def test_a_danger_in_the_third_row_of_a_referral_is_held_after_it_was_opened_twice(
    window: Callable[..., Watched],
) -> None:
    """He was none any more, without a word, and could be rung and told."""
    seen = window(width=390)
    page = signed_in(seen)
    seen.go("/referrals/new")
    page.locator('button[name="more"][value="children"]').click()
    for _ in ADULTS[1:]:
        page.locator('button[name="more"][value="adults"]').click()
    for place, name in enumerate(CHILDREN):
        page.locator(f'[name="children.{place}.names"]').fill(name)
        for part, value in (("day", "4"), ("month", "3"), ("year", str(2016 + place))):
            page.locator(f'[name="children.{place}.dob.{part}"]').fill(value)
    for place, name in enumerate(ADULTS):
        page.locator(f'[name="adults.{place}.names"]').fill(name)
        page.locator(f'[name="adults.{place}.role"]').select_option(index=1 + place)
        for child in ("child-1", "child-2"):
            page.locator(f'[name="adults.{place}.child"][value="{child}"]').check()
    page.locator('[name="enquiry.worry"]').fill("They were alone at night.")
    danger = page.locator('[name="must_not_hear"][value="adult-3"]')
    _saved(page)
    danger.check()
    _saved(page)
    for _ in range(2):
        _gone_on_with(seen, "/drafts")
        expect(danger).to_be_checked()
        for place in range(len(ADULTS)):
            for child in ("child-1", "child-2"):
                at = page.locator(f'[name="adults.{place}.child"][value="{child}"]')
                expect(at).to_be_checked()
        _saved(page)
    seen.assert_fits()
    page.get_by_role("button", name="Record it").last.click()
    expect(page).to_have_title("Check what you typed – Agreement to share")
    expect(page.get_by_text(re.compile("Adult 3.*may be a danger")).first).to_be_visible()
    if page.get_by_role("radio", name="No, nothing").count():
        page.get_by_role("radio", name="No, nothing").check()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("heading", name="Recorded")).to_be_visible()
    (file,) = re.findall(r"/files/([0-9a-f]+)/", page.url)
    seen.go(f"/files/{file}/attempts/new")
    held = page.get_by_role("radio", name=re.compile(f"{ADULTS[2]}.*safe to ask"))
    expect(held).to_be_visible()
    seen.assert_quiet()

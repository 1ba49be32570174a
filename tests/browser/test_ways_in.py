"""A worker makes a letter, and who has it types what stands there, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.browser.conftest import Shown, Watched


@pytest.mark.campaign
def test_a_letter_is_made_printed_and_typed_in_on_a_telephone(
    window: Callable[..., Watched], shown: Shown
) -> None:
    people = json.loads((shown.folder / "people.json").read_text(encoding="utf-8"))
    mia = next(one for one in people if one["name"] == "Mia Sample")
    seen = window(width=320)
    page = seen.go("/")
    seen.assert_accessible()
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.get_by_role("heading", name="Check before you contact an agency").wait_for()
    page = seen.go(f"/files/{mia['file']}/ways-in")
    page.get_by_role("heading", name="Mia Sample").wait_for()
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("ways-in")
    page = seen.go(f"/files/{mia['file']}/people/{mia['person']}/ways-in")
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("ways-in-give")
    page.get_by_role("button", name="Make the reference and the code").click()
    page.get_by_role("heading", name="Read this out").wait_for()
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("ways-in-letter")
    page.emulate_media(media="print")
    # On paper nothing says what it is about, and the pair stands there large.
    assert "share" not in page.inner_text("body").lower()
    assert page.locator("#code").is_visible()
    seen.keep("ways-in-printed")
    reference, code = (page.locator(f"#{one}").inner_text() for one in ("reference", "code"))
    phone = window(width=320)
    page = phone.go(f"/sign-in/family?ref={reference}")
    phone.assert_accessible()
    page.get_by_label("Your code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Your page").wait_for()
    phone.assert_fits()
    phone.assert_accessible()
    seen.assert_quiet()
    phone.assert_quiet()

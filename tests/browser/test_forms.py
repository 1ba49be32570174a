"""Every form of a worker in a real browser: at 320 pixels, as it is opened and as refused."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Shown, Watched
from tests.browser.test_conversation import mia, signed_in
from tests.pages.test_forms import FORMS

_RECORDED = re.compile(r"/recorded\?")


@pytest.mark.campaign
def test_each_form_fits_and_is_accessible_at_320_pixels(
    window: Callable[..., Watched], shown: Shown
) -> None:
    """Daily one of them is, the longest: `test_conversation.py`."""
    who, seen = mia(shown), window(width=320)
    signed_in(seen)
    for name, form in FORMS.items():
        path = form.path.replace("<string:file>", who["file"])
        path = path.replace("<string:person>", who["person"]).replace("<string:child>", who["john"])
        page = seen.go(re.sub(r"<string:\w+>", "0" * 24, path))
        if page.title().startswith("Error"):
            continue  # another's role
        seen.assert_fits()
        seen.assert_accessible()
        seen.keep(f"form-{name}")
        page.locator("main form button:visible").last.click()
        page.wait_for_load_state()
        seen.assert_fits()
        seen.assert_accessible()
        seen.keep(f"form-{name}-sent")
        answered = page.locator("main").inner_text()
        seen.go("/help/share-now")
        page.go_back()
        assert page.locator("main").inner_text() == answered, name
    strangers = [url for url in seen.asked if not url.startswith(seen.address)]
    assert strangers == []


def test_whoever_goes_back_and_presses_again_has_recorded_it_once(
    window: Callable[..., Watched], shown: Shown
) -> None:
    who, seen = mia(shown), window(width=320)
    signed_in(seen)
    page = seen.go(f"/files/{who['file']}/attempts/new?person={who['person']}")
    page.get_by_label("By telephone").check()

    def pressed() -> str:
        page.get_by_role("button", name="Record it").first.dblclick()
        # The second press gives up what the first leads to, so no one navigation can be waited for.
        expect(page).to_have_url(_RECORDED)
        page.wait_for_load_state()
        return page.url

    first = pressed()
    page.go_back()
    assert page.get_by_label("By telephone").is_checked()
    assert pressed() == first
    # What was changed since is not taken for what stands there.
    page.go_back()
    page.locator("[name=words]").fill("No answer once more.")
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    page.get_by_role("button", name="Record it").first.click()
    expect(page.get_by_text("This was recorded already, as it was typed first.")).to_be_visible()
    page.get_by_role("button", name="Record it").first.click()
    page.get_by_label("No. Nobody answered").check()
    assert pressed() != first

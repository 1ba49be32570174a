"""A worker's and a manager's day: two tabs, back, a double press, a session that ends."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Watched


def looked_at(seen: Watched, *paths: str) -> None:
    """Each page fits, and no rule of WCAG is broken on it."""
    for path in paths:
        seen.go(path)
        seen.assert_fits()
        seen.assert_accessible()


@pytest.mark.campaign
@pytest.mark.parametrize("width", [320, 1280])
def test_a_day_of_work(window: Callable[..., Watched], width: int) -> None:
    """`tests/pages/` holds the same pages each day, without a browser."""
    worker = window(width)
    worker.go("/").get_by_role("button", name="Be Priya Sample,").click()
    looked_at(worker, "/", "/to-do", "/share-now/new", "/my-families?whose=nobodys")
    free = worker.page.locator("main li").filter(has=worker.page.get_by_role("button"))
    file = free.first.locator("a").first.get_attribute("href") or ""
    other = worker.context.new_page()
    other.goto(f"{worker.address}{file}")

    # Pressed twice, and in another tab once more: it is theirs, and nothing is wrong.
    worker.page.get_by_role("button", name="Take it").first.dblclick()
    expect(worker.page.get_by_role("heading", level=1)).to_have_text("The family")
    other.get_by_role("button", name="Take it").click()
    expect(other.get_by_role("heading", level=1)).to_have_text("The family")
    expect(other.get_by_role("button", name="Take it")).to_have_count(0)
    worker.page.go_back()
    expect(worker.page.get_by_role("heading", level=1)).to_have_text("Families")

    worker.go("/find").locator("#about").fill("Sample")
    worker.page.get_by_role("button", name="Find the family").click()
    worker.assert_fits()
    worker.assert_accessible()
    looked_at(worker, file, f"{file}/timeline", f"{file}/record")
    of_somebody = worker.page.locator("main a[href*='/people/']").first.get_attribute("href")
    person = re.search(r"/people/[0-9a-f]+", of_somebody or "")
    assert person is not None
    looked_at(worker, f"{file}{person[0]}/letters", f"{file}/signs/new")
    worker.assert_quiet()

    # The session ends in the middle: what was typed is still there.
    worker.go(f"{file}/signs/new").locator("[name=note]").fill("He shouted at her.")
    worker.context.clear_cookies()
    worker.page.get_by_role("button", name="Record it").last.click()
    expect(worker.page.get_by_role("heading", level=1)).to_contain_text("still here")
    expect(worker.page.get_by_text("He shouted at her.")).to_be_visible()
    worker.assert_fits()
    worker.assert_accessible()

    manager = window(width)
    manager.go("/").get_by_role("button", name="Be Omar Sample,").click()
    looked_at(manager, "/", "/to-look-at", "/decisions", "/team", "/reports/decision-sample")
    # In these a word, and not a number, stands in the second of two columns.
    looked_at(manager, "/reports/implausible-facts", "/reports/disclosures-held-against")
    looked_at(manager, f"{file}/named", f"{file}/restrictions/new", f"{file}/decisions/new")
    manager.assert_quiet()

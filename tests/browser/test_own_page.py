"""A mother on an old telephone reads her page, stops one thing, and leaves at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Route

from consent_service.pages.family import addresses
from tests.browser.conftest import Watched


@pytest.mark.campaign
@pytest.mark.parametrize("tag", ["en-GB", "ur"])
@pytest.mark.parametrize("who", ["Mia", "Ali"])
def test_each_page_of_a_family_fits_a_small_telephone_and_a_finger(
    window: Callable[..., Watched], who: str, tag: str
) -> None:
    """Also read from right to left; and each page that leads on from the first."""
    seen = window(width=320)

    def looks_right(path: str) -> None:
        page = seen.go(path)
        assert page.locator("html").get_attribute("lang") == tag
        seen.assert_fits()
        seen.assert_reachable()
        seen.assert_accessible()
        seen.keep(f"{who}-{tag}-{path.partition('?')[0].rpartition('/')[2] or 'first'}")

    seen.go(f"/language?in={tag}&to=/sign-in/family")
    looks_right("/sign-in/family")
    seen.page.locator("main button").click()
    seen.page.locator(".govuk-error-summary").wait_for()
    seen.assert_reachable()
    looks_right("/left")
    page = seen.go("/")
    page.get_by_role("button", name=f"Be {who} Sample,").click()
    page.locator(".cs-header__out").wait_for()
    looks_right("/")
    links = page.locator("main a[href^='/your-page']").evaluate_all(
        "found => found.map(one => one.getAttribute('href'))"
    )
    for path in {link.partition("?")[0]: link for link in links}.values():
        looks_right(path)


@pytest.mark.campaign
@pytest.mark.parametrize("how", [{}, {"java_script_enabled": False}], ids=["scripts", "none"])
def test_a_mother_stops_one_thing_with_a_receipt(
    window: Callable[..., Watched], how: dict[str, Any]
) -> None:
    seen = window(width=320, **how)

    def looks_right(name: str) -> None:
        seen.assert_fits()
        seen.assert_reachable()
        if not how:
            seen.assert_accessible()
        seen.keep(name)

    page = seen.go("/")
    page.get_by_role("button", name="Be Mia Sample,").click()
    page.get_by_role("heading", name="What you have agreed to").wait_for()
    looks_right("own-page")
    assert page.title() == "Your page"
    page.get_by_role("link", name="Change this").first.click()
    page.get_by_text("Do you want to change something else?").wait_for()
    looks_right("own-change")
    page.get_by_role("link", name="Go back").click()
    page.get_by_role("link", name="Stop this").first.click()
    page.get_by_text("Are you sure?").wait_for()
    looks_right("own-stop")
    page.get_by_role("button", name="Yes, stop").click()
    page.get_by_role("heading", name="Your receipt").wait_for()
    looks_right("own-receipt")
    page.get_by_role("link", name="Go to your page").click()
    page.get_by_role("heading", name="What you said no to").wait_for()
    page.get_by_role("link", name="Say yes to this").first.click()
    page.get_by_role("heading", name="What it means to say yes").wait_for()
    looks_right("own-yes")
    page.get_by_role("link", name="No, go back").click()
    page.get_by_role("button", name="Tell us something is wrong").click()
    looks_right("own-wrong")
    page.get_by_role("link", name="Go back").click()
    page.get_by_role("button", name="Get a letter").click()
    looks_right("own-ask")
    page.get_by_role("heading", name="Get a letter").wait_for()
    seen.assert_quiet()


@pytest.mark.campaign
@pytest.mark.parametrize("key", ["Shift", "Escape"])
def test_a_key_three_times_leaves_and_the_back_button_does_not_return(
    window: Callable[..., Watched], key: str
) -> None:
    seen = window()
    page = seen.go("/")
    page.get_by_role("button", name="Be Ali Sample,").click()
    page.get_by_role("heading", name="What you have agreed to").wait_for()
    gone: list[str] = []

    def away(route: Route) -> None:
        gone.append(route.request.url)
        route.fulfill(body="rain")

    page.route("**/exit", away)
    before = page.evaluate("history.length")
    other = "Escape" if key == "Shift" else "Shift"
    for pressed in (key, other, key, key):
        page.keyboard.press(pressed)
    assert gone == []
    page.keyboard.press(key)
    page.get_by_text("rain").wait_for()
    assert len(gone) == 1
    assert page.evaluate("history.length") == before


def test_whoever_types_is_not_led_away_and_whoever_does_nothing_is(
    window: Callable[..., Watched],
) -> None:
    """After twenty minutes all that a slow writer had typed was gone, though they were typing."""
    seen = window(width=320)
    page = seen.page
    page.clock.install()
    seen.go("/")
    page.get_by_role("button", name="Be Mia Sample,").click()
    page.get_by_role("heading", name="What you have agreed to").wait_for()
    led: list[str] = []

    def leads(route: Route) -> None:
        led.append("exit")
        route.abort()

    page.route("**/exit?by=itself", leads)
    # We hear of it, so that the session lives on as well.
    heard: list[str] = []
    page.on("request", lambda one: heard.append(one.url) if one.url.endswith("/family") else None)
    seen.go(addresses.WRONG)
    words = page.locator('[name="words"]')
    for minute in range(1, 41):
        words.press_sequentially("a")
        page.clock.run_for(60_000)
        assert words.input_value() == "a" * minute
    assert led == []
    assert len(heard) > 10
    page.clock.run_for(21 * 60_000)
    page.wait_for_timeout(500)
    assert "exit" in led
    seen.complaints.clear()

"""Setting an account up and signing in with it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable

import pyotp

from consent_service.settings import Settings
from tests.browser.conftest import Shown, Watched
from tests.faults.commands import command

PASSWORD = "horse staple battery"


def code_for(shown: Shown, staff: str) -> str:
    """What an operator prints for somebody."""
    settings = Settings.read(shown.settings())
    done = command(settings, "staff", "set-up", "--authority", "demo", "--staff", staff)
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[0]


def test_an_account_is_set_up_and_signed_in_with_at_320_pixels(
    window: Callable[..., Watched], shown: Shown
) -> None:
    seen = window(width=320)
    page = seen.go("/set-up/demo")
    page.get_by_label("Your staff id for Sampleshire County Council").fill("worker-new")
    page.get_by_label("The code that you were given").fill(code_for(shown, "worker-new").lower())
    page.get_by_label("A password that you use nowhere else").fill("password2026!")
    seen.assert_accessible()
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("link", name="This password would be guessed.").click()
    # The field that is wrong is where one lands, and what was typed beside it is still there.
    assert page.evaluate("document.activeElement.id") == "password"
    assert (
        page.get_by_label("Your staff id for Sampleshire County Council").input_value()
        == "worker-new"
    )
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("set-up-wrong")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Add a second way to show it is you").wait_for()
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("set-up-factor")
    secret = page.locator(".cs-secret").inner_text().replace(" ", "")
    page.get_by_label("The 6 figures").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Continue").click()
    page.get_by_role("heading", name="Keep these codes").wait_for()
    recovery = page.locator(".cs-secret li").all_inner_texts()
    assert len(recovery) == 10
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("set-up-recovery")
    page.get_by_role("link", name="I have kept them: go on").click()
    page.get_by_text("You are signed in").first.wait_for()
    page.get_by_role("button", name="Sign out").first.click()

    page = seen.go("/sign-in")
    seen.assert_accessible()
    seen.keep("sign-in")
    page.get_by_label("Your staff id for Sampleshire County Council").fill("worker-new")
    page.get_by_label("Your password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Show that it is you").wait_for()
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("second")
    page.get_by_label("The 6 figures").fill(recovery[0])
    page.keyboard.press("Enter")
    page.get_by_text("You are signed in").first.wait_for()
    # What was typed once is no way in again, and is said so as a page.
    page = seen.go("/sign-in-again")
    page.get_by_label("The 6 figures").fill(recovery[0])
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="That did not work.").wait_for()
    seen.assert_accessible()
    seen.keep("did-not-work")
    strangers = [url for url in seen.asked if not url.startswith(seen.address)]
    assert strangers == []
    assert [one for one in seen.complaints if "403" not in one and "422" not in one] == []
    assert not [url for url in seen.asked if re.search(r"staple|worker-new|code=", url)]

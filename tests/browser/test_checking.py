"""A worker with a telephone at the ear: find, check, read the answer, contact and record it, by the
keyboard alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watched


def goes_to(page: Page, css: str) -> None:
    """Press Tab until it is reached."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("css => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"Tab does not reach {css}")


@pytest.mark.parametrize(
    "how",
    [
        {},
        pytest.param({"width": 320}, marks=pytest.mark.campaign),
        pytest.param(
            {"java_script_enabled": False, "width": 320},
            marks=pytest.mark.campaign,
        ),
        pytest.param({"forced_colors": "active"}, marks=pytest.mark.campaign),
    ],
    ids=["as it is", "320 pixels", "320 pixels and no scripts", "forced colours"],
)
def test_a_check_is_asked_and_read_by_the_keyboard_alone(
    window: Callable[..., Watched], how: dict[str, Any]
) -> None:
    seen = window(**how)

    def looks_right(name: str) -> None:
        seen.assert_fits()
        if how.get("java_script_enabled", True):
            seen.assert_accessible(without=["color-contrast"] if "forced_colors" in how else [])
        seen.keep(f"{name}-{how.get('width', 1024)}")

    page = seen.go("/")
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.get_by_label("Who is it about?").wait_for()
    looks_right("home")
    scripted = how.get("java_script_enabled", True)

    def press(css: str, key: str, label: str) -> None:
        """With the keyboard; where no script says what has the focus, by its label."""
        if scripted:
            goes_to(page, css)
            page.keyboard.press(key)
        elif key == "Space":
            page.get_by_label(label, exact=True).first.check()
        else:
            page.locator(css).first.click()

    page.get_by_label("Who is it about?").fill("John Sample")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="It may be").wait_for()
    looks_right("found")
    press(".cs-card a[href*='/check']", "Enter", "")
    page.get_by_role("heading", name="Check before you contact an agency").wait_for()
    looks_right("check")
    # Whoever was looked for and found.
    assert page.get_by_label("John Sample, 1").is_checked()
    page.get_by_label("Service", exact=True).select_option("HEALTH_VISITOR")
    press("[name=categories][value=CHILD_HEALTH]", "Space", "The child's health")
    press(
        "[name=categories][value=EDUCATION]",
        "Space",
        "Attendance, behaviour and progress in education",
    )
    page.get_by_label("Why?").select_option("CIN_ASSESSMENT")
    press("[name=direction]", "Space", "Ask the agency")
    if scripted:
        goes_to(page, "main button[type=submit]:not(.cs-enter)[class='govuk-button']")
        page.keyboard.press("Enter")
    else:
        page.locator("main").get_by_role("button", name="Check", exact=True).last.click()
    page.get_by_role("heading", name="Some of this is agreed").wait_for()
    looks_right("answer")
    assert page.get_by_text("✓ Agreed").is_visible()
    assert page.get_by_role("heading", name="Words for the agency").is_visible()
    file = page.url.partition("/checks/")[0].removeprefix(seen.address)
    press("main a[href*='/disclosures/new']", "Enter", "")
    page.get_by_role("heading", name="You contacted an agency").wait_for()
    looks_right("contacting")
    sent = page.get_by_label("The words that you")
    offered = sent.input_value()
    assert "We are asking you for information" in offered
    # What only the worker knows stands there in brackets, and is not kept as it was offered.
    offered = offered.replace("[your secure email]", "priya@hub.example")
    sent.fill(offered.replace("[day and time]", "noon on Friday"))
    press("[name=must_not_hear][value=NOBODY]", "Space", "Nobody that I know of")
    press("main form button[type=submit]:not(.cs-enter)", "Enter", "")
    page.get_by_role("heading", name="Recorded").wait_for()
    looks_right("contacted")
    every = ("/to-do", "/my-families?whose=all", file, f"{file}/agreed", f"{file}/timeline")
    for path in every:
        page.goto(seen.address + path)
        looks_right(path.rpartition("/")[2].partition("?")[0])
    seen.assert_quiet()

"""The first minutes with the service, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Watched
from tests.browser.screenshots import to_an_answer

PEOPLE = {
    "Priya Sample": "Safeguarding hub worker",
    "Omar Sample": "Safeguarding hub manager",
    "Ines Sample": "Auditor",
    "Tom Sample": "Information governance officer",
    "The office of Park School": "Partner agency representative",
}


@pytest.mark.parametrize(
    ("how", "each"),
    [
        ({}, 4),
        pytest.param({}, 1, marks=pytest.mark.campaign),
        pytest.param({"java_script_enabled": False, "width": 320}, 4, marks=pytest.mark.campaign),
        pytest.param({"width": 320}, 4, marks=pytest.mark.campaign),
        pytest.param({"forced_colors": "active"}, 4, marks=pytest.mark.campaign),
    ],
    ids=["as it is", "everybody", "320 pixels and no scripts", "320 pixels", "forced colours"],
)
def test_one_press_makes_you_anybody_and_one_more_nobody(
    window: Callable[..., Watched], how: dict[str, Any], each: int
) -> None:
    seen = window(**how)
    for name, role in list(PEOPLE.items())[::each]:
        page = seen.go("/")
        seen.assert_fits()
        seen.keep(f"whom-{how.get('width', 1024)}")
        page.get_by_role("button", name=f"Be {name},").click()
        page.get_by_text("You are signed in").first.wait_for()
        seen.assert_fits()
        if how.get("java_script_enabled", True):
            # axe is a script itself. Under forced colours it reads the wrong ones.
            seen.assert_accessible(without=["color-contrast"] if "forced_colors" in how else [])
        seen.keep(f"here-{role.split()[0].lower()}-{how.get('width', 1024)}")
        said = page.locator("main").inner_text()
        assert name in said
        assert role in said
        (cookie,) = seen.context.cookies()
        assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Lax", "/")
        page.get_by_role("button", name="Sign out").first.click()
        page.get_by_role("heading", name="You are signed out").wait_for()
        seen.keep("signed-out")
        assert seen.context.cookies() == []
    seen.assert_quiet()


def test_the_way_to_share_now_is_the_first_thing_that_tab_reaches(
    window: Callable[..., Watched],
) -> None:
    seen = window(width=320)
    for path in ("/", "/help", "/help/answers/ask", "/help/share-now", "/sign-in", "/signed-out"):
        page = seen.go(path)
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.textContent.trim()")
        assert focused == "A child is at risk now: share now"
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="A child is at risk now").wait_for()
    seen.assert_accessible()
    seen.keep("share-now-320")
    seen.assert_fits()
    seen.assert_quiet()


def test_the_picture_of_the_documents_can_be_taken_again(window: Callable[..., Watched]) -> None:
    seen = window()
    to_an_answer(seen.go("/"))
    seen.assert_quiet()


def test_with_keys_alone_somebody_signs_in_and_out(window: Callable[..., Watched]) -> None:
    seen = window()
    page = seen.go("/")
    for _ in range(40):
        page.keyboard.press("Tab")
        if "Omar" in page.evaluate("document.activeElement.textContent"):
            break
    page.keyboard.press("Enter")
    page.get_by_text("You are signed in").first.wait_for()
    for _ in range(4):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == "Sign out":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="You are signed out").wait_for()
    # What is gone back to is asked for again, and shows nobody.
    page.go_back()
    assert "Omar Sample" not in page.inner_text("main") or "Be Omar" in page.inner_text("main")


def test_another_sites_page_can_do_nothing_with_a_session(window: Callable[..., Watched]) -> None:
    """A form that a stranger's page sends, with the browser's own cookie."""
    seen = window()
    page = seen.go("/")
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.get_by_text("You are signed in").first.wait_for()
    seen.context.route(
        "http://stranger.example/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f"<form method=post action='{seen.address}/sign-out'><button>Win</button></form>",
        ),
    )
    page.goto("http://stranger.example/")
    with page.expect_navigation():
        page.get_by_role("button", name="Win").click()
    assert "Error" in page.title()
    seen.go("/")
    page.get_by_text("You are signed in").first.wait_for()

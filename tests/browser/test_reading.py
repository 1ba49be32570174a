"""What a worker reads of a family, wide and on a telephone, with all that unfolds unfolded."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.conftest import Watched


@pytest.mark.campaign
@pytest.mark.parametrize("width", [1280, 320])
def test_each_page_that_is_read_of_a_family_fits_and_is_accessible(
    window: Callable[..., Watched], width: int
) -> None:
    """The daily sample is the answer's, in `test_checking.py`."""
    seen = window(width=width)
    page = seen.go("/")
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.get_by_label("Who is it about?").wait_for()
    page = seen.go("/my-families?whose=all")
    family = page.locator("main li a:has(strong)").first.get_attribute("href")
    page = seen.go(f"{family}/together")
    closing = page.locator("main a[href$='/closing']").first.get_attribute("href")
    of_family = ("", "/agreed", "/agreed?known_at=2026-11-09T00:00:00Z", "/timeline", "/sent")
    for path in (
        *(f"{family}{one}" for one in of_family),
        f"{family}/together",
        closing,
        "/help",
        "/help/tasks/speak-to",
    ):
        page = seen.go(str(path))
        for one in page.locator("summary").all():
            one.click()
        seen.assert_fits()
        seen.assert_accessible()
        seen.keep(f"reading-{str(path).rpartition('/')[2].partition('?')[0]}-{width}")
    seen.assert_quiet()


def test_what_is_chosen_is_seen_in_the_readers_own_colours(window: Callable[..., Watched]) -> None:
    seen = window(forced_colors="active")
    page = seen.go("/")
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.get_by_label("Who is it about?").wait_for()
    seen.go("/my-families?whose=all")
    ground = "one => getComputedStyle(one).backgroundColor"
    here = page.locator(".cs-whose a[aria-current]").first.evaluate(ground)
    assert here != page.locator(".cs-whose a:not([aria-current])").first.evaluate(ground)
    family = page.locator("main li a:has(strong)").first.get_attribute("href")
    seen.go(str(family))
    drawn = "one => getComputedStyle(one).stroke"
    words = page.locator("h1").evaluate("one => getComputedStyle(one).color")
    assert page.locator(".cs-family__box").first.evaluate(drawn) == words

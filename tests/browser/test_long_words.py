"""A telephone, and words that are wider than it: nobody scrolls sideways for what was typed."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.conftest import Watched
from tests.browser.test_conversation import signed_in
from tests.trying import is_campaign

_LONG = "Llan" + "fairpwllgwyngyll" * 9
_TYPED = {
    "children.0.names": f"Cai {_LONG}",
    "children.0.dob.day": "4",
    "children.0.dob.month": "3",
    "children.0.dob.year": "2018",
    "adults.0.names": f"Mair {_LONG}",
    "enquiry.referrer_words": _LONG,
    "enquiry.worry": _LONG,
}
#: Of a family, where what was typed is read or chosen among.
_READ = (
    *("", "/agreed", "/timeline", "/ways-in", "/record", "/check", "/conversations/new"),
    *("/decision-requests/new", "/referrals/new"),
)


def test_what_is_wider_than_a_telephone_breaks(window: Callable[..., Watched]) -> None:
    """A name that a family has, and a word run together in haste: pages were six times as wide."""
    seen = window(width=320)
    page = signed_in(seen)
    seen.go("/referrals/new")
    for name, text in _TYPED.items():
        page.locator(f'[name="{name}"]').fill(text)
    page.locator('[name="adults.0.role"]').select_option("MOTHER")
    page.locator('[name="adults.0.pr_status"]').select_option("YES")
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    page.get_by_role("button", name="Record it").last.click()
    page.get_by_role("heading", name="Check what you typed").wait_for()
    seen.assert_fits()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name="Recorded").wait_for()
    family = page.locator('main a[href^="/files/"]').first.get_attribute("href")
    every = [*(f"{family}{one}" for one in _READ), "/my-families?whose=nobodys", "/to-do"]
    # Every day the family's page, a form in which names are chosen, and a list.
    for where in every if is_campaign() else every[::5]:
        seen.go(where)
        seen.assert_fits()

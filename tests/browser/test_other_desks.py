"""The pages of whoever runs the service, speaks for an agency, or advises on the law."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Watched

#: By whom: every page that is theirs.
DESKS = {
    "Ash Sample": (
        *("/people", "/people/listed/new", "/people/worker-priya"),
        *("/people/worker-priya/rights/new", "/systems", "/services", "/services/new", "/rules"),
    ),
    "The office of Park School": ("/requests",),
    "Noor Sample": ("/audit/families",),
}


@pytest.mark.campaign
@pytest.mark.parametrize(
    "how",
    [{}, {"java_script_enabled": False, "width": 320}],
    ids=["as it is", "320 pixels and no scripts"],
)
@pytest.mark.parametrize("name", DESKS)
def test_each_page_of_theirs_fits_and_is_read_by_everybody(
    window: Callable[..., Watched], name: str, how: dict[str, Any]
) -> None:
    seen = window(**how)
    page = seen.go("/")
    page.get_by_role("button", name=f"Be {name},").click()
    page.get_by_text("You are signed in as").wait_for()
    for place, path in enumerate(DESKS[name]):
        seen.go(path)
        seen.assert_fits()
        if how.get("java_script_enabled", True):
            seen.assert_accessible()
        seen.keep(f"desk-{name.split(maxsplit=1)[0].lower()}-{place}-{how.get('width', 1024)}")
    if name == "The office of Park School":
        page.get_by_role("button", name="What is agreed about us now?").click()
        page.get_by_role("heading", name="What is agreed about your organisation").wait_for()
        seen.assert_fits()
        seen.go("/requests")
        page.get_by_role("link", name="Answer").click()
        page.get_by_label("We have sent what you asked for", exact=True).check()
        seen.assert_fits()
        page.get_by_role("button", name="Send it").click()
        page.get_by_text("answered: we have sent what you asked for").wait_for()
    seen.assert_quiet()

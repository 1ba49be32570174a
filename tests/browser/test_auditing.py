"""An auditor's day by the pages alone: is it whole, a proof, a family at a minute, a draw."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watched
from tests.browser.third import VERIFIER


def _checks_without_us(page: Page, copy: Path, origin: str, key: str) -> None:
    """In the verifier that stands alone, opened from the disk."""
    page.goto(VERIFIER.as_uri())
    page.locator("#origin").fill(origin)
    page.locator("#keys").fill(key)
    page.locator("#tar").set_input_files(copy)
    page.get_by_role("button", name="Check it").click()
    page.locator("#found.sound").wait_for()
    page.close()


@pytest.mark.campaign
@pytest.mark.parametrize(
    "how",
    [{}, {"java_script_enabled": False, "width": 320}],
    ids=["as it is", "320 pixels and no scripts"],
)
def test_an_auditors_day(window: Callable[..., Watched], how: dict[str, Any]) -> None:
    """`tests/pages/test_auditing.py` holds the same pages each day, without a browser."""
    seen = window(**how)

    def looks_right(name: str) -> None:
        seen.assert_fits()
        if how.get("java_script_enabled", True):
            seen.assert_accessible()
        seen.keep(f"auditor-{name}-{how.get('width', 1024)}")

    page = seen.go("/")
    page.get_by_role("button", name="Be Ines Sample,").click()
    page.get_by_role("button", name="Verify now").click()
    # It goes on without the page: whoever comes back finds what it found.
    for _ in range(60):
        if page.get_by_role("heading", name="The record is whole", exact=True).count():
            break
        page.wait_for_timeout(1_000)
        seen.go("/audit")
    looks_right("whole")

    page.get_by_role("link", name="Save a copy of the whole ledger").click()
    looks_right("copies")
    saved = []
    for name in ("Save the copy of “The record”", "Save the copy of “Who looked at it”"):
        with page.expect_download() as waits:
            page.get_by_role("button", name=name).click()
        saved.append(Path(waits.value.path()))
    pins = page.locator("dd.cs-hash").all_inner_texts()
    if how.get("java_script_enabled", True):
        for place, copy in enumerate(saved):
            _checks_without_us(page.context.new_page(), copy, *pins[2 * place : 2 * place + 2])
    seen.go("/audit")

    page.get_by_label("The entry’s number").fill("40")
    page.get_by_role("button", name="Show the proof").click()
    page.get_by_role("heading", name="Entry 40 and its proof").wait_for()
    looks_right("proof")

    page.get_by_role("link", name="What staff saw").click()
    page.get_by_label("Which family?").fill("John")
    page.get_by_role("button", name="Find the family").click()
    looks_right("found")
    page.get_by_role("link", name="Family 1").click()
    # Where the same person opened it within the hour, it is open.
    if page.get_by_label("Your reason").count():
        looks_right("closed")
        page.get_by_label("Your reason").fill("Sampled for the inspection of the autumn.")
        page.locator("main button.govuk-button").last.click()
    page.get_by_role("heading", name="What staff saw").wait_for()
    assert "Child 1" in page.content()
    looks_right("now")
    talked = page.locator("#asked ~ ul li", has_text="Spoken to").first.inner_text()
    assert re.search(r"Spoken to \d+ \w+ \d{4}", talked)
    page.get_by_label("The minute").fill("2026-01-01T12:00")
    page.get_by_role("button", name="See that minute").click()
    page.get_by_text("No child was on file.").wait_for()
    assert page.get_by_role("heading", name="Recorded since").count()
    looks_right("then")

    page.get_by_role("link", name="Ten decisions").click()
    page.get_by_label("Recorded in the last").select_option("366")
    page.get_by_label("The word").fill("six and four")
    page.get_by_role("button", name="Draw ten").click()
    page.locator("#ten").wait_for()
    looks_right("ten")
    assert page.get_by_role("link", name="What was on file at that minute").count()
    seen.assert_quiet()

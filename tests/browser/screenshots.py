"""`make screenshots`: the pictures of the docs, taken from a demonstration that runs.

python -m tests.browser.screenshots docs/pictures
"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tests.browser.conftest import CHROMIUM, NONE_HERE
from tests.demonstrated import demonstration, free_port

SIZE = ViewportSize(width=1100, height=900)


def main(into: Path) -> None:
    """Check before an agency is contacted, as a worker, and keep what is seen."""
    if CHROMIUM is None:
        raise SystemExit(NONE_HERE)
    into.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        port = free_port()
        with demonstration(Path(folder) / "var", port):
            chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = chromium.new_page(viewport=SIZE, locale="en-GB")
            page.goto(f"http://127.0.0.1:{port}/")
            to_an_answer(page)
            page.screenshot(path=into / "answer.png", full_page=True)
            chromium.close()


def to_an_answer(page: Page) -> None:
    """From the list of made-up people to an answer."""
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.get_by_label("Who is it about?").fill("John Sample")
    page.get_by_role("button", name="Find the family").click()
    page.locator("main a[href*='/check?']").first.click()
    page.get_by_label("John Sample, 1").check()
    page.get_by_label("Service", exact=True).select_option("HEALTH_VISITOR")
    page.get_by_label("The child's health", exact=True).check()
    page.get_by_label("Attendance, behaviour and progress in education").check()
    page.get_by_label("Why?").select_option("CIN_ASSESSMENT")
    page.get_by_label("Ask the agency", exact=True).check()
    page.locator("main").get_by_role("button", name="Check", exact=True).last.click()
    page.get_by_role("heading", name="Some of this is agreed").wait_for()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

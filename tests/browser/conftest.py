"""Debian's Chromium in front of the demonstration, as `make run` starts it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from tests.rules.test_readme import demonstration, free_port

CHROMIUM = shutil.which("chromium")
NONE_HERE = "Chromium is not installed here: `make browser` does that, as root on Debian"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if CHROMIUM is None and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=NONE_HERE))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield started
        started.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder, port = tmp_path_factory.mktemp("shown") / "var", free_port()
    with demonstration(folder, port):
        yield f"http://127.0.0.1:{port}"


class Watched:
    """A window whose every request and complaint is noted."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.address = address

    def _note(self, kind: str, text: str) -> None:
        # Chromium tells of each time it forgot what it was told to forget.
        if not text.startswith("Clear-Site-Data header"):
            self.complaints.append(f"{kind}: {text}")

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def assert_quiet(self) -> None:
        """Nothing was asked of anybody else, and nothing was complained of."""
        strangers = [url for url in self.asked if not url.startswith(self.address)]
        assert strangers == []
        assert self.complaints == []

    def assert_fits(self) -> None:
        """Nobody has to scroll sideways to read a line."""
        sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide, seen = self.page.evaluate(sizes)
        assert wide <= seen, (self.page.url, wide, seen)

    def keep(self, name: str) -> None:
        """A picture of the whole page, where somebody asks for pictures."""
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture
def window(chromium: Browser, address: str) -> Iterator[Callable[..., Watched]]:
    """Opens windows that share nothing, as in `window(width=320, java_script_enabled=False)`."""
    contexts = []

    def opened(width: int = 1024, **options: Any) -> Watched:
        size = ViewportSize(width=width, height=800)
        contexts.append(chromium.new_context(viewport=size, locale="en-GB", **options))
        return Watched(contexts[-1], address)

    yield opened
    for context in contexts:
        context.close()

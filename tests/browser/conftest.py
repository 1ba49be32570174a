"""Debian's Chromium in front of the demonstration, as `make run` starts it."""

from __future__ import annotations

import os
import shlex
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from consent_service.demonstration import moved_by
from tests.demonstrated import free_port, served, shared_by_all
from tests.trying import is_campaign

#: Of axe's rules. Without the last one it leaves out how large what is pressed must be.
_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: What is pressed here, and is smaller than a finger needs. What is not seen is not pressed.
_TOO_SMALL = """() => [...document.querySelectorAll("a[href], button, input, textarea, summary")]
  .map(one => [one, one.getBoundingClientRect()])
  .filter(([one, at]) => at.width > 1 && at.height > 1 && (at.width < 44 || at.height < 44))
  .filter(([one]) => getComputedStyle(one).visibility !== "hidden"
    && !one.classList.contains("govuk-skip-link"))
  .map(([one, at]) => `${one.outerHTML.slice(0, 120)}: ${at.width} x ${at.height}`)"""
CHROMIUM = shutil.which("chromium")
#: The same without all that stands around a page: it reads and draws it alike, for half the time.
#: It is asked every day, where it is there; in campaigns the whole of it.
_PAGES_ALONE = shutil.which("chromium-headless-shell") or CHROMIUM
#: Milliseconds to wait for what is to be seen: how busy a machine is says nothing of a page.
_PATIENCE = 60_000
expect.set_options(timeout=_PATIENCE)
NONE_HERE = "Chromium is not installed here: `make browser` does that, as root on Debian"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if CHROMIUM is None and Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.skip(reason=NONE_HERE))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=CHROMIUM if is_campaign() else _PAGES_ALONE,
            args=[
                "--no-sandbox",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-gpu",
                "--in-process-gpu",
                "--renderer-process-limit=1",
            ],
        )
        yield started
        started.close()


@dataclass(frozen=True)
class Shown:
    """A demonstration that runs: where, and in which folder."""

    address: str
    folder: Path

    def moved_by(self) -> timedelta:
        """How much later it all happens than in the samples: it was begun on a day of any week."""
        begun = (self.folder / "people.json").stat().st_mtime
        return moved_by(datetime.fromtimestamp(begun, UTC))

    def settings(self) -> dict[str, str]:
        """What operators' commands need to find it."""
        lines = (self.folder / "env").read_text(encoding="utf-8").splitlines()
        return dict(shlex.split(line)[1].split("=", 1) for line in lines)


@pytest.fixture(scope="session")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder, port = tmp_path_factory.mktemp("shown") / "var", free_port()
    with served(shared_by_all(tmp_path_factory.getbasetemp()), folder, port):
        yield Shown(f"http://127.0.0.1:{port}", folder)


class Watched:
    """A window whose every request and complaint is noted."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.page: Page = context.new_page()
        self.page.set_default_timeout(_PATIENCE)
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda said: self._note(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.address = address
        self._has_seen_colours = False
        self._looked = 0

    def _note(self, kind: str, text: str) -> None:
        # Chromium tells of each time it forgot what it was told to forget.
        if not text.startswith("Clear-Site-Data header"):
            self.complaints.append(f"{kind}: {text}")

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def _is_whole(self) -> None:
        """With its stylesheets: a heading stands there before they do, and widths are others."""
        self.page.wait_for_load_state("load")

    def assert_quiet(self) -> None:
        """Nothing was asked of anybody else, and nothing was complained of."""
        strangers = [url for url in self.asked if not url.startswith(self.address)]
        assert strangers == []
        assert self.complaints == []

    def assert_fits(self) -> None:
        """Nobody has to scroll sideways to read a line."""
        self._is_whole()
        sizes = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
        wide, seen = self.page.evaluate(sizes)
        assert wide <= seen, (self.page.url, wide, seen)

    def assert_reachable(self) -> None:
        """Nothing that a finger must hit is lower or narrower than 44 px."""
        self._is_whole()
        assert self.page.evaluate(_TOO_SMALL) == [], self.page.url

    def assert_accessible(self, without: Sequence[str] = ()) -> None:
        """No rule of WCAG 2.2 AA that a program can look for is broken, but for those named.

        That takes as long as to make a page and to show it: every day every third page of a window
        is looked at, and its first. How far colours stand apart takes two thirds of it and comes
        from one stylesheet: every day it is looked at on the first. In campaigns all of it on all.
        """
        self._looked += 1
        if self._looked % 3 != 1 and not is_campaign():
            return
        left_out = {*without}
        if self._has_seen_colours and not is_campaign():
            left_out.add("color-contrast")
        self._has_seen_colours = True
        rules = {name: {"enabled": False} for name in left_out}
        wanted = {
            "runOnly": {"type": "tag", "values": _WCAG},
            "rules": rules,
            # Of what is right not every element is told.
            "resultTypes": ["violations"],
        }
        found = Axe().run(self.page, options=wanted)
        violations = found.response["violations"]
        broken = {one["id"]: [node["html"] for node in one["nodes"]] for one in violations}
        assert broken == {}, self.page.url

    def keep(self, name: str) -> None:
        """A picture of the whole page, where somebody asks for pictures."""
        folder = os.environ.get("SCREENSHOTS")
        if folder:
            self.page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.fixture(scope="session")
def closed() -> dict[str, list[BrowserContext]]:
    """Windows that are used no more, by how they were opened: a new one costs a process of its own,
    and as much as ten pages in it.
    """
    return defaultdict(list)


@pytest.fixture
def window(
    chromium: Browser, shown: Shown, closed: dict[str, list[BrowserContext]]
) -> Iterator[Callable[..., Watched]]:
    """Opens windows that share nothing, as in `window(width=320, java_script_enabled=False)`."""
    opened: list[tuple[str, BrowserContext]] = []

    def open_one(width: int = 1024, **options: Any) -> Watched:
        how = repr((width, sorted(options.items())))
        context = closed[how].pop() if closed[how] else a_window(chromium, width, **options)
        opened.append((how, context))
        return Watched(context, shown.address)

    yield open_one
    for how, context in opened:
        forget(context)
        closed[how].append(context)


def a_window(chromium: Browser, width: int, **options: Any) -> BrowserContext:
    """One with an empty page that stays: with its last page a window goes, and Chromium makes a new
    one with all that stands around a page, which takes as long as ten pages.
    """
    size = ViewportSize(width=width, height=800)
    context = chromium.new_context(viewport=size, locale="en-GB", **options)
    context.new_page()
    return context


def forget(context: BrowserContext) -> None:
    """As if it were new. Our pages leave nothing in a browser but a cookie."""
    for page in context.pages[1:]:
        page.close()
    assert context.storage_state()["origins"] == []
    context.unroute_all()
    context.clear_cookies()

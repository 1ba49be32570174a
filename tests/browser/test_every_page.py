"""Every page there is, in a real browser: read by everybody, on the narrowest screen, without
scripts, and with the way to share now one key press away. Whoever adds a page adds it here by that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

import html5lib
import pytest
from playwright.sync_api import Browser as Chromium

from consent_service.access.sessions import PLAIN_COOKIE as COOKIE
from consent_service.pages.table import PAGES
from tests.browser.conftest import Watched, a_window, forget
from tests.pages.tree import wrong_with
from tests.pages.walked import EXIT, LEAD_ON, SHARE_NOW, Visit, Walk, served, walk

SHOWN = [one for one in PAGES if one.method == "GET" and one.name not in LEAD_ON]
#: Of the pages, each day as many as take some seconds; a campaign walks through all of them.
STEPS = [
    pytest.param(60, id="a sample"),
    pytest.param(1, id="all", marks=pytest.mark.campaign),
]


@pytest.fixture(scope="module", params=STEPS)
def walked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Walk, list[Visit]]]:
    with walk(tmp_path_factory.mktemp("walked"), whole=request.param == 1) as begun:
        yield begun, list(begun.visits(SHOWN[:: request.param]))


def by_reader(visits: list[Visit]) -> dict[str, list[Visit]]:
    found = defaultdict(list)
    for one in visits:
        found[one.who].append(one)
    return found


def test_every_page_is_read_by_everybody_on_the_narrowest_screen_with_share_now_first(
    chromium: Chromium, walked: tuple[Walk, list[Visit]]
) -> None:
    begun, visits = walked
    wrong: list[str] = []
    with served(begun) as address:
        for is_scripted in (True, False):
            context = a_window(chromium, 320, java_script_enabled=is_scripted)
            for who, seen in by_reader(visits).items():
                if secret := begun.browsers[who].cookie:
                    context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
                window = Watched(context, address)
                for one in seen:
                    for problem in _looked_at(window, one, is_scripted=is_scripted):
                        how = "scripts" if is_scripted else "no scripts"
                        wrong.append(f"{one.page}, {who}, {how}: {problem}")
                forget(context)
            context.close()
    assert wrong == [], "\n".join(wrong)


def test_no_link_and_no_button_leads_anybody_to_where_they_may_not_go(
    walked: tuple[Walk, list[Visit]],
) -> None:
    begun, visits = walked
    is_whole = len(visits) == len(SHOWN)
    readers = list(begun.browsers) if is_whole else ["Ines", "Noor", "Park", "Priya", "Ash"]
    dead = [end for who in readers for end in begun.dead_ends(who, 6 if is_whole else 1)]
    assert dead == []
    # Whatever is pressed without typing anything: that does what it says, so it is pressed last.
    dead = [end for who in readers for end in begun.dead_buttons(who, 3 if is_whole else 1)]
    assert dead == []


def _looked_at(window: Watched, one: Visit, *, is_scripted: bool) -> Iterator[str]:
    """What is wrong with a page as somebody sees it."""
    reply = window.page.goto(window.address + one.address)
    if reply is None or reply.status != 200:
        yield f"answered {reply and reply.status}"
    checks: list[Callable[[], None]] = [window.assert_fits, window.assert_quiet]
    if is_scripted:
        checks += [window.assert_accessible]
    for check in checks:
        try:
            check()
        except AssertionError as problem:
            yield str(problem)
    yield from wrong_with(html5lib.parse(window.page.content(), namespaceHTMLElements=False))
    window.page.keyboard.press("Tab")
    first = window.page.evaluate("document.activeElement.textContent.trim()")
    wanted = EXIT if window.page.locator(".cs-exit").count() else SHARE_NOW
    if first != wanted:
        yield f"Tab reaches {first!r} first"
    window.complaints.clear()

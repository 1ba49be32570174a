"""What staff saw at a minute, of a family of whom more is on record than one page of a list."""

from __future__ import annotations

import pytest

from consent_service.pages.auditing import listsattwotimes
from tests.api.disclosing import disclosure
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Browser
from tests.pages.test_auditing import AUDITOR, MINUTE, WHY
from tests.pages.test_being_somebody import someone


def at_the_minute(browser: Browser, address: str) -> str:
    """All that is said of the minute itself: who looked grows with each look."""
    return browser.open(address).text.partition("Who looked")[2].partition("Who looked")[0]


def test_however_many_pages_its_lists_have_a_minute_is_shown_whole_or_says_what_is_left_out(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(made_up, "MANY-PAGES-1")
    agree(made_up, family)
    for _ in range(3):
        checked = made_up.check(family.file, family.question())["ledger"]["seq"]
        made_up.record(f"{family.path}/disclosures", disclosure(family, check=checked))
    made_up.clock.now += 5 * MINUTE
    browser, address = someone(made_up, AUDITOR), f"/audit/files/{family.file}"
    form = browser.open(f"{address}/openings/new")
    browser.send(form, f"{address}/openings/new", reason=WHY)
    # They look, and that they opened it is an entry: what is recorded from here on came later.
    made_up.clock.now += 5 * MINUTE
    for _ in range(2):
        made_up.check(family.file, family.question())
    minute = made_up.clock.now - 2 * MINUTE
    at = browser.send(browser.open(address), address, as_of=f"{minute:%Y-%m-%dT%H:%M}")
    then = at.headers["Location"]
    hidden = browser.open(then).form(f"{address}/minutes")
    browser.post(f"{address}/minutes", hidden | {"reason": WHY})

    def in_pages_of(many: int, at_most: int = 100) -> str:
        monkeypatch.setattr(listsattwotimes, "_A_PAGE", many)
        monkeypatch.setattr(listsattwotimes, "PAGES", at_most)
        return at_the_minute(browser, then)

    whole = in_pages_of(200)
    assert whole.count("the same answer again") == 3
    assert whole.count("It rested on") == 3
    assert in_pages_of(2) == whole
    assert "entries were not to be seen then" in browser.open(then).text
    cut = in_pages_of(2, at_most=1)
    assert "Only the first 2 entries were read" in cut
    assert "These are the first 2. There are more." in cut
    assert "Not all of it was read for this page" in browser.open(then).text

    # The hour is over and the minute alone is open: every entry of then all the same, and of what
    # went out as much as one page has.
    made_up.clock.now += 61 * MINUTE
    browser = someone(made_up, AUDITOR)
    assert "This minute alone lies open to you" in browser.open(then).text
    alone = in_pages_of(2)
    assert alone.count("the same answer again") == 3
    assert "Only the first" not in alone
    assert "These are the first 2. There are more: open the family, with a reason" in alone

"""One press says that whoever supported somebody in an enquiry that has ended still does."""

from __future__ import annotations

from tests.api.running import Running, add_family
from tests.api.test_advocates import steps
from tests.api.test_still_supports import opened_again
from tests.api.test_supported import RUTH, supports
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone


def presses(page: Page) -> list[str]:
    return [
        given["action"] or ""
        for tag, given in page.tags
        if tag == "form" and (given.get("action") or "").endswith("/advocate")
    ]


def test_one_press_says_that_they_are_still_supported(made_up: Running) -> None:
    """The whole form was walked again for each enquiry: named, checked, confirmed."""
    family = add_family(made_up)
    supports(made_up, family)
    page = f"/files/{family.file}"
    browser = someone(made_up)
    assert presses(browser.open(page)) == []
    family = opened_again(made_up, family)
    shown = browser.open(page)
    (press,) = presses(shown)
    assert f"{RUTH} supported them in the enquiry that ended on" in shown.text
    assert f"{RUTH} still supports them" in shown.text
    assert browser.send(shown, press).status_code == 303
    after = browser.open(page)
    assert presses(after) == []
    assert f"Checked and confirmed: {RUTH}" in after.text
    # Where they want nobody by now the page says so, and records nothing.
    steps(made_up, family, family.mother, {"status": "DECLINED", "enquiry": family.enquiry})
    size = made_up.size()
    assert "Nobody is on record of whom this can be said" in browser.open(press).text
    assert browser.send(browser.open(press), press).status_code in (409, 422)
    assert made_up.size() == size

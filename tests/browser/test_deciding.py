"""A manager decides by the keyboard alone, on one sheet whose four options are of one size."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page

from consent_service.machine import system_clock
from tests.browser.conftest import Watched
from tests.browser.test_checking import goes_to

_WORDS = {
    "what_risk": "He came to nursery with a bruise that nobody could explain.",
    "why_now": "He goes home this afternoon.",
    "why_this_agency_and_information": "The nursery sees him each day and would notice a change.",
    "what_if_we_wait": "There may be another injury before anybody has looked.",
    "alternatives_considered": "Asking his mother again; she has not answered since Friday.",
}


def asked_for(page: Page, address: str) -> None:
    """A worker asks a manager to decide about a family of the demonstration."""
    page.goto(f"{address}/my-families?whose=all")
    links = [one.get_attribute("href") or "" for one in page.locator("main a").all()]
    file = next(one for one in links if re.fullmatch(r"/files/[0-9a-f]{32}", one))
    page.goto(f"{address}{file}/decision-requests/new")
    page.locator("[name=why]").fill("Nobody could explain the bruise.")
    page.locator("[name=decision][value=OVERRIDE_DECISION]").check()
    page.locator("[name=urgency][value=SAME_DAY]").check()
    page.locator("[name='scope.subjects']").last.check()
    page.locator("[name='scope.agencies.0']").select_option("SCHOOL")
    page.locator("[name='scope.categories'][value=EDUCATION]").check()
    page.locator("[name='scope.purposes']").select_option("AGENCY_CHECKS")
    page.locator("[name='scope.directions'][value=BOTH]").check()
    page.locator("main button.govuk-button:not(.cs-enter)").last.click()
    page.get_by_role("heading", name="Recorded").wait_for()


@pytest.mark.campaign
@pytest.mark.parametrize(
    "how",
    [
        {},
        {"width": 320},
        {"java_script_enabled": False, "width": 320},
        {"forced_colors": "active"},
    ],
    ids=["as it is", "320 pixels", "320 pixels and no scripts", "forced colours"],
)
def test_a_manager_decides_by_the_keyboard_alone(
    window: Callable[..., Watched], how: dict[str, Any]
) -> None:
    """`tests/pages/test_deciding.py` holds the same sheet each day, without a browser."""
    worker = window()
    worker.go("/").get_by_role("button", name="Be Priya Sample,").click()
    asked_for(worker.page, worker.address)
    seen = window(**how)
    scripted = how.get("java_script_enabled", True)

    def looks_right(name: str) -> None:
        seen.assert_fits()
        if scripted:
            seen.assert_accessible(without=["color-contrast"] if "forced_colors" in how else [])
        seen.keep(f"{name}-{how.get('width', 1024)}")

    def press(css: str, *keys: str) -> None:
        """Reached by Tab; where no script says what has the focus, by what it is."""
        if scripted:
            goes_to(page, css)
        else:
            page.locator(css).first.focus()
        for key in keys:
            page.keyboard.press(key)

    page = seen.go("/")
    page.get_by_role("button", name="Be Omar Sample,").click()
    page.get_by_role("link", name="Decisions", exact=True).click()
    page.get_by_role("heading", name="Decisions waiting").wait_for()
    looks_right("decisions")
    press("main h2 a", "Enter")
    page.get_by_role("heading", name="Your decision").wait_for()
    looks_right("decide")
    boxes = [one.bounding_box() for one in page.locator(".cs-options button").all()]
    assert len({(round(b["width"]), round(b["height"])) for b in boxes if b}) == 1
    colours = "all => all.map(one => getComputedStyle(one).backgroundColor)"
    assert len(set(page.locator(".cs-options button").evaluate_all(colours))) == 1
    press("[name='duty_test.relevant']", "Space")
    press("[name='duty_test.may_help']", "Space")
    press("[name='duty_test.more_harm_than_good']", "ArrowDown")
    press("[name=reason_codes][value=DUTY_S16LA]", "Space")
    for name, words in _WORDS.items():
        press(f"[name='rationale.{name}']")
        # The same reasons twice within thirty days are refused as pasted.
        page.keyboard.type(f"{words} ({', '.join(how) or 'wide'})")
    press("[name=kind]", "ArrowDown")
    press("[name='telling.status']", "ArrowDown")
    look_again = system_clock() + timedelta(days=2)
    for part in ("day", "month", "year"):
        press(f"[name='telling.on.{part}']")
        page.keyboard.type(str(getattr(look_again, part)))
    press(".cs-options button", "Enter")
    page.get_by_role("heading", name="Check what").wait_for()
    assert page.get_by_text(
        "The law says this must be shared, even if a parent has said no."
    ).is_visible()
    looks_right("decide-read")
    press("main form button[type=submit]:not([name])", "Enter")
    page.get_by_role("heading", name="Recorded").wait_for()
    for path in ("/to-look-at", "/team", "/reports", "/reports/decisions"):
        page.goto(seen.address + path)
        looks_right(path.strip("/").replace("/", "-"))
    seen.assert_quiet()

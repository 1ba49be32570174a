"""An inspector's four questions about a family, asked with the pages alone: what was known, what
was answered, who was told what, who looked.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from consent_service.domain.times import LONDON
from tests.browser.conftest import Shown, Watched

#: A mother who has left, and a father whom nobody may ask: `samples/unsafe.json`.
REFERENCE, HIS_NAME = "SAMPLE-0005", "Carl Sample"
#: A decision was made at 11:30, asked about at 11:35, and the police at 12:00.
ASKED = datetime(2026, 11, 12, 11, 35, tzinfo=UTC)
BEFORE, AFTER = ASKED + timedelta(minutes=5), ASKED + timedelta(minutes=35)
_UNDER = """heading => {
  const found = []
  let next = heading
  while ((next = next.nextElementSibling) && next.tagName !== 'H2') found.push(next.innerText)
  return found.join('\\n')
}"""
WHY = "Sampled for the inspection of the autumn."


def under(page: Page, heading: str) -> str:
    """What stands under this heading of the page, up to the next one of its rank."""
    whole: str = page.locator("main h2", has_text=heading).evaluate(_UNDER)
    return whole


def at_the_minute(page: Page, minute: datetime) -> None:
    page.get_by_label("The minute").fill(f"{minute.astimezone(LONDON):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="See that minute").click()
    expect(page.get_by_text("What staff could see on")).to_be_visible()


def says_why(page: Page, button: str) -> None:
    page.get_by_label("Your reason").fill(WHY)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", name="What staff saw")).to_be_visible()


def test_four_questions_about_a_family_are_answered_by_the_pages_alone(
    window: Callable[..., Watched], shown: Shown
) -> None:
    later = shown.moved_by()
    seen = window()
    page = seen.go("/")
    page.get_by_role("button", name="Be Ines Sample,").click()
    page.get_by_role("link", name="What staff saw").click()
    page.get_by_label("Which family?").fill(REFERENCE)
    page.get_by_role("button", name="Find the family").click()
    page.get_by_role("link", name="Family 1").click()
    if page.get_by_label("Your reason").count():
        says_why(page, "Open it")
    family = page.url

    at_the_minute(page, BEFORE + later)
    seen.assert_fits()
    # What was known.
    assert "Child 1, 4 years old" in under(page, "What was on file")
    assert "Go ahead without asking" in under(page, "What was on file")
    asked = under(page, "Who had been asked")
    assert "Not safe to ask" in asked.partition("Parent 2")[2]
    assert "Agreed: Health visitor" in asked.partition("Parent 2")[0]
    # What was answered.
    answers = under(page, "What each check answered")
    assert "a manager has decided to go ahead" in answers
    assert "It is not known to be safe to ask." in answers
    assert answers.count("The rules give the same answer again") == 3
    # Who was told what: nobody yet, at that minute.
    assert "None, as far as was on record." in under(page, "Which words went out")
    assert "asked about Parent 2" in under(page, "Recorded since")
    assert HIS_NAME not in page.content()

    at_the_minute(page, AFTER + later)
    assert "Asked Police, about Parent 2" in under(page, "Which words went out")
    page.get_by_role("link", name="Show the names, with a reason").click()
    says_why(page, "Show the names")
    words = f"We are asking about {HIS_NAME}."
    assert words in under(page, "Which words went out")
    page.get_by_role("link", name="From the question to the reply").click()
    assert "Go ahead without asking. Entry" in page.locator("main").inner_text()
    assert words in page.locator("main").inner_text()
    assert "It is not safe that the family knows of it." in page.locator("main").inner_text()

    # Who looked: staff then, and the inspector now, with the reason that they gave.
    minute = (ASKED + later).astimezone(LONDON)
    page.goto(f"{family}/looks")
    looked = page.locator("main").inner_text()
    assert f"Priya Sample, safeguarding hub worker, {minute.day} {minute:%B %Y at %H:%M}" in looked
    assert WHY in looked.partition("Why:")[2].partition("Priya Sample")[0]
    seen.assert_fits()
    seen.assert_quiet()

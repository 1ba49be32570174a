"""A conversation is recorded in a real browser: counted, at 320 pixels, without scripts, by key."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Shown, Watched

#: Seconds, of somebody who is no expert (Card, Moran and Newell, The Keystroke-Level Model, 1980):
#: to think, to point and to press; and to type one character.
A_PRESS, A_CHARACTER = 1.35 + 1.1 + 0.2, 0.28
FOUR_MINUTES = 240.0
THEIR_WORDS = "The doctor is fine. Ask me before anybody else."
EXPLAINED = ("All of the first 9",)
#: A field a question, a word for each: what was said to each service.
CELLS = (
    ("GP surgery: the child's health", "Yes"),
    ("GP surgery: the child's development or disability", "Yes"),
    ("Health visitor: the child's health", "Yes"),
    ("Health visitor: the child's development or disability", "Not discussed"),
)
ALSO = (
    ("How did you talk?", "By phone"),
    ("Were they alone?", "Seen alone"),
    ("Was there any sign of pressure?", "No sign of pressure"),
)


class Counted:
    """What it costs to fill a page in."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.presses = self.typed = 0

    def press(self, role: Any, name: str, within: str = "") -> None:
        of = self.page.get_by_role("group", name=within) if within else self.page
        of.get_by_role(role, name=name, exact=True).first.click()
        self.presses += 1

    def type(self, label: str, words: str) -> None:
        self.page.get_by_label(label, exact=True).first.fill(words)
        self.presses += 1
        self.typed += len(words)

    @property
    def seconds(self) -> float:
        return self.presses * A_PRESS + self.typed * A_CHARACTER


def mia(shown: Shown) -> dict[str, str]:
    people = json.loads((shown.folder / "people.json").read_text(encoding="utf-8"))
    found: dict[str, str] = next(one for one in people if one["name"] == "Mia Sample")
    kept = dict(line.split() for line in (shown.folder / "sample.txt").read_text().splitlines())
    return {**found, "john": kept["john"], "enquiry": kept["enquiry"]}


def decided(page: Page, anyway: str = "No: I ask for their agreement") -> None:
    """First of all: whether they are asked or told."""
    page.get_by_role("radio", name=anyway).check()
    page.get_by_role("button", name="Go on to the conversation").click()
    page.get_by_role("heading", name="Say").wait_for()


def signed_in(seen: Watched) -> Page:
    page = seen.go("/")
    page.get_by_role("button", name="Be Priya Sample,").click()
    page.wait_for_load_state()
    return page


def talk_of(who: dict[str, str]) -> str:
    """Where a page leads that was asked about two services and two kinds of information, in this
    enquiry: another test may have opened one more.
    """
    return (
        f"/files/{who['file']}/conversations/new?person={who['person']}&agencies=GP.HEALTH_VISITOR"
        f"&categories=CHILD_HEALTH.DEVELOPMENT_DISABILITY&subjects={who['john']}"
        f"&purpose=CIN_ASSESSMENT&direction=SEEK&enquiry={who['enquiry']}"
    )


@pytest.mark.parametrize(
    "how",
    [
        {},
        pytest.param({"java_script_enabled": False, "width": 320}, marks=pytest.mark.campaign),
        pytest.param({"forced_colors": "active"}, marks=pytest.mark.campaign),
    ],
    ids=["as it is", "320 pixels and no scripts", "forced colours"],
)
def test_a_conversation_is_recorded_in_under_four_minutes(
    window: Callable[..., Watched], shown: Shown, how: dict[str, Any]
) -> None:
    """Daily as it is; the rest in the campaign."""
    who, seen = mia(shown), window(**how)
    scripts = how.get("java_script_enabled", True)
    without = ["color-contrast"] if "forced_colors" in how else []
    signed_in(seen)
    page = seen.go(talk_of(who))
    page.get_by_role("heading", name="Record a conversation").wait_for()
    seen.assert_fits()
    if scripts:
        seen.assert_accessible(without)
    seen.keep(f"conversation-first-{how.get('width', 1024)}")
    counted = Counted(page)
    counted.press("radio", "No: I ask for their agreement")
    counted.press("button", "Go on to the conversation")
    page.get_by_role("heading", name="Say").wait_for()
    seen.assert_fits()
    if scripts:
        seen.assert_accessible(without)
    seen.keep(f"conversation-{how.get('width', 1024)}")
    for words in EXPLAINED:
        counted.press("checkbox", words)
    counted.type("In their own words", THEIR_WORDS)
    for question, answer in (*CELLS, *ALSO):
        counted.press("radio", answer, question)
    # One press more than before: words were typed, and somebody may be a danger.
    counted.press("checkbox", "Nobody that I know of")
    if scripts:
        page.get_by_text("Saved at").wait_for()
    counted.press("button", "Check and save")
    page.get_by_role("heading", name="Check what you typed").wait_for()
    assert THEIR_WORDS in page.inner_text("main")
    seen.assert_fits()
    if scripts:
        seen.assert_accessible(without)
    seen.keep(f"conversation-read-{how.get('width', 1024)}")
    # Beside a yes it is asked of whatever they said.
    counted.press("radio", "Yes")
    counted.press("button", "Record it")
    page.get_by_role("heading", name="Recorded").wait_for()
    seen.assert_fits()
    if scripts:
        seen.assert_accessible(without)
    assert counted.presses <= 18
    assert counted.seconds < FOUR_MINUTES
    seen.assert_quiet()


@pytest.mark.campaign
def test_what_is_asked_about_is_chosen_and_what_lacks_is_said(
    window: Callable[..., Watched], shown: Shown
) -> None:
    who, seen = mia(shown), window(width=320)
    signed_in(seen)
    page = seen.go(f"/files/{who['file']}/conversations/new?person={who['person']}")
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("conversation-plan")
    page.get_by_role("button", name="Go on to the conversation").click()
    page.get_by_role("link", name="Choose at least one service.").wait_for()
    page.get_by_role("link", name="Say whether you would share anyway.").wait_for()
    seen.assert_accessible()
    page.get_by_label("Service 1", exact=True).select_option("GP")
    page.get_by_role("checkbox", name="John Sample").check()
    page.get_by_label("The child's health", exact=True).check()
    page.get_by_label("Why?", exact=True).select_option("CIN_ASSESSMENT")
    page.get_by_label("Ask the agency").check()
    decided(page)
    page.get_by_role("button", name="Check and save").click()
    # Nobody said how they talked: the summary leads to that question.
    page.get_by_role("link", name="How did you talk?").click()
    assert page.evaluate("document.activeElement.name") == "method"
    assert page.title().startswith("Error: ")
    seen.assert_fits()
    seen.assert_accessible()
    seen.keep("conversation-wrong")


@pytest.mark.campaign
def test_with_keys_alone_a_conversation_is_recorded(
    window: Callable[..., Watched], shown: Shown
) -> None:
    who, seen = mia(shown), window()
    signed_in(seen)
    page = seen.go(talk_of(who))
    decided(page)
    wanted = {"method": "PHONE_VERBAL", "responses.grid.0.CHILD_HEALTH": "AGREED"}
    for _ in range(130):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name") or ""
        if wanted.pop(name, None):
            page.keyboard.press("Space")
        if name == "parent_words":
            page.keyboard.type(THEIR_WORDS)
        if page.evaluate("document.activeElement.value") == "NOBODY":
            page.keyboard.press("Space")
        if page.evaluate("document.activeElement.textContent").strip() == "Check and save":
            break
    assert wanted == {}
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Check what you typed").wait_for()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "not_a_no":
            page.keyboard.press("Space")
        if page.evaluate("document.activeElement.textContent").strip() == "Record it":
            break
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recorded").wait_for()


@pytest.mark.campaign
def test_a_session_that_ends_in_the_middle_loses_nothing(
    window: Callable[..., Watched], shown: Shown
) -> None:
    """Signed out in another tab, and in again there; then the same page is sent once more."""
    who, seen = mia(shown), window(width=320)
    signed_in(seen)
    page = seen.go(talk_of(who))
    decided(page)
    page.get_by_label("In their own words", exact=True).first.fill(THEIR_WORDS)
    page.get_by_role("group", name="How did you talk?").get_by_label("By phone").check()
    page.get_by_role("checkbox", name="Nobody that I know of").check()
    page.get_by_text("Saved at").wait_for()
    other = seen.context.new_page()
    other.goto(f"{seen.address}/")
    other.get_by_role("button", name="Sign out").first.click()
    other.get_by_role("heading", name="You are signed out").wait_for()
    page.get_by_role("button", name="Check and save").click()
    page.get_by_role("heading", name="You are signed out").wait_for()
    assert THEIR_WORDS in page.inner_text("main")
    seen.assert_fits()
    seen.assert_accessible()
    with seen.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in (opens in a new tab)").click()
    opened.value.get_by_role("button", name="Be Priya Sample,").click()
    opened.value.get_by_role("button", name="Sign out").first.wait_for()
    page.get_by_role("button", name="Check and save").click()
    page.get_by_role("heading", name="You have signed in again").wait_for()
    page.get_by_role("button", name="Check and save").click()
    page.get_by_role("heading", name="Check what you typed").wait_for()
    assert THEIR_WORDS in page.inner_text("main")
    page.get_by_role("radio", name="No, nothing").check()
    page.get_by_role("button", name="Record it").click()
    page.get_by_role("heading", name="Recorded").wait_for()

"""What somebody's own page says became of what they said or asked for: no more than is so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS
from consent_service.domain.own.words import spoken
from consent_service.pages.family import addresses
from consent_service.settings import Letterhead
from tests.api.asking_own import mother_of
from tests.api.closing import why_each
from tests.api.running import OURS, Family, Running, add_family, agree, text_of
from tests.api.test_advocates import CHECKED, named, steps
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import on_their_page
from tests.sweeping import each


def agrees(service: Running, family: Family) -> dict[str, Any]:
    return agree(service, family, expires_at=text_of(service.clock.now + timedelta(days=20)))


def day_of(service: Running) -> str:
    return service.clock.now.date().isoformat()


@each("how", of=["DONE", "WRITTEN_TO", "SPOKEN_TO"])
def test_we_answered_stands_there_once_somebody_says_that_they_were_told(
    made_up: Running, how: str
) -> None:
    """“Rang legal, nothing sent yet”, and her page said that we had answered."""
    family = add_family(made_up)
    mother_of(made_up, family).receipt("requests", {"wants": "SEE_RECORD"})
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    (asked,) = (one["about"] for one in tasks if one["code"] == "ANSWER_RIGHTS")
    said = {"words": "Rang legal, nothing sent yet.", "how": how}
    made_up.clock.now += timedelta(minutes=1)
    made_up.record(f"{family.path}/family-requests/{asked}/answers", said)
    page = on_their_page(made_up, family).open("/").text
    is_told = how != "DONE"
    assert ("We answered on" in page) is is_told
    assert (TEXTS["own_done"] in page) is not is_told
    assert "We have not answered yet" not in page


def test_whoever_asks_for_somebody_else_reads_that_this_one_sees_nothing_now(
    made_up: Running,
) -> None:
    """Her page went on “They are helping you: Gran Ivy”, and not that Gran saw nothing."""
    family = add_family(made_up)
    named(made_up, family, family.mother, "Ivy Example")
    full = {**CHECKED, "information_permission": "FULL_PARENT_VIEW"}
    steps(made_up, family, family.mother, full, {"status": "ACTIVE"})
    browser, way = on_their_page(made_up, family), addresses.asks("SUPPORTER")
    before = browser.open("/")
    assert TEXTS["own_supporter_closed"] not in before.text
    made_up.clock.now += timedelta(minutes=1)
    words = "I do not want Gran Ivy any more. She must not see my page."
    opened(browser.send(browser.open(way), addresses.ASK, words=words))
    after = browser.open("/")
    assert TEXTS["own_supporter_closed"] in after.text
    # To ask again is not taken from her.
    for page in (before, after):
        assert way.replace("&", "&amp;") in page.reply.text


def test_one_thing_that_was_said_many_times_is_one_card_with_the_last_and_the_first_day(
    made_up: Running,
) -> None:
    """Eight equal cards, the oldest first, and the one that counted far down."""
    family, days = add_family(made_up), []
    for day in range(3):
        days.append(day_of(made_up))
        said = {"answer": "REFUSED", "scope": family.scope()}
        at = text_of(made_up.clock.now)
        talk = family.conversation(said, effective_at=at)
        made_up.record(f"{family.path}/conversations", talk)
        made_up.clock.now += timedelta(days=30 + day)
    (no,) = mother_of(made_up, family).view()["said_no"]
    assert (no["first_on"], no["on"]) == (days[0], days[-1])
    page = on_their_page(made_up, family).open("/")
    assert page.reply.text.count('id="no-') == 1
    assert f"You said it first on {spoken(date.fromisoformat(days[0]))}" in page.text


def test_what_has_ended_says_when_they_said_yes_and_is_open_where_nothing_else_stands(
    made_up: Running,
) -> None:
    """Her yes was gone from her page once the enquiry had closed, and nothing said that it was."""
    family = add_family(made_up)
    agrees(made_up, family)
    made_up.clock.now += timedelta(minutes=1)
    at = f"{family.path}/enquiries/{family.enquiry}"
    gaps = why_each(made_up.get(f"{at}/closing").get_json())
    made_up.record(f"{at}/end", {"reason": "NFA_ADVICE", "gaps": gaps})
    made_up.clock.now += timedelta(minutes=1)
    told = {"about": family.enquiry, "person": family.mother, "told": True}
    made_up.record(f"{family.path}/tellings", told)
    page = on_their_page(made_up, family).open("/")
    over = page.text
    assert f"You said yes: {spoken(made_up.clock.now.date())}" in over
    assert "This was for an earlier part of our work with you" in over
    assert '<details class="govuk-details" open>' in page.reply.text


@pytest.mark.parametrize("path", [addresses.STOP, addresses.CHANGE])
def test_a_stop_that_was_pressed_after_the_page_closed_says_to_ring(
    made_up: Running, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    """It is not kept: nobody can say whose it is. At night nobody gives another code."""
    family = add_family(made_up)
    answer = agrees(made_up, family)["id"]
    service = made_up.app.extensions["consent"]
    head = Letterhead(telephone="020 7946 0000", freepost="FREEPOST")
    monkeypatch.setitem(service.letterheads, OURS, head)
    browser = on_their_page(made_up, family)
    page = browser.open(addresses.about(path, answer))
    browser.post("/sign-out", page.form("/sign-out"))
    out = opened(browser.send(page, path, words="Stop."), 401)
    first = out.text.partition("Sign in again")[0]
    assert "We do not know yet that you want to stop." in first
    assert "Ring us to stop now" in first
    assert "020 7946 0000" in first
    asked = browser.open("/sign-in/family")
    assert "Ring us to stop now" not in asked.text


def test_nobody_who_has_died_is_offered_a_way_in_or_a_letter(made_up: Running) -> None:
    family = add_family(made_up)
    ways = f"/files/{family.file}/people/{family.mother}"
    manager = someone(made_up, "3")
    assert f"{ways}/ways-in" in manager.open(f"/files/{family.file}/ways-in").reply.text
    made_up.record(f"{family.path}/deaths", {"person": family.mother, "source": "The hospital"})
    page = manager.open(f"/files/{family.file}/ways-in")
    assert f"{ways}/ways-in" not in page.reply.text
    assert f"{ways}/letters" not in page.reply.text
    assert "They have died." in page.text

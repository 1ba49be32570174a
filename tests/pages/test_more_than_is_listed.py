"""Of a family of which more is on record than a form lists, the newest is listed first and the rest
is named by the number of its entry; nothing is read twice for one page.
"""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from consent_service.pages.asking import ask
from consent_service.pages.forms import choices, inputs
from consent_service.pages.worker import timeline
from tests.api.disclosing import disclose
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Page
from tests.pages.test_being_somebody import someone
from tests.sweeping import each

LISTED = 2


@pytest.fixture
def family(made_up: Running, monkeypatch: pytest.MonkeyPatch) -> Family:
    """Three answers, three talks, three checks and three disclosures, of which two are listed."""
    family = add_family(made_up)
    for _ in range(3):
        agree(made_up, family)
        disclose(made_up, family)
        made_up.check(family.file, family.question())
    monkeypatch.setattr(choices, "_PAGE", str(LISTED))
    monkeypatch.setattr(inputs, "_LISTED", LISTED)
    return family


def entries(service: Running, family: Family, *kinds: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get(f"{family.path}/history", limit="200").get_json()[
        "entries"
    ]
    return [one for one in found if one["kind"] in kinds]


def listed(page: Page, name: str) -> list[str]:
    """What can be chosen in a field, in its order: of radios and ticks, or of the select."""
    found, is_inside = [], False
    for tag, given in page.tags:
        if tag == "select":
            is_inside = given["name"] == name
        elif tag == "option" and is_inside and given["value"]:
            found.append(given["value"])
        elif tag == "input" and given.get("name") == name:
            found.append(given["value"] or "")
    return found


def by_number(page: Page) -> list[str]:
    names = (given.get("name") or "" for tag, given in page.tags if tag == "input")
    return [one for one in names if one.endswith(".number")]


def test_the_newest_entries_are_listed_and_any_older_one_is_put_right_by_its_number(
    made_up: Running, family: Family
) -> None:
    browser, path = someone(made_up), f"/files/{family.file}/corrections/new"
    page = browser.open(path)
    found = entries(made_up, family, "response-recorded", "disclosure-recorded")
    newest = [str(one["seq"]) for one in found[::-1]]
    assert listed(page, "corrects") == newest[:1] + listed(page, "corrects")[1:]
    assert len(listed(page, "corrects")) == LISTED
    assert by_number(page) == ["corrects.number"]
    oldest = entries(made_up, family, "response-recorded")[0]["seq"]
    typed = {
        "corrects": newest[0],
        "corrects.number": str(oldest),
        "what_was_wrong": "It was another family.",
        "requested_by": "STAFF",
    }
    browser.send(page, path, **typed)
    again = entries(made_up, family, "response-recorded")[0]
    assert again["corrected"] is not None
    assert all(one["corrected"] is None for one in entries(made_up, family, "disclosure-recorded"))


@each("form", of=["follow-ups", "disclosures"])
def test_the_newest_checks_are_listed_whatever_came_after_them(
    made_up: Running, family: Family, form: str
) -> None:
    for _ in range(LISTED + 1):
        made_up.record(f"{family.path}/attempts", {"person": family.father})
    page = someone(made_up).open(f"/files/{family.file}/{form}/new")
    checks = [str(one["seq"]) for one in entries(made_up, family, "check-made")]
    assert listed(page, "check") == checks[:0:-1]
    assert "check.number" in by_number(page)


def test_what_an_address_names_is_said_in_words_however_old_it_is(
    made_up: Running, family: Family
) -> None:
    oldest = entries(made_up, family, "check-made")[0]["seq"]
    page = someone(made_up).open(f"/files/{family.file}/follow-ups/new?check={oldest}")
    assert listed(page, "check")[0] == str(oldest)
    assert "What you came from" not in page.text


def test_an_answer_that_is_not_listed_is_meant_by_the_number_of_its_entry(
    made_up: Running, family: Family
) -> None:
    browser, path = someone(made_up), f"/files/{family.file}/disagreements/new"
    page = browser.open(path)
    said = entries(made_up, family, "response-recorded", "conversation-recorded")
    assert len(listed(page, "about")) == LISTED
    ids = [one["event"].get("response") or one["event"]["conversation"] for one in said]
    assert listed(page, "about") == ids[: -LISTED - 1 : -1]
    typed = {"person": family.mother, "words": "I never said that."}
    sent = browser.send(page, path, **typed, **{"about.number": str(said[0]["seq"])})
    assert sent.status_code == 303
    (stated,) = entries(made_up, family, "disagreement-stated")
    assert stated["event"]["about"] == ids[0]


def test_a_disclosure_is_meant_by_the_number_of_its_entry_and_found_however_old_it_is(
    made_up: Running, family: Family
) -> None:
    oldest, *_ = sent = entries(made_up, family, "disclosure-recorded")
    browser = someone(made_up)
    ids = [one["event"]["disclosure"] for one in sent]
    page = browser.open(f"/files/{family.file}/disclosures/{ids[0]}/replies/new")
    assert "contacted on" in page.text, "which of several is not said"
    path = f"/files/{family.file}/tellings/new"
    page = browser.open(path)
    typed = {"about.number": str(oldest["seq"]), "person": family.mother, "told": "true"}
    assert browser.send(page, path, **typed).status_code == 303
    (told,) = entries(made_up, family, "telling-recorded")
    assert told["event"]["about"] == ids[0]


@each("number", of=["999999", "abc", "-1", "1" * 30], ids=str)
def test_a_number_of_nothing_that_could_be_meant_is_said_at_its_field(
    made_up: Running, family: Family, number: str
) -> None:
    browser, path = someone(made_up), f"/files/{family.file}/disagreements/new"
    typed = {"person": family.mother, "words": "No.", "about.number": number}
    reply = browser.send(browser.open(path), path, **typed)
    assert reply.status_code == 422
    assert inputs.NO_SUCH_ENTRY in reply.text
    assert f'value="{number}"' in reply.text, "what was typed is lost"


def test_where_all_are_listed_nothing_asks_for_a_number(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    for form in ("corrections", "disagreements", "follow-ups", "tellings"):
        assert by_number(someone(made_up).open(f"/files/{family.file}/{form}/new")) == []


def test_what_happened_is_read_from_the_newest_back(
    made_up: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "_ON_A_PAGE", "5")
    browser, here = someone(made_up), f"/files/{family.file}/timeline"
    back = f"{here}?newest_first=true"
    assert back in browser.get(here).text
    shown = list[str]()
    while back:
        text = browser.get(back).text
        shown += re.findall(r'<li id="entry-([0-9]+)"', text)
        assert "From the first entry" in text
        more = re.search(r'href="([^"]+)">More<', text)
        back = html.unescape(more[1]) if more else ""
    whole = made_up.get(f"{family.path}/history", limit="200").get_json()["entries"]
    assert shown == [str(one["seq"]) for one in whole[::-1]]


def test_nothing_is_read_twice_for_one_page(
    made_up: Running, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, asked = someone(made_up), list[str]()

    def counted(*of: Any, **path: str) -> dict[str, Any]:
        asked.append(repr(of[1:]))
        return ask(*of, **path)

    monkeypatch.setattr(choices, "ask", counted)
    for form in ("corrections", "disclosures", "authorisations", "tellings", "follow-ups"):
        asked.clear()
        browser.get(f"/files/{family.file}/{form}/new")
        assert len(asked) == len(set(asked)), (form, asked)

"""What a browser keeps of a family's pages says nothing of them: neither an address nor a receipt;
and of what they did not agree to they say what it was.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from consent_service.domain.codes import TEXTS, codes
from consent_service.pages.family import addresses
from consent_service.pages.family.addresses import ASK, STOP, WRONG
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_own_page import on_their_page, outcome, words

_FORMS: Final[dict[str, dict[str, str]]] = {
    STOP: {},
    WRONG: {"what": "OTHER"},
    ASK: {"wants": "LETTER"},
}


def test_each_right_says_what_follows_and_leads_to_where_it_is_used(made_up: Running) -> None:
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    page = browser.open("/")
    assert "You get a copy within one month." in page.text
    # Left on a table, it is gone when the session is.
    assert page.reply.headers["Refresh"] == "1200;url=/exit?by=itself"
    asked = {one for one in words(page) if one.startswith(f"{ASK}?")}
    assert asked == {addresses.asks(code) for code in codes("family_wants")}
    for code in codes("family_wants"):
        assert browser.open(addresses.asks(code)).form(ASK)["wants"] == code
    for place in ("0", "99", "99999", "-1", "x", "²"):
        form = Page(browser.get(f"{ASK}?for={quote(place)}")).form(ASK)
        assert "wants" not in form


def test_what_somebody_typed_stands_nowhere_on_the_page_after_it(made_up: Running) -> None:
    """Whoever takes the telephone next reads that something was written down, and not what."""
    family = add_family(made_up)
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    said = "Zz he has my telephone"
    for path, chosen in _FORMS.items():
        kept = opened(browser.send(browser.open(path), path, words=said, **chosen), 200)
        assert said not in kept.reply.text
        size = made_up.size()
        again = opened(browser.send(kept, addresses.RECEIPT, speak="cy"), 200)
        assert (again.tags[0][1]["lang"], made_up.size()) == ("cy", size)
        number = re.compile("(?:[0-9a-f]{4} ){15}[0-9a-f]{4}")
        assert number.findall(again.text) == number.findall(kept.text) != []
        browser.get("/language?in=en-GB")


def test_whoever_did_not_agree_is_asked_what_they_say_and_chooses_nothing_more(
    made_up: Running,
) -> None:
    """A slip of the thumb put it on record, with no place for words."""
    family = add_family(made_up)
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    (leads,) = [one for one in words(browser.open("/")) if one.startswith(addresses.NOT_AGREED)]
    asked = browser.open(leads)
    chosen = [one["value"] for _, one in asked.tags if "checked" in one]
    assert chosen == [leads.rpartition("=")[2], "NOT_AGREED"]
    assert outcome(made_up, family) == "COVERED"
    kept = opened(browser.send(asked, WRONG, what="NOT_AGREED"), 200)
    assert TEXTS["own_wrong_heard"] in kept.text
    assert outcome(made_up, family) == "ASK"
    assert "I did not agree to that" in browser.open("/").text


def test_whoever_did_not_agree_says_to_which(made_up: Running) -> None:
    """Both were disputed, whatever they wrote: nobody asked."""
    family = add_family(made_up)
    agree(made_up, family)
    school = family.scope(agencies=[{"type": "SCHOOL"}])
    agreed = agree(made_up, family, scope=school)["entries"][1]["id"]
    browser = on_their_page(made_up, family)
    asked = browser.open(WRONG)
    assert "Which answer is it about?" in asked.text
    # Whoever chooses none of them means any.
    assert [one["value"] for _, one in asked.tags if "checked" in one] == [""]
    said = {"what": "NOT_AGREED", "words": "Only the school."}
    opened(browser.send(asked, WRONG, about=agreed, **said), 200)
    assert outcome(made_up, family) == "COVERED"
    question = family.question(agency={"type": "SCHOOL"})
    assert made_up.check(family.file, question)["outcome"] == "ASK"
    opened(browser.send(browser.open(WRONG), WRONG, what="NOT_AGREED"), 200)
    assert outcome(made_up, family) == "ASK"


def test_what_they_say_of_an_answer_that_they_left_open_stands_beside_it(made_up: Running) -> None:
    family = add_family(made_up)
    talk = family.conversation({**family.agreement(), "answer": "UNDECIDED"})
    left_open = made_up.record(f"{family.path}/conversations", talk)["entries"][1]["id"]
    browser, said = on_their_page(made_up, family), "I said no to the nurse."
    form = browser.open(WRONG)
    assert left_open in [given.get("value") for _, given in form.tags]
    opened(browser.send(form, WRONG, about=left_open, what="OTHER", words=said), 200)
    # In the box of that answer, and among what they say is wrong.
    assert browser.open("/").text.count(said) == 2
    (asked,) = made_up.get(family.path).get_json()["corrections_asked"]
    assert asked["about"] == left_open

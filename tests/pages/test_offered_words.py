"""Words that a form was filled in with are sent as they were really sent: nothing that only whoever
sends them knows is kept as it was offered. What was agreed when something was done is what it
rested on, also where it is taken back before it is written down.
"""

from __future__ import annotations

import html
import re
from datetime import datetime, timedelta
from typing import Any

from consent_service.domain.times import LONDON
from consent_service.domain.words import agency
from consent_service.pages.forms.inputs import Area
from consent_service.pages.forms.offeredwords import left_as_offered
from consent_service.pages.forms.typed import Typed
from tests.api.asking_own import mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import answered, filled, links
from tests.pages.test_forms import FORMS
from tests.sweeping import each

_PLACE = re.compile(r"\[[^\]]*\]")
_BY = {"reply_by.day": "12", "reply_by.month": "3", "reply_by.year": "2026"}


def words_in(page: Page) -> str:
    found = page.reply.text.partition('id="f-words_sent"')[2].partition("</textarea>")[0]
    return html.unescape(found.partition(">")[2]).strip()


def begun(service: Running) -> tuple[Family, Browser, str]:
    """A family of which a check was answered that it is agreed; where its contact is recorded."""
    family = add_family(service)
    service.record("/v1/staff", {"staff": "worker-1", "names": "Priya"}, "SYSTEM_ADMIN")
    agree(service, family)
    browser = someone(service)
    (address,) = links(answered(browser, family), "/disclosures/new")
    return family, browser, address


def kept(service: Running, family: Family) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = service.get(f"{family.path}/disclosures").get_json()[
        "disclosures"
    ]
    return found


@each("name", of=sorted(FORMS))
def test_no_form_keeps_words_that_are_still_to_be_filled_in(name: str) -> None:
    """Whatever it is of; only what is heard at once is held up by nothing."""
    form = FORMS[name]
    areas = [one for one in form.inputs() if one.input.kind == Area.kind]
    for place in agency._TO_FILL_IN:
        for one in areas:
            found = left_as_offered(form, Typed({one.name: (f"We ask for {place}.",)}))
            wrong = [] if form.is_heard_at_once else [f"/{one.member}"]
            assert [at for at, _ in found] == wrong, (one.member, place)


def test_whatever_is_offered_in_brackets_is_known_as_a_place_to_fill_in(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    places = set()
    for direction in ("SEEK", "SHARE", "BOTH"):
        for urgency in ("STANDARD", "IMMEDIATE"):
            asked = family.question(direction=direction, urgency=urgency)
            found = made_up.check(family.file, asked)["agency_words"]
            places |= {*_PLACE.findall(found or "")}
    assert places
    assert places <= {*agency._TO_FILL_IN}


def test_words_with_a_place_left_open_are_refused_before_anything_is_kept(
    made_up: Running,
) -> None:
    family, browser, address = begun(made_up)
    path = address.partition("?")[0]
    form = browser.open(address)
    words = words_in(form)
    assert "Please reply to Priya, [your secure email] by [day and time]" in words
    size = made_up.size()
    sent = browser.send(form, path, **filled(form), words_sent=words, summary="Weight.")
    page = opened(sent, 422)
    for said in ("“[your secure email]”", "“[day and time]”", "“By when should they reply?”"):
        assert said in page.text, said
    assert (kept(made_up, family), words_in(page)) == ([], words)
    assert made_up.size() <= size + 1  # the look at the family
    # The day stands in them by the field that asks for it.
    again = words.replace("[your secure email]", "priya@council.example")
    sent = browser.send(page, path, **filled(form), words_sent=again, summary="Weight.", **_BY)
    assert sent.status_code in (200, 303), sent.text
    browser.open(sent.headers["Location"])
    (one,) = kept(made_up, family)
    assert "Priya, priya@council.example by 12 March 2026." in one["words_sent"]
    assert one["held_against"]["words"] == "AS_OFFERED"


def test_what_was_done_while_it_was_agreed_is_recorded_as_resting_on_that(
    made_up: Running,
) -> None:
    """She took it back after they had been contacted: none of the reasons offered was true."""
    family, browser, address = begun(made_up)
    path = address.partition("?")[0]
    done = (made_up.clock.now + timedelta(minutes=2)).astimezone(LONDON)
    made_up.clock.now += timedelta(minutes=20)
    mother_of(made_up, family).receipt("withdrawals", {"words": "No more."})
    form = browser.open(address)
    assert "Since this check Ann Example said no. It is not agreed now." in form.text
    assert "[" not in words_in(form)
    (then,) = links(form, "then=1")
    form = browser.open(then)
    assert "Since this check Ann Example said no. What was agreed then is filled in" in form.text
    held = filled(form)
    assert held["basis"] == "AGREED"
    assert held["rests_on"]
    words = _PLACE.sub("priya@council.example", words_in(form))
    # Left open it would be now, when it is agreed no more.
    page = opened(browser.send(form, path, **held, words_sent=words), 422)
    assert "Say when you contacted them." in page.text
    assert words_in(page) == words
    # The same is said of what came back, and of its draft: neither has the address that said it.
    again = browser.open(f"{path}?draft={page.form(path)['draft']}")
    for shown in (page, again):
        assert "What was agreed then is filled in" in shown.text
        assert not links(shown, "then=1")
    at = datetime.fromisoformat(done.isoformat())
    sent = browser.send(
        page, path, **held, words_sent=words, **{"effective_at.time": at.strftime("%H:%M")}
    )
    assert sent.status_code == 303, sent.text
    browser.open(sent.headers["Location"])
    (one,) = kept(made_up, family)
    assert (one["basis"], one["held_against"]["verdict"]) == ("AGREED", "COVERS")
    assert one["rests_on"] == [held["rests_on"]]

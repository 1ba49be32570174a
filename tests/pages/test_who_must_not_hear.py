"""Whoever types what a family said is asked who must not hear of it, on the same page and once: no
list of words knows how people put it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final, get_args, get_origin

import msgspec
import pytest
from werkzeug.test import TestResponse

from consent_service.actions.nottold import MUST_NOT_HEAR
from consent_service.actions.said import Said
from consent_service.api.recorded.writes import WRITES
from consent_service.domain.codes import TEXTS
from consent_service.domain.recorded.marksofwords import TellsOfHarm
from consent_service.domain.recorded.members import Spread, TheirWords, members_of
from consent_service.pages.forms.nottold import (
    NOBODY,
    NONE_OF_THESE,
    ONLY,
    SOMEBODY_ELSE,
    NotToHear,
)
from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, place
from tests.pages.test_deciding import MANAGER
from tests.pages.test_forms import FORMS
from tests.sweeping import each

#: Forms in which words of or about a family may be typed and that do not ask it: why, and which.
_NOT_ASKED: Final = {
    "it says itself who is the danger, who must not know, or who did it": """
        recordSign recordInjury
    """,
    "we say in it what we think, found, decided or are to do": """
        agreeKeepInformed answerFamilyRequest callMeeting closeEnquiry confirmPlan
        considerConference endPlan explainGap makePlan moveMeeting rateEnquiry recordCapacity
        recordCompetence recordNeeds recordReachability recordRelationship requestDecision
        sharePlan followUpCheck recordContactPoint answerRequest identifyFather
    """,
    "we say in it what we told them": """
        recordContactMade recordTelling
    """,
    "what is said at a meeting or of an advocate is said in a talk, which is recorded as one": """
        changeAdvocateStatus recordMeeting recordPartTaken
    """,
    "nothing is asked before somebody shares at once": """
        shareNowOfNobody recordShareNow
    """,
}
NOT_ASKED: Final = {name for names in _NOT_ASKED.values() for name in names.split()}
ROWS: Final = {one.name: one for one in WRITES}
ASKED: Final = sorted(
    name
    for name, form in FORMS.items()
    if any(isinstance(one.input, NotToHear) for one in form.inputs())
)


def words_of(kind: Any) -> Iterator[str]:
    """The members of what is recorded in which words of or about a family stand."""
    for member in members_of(kind):
        for slot in filter(None, (member.holds, member.holds.each)):
            base = slot.base
            if slot.mark(TheirWords) or slot.mark(TellsOfHarm):
                yield member.name
            elif slot.mark(Spread):
                yield from words_of(base)
            elif get_origin(base) is Said:
                yield from (f"{member.name}/{one}" for one in words_of(get_args(base)[0]))
            elif isinstance(base, type) and issubclass(base, msgspec.Struct):
                yield from (f"{member.name}/{one}" for one in words_of(base))


def takes_words(name: str) -> bool:
    row = ROWS.get(FORMS[name].operation)
    said = {one.member.removeprefix("then/") for one in FORMS[name].inputs()}
    return row is not None and not said.isdisjoint(words_of(row.records))


def test_each_form_that_takes_words_of_a_family_asks_or_says_why_not() -> None:
    takes = {name for name in FORMS if takes_words(name)}
    assert takes - {*ASKED} - NOT_ASKED == set(), "it asks nobody who must not hear"
    assert NOT_ASKED - {"shareNowOfNobody"} <= takes - {*ASKED}, "there is nothing to say why"


def test_each_write_that_takes_it_has_a_form_that_asks() -> None:
    takes = {name for name, row in ROWS.items() if MUST_NOT_HEAR in row.body().fields}
    assert takes == {FORMS[name].operation for name in ASKED}


@pytest.fixture
def family(made_up: Running) -> Family:
    return add_family(made_up)


def asking(service: Running, family: Family) -> dict[str, str]:
    found = service.get(family.path).get_json()
    return {one["id"]: one["asking"] for one in (*found["adults"], *found["children"])}


def tried(
    browser: Browser, family: Family, *ticked: str, words: str = "It rang out.", whom: str = ""
) -> Page:
    """What comes of sending an attempt to reach the mother, or somebody else."""
    path = f"/files/{family.file}/attempts/new"
    sent: dict[str, Any] = {**browser.open(path).form(path), "person": whom or family.mother}
    sent |= {"method": "PHONE_VERBAL", "words": words, "not_a_no": "true"}
    sent[MUST_NOT_HEAR] = [*ticked] or [""]
    reply = browser.post(path, sent)
    return opened(reply if reply.status_code != 303 else browser.get(reply.location), _of(reply))


def _of(reply: TestResponse) -> int:
    return 200 if reply.status_code == 303 else reply.status_code


def test_it_is_needed_where_words_were_typed_and_nothing_typed_is_lost(
    made_up: Running, family: Family
) -> None:
    browser, size = someone(made_up), made_up.size()
    page = tried(browser, family)
    assert page.reply.status_code == 422
    assert "Tick who it is, or tick “Nobody that I know of”." in page.text
    assert "It rang out." in page.text
    assert made_up.size() == size
    assert tried(browser, family, words="").reply.status_code == 200


def test_whoever_answered_it_today_of_this_family_can_leave_it(
    made_up: Running, family: Family
) -> None:
    """On each form of a day it was answered "nobody" unread, of whoever was named in the words."""
    browser = someone(made_up)
    assert tried(browser, family, NOBODY).reply.status_code == 200
    assert tried(browser, family).reply.status_code == 200
    # Nor is anything said by that: of these words nobody was asked.
    asked = made_up.get(f"{family.path}/history").get_json()["entries"]
    assert [one["kind"] for one in asked].count("danger-asked") == 1
    # Of what another says, of another family and on another day it is asked.
    assert tried(browser, family, whom=family.father).reply.status_code == 422
    assert tried(browser, add_family(made_up)).reply.status_code == 422
    made_up.clock.now += timedelta(days=1)
    assert tried(someone(made_up), family).reply.status_code == 422


def test_what_else_is_wrong_is_said_at_once_with_it(made_up: Running, family: Family) -> None:
    path, browser = f"/files/{family.file}/attempts/new", someone(made_up)
    sent: dict[str, Any] = {**browser.open(path).form(path), "words": "It rang out."}
    page = opened(browser.post(path, sent | {MUST_NOT_HEAR: [""]}), 422)
    assert "Tick who it is" in page.text
    assert "Choose one." in page.text


def test_nobody_and_somebody_at_once_is_said_to_be_both(made_up: Running, family: Family) -> None:
    for other in (family.father, SOMEBODY_ELSE):
        page = tried(someone(made_up), family, other, NOBODY)
        assert page.reply.status_code == 422
        assert "Untick one of them." in page.text


def test_whoever_is_ticked_is_neither_asked_nor_told_and_the_page_says_so(
    made_up: Running, family: Family
) -> None:
    page = tried(someone(made_up), family, family.father)
    assert "Nobody asks or tells Bo Example (father) anything until a manager has" in page.text
    assert asking(made_up, family)[family.father] == "NO"
    words = "this person must not hear of what was said by or of Ann Example, or may be a danger"
    path = f"/files/{family.file}/safety/new?person={family.father}"
    shown = someone(made_up).open(path).text
    assert words in shown
    assert "by Cy Worker" in shown


def test_nobody_known_is_one_press_and_brings_nothing(made_up: Running, family: Family) -> None:
    page = tried(someone(made_up), family, NOBODY)
    assert page.reply.status_code == 200
    assert set(asking(made_up, family).values()) == {"YES"}
    assert made_up.get(family.path).get_json()["known"]["signs"] == []


def test_a_danger_from_outside_the_family_is_in_sight_and_doubts_nobody(
    made_up: Running, family: Family
) -> None:
    page = tried(someone(made_up), family, NONE_OF_THESE)
    assert page.reply.status_code == 200
    assert "before a manager" not in page.text
    assert set(asking(made_up, family).values()) == {"YES"}
    shown = someone(made_up).open(f"/files/{family.file}/safety/new?person={family.mother}").text
    assert "A sign of danger to them from somebody who is none of those who were on" in shown
    told = someone(made_up).open(f"/files/{family.file}/timeline").text
    assert f"{SAID_WHEN_ASKED}: somebody who is none of those on the file" in told


@each("names_him", of=[True, False])
@each("outside", of=[True, False])
def test_the_timeline_says_of_nobody_who_was_named_that_it_is_nobody_on_the_file(
    names_him: bool, outside: bool, made_up: Running
) -> None:
    """With the father ticked, and a stranger as well, it said "nobody on the file"."""
    family = add_family(made_up)
    named = {"people": [family.father]} if names_him else {}
    ticked = named | ({"none_of_these": True} if outside else {})
    talk = family.conversation(parent_words="He hits me.", must_not_hear=ticked or {"nobody": True})
    made_up.record(f"{family.path}/conversations", talk)
    told = someone(made_up).open(f"/files/{family.file}/timeline").text
    said = told.partition(f"{SAID_WHEN_ASKED}: ")[2]
    if outside:
        assert said.startswith("somebody who is none of those on the file")
    else:
        assert said.startswith("somebody" if names_him else "nobody that they know of")
    assert "nobody on the file" not in told
    assert (asking(made_up, family)[family.father] == "NO") is names_him


SAID_WHEN_ASKED: Final = "or may be a danger, they said when asked"


def offered(page: Page) -> list[str | None]:
    return [given["value"] for _, given in page.tags if given.get("name") == MUST_NOT_HEAR]


def test_in_a_talk_all_are_offered_but_whoever_is_spoken_with(
    made_up: Running, family: Family
) -> None:
    browser = someone(made_up)
    page = begun(browser, family)
    each = [ONLY + family.father, family.father, ONLY + family.child, family.child]
    assert offered(page) == [*each, NONE_OF_THESE, SOMEBODY_ELSE, NOBODY]
    typed = {"parent_words": "He is not to be near it.", "method": "PHONE_VERBAL"}
    typed |= {"seen_alone": "YES", "pressure_concern": "NONE", "not_a_no": "true"}
    left = browser.send(page, place(family), **typed, **{MUST_NOT_HEAR: ""})
    assert "Tick who it is" in opened(left, 422).text
    read = opened(browser.send(page, place(family), **typed, **{MUST_NOT_HEAR: family.father}))
    assert read.heading == "Check what you typed"
    assert re.search(r"danger to them\? Bo Example", read.text)
    recorded = browser.post(place(family), read.form(place(family)) | {"not_a_no": "true"})
    assert recorded.status_code == 303
    # What was read before it was recorded is not said again.
    assert "Nobody asks or tells Bo Example (father)" in read.text
    assert asking(made_up, family)[family.father] == "NO"


def test_a_stop_is_held_up_by_no_question(made_up: Running, family: Family) -> None:
    """It is asked there as well, and left open it is recorded all the same."""
    path = f"/files/{family.file}/withdrawals/new"
    browser = someone(made_up)
    sent = {**browser.open(path).form(path), "person": family.mother, "words": "No more."}
    assert browser.post(path, sent | {MUST_NOT_HEAR: ""}).status_code == 303


def test_in_a_referral_whoever_is_added_can_be_ticked(made_up: Running) -> None:
    browser, path = someone(made_up), "/referrals/new"
    sent: dict[str, Any] = {
        **browser.open(path).form(path),
        "children.0.names": "Cy Example",
        "children.0.dob.day": "2",
        "children.0.dob.month": "4",
        "children.0.dob.year": "2019",
        "adults.0.names": "Curtis Example",
        "adults.0.role": "PARENTS_PARTNER",
        "adults.0.pr_status": "NONE",
        "enquiry.worry": "He waits outside.",
        MUST_NOT_HEAR: "adult-1",
    }
    read = opened(browser.post(path, sent))
    assert "Adult 1 (Curtis Example)" in read.text
    recorded = browser.post(path, {**read.form(path)})
    assert recorded.status_code == 303
    assert "Nobody asks or tells Curtis Example" in browser.open(recorded.location).text


@each("name", of=ASKED)
def test_no_form_has_anybody_ticked_beforehand(name: str) -> None:
    (asks,) = (one.input for one in FORMS[name].inputs() if isinstance(one.input, NotToHear))
    assert asks.label.endswith("?")
    # Nor is somebody who asks for help now held up by it. What is read first may be.
    is_heard_at_once = FORMS[name].is_heard_at_once and not FORMS[name].asks_first
    is_held_up = not is_heard_at_once and name != "recordFamilyRequest"
    assert asks.is_needed is is_held_up


def test_what_is_read_first_on_the_familys_page_is_what_nobody_was_asked_of(
    made_up: Running,
) -> None:
    """It said "before anybody is rung" still after whoever wrote it had said that they know of
    nobody, and offered to ring them.
    """
    before = "Read this before anybody is rung."
    for said, is_first in ((None, True), ({"nobody": True}, False)):
        family = add_family(made_up)
        worry = {"worry": "Came in with a bruise on her arm, says she fell."}
        made_up.record(f"{family.path}/enquiries", worry | ({MUST_NOT_HEAR: said} if said else {}))
        for browser in (someone(made_up), someone(made_up, MANAGER)):
            page = browser.open(f"/files/{family.file}").text
            assert ("may tell of harm or fear" in page) is is_first
            assert (before in page) is is_first
            # Whoever reads it all the same finds it among what is due.
            assert page.count(f"wrote of the worry: “{worry['worry']}”") == 1


def test_an_injury_that_is_told_in_a_talk_is_read_before_anybody_is_rung(
    made_up: Running, family: Family
) -> None:
    talk = family.conversation(responses=[], parent_words="He has a bruise on his arm, he fell.")
    made_up.record(f"{family.path}/conversations", talk | {MUST_NOT_HEAR: {"nobody": True}})
    page = someone(made_up).open(f"/files/{family.file}").text
    assert "may tell of harm or fear" in page
    assert "Read this before anybody is rung." in page
    answer = made_up.check(family.file, family.question())
    assert TEXTS["read_harm"] in answer["next"]


def test_whoever_must_not_hear_is_given_no_script_to_be_read_to_them(
    made_up: Running, family: Family
) -> None:
    """It warned above, and then gave the words by which they would have been told."""
    tried(someone(made_up), family, family.father)
    script = "I’d like to talk to"
    for who, is_there in ((family.mother, True), (family.father, False)):
        page = begun(someone(made_up), family, person=who)
        assert (script in page.text) is is_there
        assert ("There is nothing here to say to" in page.text) is not is_there

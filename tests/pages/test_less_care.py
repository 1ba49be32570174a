"""Of a way of reaching somebody every page shows the care that holds: less of it waits for a
manager, and stays undone where a manager refuses it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import codes, label
from tests.api.asking_own import gives_a_number, mother_of
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_effects import settle, waiting
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone

SAFE = label("safe_contacts", "SAFE")
#: That nobody knows yet is no care that was taken.
CARES = [code for code in codes("safe_contacts") if code not in ("SAFE", "NOT_KNOWN")]
OLD, NEW = "020 7946 0101", "020 7946 0199"
#: On no other file of these tests.
MINE = "020 7946 0155"


def record(service: Running, family: Family, **said: Any) -> str:
    usual = {"person": family.mother, "type": "PHONE", "value": OLD}
    made: str = service.record(f"{family.path}/contact-points", {**usual, **said})["id"]
    return made


def spoken_to(service: Running) -> Family:
    """A family whose mother has been spoken to: she may know how she is reached."""
    family = add_family(service)
    agree(service, family)
    return family


def what_waits(service: Running, family: Family) -> str:
    (id,) = (one["waiting"] for one in waiting(service) if one["file"] == family.file)
    found: str = id
    return found


def dialled(browser: Browser, family: Family, contact: str) -> str:
    """The page from which a worker dials."""
    path = f"/files/{family.file}/contact-points/{contact}/open"
    page = browser.send(browser.open(path), path, reason="To ring her back about her message.")
    return opened(page).text


def reached(browser: Browser, family: Family) -> str:
    page = browser.open(f"/files/{family.file}").text
    return page.partition("How they are reached")[2].partition("What is due")[0]


@pytest.mark.parametrize("care", CARES)
@pytest.mark.parametrize("value", [OLD, NEW])
def test_less_care_is_on_no_page_before_a_manager_has_confirmed_it(
    made_up: Running, care: str, value: str
) -> None:
    """A new number in the place of one never to be texted read “Safe to use” at once, and went on
    doing so after the manager had refused it.
    """
    family, browser = spoken_to(made_up), someone(made_up)
    times = {"safe_times": "school hours"} if care == "SAFE_AT_TIMES" else {}
    way = record(made_up, family, safety=care, **times)
    record(made_up, family, safety="SAFE", contact=way, value=value)
    said, mine = label("safe_contacts", care), mother_of(made_up, family)
    own = mine.view()["contact"]
    waits = what_waits(made_up, family)
    for became, how in (("waits for a manager", "refusal"), ("was refused by a manager", None)):
        for page in (reached(browser, family), dialled(browser, family, way)):
            assert said in page
            assert f"That it is “{SAFE}” {became}" in page
        # Her own page promises what it did.
        assert mine.view()["contact"] == own
        assert (own == []) == (care == "UNSAFE")
        if how is not None:
            assert settle(made_up, family, waits, how).status_code == 201
    page = dialled(browser, family, way)
    assert page.index("Now, since") < page.index(value) < page.index("Before, since")
    assert settle(made_up, family, waits, "confirmation").status_code == 201
    assert said not in reached(browser, family)
    (way_now,) = mine.view()["contact"]
    assert (way_now["value"], way_now["please"]) == (f"… {value[-3:]}", [])


def test_two_cares_of_one_number_hold_together_until_one_is_let_go(made_up: Running) -> None:
    family, browser = spoken_to(made_up), someone(made_up)
    way = record(made_up, family, safety="NEVER_TEXT")
    record(made_up, family, safety="NO_VOICEMAIL", contact=way)
    assert "No voicemail; Never text" in reached(browser, family)
    (own,) = mother_of(made_up, family).view()["contact"]
    assert own["please"] == ["We do not leave a message", "We never text this number"]


@pytest.mark.parametrize("care", CARES)
def test_a_number_that_is_typed_again_is_no_safer_under_another_id(
    made_up: Running, care: str
) -> None:
    family, browser = spoken_to(made_up), someone(made_up)
    record(made_up, family, safety=care)
    again = record(made_up, family, safety="SAFE", value="+44 20 7946 0101")
    own = mother_of(made_up, family).view()["contact"]
    assert not [one for one in own if one["value"] is not None and one["please"] == []]
    for page in (reached(browser, family), dialled(browser, family, again)):
        assert page.count(label("safe_contacts", care)) >= 1
        assert f"That it is “{SAFE}” waits for a manager" in page
    assert settle(made_up, family, what_waits(made_up, family), "confirmation").status_code == 201
    assert SAFE in dialled(browser, family, again)


def test_a_number_of_which_it_waits_that_it_is_an_error_stands_meanwhile(made_up: Running) -> None:
    family, browser = spoken_to(made_up), someone(made_up)
    said = {"person": family.mother, "type": "PHONE", "value": OLD, "safety": "NEVER_TEXT"}
    made = made_up.record(f"{family.path}/contact-points", said)
    seq = made["entries"][0]["seq"]
    made_up.clock.now += timedelta(hours=1)
    struck = {"corrects": seq, "what_was_wrong": "It was typed on the wrong family."}
    reply = made_up.post(f"{family.path}/corrections", {**struck, "requested_by": "STAFF"})
    assert reply.status_code == 201, reply.text
    assert what_waits(made_up, family)
    assert "Never text" in reached(browser, family)


def test_whoever_decides_that_less_care_is_taken_reads_why_it_was_asked_for(
    made_up: Running,
) -> None:
    family = spoken_to(made_up)
    # Of one name and one number a danger on another file is heard: these are of nobody else.
    manager, new = someone(made_up, "3"), "020 7946 0302"
    way = record(made_up, family, safety="NEVER_TEXT", value="020 7946 0301")
    words = "My new number. Do not ring the old one, he has that phone."
    mother_of(made_up, family).receipt("requests", {"wants": "CHANGE_CONTACT", "words": words})
    record(made_up, family, safety="SAFE", contact=way, value=new)
    waits = what_waits(made_up, family)
    for how in ("confirmation", "refusal"):
        page = manager.open(f"/files/{family.file}/waiting/{waits}/{how}/new")
        assert words in page.text
        assert new in page.text
        assert "Never text. That it is “Safe to use” waits for a manager. Do not use" in page.text
        assert f"/files/{family.file}/contact-points/{way}/open" in page.reply.text


def test_a_number_in_the_place_of_one_that_is_kept_is_kept_like_it(made_up: Running) -> None:
    """That nobody reads it in passing fell at once, while a manager had yet to say so."""
    family, browser, new = spoken_to(made_up), someone(made_up), "020 7946 0304"
    way = record(made_up, family, safety="SAFE", protected=True, value="020 7946 0303")
    record(made_up, family, safety="SAFE", contact=way, value=new)
    waits = what_waits(made_up, family)
    for how in ("refusal", None):
        assert new not in browser.open(f"/files/{family.file}").text
        assert "kept from others" in reached(browser, family)
        assert new in dialled(browser, family, way)
        if how is not None:
            assert settle(made_up, family, waits, how).status_code == 201
    assert settle(made_up, family, waits, "confirmation").status_code == 201
    assert new in reached(browser, family)


@pytest.mark.parametrize(
    ("members", "is_shown"),
    [
        ({"safe_times": "09:30-14:00"}, True),
        ({}, False),
        ({"safe_times": "09:30-14:00", "protected": True}, False),
        ({"safe_times": "09:30-14:00", "type": "ADDRESS", "value": "7 Elm Row, N1 9GU"}, False),
    ],
)
def test_a_number_that_is_safe_at_hours_is_shown_with_them_where_nobody_is_feared(
    made_up: Running, members: dict[str, Any], is_shown: bool
) -> None:
    """It was kept from every page for good; and nobody could ring at those hours."""
    family, browser = spoken_to(made_up), someone(made_up)
    # A number of its own: whoever has one that stands on another file is perhaps the same there.
    value = members.get("value", "020 7946 0177")
    record(made_up, family, safety="SAFE_AT_TIMES", **{**members, "value": value})
    page = reached(browser, family)
    assert (value in page) is is_shown
    assert ("09:30-14:00" in page) is ("safe_times" in members)
    sign = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", sign)
    assert value not in reached(browser, family)


def test_the_page_that_a_worker_dials_from_says_whether_to_ring_at_all(made_up: Running) -> None:
    family, browser = spoken_to(made_up), someone(made_up)
    way = record(made_up, family, safety="SAFE_AT_TIMES", safe_times="school hours")
    sign = {"person": family.mother, "safe_to_ask": False, "code": "OTHER"}
    made_up.record(f"{family.path}/safety", sign)
    assert "Do not contact Ann Example: it is not safe." in dialled(browser, family, way)


def test_that_somebody_asked_not_to_be_contacted_stands_beside_each_way(made_up: Running) -> None:
    family, browser = spoken_to(made_up), someone(made_up)
    record(made_up, family, safety="SAFE")
    terms = {"person": family.mother, "times": ["WEEKLY"], "agreed_with_person": True}
    terms["methods"] = ["ONLINE_PAGE", "DO_NOT_CONTACT_AT_HOME", "NO_CONTACT_REQUESTED"]
    made_up.record(f"{family.path}/keep-informed", terms)
    page = reached(browser, family)
    asked = "They asked not to be contacted at home. They asked not to be contacted"
    assert f"Safe to use. {asked}" in page


def test_that_somebody_asked_not_to_be_contacted_holds_on_their_page_until_it_is_let_go(
    made_up: Running,
) -> None:
    """A worker's new terms read on her page at once, and promised her a call."""
    family = spoken_to(made_up)
    mine = mother_of(made_up, family)
    gives_a_number(made_up, family)
    terms = {"person": family.mother, "times": ["WEEKLY"], "agreed_with_person": True}
    asked = {**terms, "methods": ["ONLINE_PAGE", "NO_CONTACT_REQUESTED"]}
    made_up.record(f"{family.path}/keep-informed", asked)
    made_up.record(f"{family.path}/keep-informed", {**terms, "methods": ["CALL"]})
    waits = what_waits(made_up, family)
    assert "You asked us not to contact you" in mine.view()["keep_informed"]["how"]
    assert "call you" not in mine.receipt("requests", {"wants": "SUPPORTER"})["means"]
    assert settle(made_up, family, waits, "confirmation").status_code == 201
    assert mine.view()["keep_informed"]["how"] == ["We call you"]
    assert "will call you" in mine.receipt("requests", {"wants": "LETTER"})["means"]


def test_a_number_of_which_nobody_knows_yet_whether_it_is_safe_is_on_file_and_used_for_nothing(
    made_up: Running,
) -> None:
    """A school gave it with no word about that, and the hub had to invent “Safe to use”."""
    family, browser = spoken_to(made_up), someone(made_up)
    form = f"/files/{family.file}/contact-points/new"
    typed = {"person": family.mother, "type": "PHONE", "value": MINE, "safety": "NOT_KNOWN"}
    page = browser.send(browser.open(form), form, **typed)
    assert page.status_code == 303
    (way,) = made_up.get(family.path).get_json()["contact_points"]
    assert (way["safety"], way["may_be_used_now_for"]) == ("NOT_KNOWN", [])
    assert label("safe_contacts", "NOT_KNOWN") in reached(browser, family)
    mine = mother_of(made_up, family)
    assert mine.view()["contact"] == []
    # Whoever finds out lifts nothing: nobody had said that it is not safe.
    made_up.clock.now += timedelta(hours=1)
    record(made_up, family, safety="SAFE", contact=way["id"], value=MINE)
    assert not [one for one in waiting(made_up) if one["file"] == family.file]
    (way,) = made_up.get(family.path).get_json()["contact_points"]
    assert "CALL" in way["may_be_used_now_for"]
    (own,) = mine.view()["contact"]
    assert own["value"] == f"… {MINE[-3:]}"


@pytest.mark.parametrize("care", CARES)
def test_what_was_not_safe_becomes_not_known_by_no_workers_word(
    made_up: Running, care: str
) -> None:
    family = spoken_to(made_up)
    times = {"safe_times": "school hours"} if care == "SAFE_AT_TIMES" else {}
    way = record(made_up, family, safety=care, **times)
    made_up.clock.now += timedelta(hours=1)
    record(made_up, family, safety="NOT_KNOWN", contact=way)
    assert what_waits(made_up, family)

"""What waits for a manager: what would fall and who typed it, and what is theirs to look at."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.noticing.plausible import RULES
from consent_service.pages.forms.form import Heading
from consent_service.pages.forms.registered import form_of, where_is
from consent_service.pages.managing.doubted import MENDS, OF_AN_INJURY
from tests.api.running import Family, Running, add_family, agree, reasons
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

MANAGER = "3"


def lifted(service: Running, family: Family) -> None:
    """A worker types that it is safe to ask somebody of whom a manager said that it is not."""
    danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    service.record(f"{family.path}/safety", danger, "MASH_MANAGER")
    again = {"person": family.father, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    service.record(f"{family.path}/safety", again)


def test_a_manager_begins_with_how_much_waits_and_for_how_long(made_up: Running) -> None:
    family = add_family(made_up)
    lifted(made_up, family)
    danger = {"person": family.mother, "note": "He takes her telephone."}
    made_up.record(f"{family.path}/signs", danger)
    made_up.clock.now += timedelta(hours=2)
    browser = someone(made_up, MANAGER)
    page = browser.open("/")
    assert page.heading == "What waits for you"
    waits = made_up.get("/v1/tasks/counts", for_role="MASH_MANAGER").get_json()["kinds"]
    of = {one["code"]: one for one in waits}
    assert f"What would fall if you confirm it : {of['CONFIRM_EFFECT']['listed']}" in page.text
    assert of["CONFIRM_EFFECT"]["minutes_waiting"] >= 120
    assert "The oldest has waited" in page.text
    assert 'href="/to-look-at#falls"' in page.reply.text
    # Nobody is named who has not been looked up.
    assert "Example" not in page.text
    # A worker begins with what is theirs, and has no such page.
    assert "What waits" not in someone(made_up).open("/").text


def test_what_is_mine_to_do_is_counted_at_the_top_of_each_page(made_up: Running) -> None:
    family = add_family(made_up)
    browser, at = someone(made_up), f"/files/{family.file}/enquiries/{family.enquiry}"
    assert "of yours" not in browser.open("/find").text
    assert browser.send(browser.open(f"{at}/claim"), f"{at}/claim").status_code == 303
    mine = made_up.get("/v1/tasks", mine="true").get_json()["counted"]["listed"]
    page = browser.open("/find")
    assert f"To do {mine} of yours" in page.text
    assert 'href="/to-do?whose=mine"' in page.reply.text


def led_to(browser: Browser, family: Family, words: str) -> Any:
    """The links on the list of what waits, about this family."""
    page = browser.open("/to-look-at")
    links = [given["href"] or "" for tag, given in page.tags if tag == "a"]
    return next(one for one in links if family.file in one and words in one)


def test_what_would_fall_is_confirmed_or_refused_alike_with_who_typed_it(
    made_up: Running,
) -> None:
    first, second = add_family(made_up), add_family(made_up)
    browser = someone(made_up, MANAGER)
    for family, words in ((first, "confirmation"), (second, "refusal")):
        lifted(made_up, family)
        page = browser.open("/to-look-at")
        assert "! Waits for you" in page.text
        assert "typed by Cy Worker" in page.text
        assert "Bo Example" in page.text
        address = led_to(browser, family, words)
        form = browser.open(address)
        assert "Bo Example" in form.text
        assert "Typed by Cy Worker" in form.text
        if words == "confirmation":
            # What lifts something says how it is known; a refusal is heard without a reason, too.
            form = opened(browser.send(form, address, reason=""), 422)
        done = browser.send(form, address, reason=ENOUGH)
        assert done.status_code == 303
        assert address not in browser.open("/to-look-at").reply.text
    asking = {
        family.file: next(
            one["asking"]
            for one in made_up.get(family.path).get_json()["adults"]
            if one["id"] == family.father
        )
        for family in (first, second)
    }
    assert asking == {first.file: "YES", second.file: "NO"}


def test_what_was_taken_back_and_a_wish_stand_on_the_list(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    seq = made_up.get(family.path).get_json()["responses"][0]["seq"]
    wrong = {"corrects": seq, "what_was_wrong": "It was another mother."}
    made_up.record(f"{family.path}/corrections", wrong)
    wish = {
        "child": family.child,
        "objects": True,
        "words": "Please do not tell my dad.",
        "not_to_be_told": [family.father],
        "not_to_be_told_because": "He shouts.",
    }
    made_up.record(f"{family.path}/wishes", wish)
    browser = someone(made_up, MANAGER)
    page = browser.open("/to-look-at")
    assert "– Taken back by whoever typed it" in page.text
    address = led_to(browser, family, "/weighings/new")
    form = browser.open(address)
    assert "Please do not tell my dad." in form.text
    assert "Bo Example" in form.text
    sent = browser.send(form, address, may_be_told="false", reason="She is afraid of him.")
    assert sent.status_code == 303
    assert address not in browser.open("/to-look-at").reply.text


def test_a_word_by_telephone_is_told_from_one_whose_day_is_over(made_up: Running) -> None:
    family = add_family(made_up)
    # Whoever has recorded something as a manager is known to be one.
    made_up.record("/v1/services", {"type": "SCHOOL", "names": ["Elm Primary"]}, "MASH_MANAGER")
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    seq = made_up.record(f"{family.path}/responses", no)["entries"][0]["seq"]
    made_up.clock.now += timedelta(hours=2)
    strike = {"corrects": seq, "what_was_wrong": "Not her.", "requested_by": "STAFF"}
    strike["said_by_telephone"] = "manager-1"
    struck = made_up.record(f"{family.path}/corrections", strike)["entries"][0]["seq"]
    page = someone(made_up, MANAGER).open("/to-look-at")
    assert "By telephone, to be confirmed" in page.text
    assert "said so by telephone; that holds until" in page.text
    # The timeline says of that entry what is true of it as it is read.
    timeline, waits = f"/files/{family.file}/timeline", "would lift waits for a manager"
    told = someone(made_up).open(timeline).text
    assert f"said by telephone that what entry {struck} lifts may fall. It is lifted until" in told
    assert waits not in told
    made_up.clock.now += timedelta(days=7)
    told = someone(made_up).open(timeline).text
    assert "Nobody confirmed it by" in told
    assert waits not in told
    page = someone(made_up, MANAGER).open("/to-look-at")
    assert "Waits for you" in page.text
    assert "said so by telephone; that held until" in page.text
    (waiting,) = [
        one["waiting"]
        for one in made_up.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
        if one["file"] == family.file
    ]
    for answer, words in (
        ("refusal", "A manager has refused it: it stands again"),
        ("confirmation", "who has confirmed it: it is lifted"),
    ):
        said = {"reason": ENOUGH}
        made_up.record(f"{family.path}/waiting/{waiting}/{answer}", said, "MASH_MANAGER")
        assert words in someone(made_up).open(timeline).text


def test_a_decision_is_looked_at_again_with_the_reasons_that_were_given(made_up: Running) -> None:
    family = add_family(made_up)
    decided = {
        "scope": family.scope(),
        "rationale": reasons(),
        "duty_test": {"relevant": True, "may_help": True, "more_harm_than_good": False},
        "kind": "DISPENSE_DECISION",
        "reason_codes": ["UNJUSTIFIED_DELAY"],
        "telling": {"status": "WILL_TELL_BY", "on": "2026-03-11"},
        "requested_by": "worker-1",
        "review_due": "2026-03-10",
    }
    made_up.record(f"{family.path}/authorisations", decided, "MASH_MANAGER")
    browser = someone(made_up, MANAGER)
    address = led_to(browser, family, "/reviews/new")
    form = browser.open(address)
    assert "The child goes home tonight." in form.text
    assert "Go ahead without asking" in form.text
    # What was decided is changed by deciding anew, about the same; why is thought about again.
    (anew,) = links_to(form, f"/files/{family.file}/decisions/new?anew=")
    again = browser.open(anew)
    ticked = {g.get("value") for tag, g in again.tags if "checked" in g or "selected" in g}
    assert {family.child, "CHILD_HEALTH", "HEALTH_VISITOR", "AGENCY_CHECKS", "SEEK"} <= ticked
    assert "DISPENSE_DECISION" not in ticked
    assert "The child goes home tonight." not in again.text
    end = next(g["href"] or "" for _, g in form.tags if (g.get("href") or "").endswith("/end/new"))
    read = browser.send(browser.open(end), end, reason="The mother was reached, and agreed.")
    ended = browser.send(opened(read), end)
    assert ended.status_code == 303
    assert address not in browser.open("/to-look-at").reply.text
    assert made_up.get(family.path).get_json()["authorisations"] == []
    over = browser.open(address)
    assert "It holds no longer: nothing goes on by it." in over.text
    assert links_to(over, f"/files/{family.file}/decisions/new?anew=")


def test_two_answers_that_contradict_lead_to_whatever_settles_them(made_up: Running) -> None:
    """Nothing on the manager's list is without a button."""
    family = add_family(made_up)
    agree(made_up, family)
    said = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    last = made_up.record(f"{family.path}/responses", said)["id"]
    browser = someone(made_up, MANAGER)
    talk = led_to(browser, family, f"/conversations/new?person={family.mother}")
    counts = led_to(browser, family, f"/validity/new?response={last}")
    decides = led_to(browser, family, f"/decisions/new?between={last}")
    for address in (talk, decides):
        browser.open(address)
    form, path = browser.open(counts), counts.partition("?")[0]
    made_up.clock.now += timedelta(minutes=1)
    sent = browser.send(form, path, response=last, status="VALID", reasons="She says so.")
    if sent.status_code == 200:
        sent = browser.send(opened(sent), path, not_a_no="true")
    assert sent.status_code == 303, sent.text
    assert counts not in browser.open("/to-look-at").reply.text


def test_what_looks_like_a_mistake_is_put_right_or_found_right_with_a_reason(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    born = {"names": "Old Example", "dob": "1990-01-01"}
    seq = made_up.record(f"{family.path}/children", born)["entries"][0]["seq"]
    made_up.clock.now += timedelta(days=2)
    browser = someone(made_up, MANAGER)
    page = browser.open("/to-look-at")
    assert "put it right" in page.text
    address = led_to(browser, family, "/found-right/new")
    form, address = browser.open(address), address.removesuffix(f"?entry={seq}")
    assert "It looks like a mistake" in form.text
    assert str(seq) in [given["value"] for _, given in form.tags if "selected" in given]
    assert "Old Example was added as a child, born on 1 January 1990" in form.text
    lacks = opened(browser.send(form, address, entry=str(seq)), 422)
    assert lacks.heading == form.heading
    done = browser.send(lacks, address, entry=str(seq), reason="Her passport was seen.")
    assert done.status_code == 303, done.text
    # What is settled is not said once more where it is recorded.
    recorded = browser.open(done.headers["Location"])
    assert recorded.heading == "Recorded"
    assert "said=&" in f"{done.headers['Location']}&"
    assert f"/found-right/new?entry={seq}" not in browser.open("/to-look-at").reply.text
    assert "Her passport was seen." in browser.open(f"/files/{family.file}/timeline").text


def test_a_form_that_was_not_filed_is_put_right_without_striking_the_yes(made_up: Running) -> None:
    family = add_family(made_up)
    signed = agree(made_up, family, method="IN_PERSON_SIGNED")
    talk, seq = (str(one["seq"]) for one in signed["entries"])
    made_up.clock.now += timedelta(days=2)
    manager = someone(made_up, MANAGER)
    (address,) = links_to(manager.open("/to-look-at"), f"{family.file}/doubts/{seq}")
    page = manager.open(address)
    assert "nothing says where the form is" in page.text
    assert links_to(page, "/found-right/new", f"entry={seq}")
    # To strike it stands last, under what that does.
    assert "counts no longer, whatever somebody said yes or no to" in page.text
    assert links_to(page, "/corrections/new")
    report = manager.open("/reports/implausible-facts")
    assert links_to(report, f"{family.file}/doubts/{seq}")
    assert not links_to(report, "/corrections/new")
    # Of a birth it leads to the birth.
    born = {"names": "Old Example", "dob": "1990-01-01"}
    child = made_up.record(f"{family.path}/children", born)
    page = manager.open(f"/files/{family.file}/doubts/{child['entries'][0]['seq']}")
    assert links_to(page, f"/people/{child['id']}/amendments/new")
    assert "Nothing of it looks" in manager.open(f"/files/{family.file}/doubts/{talk}").text
    assert manager.get(f"/files/{family.file}/doubts/999999").status_code == 404
    # A worker is led to no list of a manager's.
    assert not links_to(someone(made_up).open(f"/files/{family.file}"), "/doubts/")


def test_each_doubt_has_where_it_is_put_right() -> None:
    assert {row.code for row in RULES} == set(MENDS)
    for code, mends in {**MENDS, **OF_AN_INJURY}.items():
        for operation, words, given in mends:
            form, path = form_of(operation), where_is(operation) or ""
            assert form is not None, code
            assert words
            fields = [one for one in form.fields if not isinstance(one, Heading)]
            named = {*re.findall(r"<string:(\w+)>", path), *(one.member for one in fields)}
            assert set(given) <= named, (code, operation)
    # Where a form lacks a paper, or a reason, nobody's yes or no is to be struck for it.
    bare = {code for code, mends in MENDS.items() if not mends}
    assert all(code.startswith(("BEFORE_", "AFTER_", "CLOSED_BEFORE_")) for code in bare)


def test_whoever_refuses_that_two_are_one_is_led_to_say_that_they_were_two(
    made_up: Running,
) -> None:
    """To refuse it lifts nothing, and they went on standing there as one under one name."""
    family = add_family(made_up)
    join = {"other": family.father, "reason": "The same birth."}
    made_up.record(f"{family.path}/people/{family.mother}/joinings", join)
    manager = someone(made_up, MANAGER)
    (refuses,) = links_to(manager.open("/to-look-at"), f"{family.file}/waiting/", "/refusal/new")
    form = manager.open(refuses)
    assert "go on being read as one" in form.text
    record = manager.open(f"/files/{family.file}/record")
    assert links_to(record, f"/files/{family.file}/joinings/", "/parting/new")


@pytest.mark.parametrize(("does", "said"), [("confirmation", "Confirmed"), ("refusal", "Refused")])
def test_whoever_goes_back_to_what_they_decided_reads_what_and_when_and_is_led_on(
    made_up: Running, does: str, said: str
) -> None:
    family = add_family(made_up)
    lifted(made_up, family)
    manager = someone(made_up, MANAGER)
    address = led_to(manager, family, f"/{does}/new")
    other = address.replace(does, "refusal" if does == "confirmation" else "confirmation")
    # Whoever decides says why, and is asked before it is recorded.
    lacks = opened(manager.send(manager.open(address), address), 422)
    assert "Write this: it cannot be left empty." in lacks.text
    done = manager.send(lacks, address, reason=ENOUGH)
    assert done.status_code == 303, done.text
    for back in (address, other):
        page = manager.open(back)
        assert page.heading == "This is decided"
        assert f"{said} by Somebody" in page.text
        assert ENOUGH in page.text
        assert {"/to-look-at", f"/files/{family.file}"} <= set(links_to(page, "/"))
    # It is not decided twice alike; that it was decided wrongly can still be said.
    assert not any(
        tag == "form" and given.get("action") == address
        for tag, given in manager.open(address).tags
    )
    changed = manager.send(manager.open(other), other, reason=ENOUGH)
    assert changed.status_code == 303, changed.text
    nothing = address.replace(address.split("/")[4], "0" * 24)
    assert manager.get(nothing).status_code == 404


def links_to(page: Page, *parts: str) -> list[str]:
    found = (given.get("href") or "" for tag, given in page.tags if tag == "a")
    return [one for one in found if all(part in one for part in parts)]


def test_whoever_lets_something_fall_reads_what_was_typed_and_why(made_up: Running) -> None:
    """The page to confirm it on said what would fall, and not what anybody knew about it."""
    family = add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", unsafe, "MASH_MANAGER")
    again = {
        "person": family.father,
        "safe_to_ask": True,
        "reason": f"The refuge says that he left. {ENOUGH}",
    }
    made_up.record(f"{family.path}/safety", again)
    browser = someone(made_up, MANAGER)
    for which in ("confirmation", "refusal"):
        page = browser.open(led_to(browser, family, f"/{which}/new"))
        assert "The refuge says that he left." in page.text
    browser.open(led_to(browser, family, "/timeline?from_seq="))


def test_nobody_reads_that_something_else_is_against_somebody_where_only_a_manager_is_lacking(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", unsafe, "MASH_MANAGER")
    browser, path = someone(made_up), f"/files/{family.file}/safety/new"
    typed = {"person": family.father, "safe_to_ask": "true", "reason": ENOUGH}
    read = opened(browser.send(browser.open(path), path, **typed))
    assert read.heading == "Check what this would lift"
    assert "They do not count as safe before that is confirmed" in read.text
    assert "something else on record says so" not in read.text


def test_that_a_dangerous_man_was_told_is_a_managers_to_look_at_at_once(made_up: Running) -> None:
    """He was told when and where a conference is, and on no manager's list stood anything of it."""
    family = add_family(made_up)
    said = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", said)
    made_up.clock.now += timedelta(minutes=1)
    words = "Told him the meeting is on 11 December at 10."
    told = {"person": family.father, "method": "TEXT", "words": words}
    seq = made_up.record(f"{family.path}/contacts-made", told)["entries"][0]["seq"]
    manager = someone(made_up, "3")
    assert "Told, and it may not be safe" in manager.open("/").text
    here = f"/files/{family.file}/doubts/{seq}"
    page = manager.open("/to-look-at")
    assert "It was seen to, or there was nothing in it" in page.text
    assert here in page.reply.text
    assert here in manager.open(f"/files/{family.file}").reply.text
    page = manager.open(here)
    assert words in page.text
    right = {"entry": seq, "reason": ENOUGH}
    made_up.record(f"{family.path}/found-right", right, "MASH_MANAGER")
    assert here not in manager.open("/to-look-at").reply.text

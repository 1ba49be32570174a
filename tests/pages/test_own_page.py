"""A parent reads what they agreed to, stops it, says it is wrong; what they are told is true."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from consent_service.actions.refused import Refused
from consent_service.domain.codes import TEXTS
from consent_service.languages.catalogue import Languages
from consent_service.pages.family import addresses, saying
from tests.api.running import Family, Running, add_family, agree
from tests.api.test_advocates import steps
from tests.api.test_supported import SEES, supports
from tests.pages.conftest import of_service
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone

KEPT = addresses.KEPT_FROM
CHANGE, YES = addresses.CHANGE, addresses.YES
STOP, WRONG, ASK = addresses.STOP, addresses.WRONG, addresses.ASK
SIGN_IN = "/sign-in/family"


def on_their_page(service: Running, family: Family, **given: str) -> Browser:
    """A browser in which the mother, or her advocate, is signed in."""
    path = f"{family.path}/people/{family.mother}/ways-in"
    way_in = service.record(path, {"how": "READ_OUT", **given})["way_in"]
    browser = of_service(service)
    typed = {name: way_in[name] for name in ("reference", "code")}
    browser.send(browser.open(SIGN_IN), SIGN_IN, **typed)
    return browser


def in_two_windows(service: Running, family: Family) -> tuple[Browser, Browser]:
    """Signed in once: whoever is given another code is out where they were in by the last."""
    first, second = on_their_page(service, family), of_service(service)
    second.client._cookies = dict(first.client._cookies or {})
    return first, second


def outcome(service: Running, family: Family) -> str:
    asked: str = service.check(family.file, family.question())["outcome"]
    return asked


def words(page: Page) -> list[str]:
    return [given["href"] or "" for tag, given in page.tags if tag == "a"]


def test_what_somebody_is_promised_when_they_stop_is_what_the_next_check_says(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agreed = agree(made_up, family)["id"]
    browser = on_their_page(made_up, family)
    page = browser.open("/")
    assert page.title == "Your page"
    assert "✓ You said yes" in page.text
    assert outcome(made_up, family) == "COVERED"
    asked = browser.open(f"{STOP}?answer={agreed}")
    assert TEXTS["own_stopped"] in asked.text
    # Who only looks at what it would mean has stopped nothing.
    assert outcome(made_up, family) == "COVERED"
    kept = opened(browser.send(asked, STOP, words="Enough."), 200)
    assert outcome(made_up, family) == "OBJECTION"
    assert TEXTS["own_stopped"] in kept.text
    size = made_up.size()
    again = opened(browser.send(asked, STOP, words="Enough."), 200)
    assert (again.text, made_up.size()) == (kept.text, size)
    saved = browser.send(kept, addresses.RECEIPT)
    assert saved.headers["Content-Disposition"] == 'attachment; filename="receipt.tlog-proof"'
    after = browser.open("/")
    assert "✓ You said yes" not in after.text
    assert "You changed your mind" in after.text
    made_up.assert_sound()


def test_a_stop_that_is_pressed_in_two_windows_at_once_is_one_on_the_page(
    made_up: Running,
) -> None:
    """Each is heard, and each has a receipt of its own: none is lost for being like another."""
    family = add_family(made_up)
    agreed = agree(made_up, family)["id"]
    forms = [
        (phone, phone.open(f"{STOP}?answer={agreed}")) for phone in in_two_windows(made_up, family)
    ]
    gate = threading.Barrier(2)

    def press(phone: Browser, form: Page) -> TestResponse:
        gate.wait()
        return phone.send(form, STOP)

    with ThreadPoolExecutor(2) as pressing:
        kept = [one.result() for one in [pressing.submit(press, *form) for form in forms]]
    receipts = [opened(one, 200) for one in kept]
    for one in receipts:
        assert "Your receipt" in one.text
        assert TEXTS["own_stopped"] in one.text
    assert outcome(made_up, family) == "OBJECTION"
    for phone, _ in forms:
        after = phone.open("/")
        assert "✓ You said yes" not in after.text
        assert after.reply.text.count('aria-labelledby="no-') == 1
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert [one["code"] for one in tasks].count("CALL_AFTER_WITHDRAWAL") == 1
    made_up.assert_sound()


def test_a_stop_names_what_it_stops_and_stops_nothing_else(made_up: Running) -> None:
    """The worker takes back what she had typed of the school, for the wrong family, while the form
    is open: the doctor was stopped as well, and nothing said so.
    """
    family = add_family(made_up)
    school = agree(made_up, family, scope=family.scope(agencies=[{"type": "SCHOOL"}]))
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    answer = school["entries"][1]["id"]
    form = browser.open(f"{STOP}?answer={answer}")
    assert "School" in form.text
    assert "Health visitor" not in form.text
    wrong = {"corrects": school["entries"][0]["seq"], "what_was_wrong": "Another family's."}
    wrong |= {"requested_by": "STAFF", "with_answers": True}
    made_up.record(f"{family.path}/corrections", wrong)
    kept = opened(browser.send(form, STOP, words="Not the school."), 200)
    assert TEXTS["own_stopped_this"] in kept.text
    assert outcome(made_up, family) == "COVERED"
    # Of what nobody knows it may be any: then all of it stops, and it says so before and after.
    form = browser.open(f"{STOP}?answer={'0' * 24}")
    assert "This stops everything that you agreed to." in form.text
    kept = opened(browser.send(form, STOP), 200)
    assert "This stops everything that you agreed to." in kept.text
    assert outcome(made_up, family) == "OBJECTION"


def test_what_they_say_of_an_answer_stands_beside_it_wherever_it_is_shown(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agreed = agree(made_up, family)["entries"][1]["id"]
    browser, worker = on_their_page(made_up, family), someone(made_up)
    said = "I said the nurse in Bangor."
    form = browser.open(f"{addresses.WRONG}?answer={agreed}")
    opened(browser.send(form, addresses.WRONG, about=agreed, what="OTHER", words=said), 200)
    asked = made_up.get(family.path).get_json()["corrections_asked"][0]["id"]
    answer = {"accepted": False, "reason": "It was read out."}
    made_up.record(f"{family.path}/correction-requests/{asked}/answers", answer)
    assert browser.open("/").text.count(said) == 2
    assert said in worker.open(f"/files/{family.file}").text


def test_a_part_is_stopped_at_once_and_a_yes_waits_for_the_call(made_up: Running) -> None:
    family = add_family(made_up)
    both = family.scope(agencies=[{"type": "SCHOOL"}, {"type": "HEALTH_VISITOR"}])
    agree(made_up, family, scope=both)
    made_up.clock.now += timedelta(minutes=1)
    browser = on_their_page(made_up, family)
    (change,) = [one for one in words(browser.open("/")) if one.startswith(CHANGE)]
    nothing = opened(browser.send(browser.open(change), CHANGE), 422)
    assert "Choose what you want to stop" in nothing.text
    # Whoever has to leave after one press has stopped it.
    kept = opened(browser.send(nothing, CHANGE, who="Health visitor"), 200)
    assert "Health visitor About" in kept.text
    assert "School" not in kept.text
    assert TEXTS["own_stopped_this"] in kept.text
    assert outcome(made_up, family) == "OBJECTION"
    school = family.question(agency={"type": "SCHOOL"})
    assert made_up.check(family.file, school)["outcome"] == "COVERED"
    made_up.clock.now += timedelta(minutes=1)
    (again,) = [one for one in words(browser.open("/")) if one.startswith(YES)]
    asked = browser.open(again)
    until_then = TEXTS["own_yes_until_then"]
    assert until_then in asked.text
    size = made_up.size()
    said = opened(browser.send(asked, YES, words="I spoke to my sister."), 200)
    assert until_then in said.text
    recorded = ["conversation-recorded", "response-recorded", "effect-waits"]
    assert made_up.kinds(size) == recorded
    # The receipt says what the next check does.
    assert outcome(made_up, family) == "OBJECTION"
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    # One call is one thing to do.
    due = [one["code"] for one in tasks if one["code"] in ("CALL_ABOUT_YES", "ANSWER_FAMILY")]
    assert due == ["CALL_ABOUT_YES"]


def test_a_receipt_of_a_part_says_which_kind_of_information_it_is_about(made_up: Running) -> None:
    """It named the services alone: all that they were asked read as stopped."""
    family = add_family(made_up)
    both = family.scope(categories=["CHILD_HEALTH", "EDUCATION"])
    agree(made_up, family, scope=both)
    made_up.clock.now += timedelta(minutes=1)
    browser = on_their_page(made_up, family)
    (change,) = [one for one in words(browser.open("/")) if one.startswith(CHANGE)]
    health = "Your child's health"
    kept = opened(browser.send(browser.open(change), CHANGE, what=health), 200)
    assert f"What {health} Why" in kept.text
    made_up.clock.now += timedelta(minutes=1)
    assert outcome(made_up, family) == "OBJECTION"
    assert made_up.check(family.file, family.question(categories=["EDUCATION"]))["outcome"] == (
        "COVERED"
    )


def test_a_yes_said_online_explains_what_was_read_and_says_in_what(made_up: Running) -> None:
    family = add_family(made_up)
    agreed = agree(made_up, family)["entries"][1]["id"]
    made_up.clock.now += timedelta(minutes=1)
    browser = on_their_page(made_up, family)
    opened(browser.send(browser.open(f"{STOP}?answer={agreed}"), STOP), 200)
    made_up.clock.now += timedelta(minutes=1)
    urdu = Languages().of("ur")
    form = browser.open(f"{YES}?answer={agreed}")
    kept = opened(browser.send(form, YES, read_in=urdu.tag), 200)
    assert TEXTS["own_yes_until_then"] in kept.text
    # It answered that there is nothing here for her: the number was that of the talk.
    saved = browser.send(kept, addresses.RECEIPT)
    assert (saved.status_code, "receipt" in saved.headers["Content-Disposition"]) == (200, True)
    shown = made_up.get(family.path).get_json()["conversations"]
    talk = next(one for one in shown if one["method"] == "ONLINE_SIGNED_IN")
    points = {"own_yes_tell": "WHAT_WE_TELL_THEM", "own_legal_reason": "NOT_OUR_DP_BASIS"}
    for text, point in points.items():
        assert (point in talk["explained"]) == (urdu.text(TEXTS[text]) != TEXTS[text])
    # Why we are worried about this child is for a person to say.
    assert "WHY_WORRIED" not in talk["explained"]
    assert talk["modifiers"] == ["IN_UNCHECKED_TRANSLATION"]


def test_stop_pressed_in_two_windows_at_once_is_one_clear_result(made_up: Running) -> None:
    family = add_family(made_up)
    agreed = agree(made_up, family)["entries"][1]["id"]
    made_up.clock.now += timedelta(minutes=1)
    first, second = in_two_windows(made_up, family)
    forms = [one.open(f"{STOP}?answer={agreed}") for one in (first, second)]
    kept = [
        opened(one.send(form, STOP), 200) for one, form in zip((first, second), forms, strict=True)
    ]
    assert all(TEXTS["own_stopped_this"] in one.text for one in kept)
    assert outcome(made_up, family) == "OBJECTION"
    pages = [one.open("/").text for one in (first, second)]
    assert pages[0] == pages[1]
    assert pages[0].count("✕ You changed your mind") == 1


def test_a_stop_is_heard_however_much_is_said_with_it(made_up: Running) -> None:
    """A browser counts a new line as one sign and sends two: what fitted there was refused, and the
    no with it.
    """
    family = add_family(made_up)
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    form = browser.open(addresses.STOP)
    said = "No more.\r\n" * 800
    assert browser.send(form, addresses.STOP, words=said).status_code == 200
    assert outcome(made_up, family) != "COVERED"


def test_a_young_person_says_who_must_not_know_and_no_page_shows_it(made_up: Running) -> None:
    family = add_family(made_up)
    born = {"names": "Kit", "dob": "2009-01-01"}
    young = made_up.record(f"{family.path}/children", born)["id"]
    link = {"person": family.father, "child": young, "role": "FATHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    browser = on_their_page(made_up, replace(family, mother=young))
    page = browser.open("/")
    assert TEXTS["own_young_decides"] in page.text
    assert "text SHOUT to 85258" in page.text
    assert KEPT in words(page)
    helped = opened(browser.send(page, ASK), 200)
    assert TEXTS["own_help_now"] in helped.text
    assert browser.open("/").text == page.text
    asked = browser.open(KEPT)
    nothing = opened(browser.send(asked, KEPT), 422)
    kept = opened(browser.send(nothing, KEPT, who="MY_DAD", words="He shouts."), 200)
    assert TEXTS["own_kept_from"] in kept.text
    assert browser.open("/").text == page.text


def test_a_form_that_lacks_something_says_so_and_keeps_what_was_typed(made_up: Running) -> None:
    family = add_family(made_up)
    browser = on_their_page(made_up, family)
    asked = browser.open(ASK)
    without = opened(browser.send(asked, ASK, words="After six, please."), 422)
    assert "Choose what you want" in without.text
    assert "After six, please." in without.text
    kept = opened(browser.send(without, ASK, words="After six, please.", wants="LETTER"), 200)
    assert TEXTS["own_asked"] in kept.text
    assert "“After six, please.” We have not answered yet." in browser.open("/").text
    nothing = opened(browser.send(browser.open(WRONG), WRONG, words=" "), 422)
    assert "Write what is wrong" in nothing.text


@pytest.mark.parametrize("path", [STOP, WRONG, ASK])
def test_what_cannot_be_kept_now_is_still_in_the_form(
    made_up: Running, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = on_their_page(made_up, family)
    form = browser.open(path)
    typed = {"words": "Not any more.", "what": "OTHER", "wants": "LETTER"}

    def away(*_: Any, **__: Any) -> Any:
        raise Refused("storage-unavailable")

    with monkeypatch.context() as broken:
        broken.setattr(saying, "record", away)
        page = opened(browser.send(form, path, **typed), 422)
    assert saying.COULD_NOT in page.text
    assert "Not any more." in page.text
    # The same form once more: were it kept after all, it is kept once.
    assert page.form(path)["once"] == form.form(path)["once"]
    assert opened(browser.send(page, path, **typed), 200).heading == "We have written this down"


def test_an_advocate_reads_the_page_and_says_nothing_on_it(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    supports(made_up, family)
    browser = on_their_page(made_up, family, advocate_in=family.enquiry)
    page = browser.open("/")
    assert "✓ You said yes" in page.text
    # Whoever "you" is is said before anything is said of them; she herself reads no such thing.
    said = page.text.partition("What you have agreed to")[0]
    assert "Ann Example You support this person." in said
    assert "Where it says “you”, it means them." in said
    assert "You support this person." not in on_their_page(made_up, family).open("/").text
    assert [given["action"] for tag, given in page.tags if tag == "form"] == ["/sign-out"]
    assert not [address for address in words(page) if address.startswith("/your-page")]
    assert browser.get(STOP).status_code == 403


def test_an_advocate_who_may_know_a_part_reads_that_and_of_nothing_more(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    supports(made_up, family)
    only = {**SEES, "information_permission": "SPEAK_TO_WORKER"}
    steps(made_up, family, family.mother, only)
    browser = on_their_page(made_up, family, advocate_in=family.enquiry)
    page = browser.open("/")
    assert page.title == "Your page"
    assert "ring us and speak up for them" in page.text
    for said in ("agreed", "said yes", "said no", "talked to", "rights", "meeting", "letter"):
        assert said not in page.text
    assert [given["action"] for tag, given in page.tags if tag == "form"] == ["/sign-out"]
    assert not [address for address in words(page) if address.startswith("/your-page")]
    # It ends as soon as the parent ends it, in a browser that is open too; and nobody is offered to
    # give whoever supports them no more another way in.
    gives = f"/files/{family.file}/people/{family.mother}/ways-in"
    assert ", who supports them" in someone(made_up).open(gives).text
    steps(made_up, family, family.mother, {"status": "ACTIVE"}, {"status": "ENDED"})
    assert browser.get("/").status_code == 404
    assert ", who supports them" not in someone(made_up).open(gives).text


def test_staff_are_not_on_a_familys_pages(made_up: Running) -> None:
    assert someone(made_up).get(STOP).status_code == 403

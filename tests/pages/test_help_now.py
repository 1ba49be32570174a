"""Whoever asks for help now is on every page where staff begin, until somebody has answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consent_service.domain.codes import TEXTS, codes, label
from consent_service.domain.tasks.task import FIRST
from consent_service.pages.family.addresses import ASK
from tests.api.asking_own import father_of, mother_of
from tests.api.running import Family, Running, add_family, agree, text_of
from tests.api.test_effects import settle, waiting
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_own_page import on_their_page

MANAGER = "3"


def counted_by(manager: Browser) -> str:
    """How many calls a manager's first page says that there are."""
    return manager.open("/").text.partition("Help asked for now")[2].lstrip(" :")


def first_said(worker: Browser, family: Family) -> str:
    """What the family's page begins with."""
    return worker.open(f"/files/{family.file}").text.partition("Who we have spoken to")[0]


def test_whoever_asks_for_help_now_is_first_wherever_staff_begin(made_up: Running) -> None:
    """They were told that people here can see it, and it stood behind whatever was late."""
    add_family(made_up)
    made_up.clock.now += timedelta(days=30)
    family = add_family(made_up)
    mother = mother_of(made_up, family)
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    begins = [(worker, path) for path in ("/", "/to-do", "/to-do?whose=mine", "/my-families")]
    begins += [(manager, path) for path in ("/", "/to-look-at")]
    asked = mother.receipt("requests", {"wants": "HELP_NOW", "words": "He is coming home."})
    assert asked
    address = f'href="/files/{family.file}"><strong>Help now: Ann Example'
    for browser, path in begins:
        assert address in browser.open(path).reply.text, path
    assert made_up.get("/v1/tasks").get_json()["tasks"][0]["code"] == "HELP_NOW"
    assert counted_by(manager).startswith("1 ")
    assert "Help now. Speak to them at once" in first_said(worker, family)
    # More danger is written down: it is one all the same, and a manager hears it as well.
    unsafe = {"person": family.mother, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", unsafe)
    first = made_up.get("/v1/tasks").get_json()["tasks"][:2]
    assert {one["code"] for one in first} == {"HELP_WITH_CARE"}
    assert {one["for_role"] for one in first} == {"MASH_WORKER", "MASH_MANAGER"}
    # Two hear it, and it is one call.
    assert counted_by(manager).startswith("1 ")
    assert "Reach them with care" in first_said(worker, family)
    for browser, path in begins:
        assert browser.open(path).reply.text.count("Help now: Ann Example") == 1, path
    page = worker.open(f"/files/{family.file}").text
    assert "They wrote: “He is coming home.”" in page
    assert page.index("Help now: Ann Example") < page.index("Who we have spoken to")
    request = first[0]["about"]
    # Who rang and reached nobody has not heard it.
    answers = f"{family.path}/family-requests/{request}/answers"
    made_up.record(answers, {"words": "Voicemail.", "how": "NOT_REACHED"})
    made_up.record(answers, {"words": "Rang."})
    for browser, path in begins:
        assert "Help now: Ann Example" in browser.open(path).text, path
    made_up.record(answers, {"words": "Met her.", "how": "SPOKEN_TO"})
    for browser, path in begins:
        assert "Help now: " not in browser.open(path).text, path


def test_whoever_checks_about_any_of_the_family_hears_who_asks_for_help(made_up: Running) -> None:
    """They called, and whoever was about to ring the surgery read nothing of it: whatever is agreed
    and whoever it is about, until somebody has answered.
    """
    family = add_family(made_up)
    alone = family.question(subjects=[family.father], categories=["ADULT_HEALTH"])
    questions = [family.question(), alone, family.question(enquiry=family.enquiry)]
    agree(made_up, family, expires_at=text_of(made_up.clock.now + timedelta(days=20)))
    before = [made_up.check(family.file, question) for question in questions]
    father_of(made_up, family).receipt("requests", {"wants": "HELP_NOW", "words": "She hit me."})
    worker = someone(made_up)
    for unsafe in (False, True):
        if unsafe:
            said = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
            made_up.record(f"{family.path}/safety", said)
        answers = [made_up.check(family.file, question) for question in questions]
        for answer in answers:
            (called,) = (one for one in answer["tasks"] if one["code"] in FIRST)
            assert (called["person"], called["words"]) == (family.father, "She hit me.")
            assert answer["people"][family.father] == "Bo Example"
            said_first = "Asked for help now, and nobody has answered: Bo Example. "
            assert answer["next"].startswith(said_first)
            page = worker.open(f"/files/{family.file}/checks/{answer['ledger']['seq']}").text
            first, _, rest = page.partition("What is agreed, about whom")
            assert first.count("Help now: Bo Example") == 1
            assert page.count("They wrote: “She hit me.”") == 1
            assert "Help now." in rest.partition("Do next")[2]
        every = "-".join(str(one["ledger"]["seq"]) for one in answers)
        several = worker.open(f"/files/{family.file}/checks/{every}").text
        assert several.count("Help now: Bo Example") == 1
        assert said_first in several
    done = {"words": "Met him.", "how": "SPOKEN_TO"}
    made_up.record(f"{family.path}/family-requests/{called['about']}/answers", done)
    after = [made_up.check(family.file, question) for question in questions]
    assert not [one for answer in after for one in answer["tasks"] if one["code"] in FIRST]
    # Whom he may mean is not safe by one worker's word.
    assert after[0]["outcome"] == answers[0]["outcome"] != before[0]["outcome"]
    for one in [one for one in waiting(made_up) if one["file"] == family.file]:
        assert settle(made_up, family, one["waiting"], "confirmation").status_code == 201
    assert made_up.check(family.file, questions[0])["outcome"] == before[0]["outcome"]


def test_what_was_done_for_whoever_asked_for_help_leads_on(made_up: Running) -> None:
    """She rang from the bathroom; once somebody had talked with her the record told of no danger:
    whoever opened it that night read of a quiet family.
    """
    family = add_family(made_up)
    words = "hes kicking off again im in the bathroom"
    mother_of(made_up, family).receipt("requests", {"wants": "HELP_NOW", "words": words})
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    (called,) = (one for one in tasks_of(made_up, family) if one["code"] in FIRST)
    action = f"/files/{family.file}/family-requests/{called['about']}/answers/new"
    typed = {"words": "Rang 999 for her, she is at her mum's.", "how": "SPOKEN_TO"}
    sent = worker.send(worker.open(action), action, **typed)
    recorded = worker.open(sent.headers["Location"]).reply.text
    for offered in ("signs/new", "share-now-uses/new", "decision-requests/new"):
        assert f"/files/{family.file}/{offered}" in recorded, offered
    due = {one["code"]: one for one in tasks_of(made_up, family)}
    for code, role in (("READ_HARM", "MASH_MANAGER"), ("WRITE_DOWN_DANGER", "MASH_WORKER")):
        assert (due[code]["for_role"], due[code]["due"]) == (role, text_of(made_up.clock.now)[:10])
    assert due["WRITE_DOWN_DANGER"]["person"] == family.mother
    assert words in first_said(worker, family)
    assert label("tasks", "READ_HARM") in manager.open("/to-look-at").text
    assert label("tasks", "WRITE_DOWN_DANGER").rstrip(".") in worker.open("/to-do").text
    checked = made_up.check(family.file, family.question())
    assert TEXTS["read_harm"] in checked["next"]
    sign = {"person": family.mother, "code": "DOMESTIC_ABUSE_NEED", "people": [family.father]}
    made_up.record(f"{family.path}/signs", sign)
    left = {one["code"] for one in tasks_of(made_up, family)}
    assert not left & {"READ_HARM", "WRITE_DOWN_DANGER"}


def tasks_of(made_up: Running, family: Family) -> list[dict[str, Any]]:
    """What is due of a family."""
    found: list[dict[str, Any]] = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    return found


def test_help_asked_for_just_now_is_first_and_not_late(made_up: Running) -> None:
    """It was called late before anybody could have rung, and a day that had nothing late had."""
    family = add_family(made_up)
    made_up.clock.now += timedelta(days=30)

    def late(role: str) -> list[str | None]:
        listed = {
            overdue: made_up.get("/v1/tasks", overdue=overdue, for_role=role, limit="200")
            for overdue in ("true", "false")
        }
        both = made_up.get("/v1/tasks", for_role=role, limit="200").get_json()
        parts = {name: reply.get_json()["tasks"] for name, reply in listed.items()}
        assert both["counted"]["overdue"] == len(parts["true"])
        assert both["counted"]["listed"] == sum(map(len, parts.values()))
        assert {one["overdue"] for one in parts["true"]} <= {True}
        counts = made_up.get("/v1/tasks/counts", for_role=role).get_json()["kinds"]
        if role == "MASH_WORKER":
            assert sum(one["overdue"] for one in counts) == len(parts["true"])
        assert both["tasks"][0]["code"] in FIRST
        return [one["about"] for one in parts["true"] if one["code"] in FIRST]

    mother_of(made_up, family).receipt("requests", {"wants": "HELP_NOW", "words": "Come."})
    unsafe = {"person": family.mother, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    before = {role: late(role) for role in ("MASH_WORKER", "MASH_MANAGER")}
    made_up.record(f"{family.path}/safety", unsafe)
    manager = someone(made_up, MANAGER)
    assert "late" not in counted_by(manager).partition("Help now")[0]
    for role, heard in before.items():
        assert late(role) == heard, role
    made_up.clock.now += timedelta(hours=1)
    for role, heard in before.items():
        assert len(late(role)) > len(heard), role
    assert "1 late" in counted_by(manager)[:300]


@pytest.mark.swept  # A sample each day, and all in campaigns.
@pytest.mark.parametrize("wants", [*codes("family_wants")])
def test_whoever_is_about_to_talk_with_somebody_reads_what_they_wrote_first(
    made_up: Running, wants: str
) -> None:
    """“Not on my phone, he reads it”, and neither the page of the talk nor how they are reached
    said a word of it.
    """
    family, words = add_family(made_up), "Not on my phone, he reads it."
    mother_of(made_up, family).receipt("requests", {"wants": wants, "words": words})
    browser = someone(made_up)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    query = f"person={family.mother}&check={seq}"
    assert words in browser.open(f"/files/{family.file}/conversations/new?{query}").text
    page = browser.open(f"/files/{family.file}").text
    assert words in page
    how = page.partition("How they are reached")[2].partition("What is due")[0]
    assert words in how


def test_a_familys_page_has_all_that_is_due(made_up: Running) -> None:
    """Twenty stood there, and the count was of those: words of a family's that nobody would read
    were among the rest.
    """
    family = add_family(made_up)
    for n in range(70):
        asked = {"person": family.mother, "wants": "LETTER", "words": f"Letter {n}, please."}
        made_up.record(f"{family.path}/family-requests", asked)
    page = someone(made_up).open(f"/files/{family.file}").text
    assert all(f"“Letter {n}, please.”" in page for n in range(70))
    tasks = made_up.get(f"{family.path}/tasks", limit="200").get_json()["tasks"]
    assert f"{len(tasks)} things due" in page


@pytest.mark.parametrize(
    "sent",
    [
        {"wants": "HELP_NOW"},
        {"wants": "SPEAK_TO_SOMEBODY", "words": "hes gonna kill me"},
        {"wants": "LETTER"},
    ],
)
def test_whoever_is_young_reads_after_whatever_they_sent_whom_to_call_and_can_say_what_is_wrong(
    made_up: Running, sent: dict[str, str]
) -> None:
    """A girl who wrote that she would be killed read that somebody would look by tomorrow."""
    family = add_family(made_up)
    young = made_up.record(f"{family.path}/children", {"names": "Kit", "dob": "2009-01-01"})["id"]
    link = {"person": family.father, "child": young, "role": "FATHER", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    browser = on_their_page(made_up, replace(family, mother=young))
    kept = opened(browser.send(browser.open(ASK), ASK, **sent), 200)
    first, _, rest = kept.text.partition("Your receipt")
    assert rest
    for said in ("call 999", "0800 1111", "text SHOUT", "Is there anything you want to tell us?"):
        assert said in first, said
    # With a key of its own: it is another word than the one before.
    (asks,) = [one["sends"] for one in kept.forms if one["sends"].get("wants") == "HELP_NOW"]
    told = opened(browser.post(ASK, {**asks, "words": "They moved the tickets."}), 200)
    assert TEXTS["own_help_now"] in told.text
    tasks = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    assert "HELP_NOW" in {one["code"] for one in tasks}
    assert "They moved the tickets." in someone(made_up).open(f"/files/{family.file}").text
    # Of an adult it stands on their own page alone.
    adult = on_their_page(made_up, add_family(made_up))
    theirs = opened(adult.send(adult.open(ASK), ASK, **sent), 200)
    assert "0800 1111" not in theirs.text

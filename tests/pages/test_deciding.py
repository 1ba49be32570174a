"""A manager decides on one sheet: each person's words, four buttons of one size, nothing chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from consent_service.api.edge.meanings import PROBLEMS
from tests.api.running import Family, Running, add_family, agree, reasons
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH

MANAGER = "3"
_DUTY = {"relevant": "true", "may_help": "true", "more_harm_than_good": "false"}


def asked_for(service: Running, family: Family, **changes: Any) -> str:
    """The address of the sheet for what a worker asked a manager to decide."""
    body = {"scope": family.scope(), "why": "She was seen with a new bruise.", **changes}
    asked = service.record(f"{family.path}/decision-requests", body)
    return f"/files/{family.file}/decisions/{asked['id']}"


def typed() -> dict[str, str]:
    """A decision to go ahead, as it is typed."""
    return {
        **{f"duty_test.{name}": said for name, said in _DUTY.items()},
        **{f"rationale.{name}": words for name, words in reasons().items()},
        "reason_codes": "SIGNIFICANT_HARM_NOT_RULED_OUT",
        "kind": "OVERRIDE_DECISION",
        "telling.status": "WILL_TELL_BY",
        "telling.on.day": "11",
        "telling.on.month": "3",
        "telling.on.year": "2026",
    }


def ticked(page: Page) -> dict[str, str]:
    return {g["name"] or "": g["value"] or "" for _, g in page.tags if "checked" in g}


def press(browser: Browser, sheet: str, under: str, said: dict[str, str]) -> Page:
    """Fill the sheet in, press one of its buttons, and what is read before it is recorded."""
    page = browser.open(sheet)
    sent = page.form(sheet) | ticked(page) | said
    return opened(browser.post(sheet + under, {k: v for k, v in sent.items() if v}), 200)


def test_a_manager_reads_the_question_and_the_words_of_each_of_them(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family, answer="REFUSED", expires_at=None, words="Not the school, please.")
    sheet = asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    waiting = browser.open("/decisions")
    for page in (waiting, browser.open(sheet)):
        assert "May we ask the health visitor about Ng?" in page.text
        assert "“Not the school, please.”" in page.text
        assert "– Has said nothing" in page.text
        assert "“She was seen with a new bruise.”" in page.text
        assert "Ng" not in page.title
    assert "Waiting" in waiting.text
    assert sheet in waiting.reply.text
    page = browser.open(sheet)
    # What was asked for is ticked, and nothing else is.
    assert {name.partition(".")[0] for name in ticked(page)} == {"scope"}
    buttons = [g for tag, g in page.tags if tag == "button" and g.get("formaction")]
    options = [g for g in buttons if not (g["formaction"] or "").endswith("/draft")]
    assert len(options) == 4
    assert len({one["class"] for one in options}) == 1


def test_what_a_child_may_be_at_risk_by_meanwhile_is_decided_first(made_up: Running) -> None:
    """It stood fourth, under three of the same day that had waited longer."""
    sheets = []
    for urgency in ("SAME_DAY", "SAME_DAY", "IMMEDIATE"):
        sheets.append(asked_for(made_up, add_family(made_up), urgency=urgency))
        made_up.clock.now += timedelta(minutes=5)
    listed = someone(made_up, MANAGER).open("/decisions").reply.text
    assert listed.index(sheets[2]) < listed.index(sheets[0]) < listed.index(sheets[1])
    due = made_up.get("/v1/tasks", "MASH_MANAGER", code="DECIDE").get_json()["tasks"]
    ids = [sheet.rpartition("/")[2] for sheet in sheets]
    assert [one["about"] for one in due if one["about"] in ids] == [ids[n] for n in (2, 0, 1)]


def test_a_yes_about_one_child_has_no_tick_where_it_is_decided_about_another(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    other = made_up.record(f"{family.path}/children", {"names": "Tam", "dob": "2019-02-01"})["id"]
    made_up.record(
        f"{family.path}/relationships",
        {"person": family.mother, "child": other, "role": "MOTHER", "pr_status": "YES"},
    )
    agree(made_up, family, scope={**family.scope(), "subjects": [other]})
    sheet = asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    for page in (browser.open("/decisions"), browser.open(sheet)):
        assert "✓" not in page.text
        assert "– Agreed about somebody else, and not about this" in page.text
        assert "about Tam" in page.text
    about_both = {**family.scope(), "subjects": [family.child, other]}
    agree(made_up, family, scope=about_both)
    page = browser.open(sheet)
    assert "✓ Agreed" in page.text
    assert "about Ng and Tam" in page.text


def test_going_ahead_is_read_once_more_with_what_the_law_says_and_then_recorded(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    size = made_up.size()
    day = {"review_due.day": "16", "review_due.month": "3", "review_due.year": "2026"}
    read = press(browser, sheet, "", typed() | day)
    assert "The law says this must be shared, even if a parent has said no." in read.text
    assert "You decided: Go ahead, with all that was asked for." in read.text
    assert "With all that was asked for" in read.text
    assert "authorisation-made" not in made_up.kinds(size)
    done = browser.send(read, sheet)
    assert done.status_code == 303
    (made,) = made_up.get(family.path).get_json()["authorisations"]
    assert made["review_due"] == "2026-03-16"
    assert (made["requested_by"], made["why"]["request"]) == ("worker-1", sheet[-24:])
    assert "This has been decided." in browser.open(sheet).text


def test_less_than_was_asked_for_is_recorded_as_less_and_never_as_all_of_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    both = family.scope(categories=["CHILD_HEALTH", "EDUCATION"])
    sheet, browser = asked_for(made_up, family, scope=both), someone(made_up, MANAGER)
    page = browser.open(sheet)
    assert "Attendance, behaviour and progress in education" in page.text
    # `ticked` keeps one of the two kinds of information: the other was taken away.
    sent = page.form(sheet) | ticked(page) | typed()
    wrong = opened(browser.post(sheet, sent), 422)
    assert "You took away some of what was asked for." in wrong.text
    assert "The child goes home tonight." in wrong.reply.text
    read = opened(browser.post(f"{sheet}/less", sent), 200)
    assert browser.send(read, f"{sheet}/less").status_code == 303
    (made,) = made_up.get(family.path).get_json()["authorisations"]
    assert made["scope"]["categories"] == ["EDUCATION"]


def test_to_ask_first_is_a_decision_with_its_reasons_and_changes_no_answer(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    before = made_up.check(family.file, family.question())["outcome"]
    read = press(browser, sheet, "/ask-first", typed())
    assert "You decided: Ask the parents first" in read.text
    assert browser.send(read, f"{sheet}/ask-first").status_code == 303
    (decided,) = made_up.get(family.path).get_json()["not_share"]
    assert decided["why"]["reason_codes"] == ["ASK_FIRST"]
    assert made_up.check(family.file, family.question())["outcome"] == before
    assert sheet not in browser.open("/decisions").reply.text


def test_nobody_unsafe_stands_among_those_who_are_told(made_up: Running) -> None:
    family = add_family(made_up)
    danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", danger)
    page = someone(made_up, MANAGER).open(asked_for(made_up, family))
    told = page.text.partition("who will be told")[2].partition("Your decision")[0]
    assert "Bo Example ✕ Is told nothing It is not safe." in " ".join(told.split())


def test_a_sheet_that_was_begun_is_gone_on_with_where_it_was(made_up: Running) -> None:
    family = add_family(made_up)
    sheet = asked_for(made_up, family)
    browser = someone(made_up, MANAGER)
    path = sheet.removeprefix("/v1")
    page = browser.open(path)
    begun = page.form(path) | ticked(page) | {"rationale.what_risk": "He may be hit again."}
    assert browser.post(f"{path}/draft", begun).status_code == 303
    listed = browser.open(f"/files/{family.file}/drafts")
    links = [given["href"] or "" for tag, given in listed.tags if tag == "a"]
    (address,) = [one for one in links if "/drafts/" in one]
    goes_on = browser.get(address).headers["Location"]
    assert goes_on.startswith(f"{path}?draft=")
    page = browser.open(goes_on)
    assert "He may be hit again." in page.reply.text
    sent = page.form(path) | ticked(page) | typed()
    read = opened(browser.post(f"{path}/less", sent))
    assert browser.send(read, f"{path}/less").status_code == 303
    assert "it is on record" in browser.open(goes_on).text


def test_F03_what_is_missing_is_said_at_its_place_and_whoever_asked_does_not_decide(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    page = browser.open(sheet)
    without = page.form(sheet) | ticked(page) | typed() | {"rationale.why_now": "Risk"}
    wrong = opened(browser.post(sheet, without), 422)
    assert "This is one word or a stock phrase." in wrong.text
    # And what was typed beside it is still there.
    assert all(without[name] in wrong.text for name in without if name.startswith("rationale."))
    asked = asked_for(made_up, family)
    mine = someone(made_up).open(asked)
    assert "You asked for this. Somebody else decides it." in mine.text
    assert made_up.get(family.path).get_json()["authorisations"] == []


def test_what_nobody_asked_for_on_the_file_is_decided_by_whoever_did_not_ask_for_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    path, browser = f"/files/{family.file}/decisions/new", someone(made_up, MANAGER)
    page = browser.open(path)
    assert ticked(page) == {}
    said = {
        **typed(),
        "scope.subjects": family.child,
        "scope.agencies.0": "HEALTH_VISITOR",
        "scope.categories": "CHILD_HEALTH",
        "scope.purposes": "AGENCY_CHECKS",
        "scope.directions": "SEEK",
        "end.day": "16",
        "end.month": "3",
        "end.year": "2026",
    }
    mine = opened(browser.send(page, path, **said, requested_by="manager-1"), 422)
    assert PROBLEMS["someone-else-must-decide"].title in mine.text
    assert "The child goes home tonight." in mine.reply.text
    read = opened(browser.send(mine, path, **said, requested_by="worker-1"), 200)
    assert browser.send(read, path).status_code == 303
    (made,) = made_up.get(family.path).get_json()["authorisations"]
    # To the end of that day in London.
    assert made["end"] == "2026-03-17T00:00:00Z"


def test_J04_a_section_47_decision_says_any_service_and_any_information(made_up: Running) -> None:
    """All agencies, as the manager records it that day; and never those whose being asked can cost
    a family a lot.
    """
    family = add_family(made_up)
    path, browser = f"/files/{family.file}/decisions/new", someone(made_up, MANAGER)
    said = {
        **typed(),
        "kind": "S47_DECISION",
        "reason_codes": "SIGNIFICANT_HARM_SUSPECTED",
        "requested_by": "worker-1",
        "scope.subjects": family.child,
        "scope.agencies.0": "*",
        "scope.categories": "*",
        "scope.purposes": "S47_ENQUIRY",
        "scope.directions": "BOTH",
    }
    lacks = opened(browser.send(browser.open(path), path, **said), 422)
    assert "Any service" in lacks.text
    said["any_reason"] = "The strategy discussion asked for all that anybody holds."
    read = opened(browser.send(browser.open(path), path, **said), 200)
    assert "Any service" in read.text
    assert "Any information" in read.text
    assert browser.send(read, path).status_code == 303
    (made,) = made_up.get(family.path).get_json()["authorisations"]
    assert [one["type"] for one in made["scope"]["agencies"]] == ["*"]
    assert made["scope"]["categories"] == ["*"]
    asks_of = {"purpose": "S47_ENQUIRY", "direction": "SEEK", "categories": ["CHILD_HEALTH"]}
    for agency, outcome in (("HOSPITAL", "AUTHORISED"), ("PRISON", "DECISION_NEEDED")):
        question = family.question(agency={"type": agency}, **asks_of)
        assert made_up.check(family.file, question)["outcome"] == outcome, agency
    # A worker may ask for the same.
    asks, worker = f"/files/{family.file}/decision-requests/new", someone(made_up)
    wanted = {name: held for name, held in said.items() if name.startswith("scope.")}
    sent = worker.send(worker.open(asks), asks, why="A strategy discussion.", **wanted)
    assert sent.status_code == 303
    (request,) = made_up.get(family.path).get_json()["decision_requests"]
    assert request["scope"]["categories"] == ["*"]


def test_what_two_ticks_say_against_each_other_is_said_before_it_is_recorded_and_with_the_family(
    made_up: Running,
) -> None:
    """That a young person wants a parent not told, and that the parents have been. Whoever speaks
    to a parent of something else reads what is not to be said, and is offered to ask them.
    """
    family = add_family(made_up)
    wished = {"child": family.child, "status": "COMPETENT", "rationale": ENOUGH}
    made_up.record(f"{family.path}/competence", wished, "MASH_MANAGER")
    tried = {"person": family.father, "words": "Rang out, no voicemail."}
    made_up.record(f"{family.path}/attempts", tried)
    # Whom she does not want told is no word of hers about what is asked.
    keeps = {"child": family.child, "objects": False, "words": "My mum. She will shout."}
    keeps |= {"heard_by": "Cy Worker", "not_to_be_told": [family.mother]}
    made_up.record(f"{family.path}/wishes", keeps)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    page = browser.open(sheet)
    assert "Understands enough to make this decision" in page.text
    assert f"“{ENOUGH}”" in page.text
    assert "Somebody is not to be told" in page.text
    assert "Not against it" not in page.text
    # Of whom was only tried for what happened is read, and no words of theirs are missed.
    assert "Rang out, no voicemail." in page.text
    assert "Their words were not written down." not in page.text
    kept = "COMPETENT_YP_DOES_NOT_WANT_PARENT_TOLD"
    said = typed() | {"kind": "DISPENSE_DECISION", "reason_codes": kept}
    read = press(browser, sheet, "", said)
    assert "no parent is told of this while it holds" in read.text
    assert "Both cannot be: go back and change one." in read.text
    assert browser.send(read, sheet).status_code == 303
    stands = "No parent is to know of it: the young person does not want that."
    assert stands in browser.open(f"/files/{family.file}").text
    asked = family.question(agency={"type": "SCHOOL"}, categories=["EDUCATION"])
    seq = made_up.check(family.file, asked)["ledger"]["seq"]
    answer = browser.open(f"/files/{family.file}/checks/{seq}")
    assert f"{stands} Say nothing of it when you speak to them." in answer.text
    assert "Record what" in answer.text


def test_a_reason_of_another_kind_is_called_that_and_what_is_hidden_is_linked_from_nowhere(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    page = browser.open(sheet)
    sent = page.form(sheet) | ticked(page) | typed() | {"reason_codes": "RELY_YOUNG_PERSON"}
    wrong = opened(browser.post(sheet, {k: v for k, v in sent.items() if v}), 422)
    assert "None of these is a reason for the kind of decision you chose." in wrong.text
    empty = opened(browser.post(f"{sheet}/ask-first", page.form(sheet)), 422)
    assert "#f-request" not in empty.reply.text


def test_who_is_to_be_asked_first_is_no_refusal_wherever_it_is_read(made_up: Running) -> None:
    family = add_family(made_up)
    sheet, browser = asked_for(made_up, family), someone(made_up, MANAGER)
    read = press(browser, sheet, "/ask-first", typed())
    assert browser.send(read, f"{sheet}/ask-first").status_code == 303
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    for address in (f"/files/{family.file}", f"/files/{family.file}/checks/{seq}"):
        text = browser.open(address).text
        assert "A manager asks something first" in text
        assert "ot to share for now" not in text
    again = browser.open(asked_for(made_up, family))
    assert "A manager asks something first" in again.text


def test_who_is_not_known_to_be_safe_cannot_be_asked_first_without_a_word(made_up: Running) -> None:
    """It was recorded, and the page that the worker was led to had not a word of it."""
    family = add_family(made_up)
    danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", danger)
    sheet = asked_for(made_up, family, why="She misses much of school.")
    browser = someone(made_up, MANAGER)
    read = press(browser, sheet, "/ask-first", typed())
    assert "It is not safe to ask Bo Example (father), or they must not hear of it" in read.text
    assert "to ask Ann Example" not in read.text
    assert browser.send(read, f"{sheet}/ask-first").status_code == 303
    led = someone(made_up).open(f"/files/{family.file}/follow-ups/new")
    assert "A manager asks something first" in led.text


def test_it_is_said_by_name_of_whom_that_they_have_been_told_is_not_read(made_up: Running) -> None:
    family = add_family(made_up)
    sheet = asked_for(made_up, family, why="She misses much of school.")
    browser = someone(made_up, MANAGER)
    told = typed() | {"telling.status": "TOLD", "telling.on.day": "9"}
    assert "Nobody knows if it is safe to tell" not in press(browser, sheet, "", told).text
    danger = {"person": family.father, "safe_to_ask": False, "code": "DOMESTIC_ABUSE"}
    made_up.record(f"{family.path}/safety", danger)
    not_safe = "Nobody knows if it is safe to tell Bo Example (father)"
    for said in (told, typed()):
        read = press(browser, sheet, "", said)
        assert not_safe in read.text
        assert "Ann Example (mother)" not in read.text
    said = {**told, "telling.not_safe_for": family.father}
    assert not_safe not in press(browser, sheet, "", said).text
    assert "Bo Example, father of Ng (not safe to ask)" in browser.open(sheet).text
    # So is it where the family is said to have been told of something else.
    body = {"about": family.enquiry, "told": True}
    recorded = made_up.record(f"{family.path}/tellings", body)
    notices = [one["code"] for one in recorded["notices"]]
    assert notices == ["NOT_BY_THIS_WAY", "TOLD_NOT_SAFE"]


def test_on_whom_a_decision_relies_is_asked_with_what_each_of_them_holds(made_up: Running) -> None:
    family = add_family(made_up)
    step = made_up.record(f"{family.path}/adults", {"names": "Cy Example"})["id"]
    link = {"person": step, "child": family.child, "role": "STEPPARENT", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", link)
    nobody = made_up.record(f"{family.path}/adults", {"names": "Not yet known"})["id"]
    link = {"person": nobody, "child": family.child, "role": "UNKNOWN_FATHER"}
    made_up.record(f"{family.path}/relationships", {**link, "pr_status": "UNCONFIRMED"})
    browser = someone(made_up, MANAGER)
    for sheet in (asked_for(made_up, family), f"/files/{family.file}/decisions/new"):
        asked = browser.open(sheet).text.partition("On whom do you rely?")[2]
        asked = " ".join(asked.partition("The court order")[0].split())
        assert "Not yet known" not in asked
        mother = asked.index("has parental responsibility (Ng)")
        other = asked.index(
            "does not have parental responsibility (Ng), so no decision about a child can rest on"
        )
        assert asked.index("Ann Example") < mother < asked.index("Cy Example") < other

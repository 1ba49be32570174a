"""A worker finds a family, checks before contacting an agency, and has the answer on one page."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from consent_service.domain.codes import TEXTS
from consent_service.pages.worker.finding import as_known
from tests.api.running import Family, Running, add_family, agree, decide, reasons
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone
from tests.sweeping import each


def asks(browser: Browser, family: Family, **changes: Any) -> Any:
    """Fill in the five fields and press."""
    path = f"/files/{family.file}/check"
    typed = {
        "subjects": family.child,
        "agencies.0": "HEALTH_VISITOR",
        "categories": "CHILD_HEALTH",
        "purpose": "AGENCY_CHECKS",
        "direction": "SEEK",
        **changes,
    }
    return browser.send(browser.open(path), path, **typed)


def test_a_worker_has_work_on_the_list_and_finds_the_family_by_part_of_a_name(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    home = browser.open("/")
    assert home.heading == "Check before you contact an agency"
    assert "Speak to this person : Bo Example" in home.text
    found = opened(browser.send(home, "/find", about="Ann Example"), 200)
    assert f"/files/{family.file}/check" in found.reply.text
    assert "Ann Example: the name" in found.text
    nobody = opened(browser.send(home, "/find", about="Zz Nobody"), 200)
    assert nobody.text.count("Finding nobody is not a no") == 1
    little = opened(browser.send(home, "/find", about="Z"), 422)
    assert "too little" in little.text
    assert ("input", "Z") in [(tag, given.get("value")) for tag, given in little.tags]


@each("more", of=[{}, {"subjects": "", "categories": ""}, {"agencies.0": "POLICE"}])
def test_whoever_checks_to_keep_somebody_safe_right_now_reads_share_now(
    made_up: Running, more: dict[str, str]
) -> None:
    """It was a manager's to decide, by the next working day, and the parents were to be told."""
    family = add_family(made_up)
    reply = asks(someone(made_up), family, purpose="IMMEDIATE_PROTECTION", **more)
    page = opened(reply)
    assert page.title.startswith("Share now. Do not wait")
    assert "A manager's decision must be on record" not in page.text
    # Whoever comes back from the telephone goes on from there.
    leads = [given.get("href") or "" for tag, given in page.tags if tag == "a"]
    (written,) = [one for one in leads if one.startswith(f"/files/{family.file}/share-now")]
    assert f"/files/{family.file}" in leads
    # What was asked is filled in by it, once that stands on record.
    assert "share_now=" in written
    assert someone(made_up).open(written).heading == "You shared at once"


def test_the_answer_says_what_is_agreed_by_whom_and_the_words_to_send(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    sent = asks(browser, family)
    assert sent.status_code == 303
    answer = browser.open(sent.headers["Location"])
    asked = made_up.check(family.file, family.question())
    assert answer.heading == asked["headline"].rstrip(".")
    assert "May we ask the health visitor about the child's health , for Ng?" in answer.text
    assert "Mother Ann Example: agreed" in answer.text
    assert " ".join(asked["agency_words"].split()) in answer.text
    assert "Father Bo Example – Not spoken to yet" in answer.text
    assert f"On record as entry {sent.headers['Location'].rpartition('/')[2]}" in answer.text
    # Pressed once more, the same form is the same check.
    size = made_up.size()
    browser.open(sent.headers["Location"])
    assert made_up.size() == size


def test_what_a_referrer_ticked_is_not_put_into_a_parents_mouth(made_up: Running) -> None:
    family = add_family(made_up)
    told = {"person": family.mother, "answer": "REPORTED_BY_REFERRER", "method": "VIA_REFERRER"}
    made_up.record(
        f"{family.path}/responses",
        {**told, "scope": family.scope(), "words": "Parents aware."},
    )
    browser = someone(made_up)
    answer = browser.open(asks(browser, family).headers["Location"])
    assert "✓" not in answer.text
    assert "Parents aware." not in answer.text


def test_several_services_have_a_line_each_that_leads_to_the_whole(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    path = f"/files/{family.file}/check"
    more = opened(browser.send(browser.open(path), path, more="agencies"), 200)
    assert "agencies.1" in more.reply.text
    sent = asks(browser, family, **{"agencies.1": "SCHOOL"})
    lines = browser.open(sent.headers["Location"])
    assert "the health visitor Agreed. You can do this." in lines.text
    assert "the school Not agreed yet." in lines.text
    for tag, given in lines.tags:
        if tag == "a" and "/checks/" in (given["href"] or ""):
            browser.open(given["href"] or "")


def test_each_of_several_answers_says_why_and_which_of_two_of_one_name_is_meant(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    refused = {"answer": "REFUSED", "expires_at": None, "words": "Not them."}
    agree(made_up, family, **refused)
    other = made_up.record(f"{family.path}/adults", {"names": "Example, Bo"})["id"]
    link = {"person": other, "child": family.child, "role": "STEPPARENT", "pr_status": "YES"}
    made_up.record(f"{family.path}/relationships", link)
    unsafe = {"person": other, "safe_to_ask": False, "reason": "He hit her."}
    made_up.record(f"{family.path}/safety", unsafe)
    answered = asks(someone(made_up), family, **{"agencies.1": "SCHOOL"})
    page = someone(made_up).open(answered.headers["Location"])
    assert "Someone with parental responsibility has said no to this." in page.text
    assert "“Not them.”" in page.text
    for who in (
        "Example, Bo (step-parent of Ng) (not safe to ask)",
        "Bo Example (father of Ng) (not known whether safe to ask)",
    ):
        assert page.text.count(who) == 2, "In the answer of each service."


def test_that_a_referrer_is_not_to_be_named_stands_wherever_they_are(made_up: Running) -> None:
    """Whoever rings the mother has the answer before them, and it named the neighbour alone."""
    family = add_family(made_up)
    opened_by = {"referrer_name": "Old Mrs Tripp", "referrer_reported_consent": "NO"}
    for anonymous in (True, False):
        told = {**opened_by, "referrer_anonymous": anonymous}
        enquiry = made_up.record(f"{family.path}/enquiries", told)["id"]
        asked = made_up.check(family.file, family.question(enquiry=enquiry))
        labels = [one["label"] for one in asked["flags"] if one["code"] == "RELATED_REFUSAL"]
        said = "Old Mrs Tripp, who is not to be named to the family" in labels[0]
        assert said is anonymous, labels


def test_a_no_that_the_referrer_reported_is_said_to_be_theirs_with_who_and_when(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    opened_by = {
        "rating": "RED",
        "referrer_agency": "SCHOOL",
        "referrer_organisation": "Elm Primary",
        "referrer_name": "Mx Reed",
        "referrer_reported_consent": "NO",
    }
    enquiry = made_up.record(f"{family.path}/enquiries", opened_by)["id"]
    asked = family.question(enquiry=enquiry)
    (flag,) = [
        one
        for one in made_up.check(family.file, asked)["flags"]
        if one["code"] == "RELATED_REFUSAL"
    ]
    assert flag["label"] == (
        "The referrer (Mx Reed, Elm Primary, school) reported on 9 March 2026 that Ann Example "
        "(mother) and Bo Example (father) said no. It is the referrer's word, and nobody's own."
    )
    assert flag["next"].startswith("Hear it from them, if that is safe")
    # The council, which came by an order, was told of by nobody.
    order = {"child": family.child, "type": "CARE_ORDER", "source": "Legal services."}
    made_up.record(f"{family.path}/orders", order)
    with_council = made_up.check(family.file, asked)
    assert flag["label"] in [one["label"] for one in with_council["flags"]]
    assert [
        one["reason"]
        for item in with_council["items"]
        for one in item["positions"]
        if one["role"] == "LOCAL_AUTHORITY"
    ] == ["NOT_ASKED"]
    page = someone(made_up).open(f"/files/{family.file}/checks/{with_council['ledger']['seq']}")
    assert "The council" in page.text
    assert not re.search(r"The council\s+The council", page.text)
    # So is an answer that was put on record as the referrer gave it.
    told = {
        "person": family.mother,
        "answer": "REFUSED",
        "enquiry": enquiry,
        "method": "VIA_REFERRER",
        "scope": family.scope(),
    }
    made_up.record(f"{family.path}/responses", told)
    answer = made_up.check(family.file, asked)
    assert answer["outcome"] == "OBJECTION"
    assert answer["headline"] == "The referrer reported a no."
    page = someone(made_up).open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    assert "The referrer reported it: Mx Reed, Elm Primary, School." in page.text
    made_up.record(f"{family.path}/responses", {**told, "method": "PHONE_VERBAL"})
    assert made_up.check(family.file, asked)["headline"] == "Someone has said no."


def test_a_field_that_was_left_out_is_named_and_the_rest_is_kept(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    wrong = opened(asks(browser, family, purpose=""), 422)
    assert "Why?" in wrong.text
    kept = [given["value"] for tag, given in wrong.tags if tag == "input" and "checked" in given]
    assert kept == [family.child, "CHILD_HEALTH", "SEEK"]


def test_a_check_comes_filled_in_from_wherever_one_came(made_up: Running) -> None:
    family = add_family(made_up)
    asked = f"subjects={family.child}&agencies.0=GP&categories=CHILD_HEALTH&direction=SHARE"
    page = someone(made_up).open(f"/files/{family.file}/check?{asked}&purpose=AGENCY_CHECKS")
    kept = [given["value"] for tag, given in page.tags if "checked" in given or "selected" in given]
    assert kept == [family.child, "GP", "CHILD_HEALTH", "AGENCY_CHECKS", "SHARE"]


def test_whoever_does_not_check_has_no_such_page(made_up: Running) -> None:
    family = add_family(made_up)
    parent = someone(made_up, "2")
    assert parent.get(f"/files/{family.file}/check").status_code == 403
    assert parent.get("/find").status_code == 403
    assert parent.get("/to-do").status_code == 403
    assert TEXTS["share_now"] not in parent.open("/to-do", 403).text


@each(
    "typed",
    "known",
    of=[
        ("Ann Example", {"names": "Ann Example"}),
        ("Ann, 1.2.1990", {"names": "Ann", "dob": "1990-02-01"}),
        ("31/2/1990", {"year": 1990}),
        ("2011", {"year": 2011}),
        ("DA5 1AA", {"postcode": "DA5 1AA"}),
        ("020 7946 0018", {"number": "020 7946 0018", "telephone": "020 7946 0018"}),
        ("LCS-100", {"number": "LCS-100"}),
    ],
)
def test_one_field_is_read_as_whatever_it_may_be(typed: str, known: dict[str, Any]) -> None:
    said = as_known(typed)
    said.pop("reference", None)
    assert said == known


def test_an_answer_of_which_nobody_said_how_it_came_is_shown(made_up: Running) -> None:
    family = add_family(made_up)
    said = {"person": family.mother, "answer": "UNDECIDED", "words": "I will think about it."}
    made_up.record(f"{family.path}/responses", said | {"scope": family.scope()})
    assert made_up.get(family.path).get_json()["responses"][0]["method"] is None
    browser = someone(made_up)
    page = browser.open(asks(browser, family).headers["Location"])
    assert "I will think about it." in page.text


def test_whose_no_it_is_nobody_else_is_said_to_have_said_it(made_up: Running) -> None:
    """Beside a young person's no, who decides for themselves, stood that somebody with parental
    responsibility had said no; and so of an adult about themselves, and of a carer.
    """
    family = add_family(made_up)
    able = {"child": family.child, "status": "COMPETENT", "rationale": "Says what follows."}
    made_up.record(f"{family.path}/competence", able)
    no = {"person": family.child, "answer": "REFUSED", "scope": family.scope()}
    made_up.record(f"{family.path}/responses", no)
    own = family.scope(subjects=[family.mother], categories=["ADULT_HEALTH"])
    made_up.record(
        f"{family.path}/responses", {"person": family.mother, "answer": "REFUSED", "scope": own}
    )
    browser = someone(made_up)
    about_herself = {"subjects": [family.mother], "categories": ["ADULT_HEALTH"]}
    for question in (family.question(), family.question(**about_herself)):
        seq = made_up.check(family.file, question)["ledger"]["seq"]
        page = browser.open(f"/files/{family.file}/checks/{seq}")
        assert "said no" in page.text
        assert "Someone with parental responsibility" not in page.text


def test_of_two_children_each_parent_is_asked_about_their_own_and_no_decision_about_more(
    made_up: Running,
) -> None:
    """A check was about two half-brothers: the father of one was to be asked about both, and a
    manager to decide over a yes that covered one of them.
    """
    family = add_family(made_up)
    other = made_up.record(f"{family.path}/children", {"names": "Kim Other", "dob": "2019-05-01"})
    kim = other["entries"][0]["id"]
    of_kim = {"child": kim, "role": "MOTHER", "pr_status": "YES", "person": family.mother}
    made_up.record(f"{family.path}/relationships", of_kim)
    agree(made_up, family, scope=family.scope(subjects=[kim]))
    no = {"person": family.father, "answer": "REFUSED", "scope": family.scope()}
    made_up.record(f"{family.path}/responses", no)
    both = family.question(subjects=[family.child, kim])
    seq = made_up.check(family.file, both)["ledger"]["seq"]
    browser = someone(made_up)

    def asked_of(person: str) -> set[str | None]:
        page = browser.open(f"/files/{family.file}/conversations/new?person={person}&check={seq}")
        return {
            given["value"]
            for _, given in page.tags
            if given.get("name") == "responses.subjects" and given.get("type") == "hidden"
        }

    assert asked_of(family.father) == {family.child}
    assert asked_of(family.mother) == {family.child, kim}
    page = browser.open(f"/files/{family.file}/decision-requests/new?check={seq}")
    ticked = {given["value"] for _, given in page.tags if "checked" in given}
    assert ticked == {family.child, "CHILD_HEALTH", "SEEK"}
    # Whoever chooses otherwise is told that it is somebody else's child.
    path = f"/files/{family.file}/conversations/new"
    first = browser.open(f"{path}?person={family.father}&check={seq}")
    typed = {"responses.subjects": kim, "more": "responses", "responses.anyway": "ASK"}
    talk = opened(browser.send(first, path, **typed))
    assert "On record Bo Example is nothing to Kim Other" in talk.text
    # A list shows with whoever is to be told the children that are theirs.
    rows = made_up.get("/v1/tasks", limit="100").get_json()["tasks"]
    theirs = {one["child_names"] for one in rows if one["person"] == family.father}
    assert theirs == {"Ng"}


def test_what_a_manager_decided_stands_where_the_next_check_and_the_family_are_read(
    made_up: Running,
) -> None:
    """Whoever had asked found nowhere that it was decided not to share for now, and asked again."""
    family = add_family(made_up)
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    made_up.record(f"{family.path}/responses", no)
    browser, here = someone(made_up), f"/files/{family.file}"
    asked = {"scope": family.scope(), "why": "Zz: she is thin.", "decision": "OVERRIDE_DECISION"}
    made_up.record(f"{family.path}/decision-requests", asked)
    assert "Asked, and not decided yet" in browser.open(here).text
    for service, is_about_it in (("GP", False), ("HEALTH_VISITOR", True)):
        decided = {
            "scope": family.scope(agencies=[{"type": service}]),
            "reason_codes": ["OTHER_ROUTE_BETTER"],
            "rationale": reasons(),
            "duty_test": {"relevant": True, "may_help": False, "more_harm_than_good": False},
        }
        made_up.record(f"{family.path}/not-share-decisions", decided, "MASH_MANAGER")
        seq = made_up.check(family.file, family.question())["ledger"]["seq"]
        text = browser.open(f"{here}/checks/{seq}").text
        assert ("A manager has decided about this: not to share for now." in text) is is_about_it
        assert "Not to share for now" in browser.open(here).text
    assert "It stands in nobody’s way: whoever is worried now shares now" in text
    decide(made_up, family)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    assert "not to share for now" not in browser.open(f"{here}/checks/{seq}").text
    assert "Go ahead although someone said no" in browser.open(here).text


def test_nobody_is_warned_not_to_ring_the_dead_and_they_are_not_still_to_be_spoken_to(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    afraid = {"person": family.father, "note": "He takes her telephone.", "code": "CODE_WORD"}
    made_up.record(f"{family.path}/signs", {**afraid, "person": family.father})
    browser = someone(made_up)

    def read() -> str:
        seq = made_up.check(family.file, family.question())["ledger"]["seq"]
        return browser.open(f"/files/{family.file}/checks/{seq}").text

    assert "Do not contact Ann Example" in read()
    died = {"person": family.mother, "source": "The registrar"}
    made_up.record(f"{family.path}/deaths", died | {"effective_at": "2026-03-09T00:00:00Z"})
    made_up.clock.now += timedelta(minutes=1)
    text = read()
    assert "Do not contact Ann Example" not in text
    assert "They have died." in text
    assert "Mother Ann Example Has died: 9 March 2026." in text


def test_whom_an_answer_says_to_speak_to_is_led_to_whatever_the_answer(made_up: Running) -> None:
    """Nobody who decides may be asked: the grandmother, who looks after her, is to be heard."""
    family = add_family(made_up)
    gran = made_up.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    link = {"child": family.child, "person": gran, "role": "GRANDPARENT", "pr_status": "NO"}
    made_up.record(f"{family.path}/relationships", {**link, "lives_with": "YES"})
    for parent in (family.mother, family.father):
        unsafe = {"person": parent, "safe_to_ask": False, "reason": "Zz"}
        made_up.record(f"{family.path}/safety", unsafe)
    browser = someone(made_up)
    answer = browser.open(asks(browser, family).headers["Location"])
    asked = made_up.check(family.file, family.question())
    assert asked["outcome"] == "DECISION_NEEDED"
    flags = [one["next"] for one in asked["flags"] if one["code"].startswith("CARER_WITHOUT_PR")]
    assert any("Speak to them." in one or "speak to them." in one for one in flags)
    assert "Record what Gran Example says" in answer.text
    assert "Record what Ann Example says" not in answer.text

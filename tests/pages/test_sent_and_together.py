"""What was sent and what came back; the plan and who has it; meetings; how an enquiry closes."""

from __future__ import annotations

from datetime import timedelta
from itertools import repeat
from typing import Any

from tests.api.disclosing import disclosure, reply_to
from tests.api.running import Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH


def links(page: Page) -> set[str]:
    return {given["href"] or "" for tag, given in page.tags if tag == "a"}


def selected(page: Page) -> set[tuple[str, str]]:
    """Each field out of which something is chosen, and what."""
    found, name = set(), ""
    for tag, given in page.tags:
        name = given.get("name") or name if tag in ("select", "input") else name
        if "checked" in given or "selected" in given:
            found.add((name, given["value"] or ""))
    return found


def test_what_was_sent_stands_with_its_words_what_came_back_and_the_forms_that_go_on(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    empty = browser.open(f"/files/{family.file}/sent")
    assert "No agency was contacted about this family" in empty.text
    agree(made_up, family)
    made = made_up.record(f"{family.path}/disclosures", disclosure(family))["id"]
    words = "Two appointments missed."
    reply_to(made_up, family, made, outcome="SENT_IN_PART", words=words)
    assert f"/files/{family.file}/sent" in links(browser.open(f"/files/{family.file}"))
    page = browser.open(f"/files/{family.file}/sent")
    assert "Asked Health visitor" in page.text
    assert "“We are asking you for information about Ng.”" in page.text
    assert "Sent some of it" in page.text
    assert f"“{words}”" in page.text
    assert "Nobody wrote down that the family was told." in page.text
    for link in links(page):
        if link.startswith(f"/files/{family.file}"):
            browser.open(link)


def test_a_plan_says_who_has_it_and_offers_it_to_nobody_who_may_not_be_safe(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}/together")
    assert "There is no safety plan." in page.text
    assert "No meeting was called." in page.text
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    plan = {
        "children": [family.child],
        "dangers": ["We are afraid that Ng is hurt again."],
        "goals": ["Somebody we all trust is there."],
        "steps": [{"does": "Sleeps there.", "person": family.mother, "review_on": "2026-03-20"}],
        "contact": [{"person": family.father, "how": "NONE", "words": "He waits outside."}],
        "recipients": [
            {"person": family.mother},
            {"person": family.father},
            {"agency": {"type": "SCHOOL"}, "name": "Ms Head"},
        ],
    }
    made = made_up.record(f"{family.path}/plans", plan)
    plan_id, mother, father, school = (one["id"] for one in made["entries"])
    called = {
        "meeting_type": "STRATEGY_DISCUSSION",
        "children": [family.child],
        "invited": [{"agency": {"type": "POLICE"}}],
    }
    meeting, police = (
        one["id"] for one in made_up.record(f"{family.path}/meetings", called)["entries"]
    )
    part = {"attendance": "CAME", "thinks": "A fall does not explain it.", "how_sure": "LIKELY"}
    made_up.record(f"{family.path}/invitations/{police}/parts", part)
    page = browser.open(f"/files/{family.file}/together")
    assert "is not named to have it" not in page.text
    assert "0 of 2 who are to have it have this version. 1 more is named and never" in page.text
    assert "He waits outside." in page.text
    assert "Looked at again on 20 March 2026" in page.text
    assert "School: Ms Head – Not yet" in page.text
    assert "“A fall does not explain it.”" in page.text
    gives = {link for link in links(page) if "/plan-recipients/" in link}
    assert {one for one in (mother, father, school) if any(one in g for g in gives)} == {
        mother,
        school,
    }, "a plan is offered to somebody who may not be safe"
    assert "They are given no plan." in page.text
    assert any(meeting in link for link in links(page))
    made_up.record(f"{family.path}/plan-recipients/{mother}/sharings", {"sent_via": "By hand"})
    page = browser.open(f"/files/{family.file}/together")
    assert "✓ Has it" in page.text
    made_up.record(f"{family.path}/plans/{plan_id}/end", {"reason": ENOUGH}, "MASH_MANAGER")
    page = browser.open(f"/files/{family.file}/together")
    assert "They never had it." in page.text
    (tells,) = (link for link in links(page) if f"recipient={mother}" in link)
    form = tells.partition("?")[0]
    told = browser.open(tells).form(form)
    # That she was not told is no telling.
    not_told = {"about": plan_id, "person": family.mother, "told": False, "reason": "Away."}
    made_up.record(f"{family.path}/tellings", not_told)
    assert "Told so on" not in browser.open(f"/files/{family.file}/together").text
    told |= {"about": plan_id, "person": family.mother, "told": "true"}
    assert browser.post(form, told).status_code == 303
    page = browser.open(f"/files/{family.file}/together")
    assert "Told so on" in page.text
    for link in links(page):
        if link.startswith(f"/files/{family.file}"):
            browser.open(link)


def test_a_plan_is_given_to_an_agency_from_the_check_of_its_question_on(made_up: Running) -> None:
    family = add_family(made_up)
    plan = {"children": [family.child], "recipients": [{"agency": {"type": "SCHOOL"}}]}
    recipient = made_up.record(f"{family.path}/plans", plan)["entries"][1]["id"]
    worker, here = someone(made_up), f"/files/{family.file}"
    (first,) = (one for one in links(worker.open(f"{here}/together")) if "/check?" in one)
    form = worker.open(first)
    asked = {
        ("subjects", family.child),
        ("categories", "SAFETY_PLAN"),
        ("direction", "SHARE"),
        ("agencies.0", "SCHOOL"),
        ("purpose", "SAFETY_PLAN"),
    }
    assert asked <= selected(form)
    given = f"{here}/plan-recipients/{recipient}/sharings/new?check="
    send = dict(asked)
    path = first.partition("?")[0]
    answer = worker.open(worker.send(form, path, **send).headers["Location"])
    assert not any(given in one for one in links(answer)), "nobody has agreed yet"
    scope = {"purposes": ["SAFETY_PLAN"], "agencies": [{"type": "SCHOOL"}]}
    scope |= {"categories": ["SAFETY_PLAN"], "directions": ["SHARE"]}
    agree(made_up, family, scope=family.scope(**scope))
    answer = worker.open(worker.send(worker.open(first), path, **send).headers["Location"])
    (goes_on,) = (one for one in links(answer) if given in one)
    form = worker.open(goes_on)
    assert ("disclosure.basis", "AGREED") in selected(form)
    assert goes_on.partition("check=")[2] in {g.get("value") for _, g in form.tags}


def test_a_version_that_waits_for_a_manager_is_not_shown_as_the_plan_that_is_followed(
    made_up: Running,
) -> None:
    """Whoever read it would have let the father be with the child, and given it to others."""
    family = add_family(made_up)
    plan: dict[str, Any] = {
        "children": [family.child],
        "contact": [{"person": family.father, "how": "SUPERVISED"}],
        "recipients": [{"person": family.mother}],
    }
    plan["plan"] = made_up.record(f"{family.path}/plans", plan)["entries"][0]["id"]
    freely = [{"person": family.father, "how": "FREELY"}]
    made = made_up.record(f"{family.path}/plans", {**plan, "contact": freely, "recipients": []})
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}/together")
    assert "Only while somebody else is there" in page.text
    assert "As they like" not in page.text
    assert "Version 2 waits for a manager." in page.text
    # Nor does the next version begin with what nobody has confirmed.
    (following,) = (link for link in links(page) if f"?plan={plan['plan']}" in link)
    form = browser.open(following)
    assert "Version 2 waits for a manager and may still be refused." in form.text
    assert ("contact.0.how", "SUPERVISED") in selected(form)
    waiting = made["entries"][-1]["id"]
    agreed = {"reason": ENOUGH}
    made_up.record(f"{family.path}/waiting/{waiting}/confirmation", agreed, "MASH_MANAGER")
    page = browser.open(f"/files/{family.file}/together")
    assert "As they like" in page.text
    assert "waits for a manager" not in page.text
    form = browser.open(following)
    assert "waits for a manager" not in form.text
    assert ("contact.0.how", "FREELY") in selected(form)


def test_what_happened_says_first_who_is_not_safe_and_no_answer_that_nobody_gave(
    made_up: Running,
) -> None:
    """A plan was to go to the man it protects from, and "on the ward: no" was nobody's word."""
    family = add_family(made_up)
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "ALLEGED_ABUSER"}
    made_up.record(f"{family.path}/safety", unsafe)
    plan = {
        "children": [family.child],
        "contact": [{"person": family.father, "how": "SUPERVISED"}],
        "recipients": [{"person": family.father}],
    }
    made_up.record(f"{family.path}/plans", plan)
    page = someone(made_up).open(f"/files/{family.file}/timeline?newest_first=true")
    head, _, entries = page.text.partition("Written down on")
    assert "It is not safe to contact Bo Example." in head
    assert "ward" not in entries


def test_whoever_was_given_a_plan_is_asked_about_as_what_they_are(made_up: Running) -> None:
    """It is made with whoever decides; somebody else of the family is no agency; and what for is
    said by what it is.
    """
    family = add_family(made_up)
    gran = made_up.record(f"{family.path}/adults", {"names": "Gran Example"})["id"]
    plan = {
        "children": [family.child],
        "recipients": [{"person": family.mother}, {"person": gran}, {"agency": {"type": "SCHOOL"}}],
    }
    made = made_up.record(f"{family.path}/plans", plan)
    _, *recipients = (one["id"] for one in made["entries"])
    browser = someone(made_up)
    shared, at = "What it rests on", f"/files/{family.file}/plan-recipients/{{}}/sharings/new"
    mothers, grans, schools = (browser.open(at.format(one)) for one in recipients)
    assert shared not in mothers.text
    assert shared in grans.text
    assert "Who there?" not in grans.text
    assert "Who there?" in schools.text
    assert "disclosure.purpose" not in {given.get("name") for _, given in schools.tags}
    typed = {"disclosure.basis": "AGREED", "disclosure.summary": "The plan."}
    typed |= {"disclosure.words_sent": "The plan is with you."}
    for page, recipient, says in zip(
        (mothers, grans, schools), recipients, ({}, typed, typed), strict=True
    ):
        reply = browser.send(page, at.format(recipient), **says)
        assert reply.status_code == 303, reply.text
    sent = made_up.get(f"{family.path}/disclosures").get_json()["disclosures"]
    assert {one["purpose"] for one in sent} == {"SAFETY_PLAN"}
    assert len(sent) == 2


def test_the_closing_table_says_what_is_empty_and_leads_to_why(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    page = browser.open(f"/files/{family.file}/enquiries/{family.enquiry}/closing")
    assert "The enquiry goes on." in page.text
    assert "Each wants a reason" in page.text
    assert "Ann Example Heard: Heard: ✓ Yes" in page.text
    assert "Nobody has said why" in page.text
    assert any(link.startswith("/help/tasks/") for link in links(page))
    for link in links(page):
        if link.startswith(f"/files/{family.file}"):
            browser.open(link)


def test_whoever_is_not_safe_is_marked_wherever_a_closing_speaks_of_them(made_up: Running) -> None:
    """What the closing letters do depends on it: a child and an adult alike."""
    family = add_family(made_up)
    browser, here = someone(made_up), f"/files/{family.file}/enquiries/{family.enquiry}"
    for path in ("closing", "end/new", "gaps/new"):
        shown = browser.open(f"{here}/{path}").text
        assert "! Not safe" not in shown
        assert "(not safe to ask)" not in shown
    for person in (family.father, family.child):
        made_up.record(f"{family.path}/safety", {"person": person, "safe_to_ask": False})
    table = browser.open(f"{here}/closing").text
    assert "Bo Example Heard: Heard: ! Not safe" in table
    assert "Ng Heard: Heard: ! Not safe" in table
    assert "Ann Example Heard: Heard: ! Not safe" not in table
    for path in ("end/new", "gaps/new"):
        shown = browser.open(f"{here}/{path}").text
        for name, is_safe in (("Bo Example", False), ("Ng", False), ("Ann Example", True)):
            assert (f"{name} (not safe to ask)" not in shown) is is_safe, (path, name)
    # Children of this name and birth on other files are not known to be another.
    safe = {"person": family.child, "safe_to_ask": True, "code": "SAFE_AGAIN", "reason": ENOUGH}
    made_up.record(f"{family.path}/safety", safe, "MASH_MANAGER")


def test_an_enquiry_is_closed_with_one_press_for_each_empty_place_and_nothing_typed_is_lost(
    made_up: Running,
) -> None:
    # Old enough to be heard, and told how it ends.
    made_up.births = repeat("2017-05-02")
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    table = f"/files/{family.file}/enquiries/{family.enquiry}/closing"
    why = sorted(link for link in links(browser.open(table)) if "/gaps/new" in link)
    one = f"gaps/new?about={family.father}&column=TOLD"
    (link,) = (link for link in why if link.endswith(one))
    form = link.partition("?")[0]
    sent = browser.open(link).form(form) | {"about": family.father, "column": "TOLD"}
    assert browser.post(form, sent | {"reason": "TRIED"}).headers["Location"].endswith("/closing")
    assert link not in links(browser.open(table))
    told = browser.open(f"/files/{family.file}/timeline").text
    assert "Bo Example: why nothing stands under “told how it ends” of the closing table" in told

    path = f"/files/{family.file}/enquiries/{family.enquiry}/end/new"
    empty = browser.open(path)
    names = {
        given["name"] or ""
        for tag, given in empty.tags
        if tag == "input" and given.get("type") == "radio"
    }
    places = sorted(name for name in names if name.startswith("gaps."))
    assert len(places) == len(why) - 1
    typed = {"reason": "NFA_ADVICE", places[0]: "STILL_TO_DO"}
    typed[f"{places[1]}.words"] = "Her sister tells her."
    refused = browser.post(path, empty.form(path) | typed)
    assert refused.status_code == 422
    again = opened(refused, 422)
    assert "Choose a reason for each, or say it in words. Missing: " in again.text
    kept = again.form(path) | {
        given["name"] or "": given["value"] or ""
        for tag, given in again.tags
        if tag == "input" and (given.get("type") == "text" or "checked" in given)
    }
    assert {name: kept[name] for name in typed} == typed
    rest = dict.fromkeys(places[2:], "TRIED")
    assert browser.post(path, kept | rest).status_code == 303
    page = browser.open(table)
    assert "The enquiry ended on" in page.text
    assert "Her sister tells her." in page.text
    assert "Nothing is empty without a reason." in page.text
    # What was to be done and came to nothing is said there later, where its task leads.
    assert table in links(browser.open(f"/files/{family.file}"))
    (_, about, column) = places[0].split(".")
    (link,) = (one for one in links(page) if "/gaps/new" in one)
    assert link.endswith(f"gaps/new?about={about}&column={column}")
    typed = {"about": about, "column": column, "reason": "TRIED"}
    assert browser.post(form, browser.open(link).form(form) | typed).status_code == 303
    assert table not in links(browser.open(f"/files/{family.file}"))
    assert link not in links(browser.open(table))


def test_whoever_acts_on_a_plan_and_is_not_to_have_it_is_named_and_a_meeting_ahead_is_ahead(
    made_up: Running,
) -> None:
    """A mother was to ring the midwife by a plan that nobody was to give her; and of a meeting on
    Monday it stood there that nobody had said whether they came.
    """
    family = add_family(made_up)
    step = {"does": "Rings the midwife.", "person": family.mother}
    plan: dict[str, Any] = {"children": [family.child], "dangers": ["Zz"], "goals": ["Zz"]}
    plan |= {"steps": [step], "contact": [], "recipients": [{"agency": {"type": "SCHOOL"}}]}
    made = made_up.record(f"{family.path}/plans", plan)["entries"][0]["id"]
    ahead = (made_up.clock.now + timedelta(days=3)).isoformat()
    called: dict[str, Any] = {"starts_at": ahead, "invited": [{"agency": {"type": "POLICE"}}]}
    called |= {"meeting_type": "STRATEGY_DISCUSSION", "children": [family.child]}
    meeting = made_up.record(f"{family.path}/meetings", called)["entries"][0]["id"]
    browser, here = someone(made_up), f"/files/{family.file}"
    page = browser.open(f"{here}/together")
    named = "Ann Example is to do something by this plan, and is not named to have it."
    assert named in page.text
    assert "It is still to be held. Police Is invited" in page.text
    assert (
        "Strategy discussion, 12 March 2026"
        in browser.open(f"{here}/meetings/{meeting}/outcomes/new").text
    )
    (name,) = (one for one in links(page) if f"/plans/{made}/recipients/new" in one)
    assert name.endswith(f"?person={family.mother}")
    made_up.record(f"{family.path}/plans/{made}/recipients", {"person": family.mother})
    made_up.clock.now += timedelta(days=4)
    page = browser.open(f"{here}/together")
    assert named not in page.text
    assert "Not on record whether they came" in page.text


def test_a_conference_that_was_decided_is_read_with_the_meetings_and_with_what_was_decided(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    considered = {"children": [family.child], "to_be_held": True, "decided_by": "Di Sample"}
    considered |= {"reason": "A second fracture.", "on": "2026-03-24"}
    made_up.record(f"{family.path}/conferences", considered, "MASH_MANAGER")
    said = "A child protection conference is to be held on 24 March 2026"
    handed = {"reason": "S47", "team": "East"}
    made_up.record(f"{family.path}/enquiries/{family.enquiry}/end", handed)
    browser = someone(made_up)
    together = browser.open(f"/files/{family.file}/together").text
    for words in (said, "about Ng. Decided by Di Sample", "A second fracture."):
        assert words in together, words
    assert "was handed on, and goes on there" in together, together[-700:]
    assert said in browser.open(f"/files/{family.file}").text


def test_that_other_words_were_sent_than_were_offered_stands_beside_them(made_up: Running) -> None:
    """It was said once, on the page that says that it is recorded, and nowhere after."""
    family = add_family(made_up)
    agree(made_up, family)
    browser, told = someone(made_up), "These are other words than the check offered."
    checked = made_up.check(family.file, family.question())
    offered = made_up.get(f"{family.path}/checks/{checked['ledger']['seq']}").get_json()
    for words, differ in ((offered["agency_words"], 0), ("Both parents agreed.", 1)):
        sent = disclosure(family, check=checked["ledger"]["seq"], words_sent=words)
        made_up.record(f"{family.path}/disclosures", sent)
        assert browser.open(f"/files/{family.file}/sent").text.count(told) == differ, words

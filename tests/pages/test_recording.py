"""What a worker does on an ordinary day, by its forms, and what stands on record then."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from consent_service.access.tokens import Access
from consent_service.domain.codes import codes
from consent_service.pages.forms.onrecord import without_names
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.reasons import ENOUGH
from tests.sweeping import each


def shown(service: Running, family: Family) -> dict[str, Any]:
    found: dict[str, Any] = service.get(family.path).get_json()
    return found


_AREA = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>\n([^<]*)</textarea>')
_CHOSEN = re.compile(
    r'<select[^>]*name="([^"]+)"[^>]*>(?:(?!</select>).)*?<option value="([^"]+)" selected',
    re.DOTALL,
)


def as_it_stands(page: Page) -> dict[str, str]:
    """What a browser would send of a page that was not touched."""
    typed = {
        given["name"] or "": given.get("value") or ""
        for tag, given in page.tags
        if (tag == "input" and given.get("type") == "text") or "checked" in given
    }
    return typed | dict(_AREA.findall(page.reply.text)) | dict(_CHOSEN.findall(page.reply.text))


def test_what_was_just_typed_is_taken_back_from_the_page_that_says_it_is_recorded(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    path = f"/files/{family.file}/attempts/new"
    typed = {"person": family.father, "method": "PHONE_VERBAL", "words": "No answer."}
    typed["not_a_no"] = "true"
    done = browser.open(browser.send(browser.open(path), path, **typed).headers["Location"])
    hrefs = [given["href"] or "" for tag, given in done.tags if tag == "a"]
    back = next(one for one in hrefs if "corrections/new" in one)
    page = browser.open(back)
    place = back.partition("?")[0]
    (chosen,) = [given["value"] for _, given in page.tags if "selected" in given]
    # It is chosen in the words of the timeline: nobody has to know its number.
    assert "Somebody tried to reach Bo Example, and did not, 9 March 2026 at" in page.text
    reply = browser.send(page, place, corrects=chosen or "", what_was_wrong="The wrong family.")
    assert reply.status_code == 303
    (wrong,) = shown(made_up, family)["corrections"]
    assert (wrong["what"], wrong["what_was_wrong"]) == ("response-recorded", "The wrong family.")


def test_whoever_adds_an_adult_is_led_to_say_what_they_are_to_a_child(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    path = f"/files/{family.file}/adults/new"
    done = browser.open(
        browser.send(browser.open(path), path, names="Flo Example").headers["Location"]
    )
    (adult,) = (
        one["id"] for one in shown(made_up, family)["adults"] if one["names"] == "Flo Example"
    )
    hrefs = [given["href"] or "" for tag, given in done.tags if tag == "a"]
    (link,) = (one for one in hrefs if "/relationships/new" in one)
    assert link == f"/files/{family.file}/relationships/new?person={adult}"
    assert "Say what they are to a child" in done.reply.text
    chosen = [given["value"] for _, given in browser.open(link).tags if "checked" in given]
    assert adult in chosen
    assert "/relationships/new" not in browser.open(f"/files/{family.file}/recorded?adult=x").text


def test_striking_a_no_says_first_what_it_would_lift(made_up: Running) -> None:
    family = add_family(made_up)
    refused = family.agreement(answer="REFUSED", expires_at=None)
    refused = {name: one for name, one in refused.items() if one is not None}
    said = made_up.record(f"{family.path}/conversations", family.conversation(refused))
    seq = said["entries"][1]["seq"]
    made_up.clock.now += timedelta(hours=1)
    browser, path = someone(made_up), f"/files/{family.file}/corrections/new"
    page = browser.open(f"{path}?corrects={seq}")
    typed = {"corrects": str(seq), "what_was_wrong": "She never said so."}
    read = opened(browser.send(page, path, **typed))
    assert "This would lift the no of" in read.text
    assert 'href="/help/notices/would-lift"' in read.reply.text
    assert "stands until a manager confirms it" in read.text
    assert "said_by_telephone" in read.reply.text
    assert browser.send(read, path).status_code == 303
    answer = made_up.check(family.file, family.question())
    assert answer["outcome"] == "OBJECTION"


def test_what_nobody_has_to_confirm_is_said_to_be_lifted_at_once(made_up: Running) -> None:
    """Whoever takes back what they just typed, and a manager, read no promise that it waits."""
    family = add_family(made_up)
    no = {"person": family.mother, "answer": "REFUSED", "scope": family.scope()}
    path = f"/files/{family.file}/corrections/new"
    for who, later in (("0", timedelta(minutes=5)), ("3", timedelta(hours=5))):
        seq = made_up.record(f"{family.path}/responses", no)["entries"][0]
        made_up.clock.now += later
        browser = someone(made_up, who)
        page = browser.open(f"{path}?corrects={seq['seq']}")
        typed = {"corrects": str(seq["seq"]), "what_was_wrong": f"It was another caller. {ENOUGH}"}
        read = opened(browser.send(page, path, **typed))
        assert "This would lift the no of" in read.text
        assert "Once you record it, this is so: nobody has to confirm it." in read.text
        assert "stands until a manager" not in read.text
        assert "said_by_telephone" not in read.reply.text
        assert browser.send(read, path).status_code == 303
        assert made_up.check(family.file, family.question())["outcome"] != "OBJECTION"


def test_a_manager_is_asked_to_decide_and_sees_what_it_is_about(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/decision-requests/new"
    typed = {
        "why": "He is not reachable.",
        "scope.subjects": family.child,
        "scope.agencies.0": "SCHOOL",
        "scope.categories": "EDUCATION",
        "scope.purposes": "AGENCY_CHECKS",
        "scope.directions": "SEEK",
    }
    assert browser.send(browser.open(path), path, **typed).status_code == 303
    (asked,) = shown(made_up, family)["decision_requests"]
    assert (asked["why"], asked["decided"]) == ("He is not reachable.", False)
    assert asked["scope"]["purposes"] == ["AGENCY_CHECKS"]
    # Whoever says that a child may be at risk right now reads what to do, and not that they wait.
    now = browser.open(path)
    done = browser.send(now, path, **typed, urgency="IMMEDIATE")
    page = browser.open(done.headers["Location"])
    assert page.heading == "Share now. Do not wait."
    (shared,) = [
        given["href"] or ""
        for tag, given in page.tags
        if tag == "a" and "share-now-uses/new" in (given.get("href") or "")
    ]
    opened(browser.get(shared), 200)
    later = browser.send(browser.open(path), path, **typed, urgency="STANDARD")
    assert browser.open(later.headers["Location"]).heading == "Recorded"


def test_what_may_be_a_mistype_is_said_before_it_is_recorded_but_for_a_no(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = add_family(made_up)
    school = {"type": "SCHOOL", "names": ["Rowan Primary School"]}
    made_up.record("/v1/services", school, "MASH_MANAGER")
    browser = someone(made_up)
    named = {"scope.agencies.0": "SCHOOL", "scope.agencies.0.organisation": "Rowen Primary School"}
    path = f"/files/{family.file}/decision-requests/new"
    about = {"scope.subjects": family.child, "scope.categories": "EDUCATION"}
    about |= {"scope.purposes": "AGENCY_CHECKS", "scope.directions": "SEEK", "why": "He is away."}
    size = made_up.size()
    read = opened(browser.send(browser.open(path), path, **named, **about))
    assert "Rowan Primary School" in read.text
    assert made_up.size() == size
    path = f"/files/{family.file}/withdrawals/new"
    reply = browser.send(browser.open(path), path, person=family.mother, **named)
    assert reply.status_code == 303
    assert "Rowan" not in reply.headers["Location"]
    # Which one may be meant is read where it is recorded, by whoever recorded it and not for ever.
    assert "use that name: Rowan Primary School." in browser.open(reply.headers["Location"]).text
    another = someone(made_up).open(reply.headers["Location"]).text
    assert "use that name." in another
    assert "Rowan" not in another
    browsers = made_up.app.extensions["consent"].access.browsers
    began = browsers.now()
    monkeypatch.setattr(browsers, "now", lambda: began + 20 * 60)
    assert "Rowan" not in browser.open(reply.headers["Location"]).text


def test_whoever_must_not_have_a_plan_is_named_once_they_are_on_record_with_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    plan = made_up.record(f"{family.path}/plans", {"children": [family.child]})["id"]
    unsafe = {"person": family.father, "safe_to_ask": False, "code": "OTHER"}
    made_up.record(f"{family.path}/safety", unsafe)
    browser, path = someone(made_up), f"/files/{family.file}/plans/{plan}/recipients/new"
    form = browser.open(path)
    read = opened(browser.send(form, path, person=family.father))
    assert "It is Bo Example (father)." in read.text
    inputs = [given for tag, given in read.tags if tag == "input" and "value" in given]
    seen = {str(given["name"]): str(given["value"]) for given in inputs}
    # Whoever has read it is not told again; whoever has not, is.
    named = "Leave them out of it. It is Bo Example (father)."
    for is_read in (True, False):
        sent = seen if is_read else {**seen, "read": ""}
        kept = browser.send(read, path, **{**sent, "once": f"{is_read}", "person": family.father})
        assert "Bo" not in kept.headers["Location"]
        assert (named in browser.open(kept.headers["Location"]).text) is not is_read


@each("code", of=sorted(code for code, row in codes("notices").items() if "{" in row.label))
def test_what_names_somebody_says_the_rest_to_whoever_is_not_told_who(code: str) -> None:
    words = without_names(codes("notices")[code].label)
    assert re.fullmatch(r"[A-Z][^{}]{20,}\.", words), words
    assert not words.endswith(("is.", ":."))


def test_the_next_version_of_a_plan_begins_with_all_of_the_one_before(made_up: Running) -> None:
    family = add_family(made_up)
    said = {
        "children": [family.child],
        "dangers": ["He may come back.", "She may be alone."],
        "goals": ["Somebody is always there."],
        "steps": [{"does": "Rings each day.", "person": family.mother, "review_on": "2026-04-01"}],
        "contact": [{"how": "SUPERVISED", "person": family.father, "on_the_ward": True}],
        "review_on": "2026-05-09",
    }
    plan = made_up.record(f"{family.path}/plans", said)["id"]
    browser, path = someone(made_up), f"/files/{family.file}/plans/new"
    listed = browser.open(f"/files/{family.file}/record")
    (address,) = {g["href"] or "" for _, g in listed.tags if "?plan=" in (g.get("href") or "")}
    page = browser.open(address)
    kept = as_it_stands(page)
    assert kept["plan"] == plan
    reply = browser.send(page, path, **{**kept, "reason": "Looked at again."})
    assert reply.status_code == 303, reply.text
    versions = shown(made_up, family)["plans"][0]["versions"]
    before, after = ({name: one[name] for name in said} for one in versions)
    assert before == after


def test_two_entries_are_one_person_once_a_manager_says_so(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    twin = made_up.record(f"{family.path}/adults", {"names": "Anna Ekholm"})["id"]
    browser = someone(made_up)
    path = f"/files/{family.file}/people/{family.mother}/joinings/new"
    read = opened(browser.send(browser.open(path), path, other=twin, reason="Same birth."))
    assert "as one person" in read.text
    reply = browser.send(read, path)
    assert reply.status_code == 303
    assert "WAITS_FOR_A_MANAGER" in reply.headers["Location"]


def test_who_stands_on_another_file_is_found_by_name_and_chosen(made_up: Running) -> None:
    here, there = add_family(made_up), add_family(made_up)
    sought = made_up.record(f"{there.path}/adults", {"names": "Quilla Example"})["id"]
    path = f"/files/{here.file}/people/{here.mother}/joinings-elsewhere/new"
    browser = someone(made_up)
    page = browser.open(path)
    none = opened(browser.send(page, path, more="other", **{"other.search": "Nobody Such"}))
    assert "Nobody was found on another file." in none.text
    found = opened(browser.send(page, path, more="other", **{"other.search": "Quilla"}))
    lacks = opened(browser.send(found, path, **{"other.search": "Quilla"}), 422)
    assert 'href="#f-other.search"' in lacks.reply.text
    chosen = f"{there.file}.{sought}"
    assert chosen in {given.get("value") for tag, given in found.tags if tag == "input"}
    typed = {"other.search": "Quilla", "other": chosen, "reason": "She says so herself."}
    reply = browser.send(found, path, **typed)
    if reply.status_code == 200:
        reply = browser.send(opened(reply), path)
    assert reply.status_code == 303, reply.text
    assert "person-joined-elsewhere" in made_up.kinds(made_up.size() - 2)


def test_of_a_family_on_another_file_first_comes_whom_the_search_fits_and_who_is_no_child_says_so(
    made_up: Running,
) -> None:
    here, there = add_family(made_up), add_family(made_up)
    quilla = {"names": "Quilla Example", "dob": "2019-02-01"}
    sought = made_up.record(f"{there.path}/children", quilla)["id"]
    path = f"/files/{here.file}/people/{here.child}/joinings-elsewhere/new"
    browser = someone(made_up)
    page = browser.open(path)
    found = opened(browser.send(page, path, more="other", **{"other.search": "Quilla"}))
    offered = [
        given for tag, given in found.tags if tag == "input" and given.get("name") == "other"
    ]
    assert offered[0]["value"] == f"{there.file}.{sought}"
    assert "an adult there" in found.text
    assert "a child there" not in found.text
    # An adult is chosen by mistake: what came of it is read before it is kept.
    typed = {"other": f"{there.file}.{there.father}", "reason": "She says so herself."}
    read = opened(browser.send(found, path, **{"other.search": "Quilla"}, **typed))
    assert "One is a child and one is an adult" in read.text


def test_an_enquiry_that_nobody_has_is_taken_and_handed_over(made_up: Running) -> None:
    family = add_family(made_up)
    browser, at = someone(made_up), f"/files/{family.file}/enquiries/{family.enquiry}"
    hand = browser.open(f"{at}/assignments/new")
    wrong = opened(browser.send(hand, f"{at}/assignments/new"), 422)
    assert "Nobody is named who has it now." in wrong.text
    # Nobody is listed in it: it is read once more, as it may be a mistype.
    read = opened(browser.send(wrong, f"{at}/assignments/new", team="Assessment team"))
    assert browser.send(read, f"{at}/assignments/new").status_code == 303
    # One press, on the family's page as on the list of those that nobody has.
    for listed in ("/my-families?whose=nobodys", "/to-do"):
        assert "Take it" in browser.open(listed).text
    assert browser.send(browser.open(f"/files/{family.file}"), f"{at}/claim").status_code == 303
    for listed in (f"/files/{family.file}", "/to-do?whose=mine"):
        assert "Take it" not in browser.open(listed).text
    (mine,) = shown(made_up, family)["enquiries"]
    assert (mine["owner"], mine["team"]) == ("worker-1", "Assessment team")


def test_why_somebody_is_not_safe_is_read_until_a_manager_says_that_they_are(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    at, said = f"{family.path}/safety", {"person": family.father, "reason": "He hits her."}
    made_up.record(at, said | {"safe_to_ask": False, "code": "ALLEGED_ABUSER"})
    safe = said | {"safe_to_ask": True, "reason": ENOUGH}
    read = "Recorded as not safe to ask, 9 March 2026: “He hits her.”"
    browser = someone(made_up)
    for role, is_read in (("MASH_WORKER", True), ("MASH_MANAGER", False)):
        made_up.record(at, safe, role)
        assert (read in browser.open(f"/files/{family.file}").text) is is_read


def test_lists_open_for_whoever_reads_them_without_a_name(
    made_up: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_family(made_up)
    browser = someone(made_up)
    assert "about Ng" in browser.open("/my-families?whose=all").text
    officer = frozenset({"IG_OFFICER"})
    monkeypatch.setattr(Access, "as_of_now", lambda _, who: replace(who, roles=officer))
    for listed in ("/to-do?whose=all", "/my-families?whose=all"):
        assert "about Ng" not in opened(browser.get(listed)).text
    assert "A child whose name is not shown" in browser.open("/my-families?whose=all").text


def test_what_is_due_of_an_enquiry_that_has_ended_is_shown_and_nobody_can_take_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    asked = {"person": family.mother, "wants": "LETTER"}
    made_up.record(f"{family.path}/family-requests", asked)
    press = f'action="/files/{family.file}/enquiries/{family.enquiry}/claim"'
    browser = someone(made_up)

    def due() -> list[bool]:
        listed = made_up.get("/v1/tasks", limit="200").get_json()["tasks"]
        return [one["enquiry_goes_on"] for one in listed if one["file"] == family.file]

    def to_do() -> str:
        page = browser.open("/to-do")
        read = page.reply.text
        while further := re.search(r'href="(/to-do[^"]*cursor=[^"]*)"', page.reply.text):
            page = browser.open(html.unescape(further[1]))
            read += page.reply.text
        return read

    assert any(due())
    assert press in to_do()
    made_up.close(f"{family.path}/enquiries/{family.enquiry}", "EARLY_HELP")
    assert due()
    assert not any(due())
    assert press not in to_do()


def test_what_was_begun_is_listed_gone_on_with_and_thrown_away(made_up: Running) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), f"/files/{family.file}/plans/new"
    typed = {"dangers": "He may come back.", "children": family.child}
    assert browser.post(f"{path}/draft", browser.open(path).form(path) | typed).status_code == 303
    listed = browser.open(f"/files/{family.file}/drafts")
    assert "A safety plan, or its next version" in listed.text
    (address,) = [
        g["href"] or "" for tag, g in listed.tags if tag == "a" and "/drafts/" in (g["href"] or "")
    ]
    goes_on = browser.get(address).headers["Location"]
    assert goes_on.startswith(f"{path}?draft=")
    assert "He may come back." in browser.open(goes_on).text
    place = f"/files/{family.file}/drafts"
    assert browser.send(listed, place).status_code == 303
    assert "You have begun nothing" in browser.open(place).text

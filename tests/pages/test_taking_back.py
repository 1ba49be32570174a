"""What was typed in one act is taken back whole, or it is said what stays; and a sign of danger is
read before somebody rings.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from tests.api.running import Running, add_family, agree
from tests.pages.opening import Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_conversation import begun, checked, outcome, place, plan, said
from tests.reasons import ENOUGH

CELL: Final = "responses.grid.{}.{}"


def test_a_talk_with_somebody_else_is_taken_back_with_all_that_was_answered_in_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    typed = {
        CELL.format(0, "CHILD_HEALTH"): "AGREED",
        CELL.format(1, "CHILD_HEALTH"): "REFUSED",
        "parent_words": "The nurse is fine.",
        "method": "PHONE_VERBAL",
        "seen_alone": "YES",
        "pressure_concern": "NONE",
    }
    page = begun(browser, family)
    read = opened(browser.send(page, path, **typed))
    kept = browser.send(read, path, not_a_no="true")
    recorded = browser.open(kept.headers["Location"])
    links = [given["href"] or "" for tag, given in recorded.tags if tag == "a" and "href" in given]
    (back,) = [one for one in links if "/corrections/new" in one]
    form = browser.open(back)
    assert checked(form) == ["true"]
    wrong = {"what_was_wrong": f"It was her sister. {ENOUGH}", "requested_by": "STAFF"}
    wrong |= dict(parse_qsl(back.partition("?")[2]))
    address = back.partition("?")[0]
    # It is theirs to take back, and what falls with it is said first.
    lifts = opened(browser.send(form, address, **wrong))
    assert "This would lift the no of" in lifts.text
    assert "nobody has to confirm it" in lifts.text
    assert browser.send(lifts, address).status_code == 303
    shown = said(made_up, family)
    assert {one["status"] for one in shown["responses"]} == {"CORRECTED"}
    assert outcome(made_up, family, "HEALTH_VISITOR") == "ASK"
    assert outcome(made_up, family, "GP") == "ASK"
    listed = made_up.get("/v1/waiting", "MASH_MANAGER").get_json()["waiting"]
    assert {one["stands"] for one in listed} == {"TAKEN_BACK"}
    # Nor is anybody quoted with what they did not say.
    assert "The nurse is fine" not in browser.open(f"/files/{family.file}").text


def test_a_sign_of_danger_is_read_by_whoever_is_about_to_ring(made_up: Running) -> None:
    """It stood in the timeline alone: nobody reads that with a telephone in their hand."""
    family = add_family(made_up)
    browser = someone(made_up)
    for about, people, note in (
        (family.mother, [], "He reads her telephone."),
        (family.child, [family.father], "She said that he hit her."),
    ):
        sign = {"person": about, "code": "NOT_SAFE", "people": people, "note": note}
        made_up.record(f"{family.path}/signs", sign)
    seen = browser.open(f"/files/{family.file}").text
    assert "A sign of danger to them, 9 March 2026: “He reads her telephone.”" in seen
    assert "Named in a sign of danger to Ng, 9 March 2026: “She said that he hit her.”" in seen
    for person, words in ((family.mother, "reads her telephone"), (family.father, "he hit her")):
        assert words in browser.open(plan(family, person=person)).text
    assert "hit her" not in browser.open(plan(family)).text


def test_what_is_not_taken_back_with_it_is_named_beside_it(made_up: Running) -> None:
    """What a child wants, typed in a talk with somebody, is an entry of its own: it stays."""
    family = add_family(made_up)
    browser, path = someone(made_up), place(family)
    page = begun(browser, family)
    typed = {
        CELL.format(0, "CHILD_HEALTH"): "AGREED",
        "method": "PHONE_VERBAL",
        "wishes.0.child": family.child,
        "wishes.0.objects": "false",
        "wishes.0.words": "I like the nurse.",
    }
    read = opened(browser.send(page, path, **typed))
    recorded = browser.open(browser.send(read, path).headers["Location"])
    assert "Written with it, and taken back each by itself: entry " in recorded.text
    links = [given["href"] or "" for tag, given in recorded.tags if tag == "a" and "href" in given]
    (_, wish) = [one for one in links if "/corrections/new" in one]
    entries = made_up.get(f"{family.path}/history", limit="200").get_json()["entries"]
    kinds = {str(one["seq"]): one["kind"] for one in entries}
    assert kinds[wish.rpartition("=")[2]] == "wish-recorded"


def test_who_the_father_is_is_read_first_and_is_nobody_who_cannot_be_he(made_up: Running) -> None:
    """By a slip the child's mother was put down as the father at once, and it stayed."""
    family = add_family(made_up)
    agree(made_up, family)
    unknown = made_up.record(f"{family.path}/adults", {"names": "Not yet known"})["id"]
    brother = made_up.record(f"{family.path}/children", {"names": "Pip", "dob": "2020-05-01"})["id"]
    for person, role in ((family.mother, "MOTHER"), (unknown, "UNKNOWN_FATHER")):
        link = {"person": person, "child": brother, "role": role, "pr_status": "YES"}
        made_up.record(f"{family.path}/relationships", link)
    browser = someone(made_up)
    path = f"/files/{family.file}/relationships/{unknown}/identification/new"
    page = browser.open(path)
    offered = [given["value"] for _, given in page.tags if given.get("name") == "father"]
    assert offered == [family.father]
    assert "Add him to the file" in page.text
    chosen = {"child": brother, "father": family.father, "pr_status": "NO"}
    read = opened(browser.send(page, path, **chosen))
    assert read.heading == "Check what you typed"
    recorded = browser.open(browser.send(read, path).headers["Location"])
    assert "Written with it" not in recorded.text
    assert "Of no child here is this father still not known." in browser.open(path).text
    (back,) = [one for one in links_of(recorded) if "/corrections/new" in one]
    where = back.partition("?")[0]
    wrong = {**dict(parse_qsl(back.partition("?")[2])), "what_was_wrong": "It is not he."}
    assert browser.send(browser.open(back), where, **wrong).status_code == 303
    shown = said(made_up, family)["children"]
    carers = next(one["caregivers"] for one in shown if one["id"] == brother)
    assert [one["person"] for one in carers] == [family.mother, unknown]


def test_what_replaces_what_somebody_is_to_a_child_is_read_first_and_taken_back(
    made_up: Running,
) -> None:
    """They have said something of the child: it hangs on what stood before as well."""
    family = add_family(made_up)
    agree(made_up, family)
    browser, path = someone(made_up), f"/files/{family.file}/relationships/new"
    slip = {"person": family.mother, "child": family.child, "role": "MOTHER", "pr_status": "NO"}
    read = opened(browser.send(browser.open(path), path, **slip))
    assert "has parental responsibility, now does not have parental responsibility" in read.text
    recorded = browser.open(browser.send(read, path).headers["Location"])
    (back,) = [one for one in links_of(recorded) if "/corrections/new" in one]
    where = back.partition("?")[0]
    form = browser.open(back)
    wrong = {**dict(parse_qsl(back.partition("?")[2])), "what_was_wrong": f"A slip. {ENOUGH}"}
    lifts = opened(browser.send(form, where, **wrong))
    assert "nobody has to confirm it" in lifts.text
    assert browser.send(lifts, where).status_code == 303
    (child,) = said(made_up, family)["children"]
    held = {one["person"]: one["pr_status"] for one in child["caregivers"]}
    assert held[family.mother] == "YES"
    # Of the first there is nothing older: it is put right, and the page says where.
    entries = made_up.get(f"{family.path}/history", limit="200").get_json()["entries"]
    links = [one for one in entries if one["kind"] == "relationship-recorded"]
    first = next(one for one in links if one["event"]["person"] == family.mother)
    wrong["corrects"] = str(first["seq"])
    refused = opened(browser.send(form, where, **wrong), 409)
    (instead,) = [one for one in links_of(refused) if "/relationships/new" in one]
    assert f"person={family.mother}" in instead
    assert f"child={family.child}" in instead


def links_of(page: Page) -> list[str]:
    return [given["href"] or "" for tag, given in page.tags if tag == "a" and "href" in given]


def test_whoever_takes_back_another_entry_is_not_told_that_they_sent_this_already(
    made_up: Running,
) -> None:
    """The form is the same, and what is taken back is another thing."""
    family = add_family(made_up)
    browser, address = someone(made_up), f"/files/{family.file}/corrections/new"
    tried = {"person": family.father, "method": "PHONE_VERBAL"}
    made_up.record(f"{family.path}/attempts", tried)
    made_up.record(f"{family.path}/attempts", tried)
    one, other = made_up.size() - 2, made_up.size() - 1
    wrong = {"what_was_wrong": "Nobody was rung.", "requested_by": "STAFF", "corrects": str(one)}
    form = browser.open(f"{address}?corrects={one}")
    read = browser.send(form, address, **wrong)
    if read.status_code == 200:
        read = browser.send(opened(read), address)
    assert read.status_code == 303
    assert "you sent one of these from here" in browser.open(f"{address}?corrects={one}").text
    assert "you sent one of these from here" not in browser.open(f"{address}?corrects={other}").text


def test_whoever_says_what_they_answered_instead_is_led_to_where_it_counts(
    made_up: Running,
) -> None:
    """ "School yes, GP no" was typed beside a yes that was taken back, and heard nowhere."""
    family = add_family(made_up)
    entries = agree(made_up, family)["entries"]
    (entry,) = [one for one in entries if one["kind"] == "response-recorded"]
    browser = someone(made_up)
    address = f"{family.path.removeprefix('/v1')}/corrections/new"
    form = browser.open(f"{address}?corrects={entry['seq']}")
    wrong = {"corrects": str(entry["seq"]), "what_was_wrong": "She said no to the GP."}
    right = {"right_version": "School yes, GP no.", "requested_by": "STAFF"}
    kept = browser.send(form, address, **wrong, **right)
    if "Location" not in kept.headers:
        kept = browser.send(opened(kept), address, **wrong, **right)
    recorded = browser.open(kept.headers["Location"])
    assert "Record what they answered" in recorded.text
    links = [given.get("href") or "" for tag, given in recorded.tags if tag == "a"]
    assert any(f"/conversations/new?person={family.mother}" in one for one in links)

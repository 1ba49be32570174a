"""From an answer to what it leads to: the agency contacted, share now written up, a task done."""

from __future__ import annotations

from typing import Any

from consent_service.domain.codes import codes
from consent_service.pages.doing import _DOES, _OF_AN_AGENCY, _OF_ITS_FILE, _ON_A_PAGE
from consent_service.pages.forms.registered import where_is
from tests.api.asking_own import mother_of
from tests.api.disclosing import disclosure
from tests.api.running import Family, Running, add_family, agree
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_checking import asks
from tests.pages.test_deciding import MANAGER
from tests.pages.test_forms import FORMS

#: What no form settles: a draft of a decision is found with its request; whose share-now it was,
#: and who somebody is, elsewhere.
_BY_NO_FORM = {"FINISH_DRAFT", "LINK_SHARE_NOW", "CHECK_IDENTITY"}


def links(page: Page, ends: str = "") -> list[str]:
    found = [given["href"] or "" for tag, given in page.tags if tag == "a" and "href" in given]
    return [one for one in found if ends in one]


def chosen(page: Page) -> dict[str, list[str]]:
    """What is ticked or selected; a page is taken apart in order."""
    found: dict[str, list[str]] = {}
    name = ""
    for tag, given in page.tags:
        name = given.get("name") or name if tag in ("select", "input") else name
        if "checked" in given or "selected" in given:
            found.setdefault(name, []).append(given["value"] or "")
    return found


def filled(page: Page) -> dict[str, Any]:
    """All that a browser would send of the form as it stands."""
    sends: dict[str, Any] = {
        name: values if len(values) > 1 else values[0] for name, values in chosen(page).items()
    }
    for tag, given in page.tags:
        if tag == "input" and given.get("type") == "text" and given.get("value"):
            sends[given["name"] or ""] = given["value"]
    return sends


def answered(browser: Browser, family: Family) -> Page:
    return browser.open(asks(browser, family).headers["Location"])


def test_a_contact_is_recorded_in_the_words_of_the_answer_and_on_what_it_rested(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    answer = answered(browser, family)
    (address,) = links(answer, "/disclosures/new")
    form = browser.open(address)
    held = chosen(form)
    assert held["subjects"] == [family.child]
    assert (held["categories"], held["purpose"]) == (["CHILD_HEALTH"], ["AGENCY_CHECKS"])
    assert (held["direction"], held["basis"]) == (["SEEK"], ["AGREED"])
    words = "We are asking you for information about Ng"
    assert words in form.text
    sent = browser.send(
        form,
        f"/files/{family.file}/disclosures/new",
        **filled(form),
        words_sent="As sent.",
        summary="Weight.",
    )
    assert sent.status_code == 303, sent.text
    browser.open(sent.headers["Location"])
    (kept,) = made_up.get(f"{family.path}/disclosures").get_json()["disclosures"]
    assert (kept["basis"], kept["words_sent"]) == ("AGREED", "As sent.")
    asked = made_up.get(family.path).get_json()["responses"]
    assert kept["rests_on"] == [one["id"] for one in asked if one["answer"] == "AGREED"]


def test_whoever_acts_on_an_answer_is_told_before_that_somebody_has_said_no_since(
    made_up: Running,
) -> None:
    """The page of the check stayed open, and led on as agreed after she had stopped it."""
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    (address,) = links(answered(browser, family), "/disclosures/new")
    mother_of(made_up, family).receipt("withdrawals", {"words": "No more."})
    form = browser.open(address)
    assert "Since this check Ann Example said no. It is not agreed now." in form.text
    assert "may not" not in form.text.partition("Since this check")[2].partition("Which service")[0]
    held = chosen(form)
    assert not {"basis", "rests_on"} & set(held)
    assert held["subjects"] == [family.child]
    assert "We are asking you for information" not in form.text
    # It is kept as it was done, by whoever did it all the same.
    path = f"/files/{family.file}/disclosures/new"
    sent = browser.send(form, path, **filled(form), basis="AGREED", words_sent="As sent.")
    page = opened(sent, 422)
    day = {f"effective_at.{part}": n for part, n in (("day", "9"), ("month", "3"))}
    day |= {"effective_at.year": "2026", "effective_at.time": "09:00"}
    sent = browser.send(page, path, **filled(form), basis="AGREED", words_sent="As sent.", **day)
    assert sent.status_code in (200, 303), sent.text


def test_what_ended_since_a_check_is_told_as_well(made_up: Running) -> None:
    family = add_family(made_up)
    agree(made_up, family)
    browser = someone(made_up)
    (address,) = links(answered(browser, family), "/disclosures/new")
    about = {"what": "NOT_AGREED", "words": "Not I."}
    mother_of(made_up, family).receipt("correction-requests", about)
    form = browser.open(address)
    assert "Since this check something has changed. It is not agreed now." in form.text
    assert "basis" not in chosen(form)


def test_where_nothing_is_agreed_no_button_says_that_they_are_contacted(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    answer = answered(browser, family)
    assert "I am contacting them" not in answer.text
    # Whoever contacts them all the same records it: nothing is chosen for them.
    seq = links(answer, "check=")[0].rpartition("check=")[2]
    form = browser.open(f"/files/{family.file}/disclosures/new?check={seq}")
    assert not {"subjects", "categories", "basis"} & set(chosen(form))


def test_what_was_shared_at_once_is_written_up_from_where_it_is_due(made_up: Running) -> None:
    family = add_family(made_up)
    asked = {"subjects": [family.child], "agency": {"type": "POLICE"}, "purpose": "S47_ENQUIRY"}
    asked |= {"categories": ["CONCERN_DETAILS"], "direction": "SEEK", "urgency": "IMMEDIATE"}
    made_up.check(family.file, asked)
    made_up.beat()
    browser = someone(made_up)
    (address,) = set(links(browser.open(f"/files/{family.file}"), "share_now="))
    form = browser.open(address)
    path = f"/files/{family.file}/share-now-uses/new"
    # What was asked then is not typed again, and nothing of it says that something was shared.
    known = made_up.get(family.path).get_json()["done"]["share_now_used"][0]
    for member in ("subjects", "categories", "purpose", "direction"):
        said = known[member] if isinstance(known[member], list) else [known[member]]
        assert chosen(form)[f"disclosure.{member}"] == said, member
    assert chosen(form)["disclosure.agency"] == ["POLICE"]
    risk = "He waits at the door."
    sent = browser.send(form, path, **filled(form), shared="false", risk=risk)
    assert sent.status_code == 303, sent.text
    assert made_up.get(family.path).get_json()["done"]["share_now_recorded"][0]["shared"] is False
    assert made_up.get(f"{family.path}/disclosures").get_json()["disclosures"] == []
    assert links(browser.open(f"/files/{family.file}"), "share_now=") == []


def test_whoever_says_whether_it_was_right_to_share_at_once_reads_what_was_shared(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    shared = disclosure(family, direction="SHARE", purpose="IMMEDIATE_PROTECTION")
    told = {name: value for name, value in shared.items() if name not in ("enquiry", "basis")}
    used = {"shared": True, "risk": "He waits at the door.", "disclosure": told}
    made_up.record(f"{family.path}/share-now-uses", used)
    browser = someone(made_up, MANAGER)
    listed = links(browser.open("/to-look-at"), "/share-now-uses/")
    (address,) = {one for one in listed if family.file in one}
    page = browser.open(address)
    assert "“He waits at the door.”" in page.text
    assert f"Shared with Health visitor: “{shared['words_sent']}”" in page.text


def test_every_link_of_a_task_leads_to_a_form_that_is_there(made_up: Running) -> None:
    family = add_family(made_up)
    browser = someone(made_up)
    pages = [
        browser.open("/to-do"),
        browser.open(f"/files/{family.file}"),
        answered(browser, family),
    ]
    doing = {one for page in pages for one in links(page, f"/files/{family.file}/")}
    assert [one for one in doing if "/conversations/new?person=" in one]
    for address in sorted(one for one in doing if "/receipts/" not in one):
        browser.open(address)


def test_what_does_a_task_is_a_form_that_takes_what_the_task_names() -> None:
    assert {*_DOES, *_ON_A_PAGE, *_OF_ITS_FILE, *_BY_NO_FORM} == set(codes("tasks"))
    assert not _BY_NO_FORM & {*_DOES, *_ON_A_PAGE, *_OF_ITS_FILE}
    for code, (operation, given) in [*_DOES.items(), *_OF_AN_AGENCY.items()]:
        assert code in codes("tasks")
        form, path = FORMS[operation], where_is(operation) or ""
        said = {one.member for one in form.inputs()}
        for member in given:
            takes = member in said or f"<string:{member}>" in path
            assert takes or form.begins is not None, (code, member)


def test_before_what_goes_against_a_no_is_kept_the_page_says_so(made_up: Running) -> None:
    """A kind that the answer had called "said no" was ticked as well, and it was on record."""
    family = add_family(made_up)
    agree(made_up, family, answer="REFUSED", expires_at=None)
    browser, path = someone(made_up), f"/files/{family.file}/disclosures/new"
    page = browser.open(path)
    sent = {**page.form(path), **filled(page)}
    sent |= {"subjects": family.child, "agency": "HEALTH_VISITOR", "basis": "AGREED"}
    sent |= {"categories": "CHILD_HEALTH", "purpose": "AGENCY_CHECKS", "direction": "SEEK"}
    sent |= {"words_sent": "We ask you about Ng.", "summary": "Her weight."}
    size = made_up.size()
    read = opened(browser.post(path, sent))
    assert "Someone has said no to this, or to part of it." in read.text
    assert made_up.size() == size
    assert browser.post(path, read.form(path)).status_code == 303

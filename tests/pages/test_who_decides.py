"""Who can decide, by which order, what they said no to: read before somebody rings or decides."""

from __future__ import annotations

import re

import pytest

from consent_service.domain.words.naming import day
from consent_service.pages.table import PAGES
from tests.api.running import Running, add_family, agree, decide
from tests.pages.opening import opened
from tests.pages.test_being_somebody import someone
from tests.pages.test_contacting import answered
from tests.pages.test_deciding import MANAGER
from tests.pages.test_family_page import links


def test_what_changes_who_decides_is_read_with_the_family_and_where_they_are_asked_and_decided_for(
    made_up: Running,
) -> None:
    """A mother who cannot decide and nodded, a care order, and a child whose no counts: each was on
    record, and the pages on which somebody rings or decides for them said nothing of it.
    """
    family = add_family(made_up)
    agree(made_up, family, words="Whatever you want.")
    lacks = {"person": family.mother, "status": "LACKS", "rationale": "She could not say it back."}
    made_up.record(f"{family.path}/capacity", lacks)
    able = {"child": family.child, "status": "COMPETENT", "rationale": "She weighed both."}
    made_up.record(f"{family.path}/competence", able)
    council = made_up.record(f"{family.path}/adults", {"names": "Sample Council"})["id"]
    order = {
        "child": family.child,
        "type": "CARE_ORDER",
        "source": "The family court",
        "reference": "FC-7",
        "council": council,
        "effective_at": "2026-03-01T00:00:00Z",
    }
    made_up.record(f"{family.path}/orders", order)
    no = {"person": family.child, "answer": "REFUSED", "scope": family.scope(), "words": "No!"}
    made_up.record(f"{family.path}/responses", no)
    today = day(made_up.clock())
    unable = f"Assessed as not able to decide this, {today}: “She could not say it back.”"
    alone = f"Understands enough to make this decision, {today}: “She weighed both.”"
    ordered = "Care order since 1 March 2026. The family court, FC-7"
    at_home = someone(made_up).open(f"/files/{family.file}").text
    for words in (
        unable,
        alone,
        f"Ng: {ordered}",
        "Said no to the health visitor: the child's health",
    ):
        assert words.casefold() in at_home.casefold(), words
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    talk = f"/files/{family.file}/conversations/new?person={family.mother}&check={seq}"
    assert unable in someone(made_up).open(talk).text
    asked = made_up.record(
        f"{family.path}/decision-requests", {"scope": family.scope(), "why": "She cannot decide."}
    )["id"]
    for address in ("/decisions", f"/files/{family.file}/decisions/{asked}"):
        read = someone(made_up, MANAGER).open(address).text
        for words in (unable, alone, ordered):
            assert words in read, (address, words)
    # A yes that was taken back was no no: what she says now is one.
    made_up.record(f"{family.path}/withdrawals", {"person": family.mother, "words": "All of it."})
    at_home = someone(made_up).open(f"/files/{family.file}").text
    assert "Took back everything, with every service" in at_home
    assert at_home.count("Said no to the health visitor") == 1
    ended = made_up.get(family.path).get_json()["known"]["orders"][0]["order"]
    made_up.record(f"{family.path}/orders/{ended}/end", {"source": "The family court"})
    assert "Care order" not in someone(made_up).open(f"/files/{family.file}").text


def test_a_birth_is_recorded_from_the_familys_page_and_putting_right_who_they_are_leads_to_it(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    awaited = {"names": "Baby Example", "estimated_due_date": "2026-05-01"}
    unborn = made_up.record(f"{family.path}/children", awaited)["id"]
    browser, birth = someone(made_up), f"/files/{family.file}/children/{unborn}/birth/new"
    page = browser.open(f"/files/{family.file}")
    assert birth in links(page)
    assert "Baby Example was born" in page.text
    # Nobody talks to them.
    assert "Baby Example, not born" not in browser.open(f"/files/{family.file}/attempts/new").text
    amend = f"/files/{family.file}/people/{unborn}/amendments/new"
    born = {"dob.day": "9", "dob.month": "3", "dob.year": "2026"}
    told = opened(browser.send(browser.open(amend), amend, **born), 409).text
    assert "Record the birth instead" in told
    browser.send(browser.open(birth), birth, **born)
    assert birth not in links(browser.open(f"/files/{family.file}"))


def test_a_check_begun_about_several_children_is_about_all_of_them(made_up: Running) -> None:
    """The link from Find named both; the form ticked the first, and the other was left out."""
    family = add_family(made_up)
    other = made_up.record(f"{family.path}/children", {"names": "Wu Sample", "dob": "2020-02-02"})
    both = [family.child, other["id"]]
    address = f"/files/{family.file}/check?{'&'.join(f'subjects={one}' for one in both)}"
    tags = someone(made_up).open(address).tags
    assert [g["value"] for _, g in tags if g.get("name") == "subjects" and "checked" in g] == both


def test_a_council_is_offered_where_it_answers_or_holds_responsibility_and_nowhere_as_a_person(
    made_up: Running,
) -> None:
    """It was asked whether it can be rung, what it died of, and who supports it."""
    family = add_family(made_up)
    order = {"child": family.child, "type": "CARE_ORDER", "source": "Court", "reference": "C-2"}
    entries = made_up.record(f"{family.path}/orders", order)["entries"]
    stands = made_up.get(family.path).get_json()
    (council,) = (
        one["person"]
        for child in stands["children"]
        for one in child["caregivers"]
        if one["role"] == "LOCAL_AUTHORITY"
    )
    assert entries
    worker, manager = someone(made_up), someone(made_up, MANAGER)
    offered = {
        page.name
        for page in PAGES
        if page.method == "GET" and re.fullmatch(r"/files/<string:file>/[a-z-]+/new", page.path)
        for browser in (manager if page.name.startswith("recordAuth") else worker,)
        for reply in [browser.get(page.path.replace("<string:file>", family.file))]
        if reply.status_code == 200 and f'value="{council}"' in reply.text
    }
    assert offered == {
        "recordAuthorisationForm",
        "recordRelationshipForm",
        "recordOrderForm",
        "recordResponseForm",
        "withdrawForm",
    }


def test_whoever_talks_to_a_family_reads_before_the_script_what_a_manager_keeps_from_them(
    made_up: Running,
) -> None:
    """Every check said so, and the page with the words to read out did not."""
    family = add_family(made_up)
    seq = made_up.check(family.file, family.question())["ledger"]["seq"]
    page = f"/files/{family.file}/conversations/new?person={family.mother}&check={seq}"
    assert "is to know of it" not in someone(made_up).open(page).text
    kept = {"status": "NOT_SAFE", "on": "2026-03-20", "reason": "He reads what she is sent."}
    decide(made_up, family, telling=kept)
    assert "Nobody of the family is to know of it" in someone(made_up).open(page).text


@pytest.mark.parametrize(
    ("role", "pr_status"),
    [
        *(
            ("LOCAL_AUTHORITY", "YES"),
            ("LOCAL_AUTHORITY", "NO"),
            ("LOCAL_AUTHORITY", "UNCONFIRMED"),
        ),
        *(("UNKNOWN_FATHER", "NO"), ("FOSTER_CARER", "NO")),
    ],
)
def test_whoever_a_button_names_can_be_chosen_in_the_form_that_it_opens(
    made_up: Running, role: str, pr_status: str
) -> None:
    """A whole talk was filled in for a council that nobody can talk to."""
    family = add_family(made_up)
    one = made_up.record(f"{family.path}/adults", {"names": "Ferrow Sample"})["id"]
    link = {"person": one, "child": family.child, "role": role, "pr_status": pr_status}
    made_up.record(f"{family.path}/relationships", link)
    for browser in (someone(made_up), someone(made_up, MANAGER)):
        pages = [browser.open(f"/files/{family.file}"), answered(browser, family)]
        found = {address for page in pages for address in links(page) if one in address}
        for address in found:
            form = browser.open(address)
            # Of whom the page is by its address nothing is chosen in it.
            assert f"/{one}/" in address or f'value="{one}"' in form.reply.text, address
            # A talk is begun with whoever can be talked to: who came along is no choice there.
            assert role == "FOSTER_CARER" or "/conversations/" not in address, address

"""What an administrator runs by pages alone: rights, systems, services, rules; and no family."""

from __future__ import annotations

import re

from tests.access.vendors import registered
from tests.api.running import Running, add_family
from tests.pages.opening import Browser, Page, opened
from tests.pages.test_being_somebody import someone

MANAGER, ASH, NOOR = "3", "5", "6"


def recorded(browser: Browser, place: str, **typed: str) -> Page:
    """The page that follows what was typed into the form there."""
    done = browser.send(browser.open(place), place, **typed)
    assert done.status_code == 303, done.text
    return browser.open(done.headers["Location"])


def leads(page: Page, words: str) -> str:
    """The only link to an address that has these words in it."""
    (found,) = {
        given["href"] or ""
        for tag, given in page.tags
        if tag == "a" and words in (given.get("href") or "")
    }
    return found


def test_somebody_is_listed_given_a_role_and_has_it_taken_back(made_up: Running) -> None:
    ash = someone(made_up, ASH)
    # There is nothing else that they begin with.
    assert ash.get("/").headers["Location"] == "/people"
    listed = {"staff": "worker-new", "names": "Robin Example", "team": "Assessment"}
    page = recorded(ash, "/people/listed/new", **listed)
    assert "None. They can sign in to nothing." in page.text
    given = recorded(ash, leads(page, "/rights/new"), role="MASH_WORKER", note="Covers for a month")
    assert "Safeguarding hub worker" in given.text
    assert "Covers for a month" in given.text
    assert "Robin Example" in ash.open("/people").text
    back = recorded(ash, leads(given, "/end/new"))
    assert "None. They can sign in to nothing." in back.text
    # What stands is what a change begins with.
    change = ash.open("/people/listed/new?staff=worker-new")
    assert 'value="Robin Example"' in change.reply.text
    left = recorded(ash, "/people/listed/new", **listed, ended="true")
    assert "Has left" in left.text


def test_whose_role_is_taken_back_is_refused_next_also_where_anybody_may_be_anybody(
    made_up: Running,
) -> None:
    """Who is made up has the roles that they come with, until somebody takes one back."""
    family = add_family(made_up)
    ash, worker = someone(made_up, ASH), someone(made_up)
    recorded(ash, "/people/listed/new", staff="worker-1", names="Cy Worker")
    given = recorded(ash, "/people/worker-1/rights/new", role="MASH_WORKER")
    assert worker.get(f"/files/{family.file}").status_code == 200
    recorded(ash, leads(given, "/end/new"))
    # In the browser that is open, and in one that signs in anew.
    assert worker.get(f"/files/{family.file}").status_code in (403, 404)
    assert someone(made_up).get(f"/files/{family.file}").status_code in (403, 404)
    recorded(ash, "/people/worker-1/rights/new", role="MASH_WORKER")
    assert worker.get(f"/files/{family.file}").status_code == 200


def test_nobody_gives_themself_a_role_and_is_told_so_where_they_typed(made_up: Running) -> None:
    ash = someone(made_up, ASH)
    recorded(ash, "/people/listed/new", staff="admin", names="Ash Example")
    place = "/people/admin/rights/new"
    refused = opened(ash.send(ash.open(place), place, role="MASH_MANAGER"), 422)
    assert "yourself" in refused.text


def test_a_service_is_listed_and_changed_and_found_by_each_of_its_names(made_up: Running) -> None:
    ash = someone(made_up, ASH)
    names = "Harbour Lane Surgery\nHarbour Lane"
    page = recorded(ash, "/services/new", type="GP", names=names, contact="Ask for the nurse")
    assert "Also called Harbour Lane" in page.text
    change = leads(page, "/changes/new")
    assert "Harbour Lane Surgery\nHarbour Lane" in ash.open(change).reply.text
    ended = recorded(ash, change, type="GP", names="Harbour Lane Surgery", ended="true")
    assert "Harbour Lane Surgery has ended" in ended.text
    # Whoever decides finds the same pages, from the day of the team.
    manager = someone(made_up, MANAGER)
    assert leads(manager.open("/team"), "/services") == "/services"
    assert "Harbour Lane Surgery" in manager.open("/services").text


def test_the_policy_and_the_notices_are_read_by_whoever_runs_it(made_up: Running) -> None:
    page = someone(made_up, ASH).open("/rules")
    assert "One parent with parental responsibility may agree alone." in page.text
    assert "Section 47 decision" in page.text
    manager = someone(made_up, MANAGER)
    place = leads(manager.open("/rules"), "/notices/new")
    typed = {"version": "7", "language": "Polish", "text_sha256": "ab" * 32, "reading_age": "9"}
    assert "Version 7, Polish" in recorded(manager, place, **typed).text
    assert "/notices/new" not in someone(made_up, ASH).open("/rules").reply.text


def test_a_system_stands_with_what_it_has_used_and_is_ended_at_once(made_up: Running) -> None:
    ash = someone(made_up, ASH)
    assert "No system is registered." in ash.open("/systems").text
    vendor = registered(made_up, "case-system")
    token = vendor.token()
    page = ash.open("/systems")
    assert "A case system" in page.text
    assert "Safeguarding hub worker" in page.text
    ended = recorded(ash, leads(page, "/end/new"), why="The contract is over.")
    assert "The contract is over." in ended.text
    assert made_up.client.get("/v1/me", headers=vendor.headers(token)).status_code == 401


def test_who_runs_it_sees_no_family_and_nobody_else_sees_these_pages(made_up: Running) -> None:
    family = add_family(made_up)
    ash = someone(made_up, ASH)
    for path in (f"/files/{family.file}", "/find", "/to-do", "/audit"):
        assert ash.get(path).status_code in (403, 404), path
    worker = someone(made_up)
    for path in ("/people/worker-1", "/systems", "/people/listed/new", "/services/new"):
        opened(worker.get(path), 403)


def test_legal_finds_a_family_opens_it_with_a_reason_and_reads_the_workers_page(
    made_up: Running,
) -> None:
    family = add_family(made_up)
    noor = someone(made_up, NOOR)
    assert noor.get("/").headers["Location"] == "/audit/families"
    found = noor.send(noor.open("/audit/families"), "/audit/families", about="Ng")
    assert family.file in found.text
    assert "Ng" not in re.sub(r'value="[^"]*"', "", found.text), "but as it was typed"
    place = f"/audit/files/{family.file}/openings/new"
    noor.send(noor.open(place), place, reason="Advice was asked for about the order.")
    page = noor.open(f"/files/{family.file}")
    assert "Child 1" in page.text
    assert "Ng" not in page.text


def test_no_enquiry_is_handed_to_somebody_who_has_left(made_up: Running) -> None:
    family = add_family(made_up)
    ash, worker = someone(made_up, ASH), someone(made_up)
    place = f"/files/{family.file}/enquiries/{family.enquiry}/assignments/new"
    recorded(ash, "/people/listed/new", staff="worker-8", names="Ira Gone")
    recorded(ash, "/people/listed/new", staff="worker-9", names="Una Stays")
    recorded(ash, "/people/worker-9/rights/new", role="MASH_WORKER")
    given = recorded(ash, "/people/worker-8/rights/new", role="MASH_WORKER")
    assert "Ira Gone" in worker.open(place).text
    recorded(ash, leads(given, "/end/new"))
    offered = worker.open(place).text
    assert "Una Stays" in offered
    assert "Ira Gone" not in offered

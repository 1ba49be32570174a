"""Whoever the child lives with is asked first, and an order that was seen is put on record."""

from __future__ import annotations

import re
from datetime import timedelta

from tests.api.running import Family, Running, add_family
from tests.pages.opening import Browser, opened
from tests.pages.test_being_somebody import someone

_OF = ("CONFIRM_PR", "RECORD_ORDER")


def living_with_gran(made_up: Running, **said: str) -> tuple[Family, str]:
    """A child whose grandmother is said to be her special guardian, and has her."""
    family = add_family(made_up)
    gran = made_up.record(f"{family.path}/adults", {"names": "Nan Example"})["id"]
    link = {
        "person": gran,
        "child": family.child,
        "role": "SPECIAL_GUARDIAN",
        "pr_status": "YES",
        "lives_with": "YES",
        **said,
    }
    made_up.record(f"{family.path}/relationships", link)
    made_up.clock.now += timedelta(minutes=1)
    return family, gran


def offers(browser: Browser, made_up: Running, family: Family) -> list[str]:
    answer = made_up.check(family.file, family.question())
    page = browser.open(f"/files/{family.file}/checks/{answer['ledger']['seq']}")
    return re.findall(r"Record what ([\w ]+?) says", page.text)


def test_who_has_the_child_is_offered_first_whatever_is_not_confirmed_yet(
    made_up: Running,
) -> None:
    """Only the mother was, who sees her child at a contact centre."""
    browser = someone(made_up)
    family, gran = living_with_gran(made_up)
    assert offers(browser, made_up, family) == ["Nan Example", "Ann Example", "Bo Example"]
    danger = {"person": gran, "safe_to_ask": False, "code": "OTHER", "reason": "Zz"}
    made_up.record(f"{family.path}/safety", danger)
    made_up.clock.now += timedelta(minutes=1)
    assert "Nan Example" not in offers(browser, made_up, family)


def test_an_order_that_was_seen_is_what_is_asked_for_next_and_filled_in(made_up: Running) -> None:
    """The task “Check who holds parental responsibility” stayed due for ever: nothing said that
    the order itself is to be recorded, nor where.
    """
    browser = someone(made_up)
    family, gran = living_with_gran(made_up)

    def due() -> list[str]:
        every = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
        return [one["code"] for one in every if one["person"] == gran and one["code"] in _OF]

    assert due() == ["CONFIRM_PR"]
    here, path = f"/files/{family.file}", f"/files/{family.file}/relationships/new"
    typed = {
        "person": gran,
        "child": family.child,
        "role": "SPECIAL_GUARDIAN",
        "pr_status": "YES",
        "pr_source": "SPECIAL_GUARDIANSHIP",
        "pr_checked": "DOCUMENT_SEEN",
        "lives_with": "YES",
    }
    read = opened(browser.send(browser.open(path), path, **typed))
    wanted = f"{here}/orders/new?child={family.child}&people={gran}"
    assert wanted in {given.get("href") for tag, given in read.tags if tag == "a"}
    sent = browser.send(read, path)
    done = browser.open(sent.headers["Location"])
    assert wanted in {given.get("href") for tag, given in done.tags if tag == "a"}
    assert due() == ["RECORD_ORDER"]
    led = [given.get("href") or "" for tag, given in browser.open(here).tags if tag == "a"]
    assert any(one.startswith(f"{here}/orders/new?child={family.child}&people=") for one in led)
    form = browser.open(wanted)
    chosen = re.findall(r'value="([A-Z_]+|[0-9a-f]{24})"[^>]* checked', form.reply.text)
    assert {*chosen} == {family.child, gran, "SPECIAL_GUARDIANSHIP_ORDER"}
    at = f"{here}/orders/new"
    said = {"child": family.child, "people": gran, "type": "SPECIAL_GUARDIANSHIP_ORDER"}
    sent = browser.send(form, at, source="Zz court", reference="Zz 1", **said)
    assert (browser.send(opened(sent), at) if sent.status_code == 200 else sent).status_code == 303
    assert due() == []


def test_two_guardians_taken_in_are_so_by_one_order_and_one_task_asks_for_it(
    made_up: Running,
) -> None:
    """Each was to say whether they are responsible, and four tasks asked who is."""
    family, gran = living_with_gran(made_up, pr_source="SPECIAL_GUARDIANSHIP")
    other = made_up.record(f"{family.path}/adults", {"names": "Pa Example"})["id"]
    link = {"person": other, "child": family.child, "role": "SPECIAL_GUARDIAN"}
    said = {**link, "pr_status": "YES", "pr_source": "SPECIAL_GUARDIANSHIP", "lives_with": "YES"}
    made_up.record(f"{family.path}/relationships", said)
    every = made_up.get(f"{family.path}/tasks").get_json()["tasks"]
    due = [(one["code"], one["person"]) for one in every if one["code"] in _OF]
    of_them = [one for one in due if one[1] in (gran, other)]
    assert len(of_them) == 1
    assert of_them[0][0] == "RECORD_ORDER"
